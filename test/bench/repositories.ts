/**
 * Public repositories: the command line against the raw parse of the same files, the SDK's analyzer (through a program that runs it
 * over source trees), and a general search with twenty patterns. One after the other, so that ratios are of one hour.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root } from '../support/core.ts';
import { type Measured, measured } from './numbers.ts';

export interface Row {
	readonly name: string;
	readonly files: number;
	readonly lines: number;
	readonly parse: Measured;
	/** First runs, on one thread and on two; then one that finds what the first kept. */
	readonly cold: Measured;
	readonly two: Measured;
	readonly warm: Measured;
	readonly peak: number;
	/** What the SDK's analyzer took: compilations made and analyzed, without evaluation and restore; in seconds. */
	readonly analyzer?: number;
	readonly search?: Measured;
}

export interface Others {
	/** The command of a program that takes `--root DIR --out FILE` and runs the SDK's analyzer. */
	readonly oracle?: readonly string[];
	/** The command of ast-grep. */
	readonly search?: readonly string[];
}

/** As the program that runs the SDK's analyzer judges: every project opted in, for one framework, nothing switched off. */
const OPTED_IN =
	'-p:IsAotCompatible=true -p:TargetFramework=net10.0 -p:TargetFrameworks= -p:PublishAot=false -p:EnableRequestDelegateGenerator=false -p:EnableConfigurationBindingGenerator=false -p:Configuration=Release -p:NoWarn= --no-editorconfig'.split(
		' ',
	);

/** Calls that a search by patterns would look for. */
const PATTERNS = [
	...['$A.GetType()', '$A.GetProperties($$$B)', '$A.GetMethod($$$B)', '$A.GetMethods($$$B)', '$A.GetFields($$$B)', 'Type.GetType($$$A)'],
	...[
		'Activator.CreateInstance($$$A)',
		'Assembly.Load($$$A)',
		'Assembly.LoadFrom($$$A)',
		'$A.MakeGenericType($$$B)',
		'$A.MakeGenericMethod($$$B)',
	],
	...[
		'JsonSerializer.Serialize($$$A)',
		'JsonSerializer.Deserialize<$T>($$$A)',
		'Enum.GetValues($$$A)',
		'Expression.Lambda($$$A)',
		'$A.Compile()',
	],
	...['Marshal.SizeOf($$$A)', '$A.Bind($$$B)', 'new XmlSerializer($$$A)', '$A.GetConstructor($$$B)'],
];

/** @param scratch an empty folder */
export function repository(folder: string, scratch: string, { oracle, search }: Others): Row {
	const program = path.join(root, 'dist', 'cli.js');
	const peakFile = path.join(scratch, 'peak');
	const node = [process.execPath];
	const check = (...args: readonly string[]): Measured => {
		const command = [
			...node,
			program,
			'check',
			folder,
			...OPTED_IN,
			'--format',
			'json',
			'--output',
			path.join(scratch, 'out.json'),
			...args,
		];
		const ran = measured(command, {
			AOT_LENS_PEAK: peakFile,
			NODE_OPTIONS: `--require ${path.join(import.meta.dirname, '..', 'field', 'peak.cjs')}`,
		});
		if (ran.status > 3 || ran.status === 2) throw new Error(`check ended with ${ran.status}`);
		return ran;
	};
	const parse = measured([...node, path.join(import.meta.dirname, 'parse.ts'), folder]);
	const { files, lines } = JSON.parse(parse.output) as { files: number; lines: number };
	const cache = path.join(scratch, 'cache');
	fs.rmSync(cache, { recursive: true, force: true });
	const cold = check('--jobs', '1', '--cache-dir', cache);
	const peak = Number(fs.readFileSync(peakFile, 'utf8')) / 1024;
	const warm = check('--jobs', '1', '--cache-dir', cache);
	const two = check('--jobs', '2', '--no-cache');
	const name = path.basename(folder);
	const row = { name, files, lines, parse, cold, two, warm, peak };
	return {
		...row,
		...(oracle && { analyzer: analyzerTime(oracle, folder, scratch) }),
		...(search && { search: searched(search, folder, scratch) }),
	};
}

function analyzerTime(oracle: readonly string[], folder: string, scratch: string): number {
	const out = path.join(scratch, 'oracle.json');
	const [program = '', ...args] = oracle;
	const { status, stderr } = spawnSync(program, [...args, '--root', folder, '--out', out], { encoding: 'utf8', maxBuffer: 2 ** 30 });
	if (status !== 0) throw new Error(`the analyzer ended with ${status}: ${stderr.slice(-300)}`);
	const { projects } = JSON.parse(fs.readFileSync(out, 'utf8')) as { projects: { createSeconds: number; analysisSeconds: number }[] };
	return projects.reduce((sum, each) => sum + each.createSeconds + each.analysisSeconds, 0);
}

function searched(search: readonly string[], folder: string, scratch: string): Measured {
	const rules = path.join(scratch, 'rules.yml');
	const text = PATTERNS.map((pattern, index) => `id: p${index}\nlanguage: csharp\nrule:\n  pattern: ${JSON.stringify(pattern)}\n`).join(
		'---\n',
	);
	fs.writeFileSync(rules, text);
	const ran = measured([...search, 'scan', '--rule', rules, '--json=stream', '--no-ignore', 'vcs', '--threads', '1', folder]);
	if (ran.status > 1) throw new Error(`the search ended with ${ran.status}`);
	return ran;
}
