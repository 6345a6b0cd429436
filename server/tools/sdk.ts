/**
 * Records what the .NET SDK's props define before a project's own lines are read, and which packages the frameworks have within
 * them: `server/data/sdk.json`.
 *
 *     npm run sdk        (needs the .NET SDK; asks MSBuild about one empty project for each SDK and framework)
 *
 * MSBuild is asked twice within one evaluation: `early` holds the properties that `Directory.Build.props` sees, `late` those that
 * the project's first line sees beyond them. Paths of this machine are written with `$(MSBuildProjectDirectory)` or `/dotnet`.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const SDKS = [
	'Microsoft.NET.Sdk',
	'Microsoft.NET.Sdk.Web',
	'Microsoft.NET.Sdk.Razor',
	'Microsoft.NET.Sdk.Worker',
	'Microsoft.NET.Sdk.BlazorWebAssembly',
	'Microsoft.NET.Sdk.WebAssembly',
];
const OUTPUT = path.join(import.meta.dirname, '..', 'data', 'sdk.json');
/** What MSBuild itself defines (documented at "MSBuild reserved and well-known properties"), but for names and paths of the project. */
const BUILT_IN = [
	'MSBuildRuntimeType',
	'MSBuildVersion',
	'MSBuildToolsVersion',
	'MSBuildAssemblyVersion',
	'MSBuildToolsPath',
	'MSBuildBinPath',
];
BUILT_IN.push('MSBuildExtensionsPath', 'MSBuildSDKsPath', 'MSBuildProgramFiles32', 'MSBuildFileVersion', 'MSBuildSemanticVersion', 'OS');
/** Depend on the project or the machine in ways of their own; the evaluator knows them. */
const LEFT_OUT =
	/^(?:_?DirectoryBuild|_?DirectoryPackages|MSBuildThisFile|MSBuildProject(?!ExtensionsPath)|DefineConstants$|WarningsAsErrors$|.*Hash$)/i;

type Values = Record<string, string>;

function msbuild(project: string, ...options: string[]): string {
	return execFileSync('dotnet', ['msbuild', project, '-nologo', ...options], {
		encoding: 'utf8',
		maxBuffer: 1 << 28,
		cwd: os.tmpdir(),
		env: { ...process.env, DOTNET_NOLOGO: '1' },
	});
}

/** Names of all properties that an SDK's files set anywhere. */
function propertyNames(project: string): string[] {
	const flat = `${project}.xml`;
	msbuild(project, `-pp:${flat}`);
	const groups = fs.readFileSync(flat, 'utf8').matchAll(/<PropertyGroup\b[^>]*>([\s\S]*?)<\/PropertyGroup>/g);
	const names = new Set(BUILT_IN);
	for (const [, body = ''] of groups) for (const [, name = ''] of body.matchAll(/<([A-Za-z_][\w-]*)[\s>/]/g)) names.add(name);
	return [...names].filter(name => !LEFT_OUT.test(name)).sort();
}

function record(folder: string, sdk: string, configuration: string): { early: Values; late: Values } {
	const project = path.join(folder, 'Probe.csproj');
	const props = path.join(folder, 'Directory.Build.props');
	fs.rmSync(props, { force: true });
	fs.writeFileSync(project, `<Project Sdk="${sdk}"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>`);
	const names = propertyNames(project);
	const copies = (prefix: string): string => names.map(name => `<${prefix}${name}>$(${name})</${prefix}${name}>`).join('');
	fs.writeFileSync(props, `<Project><PropertyGroup>${copies('Early-')}</PropertyGroup></Project>`);
	fs.writeFileSync(
		project,
		`<Project Sdk="${sdk}"><PropertyGroup>${copies('Late-')}<TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>`,
	);
	const wanted = names.flatMap(name => [`Early-${name}`, `Late-${name}`]);
	const answer = JSON.parse(msbuild(project, `-p:Configuration=${configuration}`, `-getProperty:${wanted.join(',')}`)) as {
		Properties: Values;
	};
	const dotnet = path.dirname(path.dirname(path.dirname(`${(answer.Properties['Late-MSBuildToolsPath'] ?? '').replace(/\/$/, '')}/x`)));
	const portable = (value: string): string =>
		value.replaceAll(folder, '$(MSBuildProjectDirectory)').replaceAll(dotnet, '/dotnet').replaceAll(os.homedir(), '/home');
	const early: Values = {};
	const late: Values = {};
	for (const name of names) {
		const first = portable(answer.Properties[`Early-${name}`] ?? '');
		const second = portable(answer.Properties[`Late-${name}`] ?? '');
		if (/Probe/.test(first + second) || name === 'Configuration') continue;
		if (first !== '') early[name] = first;
		if (second !== first && second !== '') late[name] = second;
	}
	return { early, late };
}

