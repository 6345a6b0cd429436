/**
 * File-based apps: one C# file that `dotnet run app.cs` builds and runs. The SDK makes a project of
 * its directives, with Native AOT on from the start (documented at "File-based apps"; what it sets was
 * read from `dotnet build app.cs -getProperty` and `dotnet project convert` of SDK 10.0).
 */
import type { Host } from '../host.ts';
import type { FileDirective } from '../syntax/ast.ts';
import { preprocess } from '../syntax/preprocess.ts';
import { basename, dirname } from '../text/paths.ts';
import { loadProjects, type Project, type ProjectSource } from './project.ts';

const MARK = /^#[!:]/m;
const NO_SYMBOLS: ReadonlySet<string> = new Set();

/** The directives of a file-based app, at their offsets; undefined when the text isn't one. */
export function appDirectives(text: string): readonly FileDirective[] | undefined {
	if (!MARK.test(text)) return undefined;
	const { fileDirectives } = preprocess(text, NO_SYMBOLS);
	return text.startsWith('#!') || fileDirectives.length > 0 ? fileDirectives : undefined;
}

/**
 * The project that the SDK makes of a file-based app.
 * @throws Error when it can't be evaluated.
 */
export function fileBasedProject(path: string, directives: readonly FileDirective[], source: ProjectSource): Project {
	const { host } = source;
	const xml = new TextEncoder().encode(projectText(path, directives));
	const restored = `${dirname(path)}/obj/project.assets.json`;
	// The project exists in memory only, and what is restored beside it belongs to another one.
	const virtual: Host = {
		packagesFolder: host.packagesFolder,
		list: folder => host.list(folder),
		exists: each => each !== restored && host.exists(each),
		read: each => (each === path ? xml : each === restored ? undefined : host.read(each)),
	};
	const [project] = loadProjects(path, { ...source, host: virtual });
	const unknown = directives
		.filter(directive => !KNOWN.has(directive.name))
		.map(directive => `${basename(path)}: not evaluated: #:${directive.name} ${directive.value}`);
	return { ...project, isFileBased: true, messages: [...project.messages, ...unknown] };
}

/** A directive's `Name@Version` or `Name=Value`, in two. */
function split(value: string, separator: string): readonly [string, string] {
	const at = value.indexOf(separator);
	return at < 0 ? [value.trim(), ''] : [value.slice(0, at).trim(), value.slice(at + 1).trim()];
}

/** The directive that names a package. */
export function packageDirective(directives: readonly FileDirective[], name: string): FileDirective | undefined {
	return directives.find(directive => directive.name === 'package' && split(directive.value, '@')[0].toLowerCase() === name.toLowerCase());
}

const KNOWN: ReadonlySet<string> = new Set(['sdk', 'property', 'package', 'project']);

function projectText(path: string, directives: readonly FileDirective[]): string {
	const values = (name: string): readonly string[] =>
		directives.filter(directive => directive.name === name).map(directive => directive.value);
	const [sdk, sdkVersion] = split(values('sdk')[0] ?? 'Microsoft.NET.Sdk', '@');
	const properties = values('property')
		.map(value => split(value, '='))
		.filter(([name]) => /^[A-Za-z_][\w-]*$/.test(name));
	// Its `Sdk.props` switches Native AOT off for file-based apps.
	const isAspireHost = sdk.toLowerCase() === 'aspire.apphost.sdk';
	const packages = values('package').map(value => split(value, '@'));
	return `<Project Sdk="${escapeXml(sdkVersion ? `${sdk}/${sdkVersion}` : sdk)}">
<PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
<Nullable>enable</Nullable><PublishAot>${!isAspireHost}</PublishAot><EnableDefaultCompileItems>false</EnableDefaultCompileItems>
</PropertyGroup>
<PropertyGroup>${properties.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`).join('')}</PropertyGroup>
<ItemGroup><Compile Include="${escapeXml(path)}" />${packages.map(([name, version]) => `<PackageReference Include="${escapeXml(name)}" Version="${escapeXml(version)}" />`).join('')}${values(
		'project',
	)
		.map(value => `<ProjectReference Include="${escapeXml(value)}" />`)
		.join('')}</ItemGroup>
</Project>`;
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
