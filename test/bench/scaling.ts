/**
 * How the time of a check grows: code of doubling size, the CPU time of each, and the exponent that fits them. 1 is a time that grows
 * as the code does; what takes all pairs of things would show as 2.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { Workspace } from '../../server/src/core/analysis/workspace.ts';
import { nodeHost } from '../../server/src/node/host.ts';
import { OPTED_IN, pack, parser } from '../support/core.ts';

type Files = Readonly<Record<string, string>>;

export interface Growth {
	readonly what: string;
	readonly sizes: readonly number[];
	/** CPU time in milliseconds, by size. */
	readonly times: readonly number[];
	readonly exponent: number;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const BODY =
	'{ var items = new System.Collections.Generic.List<int> { i, 2 }; foreach (var each in items) i += each; return System.Math.Max(i, items.Count).ToString(); }';
const member = (index: number): string => `\tpublic string M${index}(int i) ${BODY}\n`;
const type = (name: string, members: number): string => `public class ${name} {\n${range(members).map(member).join('')}}\n`;
const REFERENCE = '<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup></Project>';

/** Code of a size, by what there is more of. */
const SUBJECTS: readonly (readonly [what: string, sizes: readonly number[], files: (size: number) => Files])[] = [
	['files of a project', [50, 100, 200, 400], size => ({ ...project(), ...from(size, each => [`F${each}.cs`, type(`F${each}`, 8)]) })],
	[
		'projects that reference one',
		[10, 20, 40, 80],
		size => ({
			'Lib/Lib.csproj': OPTED_IN,
			'Lib/L.cs': type('L', 50),
			...from(size, each => [`P${each}/P${each}.csproj`, OPTED_IN.replace('</Project>', REFERENCE)]),
			...from(size, each => [`P${each}/A.cs`, type('A', 20)]),
		}),
	],
	['members of a type', [250, 500, 1000, 2000], size => ({ ...project(), 'A.cs': type('A', size) })],
	[
		'findings of a file',
		[250, 500, 1000, 2000],
		size => ({
			...project(),
			'A.cs': `class A {\n${range(size)
				.map(each => `\tobject M${each}() => System.Enum.GetValues(typeof(System.DayOfWeek));\n`)
				.join('')}}\n`,
		}),
	],
	[
		'types in a chain of bases',
		[50, 100, 200, 400],
		size => ({
			...project(),
			'A.cs': range(size)
				.map(each =>
					each === 0
						? 'public class T0 { public virtual string V(int i) => ""; }\n'
						: `public class T${each} : T${each - 1} { public override string V(int i) => base.V(i) + this.ToString(); }\n`,
				)
				.join(''),
		}),
	],
	[
		'parts of a type',
		[50, 100, 200, 400],
		size => ({
			...project(),
			...from(size, each => [`P${each}.cs`, `public partial class P {\n\tstring N${each}() => M${each}(1);\n${member(each)}}\n`]),
		}),
	],
	[
		'clauses of a query',
		[10, 20, 40, 80],
		size => ({
			...project(),
			'A.cs': `using System.Linq;\nclass A { object M(int[] all) => from v in all\n${range(size)
				.map(each => `let v${each} = v + ${each}\n`)
				.join('')}select v; }\n`,
		}),
	],
];

const project = (): Files => ({ 'P.csproj': OPTED_IN });
const from = (count: number, make: (index: number) => readonly [string, string]): Files => Object.fromEntries(range(count).map(make));

/** The CPU time of a check, in milliseconds. */
function timeOf(files: Files, expects: number): number {
	const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-growth-')));
	try {
		for (const [name, text] of Object.entries(files)) {
			fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
			fs.writeFileSync(path.join(folder, name), text);
		}
		fs.mkdirSync(path.join(folder, '.git'));
		const log = (message: string): void => {
			throw new Error(message);
		};
		const options = { properties: {}, useEditorConfig: true, includeTests: false, log };
		const workspace = new Workspace(folder.replaceAll(path.sep, '/'), nodeHost, parser, () => pack('net10.0'), options);
		const before = process.cpuUsage();
		let found = 0;
		for (const report of workspace.checkOnce(workspace.projects, () => true)) found += report?.findings.length ?? 0;
		const { user, system } = process.cpuUsage(before);
		if (found < expects) throw new Error(`${found} findings instead of ${expects}`);
		return (user + system) / 1000;
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

/** The slope of the times over the sizes, both as logarithms, by least squares. */
export function exponentOf(sizes: readonly number[], times: readonly number[]): number {
	const points = sizes.map((size, index) => ({ x: Math.log(size), y: Math.log(times[index] ?? 1) }));
	const mean = (pick: (point: { x: number; y: number }) => number): number =>
		points.reduce((sum, each) => sum + pick(each), 0) / points.length;
	const [x, y] = [mean(each => each.x), mean(each => each.y)];
	return points.reduce((sum, each) => sum + (each.x - x) * (each.y - y), 0) / points.reduce((sum, each) => sum + (each.x - x) ** 2, 0);
}

export function growth(): readonly Growth[] {
	return SUBJECTS.map(([what, sizes, files]) => {
		const expects = (size: number): number => (what.startsWith('findings') ? size : 0);
		// What V8 learns of the code at first is not the code's growth.
		for (const size of [...sizes.slice(0, 3), ...sizes.slice(0, 3)]) timeOf(files(size), expects(size));
		const times = sizes.map(size => Math.min(...range(3).map(() => timeOf(files(size), expects(size)))));
		return { what, sizes, times, exponent: exponentOf(sizes, times) };
	});
}
