/** Figures of measurements, and processes that are measured. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export const median = (values: readonly number[]): number => percentile(values, 0.5);
export const percentile = (values: readonly number[], share: number): number =>
	values.toSorted((left, right) => left - right)[Math.floor(values.length * share)] ?? 0;

export interface Measured {
	/** Seconds. */
	readonly wall: number;
	/** Seconds of user and system time of the process and those that it waited for. */
	readonly cpu: number;
	readonly status: number;
	readonly output: string;
}

/** Runs a command to its end; `times` of the shell tells what it took (POSIX, Shell & Utilities, 2.15). */
export function measured(command: readonly string[], environment: NodeJS.ProcessEnv = {}): Measured {
	const from = performance.now();
	const ran = spawnSync('sh', ['-c', '"$@"; status=$?; echo; times; echo $status', 'sh', ...command], {
		encoding: 'utf8',
		env: { ...process.env, ...environment },
		maxBuffer: 2 ** 30,
	});
	const wall = (performance.now() - from) / 1000;
	const lines = ran.stdout.trimEnd().split('\n');
	const [, children = ''] = lines.slice(-3);
	const cpu = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
		(sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds),
		0,
	);
	return { wall, cpu, status: Number(lines.at(-1)), output: lines.slice(0, -4).join('\n') };
}

/** C# files below a folder, without those that builds make. */
export function sourcesIn(folder: string): readonly string[] {
	return fs
		.readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter(each => each.isFile() && each.name.endsWith('.cs'))
		.map(each => path.join(each.parentPath, each.name))
		.filter(each => !/[\\/](?:bin|obj|node_modules|\.git)[\\/]/.test(path.relative(folder, each)));
}