/** The packages that each framework has within it, as a restore leaves them out: their names by the last version that is not newer. */
function provided(folder: string): Record<string, Record<string, Values>> {
	const pruned = (sdk: string, framework: string): readonly { readonly Identity: string; readonly Version: string }[] => {
		const project = path.join(folder, 'Probe.csproj');
		fs.writeFileSync(
			project,
			`<Project Sdk="${sdk}"><PropertyGroup><TargetFramework>${framework}</TargetFramework><RestoreEnablePackagePruning>true</RestoreEnablePackagePruning></PropertyGroup></Project>`,
		);
		const answer = JSON.parse(msbuild(project, '-t:AddPrunePackageReferences', '-getItem:PrunePackageReference')) as {
			Items: { PrunePackageReference: { Identity: string; Version: string }[] };
		};
		return answer.Items.PrunePackageReference;
	};
	const byVersion = (packages: ReturnType<typeof pruned>): Values => {
		const names: Record<string, string[]> = {};
		for (const { Identity, Version } of packages) (names[Version] ??= []).push(Identity);
		return Object.fromEntries(Object.entries(names).map(([version, all]) => [version, all.sort().join(' ')]));
	};
	fs.rmSync(path.join(folder, 'Directory.Build.props'), { force: true });
	return Object.fromEntries(
		['net8.0', 'net9.0', 'net10.0'].map(framework => {
			const core = pruned('Microsoft.NET.Sdk', framework);
			const names = new Set(core.map(each => each.Identity));
			const web = pruned('Microsoft.NET.Sdk.Web', framework).filter(each => !names.has(each.Identity));
			return [framework, { 'Microsoft.NETCore.App': byVersion(core), 'Microsoft.AspNetCore.App': byVersion(web) }];
		}),
	);
}

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-sdk-')));
try {
	const sdks: Record<string, { early: Values; late: Values; release: Values }> = {};
	for (const sdk of SDKS) {
		const debug = record(folder, sdk, 'Debug');
		const release = record(folder, sdk, 'Release');
		sdks[sdk] = {
			...debug,
			release: Object.fromEntries(Object.entries(release.late).filter(([name, value]) => debug.late[name] !== value)),
		};
	}
	// What all SDKs agree on is told once.
	const [base = '', ...others] = SDKS;
	for (const sdk of others)
		for (const part of ['early', 'late', 'release'] as const) {
			const own = sdks[sdk]?.[part] ?? {};
			for (const [name, value] of Object.entries(sdks[base]?.[part] ?? {})) if (own[name] === value) delete own[name];
		}
	const version = execFileSync('dotnet', ['--version'], { encoding: 'utf8', cwd: os.tmpdir() }).trim();
	fs.writeFileSync(OUTPUT, `${JSON.stringify({ version, sdks, provided: provided(folder) }, undefined, '\t')}\n`);
	console.log(`SDK ${version}: ${Object.keys(sdks[base]?.early ?? {}).length} early, ${Object.keys(sdks[base]?.late ?? {}).length} late`);
} finally {
	fs.rmSync(folder, { recursive: true, force: true });
}
