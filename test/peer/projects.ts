/**
 * Project files as MSBuild evaluates them and as we do.
 *
 *     node test/peer/projects.ts FOLDER...    compares every SDK-style project below the folders, and prints what differs
 *
 * Evaluates in place, builds and downloads nothing; `npm run record` records the projects of `test/peer/projects`.
 */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import readline from 'node:readline';
import { Workspace } from '../../server/src/core/analysis/workspace.ts';
import type { Host } from '../../server/src/core/host.ts';
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

/** What packages bring is found by a restore, and by no evaluation. */
const withoutPackages: Host = {
	...nodeHost,
	packagesFolder: undefined,
	read: file => (file.endsWith('/project.assets.json') ? undefined : nodeHost.read(file)),
};

/** Our reading of all projects below a folder, without their packages. */
export function ourProjects(folder: string): ProjectListing {
	const workspace = new Workspace(folder, withoutPackages, parser, pack, {
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
		if (project.targetFramework === '') continue;
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

/**
 * MSBuild's evaluation of the same targets, by one process.
 * @param lacking takes the targets that were evaluated without an SDK or an import that is not on this machine
 */
export async function askMsbuild(
	folder: string,
	listing: ProjectListing,
	progress: (done: string) => void = () => undefined,
	lacking = new Set<string>(),
): Promise<ProjectListing> {
	const answers: Record<string, ProjectFacts | readonly string[]> = {};
	const asked = Object.keys(listing);
	const requests = asked.map(key => {
		const [name = '', framework] = key.split('|');
		return { project: path.join(folder, name), ...(framework === undefined ? OF_PROJECT : { ...OF_TARGET, framework }) };
	});
	for (const [at, { error, lacks, properties, items }] of (await msbuild(requests)).entries()) {
		const key = asked[at] ?? '';
		if (lacks && key.includes('|')) {
			lacking.add(key);
			progress(`${key}: evaluated without what is not here: ${lacks}`);
		}
		if (properties === undefined || items === undefined) progress(`${key}: MSBuild could not evaluate it: ${error}`);
		else answers[key] = key.includes('|') ? facts(folder, properties, items) : frameworksOf(properties);
	}
	return Object.fromEntries(Object.entries(answers).sort(([left], [right]) => left.localeCompare(right)));
}

/** What `msbuild/Program.cs` is asked, beside a project's path and a target framework. */
interface Question {
	readonly properties: readonly string[];
	readonly items: readonly string[];
	readonly metadata: readonly string[];
}

interface Evaluated {
	readonly error?: string;
	/** An SDK or an import that is not on this machine. */
	readonly lacks?: string | null;
	readonly properties?: Readonly<Record<string, string>>;
	readonly items?: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

const OF_PROJECT: Question = { properties: ['TargetFramework', 'TargetFrameworks'], items: [], metadata: [] };
const OF_TARGET: Question = {
	properties: ['DefineConstants', 'LangVersion', ...SWITCHES],
	items: ['Compile', 'Using', 'PackageReference', 'GlobalPackageReference', 'ProjectReference', 'FrameworkReference'],
	metadata: ['FullPath', 'IsImplicitlyDefined', 'Static', 'Alias', 'Version', 'VersionOverride', 'ReferenceOutputAssembly'],
};

const frameworksOf = (properties: Readonly<Record<string, string>>): readonly string[] =>
	(properties['TargetFrameworks'] || properties['TargetFramework'] || '')
		.split(';')
		.map(each => each.trim())
		.filter(Boolean);

function facts(
	folder: string,
	properties: Readonly<Record<string, string>>,
	evaluated: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>,
): ProjectFacts {
	const items = (name: string): readonly Readonly<Record<string, string>>[] => evaluated[name] ?? [];
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
				.map(item => item['FullPath'] ?? '')
				// What a build writes, or a submodule holds, is named and not there.
				.filter(file => file.endsWith('.cs') && fs.existsSync(file))
				.map(file => relative(folder, file)),
		),
		symbols: sorted((properties['DefineConstants'] ?? '').split(';').filter(Boolean)),
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
				// Of Windows no facts are shipped.
				.filter(name => name !== 'NETStandard.Library' && !/^Microsoft\.Windows(?:\.SDK\.NET|Desktop\.App)/.test(name)),
		),
		languageVersion: [/^\d+/.exec(properties['LangVersion'] ?? '')?.[0] ?? '14'],
		switches: SWITCHES.map(property => `${property}=${normal(properties[property] ?? '')}`),
	};
}

/** Evaluating a project takes a second or two; twenty on a busy machine. */
const SILENCE_IN_SECONDS = 120;
const NOWHERE = 'http://127.0.0.1:9';

let evaluator: string | undefined;

/** The C# program that holds MSBuild, built once; in a folder with no `global.json`, which may ask for an SDK that is not here. */
function builtEvaluator(): string {
	if (evaluator !== undefined) return evaluator;
	const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-msbuild-'));
	process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));
	fs.cpSync(path.join(root, 'test', 'peer', 'msbuild'), work, { recursive: true });
	const built = spawnSync('dotnet', ['build', '-nologo', '-v:q', '-o', 'out'], { cwd: work, env: DOTNET, encoding: 'utf8' });
	if (built.status !== 0) throw new Error(`dotnet build failed:\n${built.stdout}${built.stderr}`);
	evaluator = work;
	return work;
}

