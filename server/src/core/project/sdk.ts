/** What the .NET SDK's own props and targets add to a project: usings, symbols, a language version, implied properties. */
import recorded from '../../../data/sdk.json' with { type: 'json' };
import { compareVersions, frameworkIdentifier, frameworkVersion } from './expressions.ts';

export const isTrue = (value: string): boolean => value.toLowerCase() === 'true';

/** The SDK's implicit usings (documented at "Implicit using directives"). */
const IMPLICIT_USINGS: Readonly<Record<string, readonly string[]>> = {
	'Microsoft.NET.Sdk': [
		'System',
		'System.Collections.Generic',
		'System.IO',
		'System.Linq',
		'System.Net.Http',
		'System.Threading',
		'System.Threading.Tasks',
	],
	'Microsoft.NET.Sdk.Web': [
		'System.Net.Http.Json',
		'Microsoft.AspNetCore.Builder',
		'Microsoft.AspNetCore.Hosting',
		'Microsoft.AspNetCore.Http',
		'Microsoft.AspNetCore.Routing',
		'Microsoft.Extensions.Configuration',
		'Microsoft.Extensions.DependencyInjection',
		'Microsoft.Extensions.Hosting',
		'Microsoft.Extensions.Logging',
	],
	'Microsoft.NET.Sdk.BlazorWebAssembly': [
		'Microsoft.Extensions.Configuration',
		'Microsoft.Extensions.DependencyInjection',
		'Microsoft.Extensions.Logging',
	],
	'Microsoft.NET.Sdk.Worker': [
		'Microsoft.Extensions.Configuration',
		'Microsoft.Extensions.DependencyInjection',
		'Microsoft.Extensions.Hosting',
		'Microsoft.Extensions.Logging',
	],
};

/** Properties that are defined before a project's own, by lower-cased name; values may hold `$(MSBuildProjectDirectory)`. */
export interface SdkDefaults {
	/** What `Directory.Build.props` sees. */
	readonly early: ReadonlyMap<string, string>;
	/** What the project's first line sees beyond them. */
	readonly late: ReadonlyMap<string, string>;
}

interface RecordedSdk {
	readonly early: Readonly<Record<string, string>>;
	readonly late: Readonly<Record<string, string>>;
	readonly release: Readonly<Record<string, string>>;
}

const BASE_SDK = 'Microsoft.NET.Sdk';
const SDKS: Readonly<Record<string, RecordedSdk>> = recorded.sdks;
const defaults = new Map<string, SdkDefaults>();

/** The version of the SDK whose files the defaults were recorded from. */
export const SDK_VERSION: string = recorded.version;

/** What an SDK's props define; an unknown SDK is taken for one that builds on `Microsoft.NET.Sdk`. */
export function sdkDefaults(sdk: string, configuration: string): SdkDefaults {
	const isRelease = configuration.toLowerCase() === 'release';
	const key = `${sdk.toLowerCase()} ${isRelease}`;
	let known = defaults.get(key);
	if (!known) {
		const own = Object.entries(SDKS).find(([name]) => name.toLowerCase() === sdk.toLowerCase())?.[1];
		const parts = [SDKS[BASE_SDK], own].filter(part => part !== undefined);
		const mapOf = (values: (part: RecordedSdk) => Readonly<Record<string, string>>): Map<string, string> =>
			new Map(parts.flatMap(part => Object.entries(values(part))).map(([name, value]) => [name.toLowerCase(), value]));
		known = { early: mapOf(part => part.early), late: mapOf(part => (isRelease ? { ...part.late, ...part.release } : part.late)) };
		defaults.set(key, known);
	}
	return known;
}

const PROVIDED: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = recorded.provided;
const provided = new Map<string, ReadonlyMap<string, string>>();

/** The packages that a framework has within it, by lower-cased name, each with the last version that is not newer than the framework's. */
function providedPackages(version: string, framework: string): ReadonlyMap<string, string> {
	const key = `${version} ${framework}`;
	let known = provided.get(key);
	if (!known) {
		// What is not recorded yet has what the last version has.
		const recordedAs =
			`net${version}` in PROVIDED ? `net${version}` : compareVersions(version, '8.0') < 0 ? '' : Object.keys(PROVIDED).at(-1);
		const byVersion = Object.entries(PROVIDED[recordedAs ?? '']?.[framework] ?? {});
		known = new Map(byVersion.flatMap(([last, names]) => names.split(' ').map(name => [name.toLowerCase(), last] as const)));
		provided.set(key, known);
	}
	return known;
}

