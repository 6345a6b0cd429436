/** `docs/benchmarks.md` from what was measured. */
import os from 'node:os';
import process from 'node:process';
import { median, percentile } from './numbers.ts';
import type { Row } from './repositories.ts';
import type { Growth } from './scaling.ts';
import type { Typing } from './typing.ts';

export interface Results {
	readonly growth?: readonly Growth[];
	readonly repositories?: readonly Row[];
	readonly quiet?: Typing;
	readonly scanning?: Typing;
	/** When it has been scanned. */
	readonly beside?: Typing;
	/** Load of the machine, by what was measured then. */
	readonly load?: Readonly<Record<string, number>>;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
	[head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');
const seconds = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(1));
const times = (value: number | undefined): string => (value === undefined || !Number.isFinite(value) ? '-' : `${value.toFixed(1)} x`);
const count = (value: number): string => value.toLocaleString('en-US');

const typingRow = ({ lines, keys, hovers }: Typing): readonly string[] => [
	count(lines),
	count(keys.length),
	...[keys, hovers].flatMap(values => [median(values), percentile(values, 0.95), Math.max(...values)]).map(value => value.toFixed(1)),
];

export function page({ growth, repositories, quiet, scanning, beside, load }: Results): string {
	const cores = os.cpus();
	const loads = Object.entries(load ?? {}).map(([what, value]) => `${what} ${value.toFixed(1)}`);
	const parts = [
		'# Benchmarks',
		'Written by `npm run bench -- page`; what is measured and how stands at the head of the files of `test/bench`. Absolute times are of one machine and one hour: read the ratios.',
		`Measured on ${cores.length} cores of ${(cores[0]?.model ?? 'unknown').trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.${
			loads.length > 0
				? ` Processes that wanted a core meanwhile (load): ${loads.join(', ')}. Where that is more than the machine has, wall times wait for others; CPU times less so.`
				: ''
		}`,
	];
	if (repositories && repositories.length > 0) {
		parts.push(
			'## Whole repositories',
			"Every project opted in. *Parse*: tree-sitter over the same files and nothing else, a process of its own. *Cold*: `check` on one thread with an empty cache folder; *two*: on two threads; *warm*: again, with what the first run kept. *Analyzer*: what the SDK's own analyzer takes to compile and analyze the same projects, without evaluation and restore. *Search*: ast-grep with twenty patterns, which knows no types. Seconds of wall time; in brackets seconds of CPU.",
			table(
				['repository', 'lines', 'parse', 'cold', 'two', 'warm', 'peak', 'analyzer', 'search'],
				repositories.map(each => [
					each.name,
					count(each.lines),
					...[each.parse, each.cold, each.two, each.warm].map(one => `${seconds(one.wall)} (${seconds(one.cpu)})`),
					`${Math.round(each.peak)} MB`,
					seconds(each.analyzer),
					each.search ? `${seconds(each.search.wall)} (${seconds(each.search.cpu)})` : '-',
				]),
			),
			'The same as ratios:',
			table(
				['repository', 'cold / parse', 'CPU', 'two / parse', 'cold / warm', 'CPU', 'analyzer / cold'],
				repositories.map(each => [
					each.name,
					times(each.cold.wall / each.parse.wall),
					times(each.cold.cpu / each.parse.cpu),
					times(each.two.wall / each.parse.wall),
					times(each.cold.wall / each.warm.wall),
					times(each.cold.cpu / each.warm.cpu),
					times(each.analyzer === undefined ? undefined : each.analyzer / each.cold.wall),
				]),
			),
		);
	}
	const typed = [
		{ what: 'nothing else is open', typing: quiet },
		{ what: 'while a large repository is scanned', typing: scanning },
		{ what: 'when it has been scanned', typing: beside },
	].flatMap(({ what, typing }) => (typing && typing.keys.length > 0 ? [[what, ...typingRow(typing)]] : []));
	if (typed.length > 0)
		parts.push(
			'## Typing',
			'From a key to the problems that are shown, over the protocol, debounce included; then a hover. Milliseconds.',
			table(['', 'lines', 'keys', 'median', '95 %', 'longest', 'hover: median', '95 %', 'longest'], typed),
		);
	if (growth)
		parts.push(
			'## Growth',
			'CPU time of a check of made code of doubling size, and the exponent that fits: 1 grows as the code does, 2 as its square.',
			table(
				['more', 'sizes', 'ms', 'exponent'],
				growth.map(each => [
					each.what,
					each.sizes.join(', '),
					each.times.map(value => value.toFixed(0)).join(', '),
					each.exponent.toFixed(2),
				]),
			),
		);
	return `${parts.join('\n\n')}\n`;
}