const DOTNET = { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' };

/** Nothing is downloaded: an SDK that is a package is found in the packages folder, or lacks at once. */
const OFFLINE = {
	HTTP_PROXY: NOWHERE,
	HTTPS_PROXY: NOWHERE,
	http_proxy: NOWHERE,
	https_proxy: NOWHERE,
	NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT: '1',
};

/** The answers to all requests, in their order. A process that is silent for too long is ended, and the request left out. */
async function msbuild(requests: readonly (Question & { readonly project: string })[]): Promise<readonly Evaluated[]> {
	const answers: Evaluated[] = [];
	while (answers.length < requests.length) {
		const before = answers.length;
		const silent = await askOneProcess(requests.slice(before), answers);
		if (answers.length < requests.length) answers.push({ error: silent ? `no answer in ${SILENCE_IN_SECONDS} s` : 'the process ended' });
	}
	return answers;
}

/** Adds the answers of one process until it ends; true where it was silent for too long. */
async function askOneProcess(requests: readonly (Question & { readonly project: string })[], answers: Evaluated[]): Promise<boolean> {
	const cwd = builtEvaluator();
	const env = { ...DOTNET, ...OFFLINE };
	const child = spawn('dotnet', [path.join('out', 'Evaluate.dll')], { cwd, env, stdio: ['pipe', 'pipe', 'inherit'] });
	let silent = false;
	const end = (): void => {
		silent = true;
		child.kill('SIGKILL');
	};
	let limit = setTimeout(end, SILENCE_IN_SECONDS * 1000);
	// A process that ended reads no more.
	child.stdin.on('error', () => undefined);
	child.stdin.end(requests.map(each => `${JSON.stringify(each)}\n`).join(''));
	for await (const line of readline.createInterface({ input: child.stdout })) {
		// What the targets print of themselves is none.
		if (!line.startsWith('{')) continue;
		answers.push(JSON.parse(line) as Evaluated);
		clearTimeout(limit);
		limit = setTimeout(end, SILENCE_IN_SECONDS * 1000);
	}
	clearTimeout(limit);
	return silent;
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
	let [projects, targets, equalTargets, items, equalItems] = [0, 0, 0, 0, 0];
	const apart = { targets: 0, equal: 0 };
	for (const argument of process.argv.slice(2)) {
		const folder = path.resolve(argument);
		console.log(`${folder}:`);
		const ours = ourProjects(folder);
		const lacking = new Set<string>();
		const theirs = await askMsbuild(folder, ours, message => console.log(message), lacking);
		for (const [key, expected] of Object.entries(theirs)) {
			const actual = ours[key];
			if (Array.isArray(expected) || Array.isArray(actual)) {
				projects++;
				if (JSON.stringify(expected) !== JSON.stringify(actual))
					console.log(`${key}: frameworks ${JSON.stringify(expected)} and not ${JSON.stringify(actual)}`);
				continue;
			}
			const different = differences(expected as ProjectFacts, actual as ProjectFacts);
			// What an SDK would have brought MSBuild does not know here.
			if (lacking.has(key)) {
				apart.targets++;
				if (different.length === 0) apart.equal++;
				for (const each of different) console.log(`${key}: (evaluated in part) ${each}`);
				continue;
			}
			const count = Object.values(expected as ProjectFacts).reduce((sum, each) => sum + each.length, 0);
			targets++;
			items += count;
			equalItems += count - different.filter(each => each.includes(' missed: ')).length;
			if (different.length === 0) equalTargets++;
			for (const each of different) console.log(`${key}: ${each}`);
		}
	}
	const share = (part: number, whole: number): string => `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;
	console.log(`${projects} projects; targets equal: ${share(equalTargets, targets)}; items equal: ${share(equalItems, items)}`);
	console.log(`beside them, evaluated by MSBuild in part: ${share(apart.equal, apart.targets)}`);
}