/**
 * Whether frameworks have a package within them, so that nothing of it is used (`PrunePackageReference` of the SDK).
 * @param version of the package; one that is not given is no newer
 */
export function isProvided(name: string, version: string, targetFramework: string, frameworks: Iterable<string>): boolean {
	if (frameworkIdentifier(targetFramework) !== '.NETCoreApp') return false;
	for (const framework of frameworks) {
		const last = providedPackages(frameworkVersion(targetFramework), framework).get(name.toLowerCase());
		if (last !== undefined && compareVersions(version || '0', last) <= 0) return true;
	}
	return false;
}

/** The namespaces that `ImplicitUsings` brings for an SDK and a kind of framework. */
export function implicitUsings(sdk: string, identifier = '.NETCoreApp', property: (name: string) => string = () => ''): readonly string[] {
	// `Microsoft.NET.Sdk.WindowsDesktop.props`.
	const isOn = (name: string): boolean => identifier === '.NETCoreApp' && isTrue(property(name));
	const without = isOn('UseWPF') ? ['System.IO', 'System.Net.Http'] : identifier === '.NETFramework' ? ['System.Net.Http'] : [];
	const base = [
		...(IMPLICIT_USINGS[BASE_SDK] ?? []).filter(each => !without.includes(each)),
		...(isOn('UseWindowsForms') ? ['System.Drawing', 'System.Windows.Forms'] : []),
	];
	return sdk === BASE_SDK ? base : [...base, ...(IMPLICIT_USINGS[sdk] ?? [])];
}

/** Properties that the SDK's targets give a value where the project gives none; each may depend on those before it. */
export function* impliedProperties(sdk: string, property: (name: string) => string): Generator<readonly [name: string, value: string]> {
	const framework =
		property('TargetFramework') ||
		(property('TargetFrameworks')
			.split(';')
			.map(each => each.trim())
			.filter(Boolean)[0] ??
			'');
	yield ['TargetFramework', framework];
	yield ['TargetFrameworkIdentifier', frameworkIdentifier(framework)];
	yield ['TargetFrameworkVersion', `v${frameworkVersion(framework)}`];
	yield ['_TargetFrameworkVersionWithoutV', frameworkVersion(framework)];
	yield ['TargetFrameworkMoniker', `${frameworkIdentifier(framework)},Version=v${frameworkVersion(framework)}`];
	yield ['TargetPlatformIdentifier', /-([a-z]+)/i.exec(framework)?.[1] ?? ''];
	yield ['EnableDefaultItems', 'true'];
	yield ['EnableDefaultCompileItems', 'true'];
	yield ['UsingMicrosoftNETSdkWeb', sdk === 'Microsoft.NET.Sdk.Web' ? 'true' : ''];
	if (sdk.toLowerCase() === 'microsoft.net.sdk.blazorwebassembly') {
		yield ['SuppressTrimAnalysisWarnings', property('TrimmerDefaultAction') === 'link' ? 'false' : 'true'];
		yield ['JsonSerializerIsReflectionEnabledByDefault', 'true'];
		yield ['EnableConfigurationBindingGenerator', 'false'];
	}
	if (isTrue(property('PublishAot'))) yield ['PublishTrimmed', 'true'];
	if (isTrue(property('IsAotCompatible'))) yield ['IsTrimmable', 'true'];
}

/** What the targets of `Microsoft.NET.Sdk` set whatever the project says, after its own targets (`Microsoft.NET.Sdk.Common.targets`). */
export function* forcedProperties(property: (name: string) => string): Generator<readonly [name: string, value: string]> {
	if (isTrue(property('EnablePreviewFeatures')) && property('TargetFrameworkVersion') === NEWEST_FRAMEWORK)
		yield ['LangVersion', 'Preview'];
}

/** `NETCoreAppMaximumVersion` of the SDK that the defaults were recorded from. */
const NEWEST_FRAMEWORK = `v${/^\d+/.exec(SDK_VERSION)?.[0]}.0`;

const CORE_VERSIONS = ['1_0', '1_1', '2_0', '2_1', '2_2', '3_0', '3_1'] as const;

/** Beyond any version of .NET: a mistyped one must not be counted up to. */
const MAX_MAJOR = 99;

