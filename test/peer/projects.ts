/**
 * Project files as MSBuild evaluates them and as we do.
 *
 *     node test/peer/projects.ts FOLDER...    compares every SDK-style project below the folders, and prints what differs
 *
 * Evaluates in place and builds nothing; `npm run record` records the projects of `test/peer/projects`.
 */
import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { Workspace } from '../../server/src/core/analysis/workspace.ts';
import type { Project } from '../../server/src/core/project/project.ts';
import { nodeHost } from '../../server/src/node/host.ts';
import { pack, parser, root } from '../support/core.ts';

export const PROJECTS = path.join(root, 'test', 'peer', 'projects');
export const PROJECTS_RECORDING = path.join(root, 'test', 'peer', 'projects.json');

/** What one target of a project is made of; paths are relative to the folder that was asked about. */
export interface ProjectFacts {
	readonly compile: readonly string[];
	readonly symbols: readonly string[];
	readonly usings: readonly string[];
	readonly packages: readonly string[];
	readonly projects: readonly string[];
	readonly frameworks: readonly string[];
	readonly languageVersion: readonly string[];
	readonly switches: readonly string[];
}

/** Facts by `project|framework`; under the project alone its target frameworks. */
export type ProjectListing = Readonly<Record<string, ProjectFacts | readonly string[]>>;

/** Properties that decide how a project is judged. */
const SWITCHES = [
	'PublishAot',
	'PublishTrimmed',
	'IsAotCompatible',
	'IsTrimmable',
	'PublishSingleFile',
	'InvariantGlobalization',
	'OutputType',
	'AssemblyName',
	'RootNamespace',
	'NoWarn',
	'TreatWarningsAsErrors',
	'WarningsAsErrors',
	'AllowUnsafeBlocks',
	'Nullable',
];

/** Our reading of all projects below a folder. */
export function ourProjects(folder: string): ProjectListing {
	const workspace = new Workspace(folder, nodeHost, parser, pack, {
		properties: {},
		useEditorConfig: false,
		includeTests: true,
		log: () => undefined,
	});
	const listing: Record<string, ProjectFacts | readonly string[]> = {};
	for (const project of workspace.projects) {
		if (project.isFileBased || !project.path.endsWith('.csproj')) continue;
		const name = relative(folder, project.path);
		const frameworks = project.property('TargetFrameworks') || project.property('TargetFramework');
		listing[name] = frameworks
			.split(';')
			.map(each => each.trim())
			.filter(Boolean);
		listing[`${name}|${project.targetFramework}`] = {
			compile: sorted(project.files.map(file => relative(folder, file))),
			symbols: sorted(project.symbols),
			usings: sorted(
				project.usings.map(using =>
					using.isStatic ? `static ${using.namespace}` : using.alias ? `${using.alias}=${using.namespace}` : using.namespace,
				),
			),
			packages: sorted(directPackages(project)),
			projects: sorted(project.projectReferences.map(file => relative(folder, file))),
			frameworks: sorted(project.frameworks),
			languageVersion: [String(project.languageVersion)],
			switches: SWITCHES.map(property => `${property}=${normal(project.property(property))}`),
		};
	}
	return listing;
}

const directPackages = (project: Project): string[] =>
	project.packageItems.map(item => `${item.include} ${item.metadata['version'] || item.metadata['versionoverride'] || ''}`.trim());

/** MSBuild's evaluation of the same targets. */
export async function askMsbuild(
	folder: string,
	listing: ProjectListing,
	progress: (done: string) => void = () => undefined,
): Promise<ProjectListing> {
	const answers: Record<string, ProjectFacts | readonly string[]> = {};
	const asked = Object.keys(listing);
	const worker = async (): Promise<void> => {
		for (let key = asked.pop(); key !== undefined; key = asked.pop()) {
			const [name = '', framework] = key.split('|');
			try {
				answers[key] =
					framework === undefined
						? await targetFrameworks(path.join(folder, name))
						: await facts(folder, path.join(folder, name), framework);
			} catch (error) {
				progress(`${key}: ${(error as Error).message}`);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.max(1, os.availableParallelism()) }, worker));
	return Object.fromEntries(Object.entries(answers).sort(([left], [right]) => left.localeCompare(right)));
}