function upTo(versions: readonly string[], last: string, add: (version: string) => void): void {
	for (const version of versions.slice(0, versions.indexOf(last) + 1)) add(version);
}

/** `Microsoft.NET.WindowsSdkSupportedTargetPlatforms.props`, `Microsoft.NETCoreSdk.BundledVersions.props`; the lowest is the default. */
const WINDOWS_VERSIONS = [
	'7.0',
	'8.0',
	'10.0.17763.0',
	'10.0.18362.0',
	'10.0.19041.0',
	'10.0.20348.0',
	'10.0.22000.0',
	'10.0.22621.0',
	'10.0.26100.0',
];

/** The symbols of a target platform; the versions of other platforms than Windows come with workloads. */
function* platformSymbols(platform: string, written: string): Generator<string> {
	yield platform;
	const version = written === '' ? (platform === 'WINDOWS' ? '7.0' : '') : written.includes('.') ? written : `${written}.0`;
	const symbolOf = (each: string): string => `${platform}${each.replaceAll('.', '_')}`;
	if (version) yield symbolOf(version);
	if (platform === 'WINDOWS')
		for (const each of WINDOWS_VERSIONS) if (compareVersions(each, version) <= 0) yield `${symbolOf(each)}_OR_GREATER`;
}

/** The symbols that the SDK defines for a framework, and the project's own. */
export function symbolsOf(property: (name: string) => string, framework: string): ReadonlySet<string> {
	const symbols = new Set(
		property('DefineConstants')
			.split(/[;,\s]+/)
			.filter(Boolean),
	);
	const configuration = property('Configuration') || 'Debug';
	if (!isTrue(property('DisableImplicitConfigurationDefines'))) symbols.add(configuration.toUpperCase());
	if (isTrue(property('DisableImplicitFrameworkDefines'))) return symbols;
	const core = /^net(\d+)\.(\d+)(?:-([a-z]+)([\d.]*)$)?/i.exec(framework);
	if (core && Number(core[1]) >= 5) {
		symbols.add('NET').add(`NET${core[1]}_${core[2]}`).add('NETCOREAPP');
		for (let major = 5; major <= Math.min(Number(core[1]), MAX_MAJOR); major++) symbols.add(`NET${major}_0_OR_GREATER`);
		for (const version of CORE_VERSIONS) symbols.add(`NETCOREAPP${version}_OR_GREATER`);
		if (core[3]) for (const each of platformSymbols(core[3].toUpperCase(), core[4] ?? '')) symbols.add(each);
	} else if (/^netstandard/.test(framework)) {
		symbols.add('NETSTANDARD').add(framework.toUpperCase().replace('.', '_'));
		upTo(
			['1_0', '1_1', '1_2', '1_3', '1_4', '1_5', '1_6', '2_0', '2_1'],
			framework.slice('netstandard'.length).replace('.', '_'),
			version => symbols.add(`NETSTANDARD${version}_OR_GREATER`),
		);
	} else if (/^netcoreapp/.test(framework)) {
		symbols.add('NETCOREAPP').add(framework.toUpperCase().replace('.', '_'));
		upTo(CORE_VERSIONS, framework.slice('netcoreapp'.length).replace('.', '_'), version => symbols.add(`NETCOREAPP${version}_OR_GREATER`));
	} else if (frameworkIdentifier(framework) === '.NETFramework') {
		// `net472` may be written `net4.7.2`.
		const version = frameworkVersion(framework).replaceAll('.', '');
		symbols.add('NETFRAMEWORK').add(`NET${version}`);
		upTo(['20', '30', '35', '40', '45', '451', '452', '46', '461', '462', '47', '471', '472', '48', '481'], version, version =>
			symbols.add(`NET${version}_OR_GREATER`),
		);
	}
	return symbols;
}

/** The newest version of C# that rules are known for. */
const NEWEST_LANGUAGE = 14;

/** What `LangVersion` says, or the default for a framework (documented at "Language versioning"). */
export function languageVersionOf(written: string, framework: string): number {
	const number = Number(/^\d+/.exec(written)?.[0] ?? 0);
	if (number > 0) return number;
	if (written !== '' && written.toLowerCase() !== 'default') return NEWEST_LANGUAGE;
	const core = /^net(\d+)\.\d/.exec(framework);
	return core ? Number(core[1]) + 4 : /^(?:netstandard2\.1|netcoreapp3)/.test(framework) ? 8 : 7;
}