interface Evaluated {
	readonly Properties: Readonly<Record<string, string>>;
	readonly Items: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

async function targetFrameworks(project: string): Promise<readonly string[]> {
	const { Properties } = await msbuild(project, ['-getProperty:TargetFramework,TargetFrameworks']);
	return (Properties['TargetFrameworks'] || Properties['TargetFramework'] || '')
		.split(';')
		.map(each => each.trim())
		.filter(Boolean);
}

async function facts(folder: string, project: string, framework: string): Promise<ProjectFacts> {
	// The framework's symbols are defined by targets that neither compile nor need a restore.
	const { Properties, Items } = await msbuild(project, [
		`-p:TargetFramework=${framework}`,
		'-t:GenerateTargetFrameworkDefineConstants;AddImplicitDefineConstants',
		`-getProperty:DefineConstants,LangVersion,${SWITCHES.join(',')}`,
		'-getItem:Compile,Using,PackageReference,GlobalPackageReference,ProjectReference,FrameworkReference',
	]);
	const items = (name: string): readonly Readonly<Record<string, string>>[] => Items[name] ?? [];
	const everywhere = items('GlobalPackageReference');
	// Those are made references without a version.
	const explicit = [
		...items('PackageReference').filter(
			item => item['IsImplicitlyDefined'] !== 'true' && !everywhere.some(each => each['Identity'] === item['Identity']),
		),
		...everywhere,
	];
	return {
		compile: sorted(
			items('Compile')
				.map(item => relative(folder, item['FullPath'] ?? ''))
				.filter(file => file.endsWith('.cs')),
		),
		symbols: sorted((Properties['DefineConstants'] ?? '').split(';').filter(Boolean)),
		usings: sorted(
			items('Using').map(item =>
				item['Static']?.toLowerCase() === 'true'
					? `static ${item['Identity']}`
					: item['Alias']
						? `${item['Alias']}=${item['Identity']}`
						: (item['Identity'] ?? ''),
			),
		),
		packages: sorted(explicit.map(item => `${item['Identity']} ${item['Version'] || item['VersionOverride'] || ''}`.trim())),
		projects: sorted(
			items('ProjectReference')
				.filter(item => item['ReferenceOutputAssembly']?.toLowerCase() !== 'false')
				.map(item => relative(folder, item['FullPath'] ?? '')),
		),
		frameworks: sorted(
			items('FrameworkReference')
				.map(item => item['Identity'] ?? '')
				.filter(name => name !== 'NETStandard.Library'),
		),
		languageVersion: [/^\d+/.exec(Properties['LangVersion'] ?? '')?.[0] ?? '14'],
		switches: SWITCHES.map(property => `${property}=${normal(Properties[property] ?? '')}`),
	};
}

function msbuild(project: string, options: readonly string[]): Promise<Evaluated> {
	return new Promise((resolve, reject) => {
		// From another folder, so that no `global.json` beside the project asks for an SDK that is not here.
		const child = spawn('dotnet', ['msbuild', project, '-nologo', ...options], {
			cwd: os.tmpdir(),
			env: { ...process.env, DOTNET_NOLOGO: '1', MSBUILDTERMINALLOGGER: 'off' },
		});
		let out = '';
		child.stdout.on('data', (chunk: Buffer) => {
			out += chunk.toString();
		});
		child.stderr.resume();
		child.on('error', reject);
		child.on('close', () => {
			try {
				resolve(JSON.parse(out.slice(out.indexOf('{'))) as Evaluated);
			} catch {
				reject(new Error(`MSBuild could not evaluate it: ${out.split('\n').find(line => line.includes('error')) ?? out.slice(0, 200)}`));
			}
		});
	});
}

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();
const relative = (folder: string, file: string): string => path.relative(folder, path.resolve(folder, file)).replaceAll('\\', '/');
/** What the SDK sets where nobody says anything. */
const DEFAULTS: ReadonlySet<string> = new Set(['false', 'library', '1701', '1702', 'nu1605', 'syslib0011']);
/** Lists in any order, words in any case, without the defaults. */
const normal = (value: string): string =>
	sorted(
		value
			.split(/[;,\s]+/)
			.filter(each => each !== '' && !DEFAULTS.has(each.toLowerCase()))
			.map(each => (/^true$/i.test(each) ? 'true' : each)),
	).join(';');

/** `kind: what we lack` and `kind: what we have too much`, for one target. */
export function differences(expected: ProjectFacts, actual: ProjectFacts): string[] {
	const found: string[] = [];
	for (const kind of Object.keys(expected) as (keyof ProjectFacts)[]) {
		for (const each of expected[kind]) if (!actual[kind].includes(each)) found.push(`${kind} missed: ${each}`);
		for (const each of actual[kind]) if (!expected[kind].includes(each)) found.push(`${kind} extra: ${each}`);
	}
	return found;
}

if (import.meta.main) {
	let [targets, equalTargets, items, equalItems] = [0, 0, 0, 0];
	for (const argument of process.argv.slice(2)) {
		const folder = path.resolve(argument);
		const ours = ourProjects(folder);
		const theirs = await askMsbuild(folder, ours, message => console.log(message));
		for (const [key, expected] of Object.entries(theirs)) {
			const actual = ours[key];
			if (Array.isArray(expected) || Array.isArray(actual)) {
				if (JSON.stringify(expected) !== JSON.stringify(actual))
					console.log(`${key}: frameworks ${JSON.stringify(expected)} and not ${JSON.stringify(actual)}`);
				continue;
			}
			const different = differences(expected as ProjectFacts, actual as ProjectFacts);
			const count = Object.values(expected as ProjectFacts).reduce((sum, each) => sum + each.length, 0);
			targets++;
			items += count;
			equalItems += count - different.filter(each => each.includes(' missed: ')).length;
			if (different.length === 0) equalTargets++;
			for (const each of different) console.log(`${key}: ${each}`);
		}
	}
	const share = (part: number, whole: number): string => `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;
	console.log(`targets equal: ${share(equalTargets, targets)}; items equal: ${share(equalItems, items)}`);
}
