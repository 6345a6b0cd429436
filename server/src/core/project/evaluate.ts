/**
 * Evaluates an SDK-style project file without MSBuild: properties first, in the order of the imports, then items (the order that
 * MSBuild documents). Targets and tasks are never run. What can't be evaluated counts as empty, and is told.
 */
import { basename, dirname, extension, isAbsolute, normalize, relative, resolve } from '../text/paths.ts';
import { type Host, isInside } from '../host.ts';
import { decodeText } from '../text/decode.ts';
import { itemGlob } from '../text/glob.ts';
import { evaluateCondition, expand, type ExpressionScope } from './expressions.ts';
import { type FileLister, type Item, ItemEvaluator } from './items.ts';
import { packagesFolderOf, restoreFolder } from './packages.ts';
import { forcedProperties, impliedProperties, type SdkDefaults, sdkDefaults } from './sdk.ts';
import { parseXml, type XmlElement } from './xml.ts';

export interface Evaluation {
	readonly path: string;
	readonly sdk: string;
	/** Property values; names are case-insensitive. */
	property(name: string): string;
	/** All that decides what properties are, as one text to compare by. */
	values(): string;
	items(type: string): readonly Item[];
	readonly compile: readonly string[];
	/** What could not be evaluated, each once, as messages for people; at most `MAX_MESSAGES`. */
	readonly messages: readonly string[];
	/** Files that the result depends on. */
	readonly inputs: readonly string[];
}

/** Where project files are read from. */
export interface EvaluationSource {
	readonly host: Host;
	/** Reads packages, which lie beyond the repository. */
	readonly packages: Host;
	readonly lister: FileLister;
	/** The repository's folder: nothing beyond it is imported or compiled. */
	readonly root: string;
	/** Files that several projects import, read once; whoever owns it forgets it when files change. */
	readonly xml?: Map<string, XmlElement | Error | undefined>;
}

const MAX_IMPORTS = 500;
const MAX_MESSAGES = 100;
/** A longer value is none that a person wrote: properties that double themselves grow without end. */
const MAX_VALUE_LENGTH = 1024 * 1024;

/**
 * @param overrides global properties, which nothing in the files changes
 * @throws Error when the project file can't be read or is not XML.
 */
export function evaluateProject(path: string, overrides: Readonly<Record<string, string>>, source: EvaluationSource): Evaluation {
	return new Evaluator(path, overrides, source).run();
}

class Evaluator {
	readonly #path: string;
	readonly #folder: string;
	readonly #source: EvaluationSource;
	readonly #properties = new Map<string, string>();
	readonly #overridden = new Set<string>();
	readonly #items: ItemEvaluator;
	readonly #messages = new Set<string>();
	readonly #inputs: string[] = [];
	#imports = 0;
	readonly #importing = new Set<string>();
	readonly #scope: ExpressionScope;
	/** Of conditions on `Import`, `ImportGroup` and `PropertyGroup`: paths start beside the file that they stand in, all others beside the project. */
	readonly #fileScope: ExpressionScope;
	#defaults: SdkDefaults = { early: new Map(), late: new Map() };
	#aspire: SdkName | undefined;
	#hasProps = false;
	#hasTargets = false;
	/** Whether a restore wrote what packages bring. */
	#isRestored = false;
	/** Empty where there is none; undefined before it is asked for. */
	#packagesFolder: string | undefined;
	#file: string;

	constructor(path: string, overrides: Readonly<Record<string, string>>, source: EvaluationSource) {
		this.#path = path;
		this.#file = path;
		this.#folder = dirname(path);
		this.#source = source;
		for (const [name, value] of Object.entries(overrides)) {
			this.#properties.set(name.toLowerCase(), value);
			this.#overridden.add(name.toLowerCase());
		}
		this.#scope = {
			property: name => this.#property(name),
			exists: file => file !== '' && this.#exists(resolve(this.#folder, file)),
			report: what => this.#report(`not evaluated: ${what}`),
			pathOfFileAbove: (file, folder) => this.#findAbove(file, resolve(dirname(this.#file), folder || '.')) ?? '',
			fullPath: file => `${resolve(this.#folder, file)}${/[\\/]$/.test(file) ? '/' : ''}`,
		};
		this.#fileScope = {
			...this.#scope,
			exists: file => file !== '' && this.#exists(resolve(dirname(this.#file), file)),
		};
		this.#items = new ItemEvaluator(this.#folder, source.root, source.lister, this.#scope, what => this.#report(what));
	}

	run(): Evaluation {
		const project = this.#parse(this.#path);
		if (!project) throw new Error('the file could not be read');
		const sdks = sdksOf(project);
		const sdk = sdks[0]?.name;
		if (!sdk) throw new Error('not an SDK-style project');
		for (const { name } of sdks) if (!KNOWN_SDK.test(name)) this.#report(`not read: what the SDK '${name}' brings`);
		this.#aspire = sdks.find(({ name }) => ASPIRE_SDK.test(name));
		if (this.#aspire === sdks[0]) this.#aspireProps();
		this.#defaults = sdkDefaults(sdk, this.#property('Configuration') || 'Debug');
		this.#setProjectNames();
		// `<Import Sdk="..." Project="Sdk.props" />` says itself when the SDK's turn is.
		const isExplicit = project.children.some(isSdkImport);
		if (!isExplicit) this.#sdkProps(sdk);
		this.#contents(project, this.#path, sdk);
		if (!this.#hasProps) this.#sdkProps(sdk);
		if (!this.#hasTargets) this.#sdkTargets(sdk);
		this.#items.evaluate(sdk, file => {
			this.#file = file;
		});
		return {
			path: this.#path,
			sdk,
			property: name => this.#property(name),
			values: () => JSON.stringify([sdk, ...this.#properties]),
			items: type => this.#items.of(type),
			compile: this.#items.compile,
			messages: [...this.#messages],
			inputs: this.#inputs,
		};
	}

	/** What packages bring is read in their folder alone, and what of it is not evaluated is no fault of the project's. */
	#isOfPackage(path: string): boolean {
		if (!this.#isRestored) return false;
		this.#packagesFolder ??=
			packagesFolderOf(this.#property('RestorePackagesPath'), this.#folder, this.#source.root, this.#source.host) ?? '';
		return this.#packagesFolder !== '' && isInside(path, this.#packagesFolder);
	}

	#exists(path: string): boolean {
		return this.#source.host.exists(path) || (this.#isOfPackage(path) && this.#source.packages.exists(path));
	}

	#report(what: string): void {
		if (this.#isOfPackage(this.#file)) return;
		if (this.#messages.size < MAX_MESSAGES) this.#messages.add(`${relative(this.#source.root, this.#file)}: ${what}`);
	}

	#property(name: string): string {
		const key = name.toLowerCase();
		if (key.startsWith('msbuildthisfile')) {
			if (key === 'msbuildthisfiledirectory') return `${dirname(this.#file)}/`;
			if (key === 'msbuildthisfile') return basename(this.#file);
			if (key === 'msbuildthisfilefullpath') return this.#file;
			if (key === 'msbuildthisfilename') return basename(this.#file).replace(/\.[^.]*$/, '');
			if (key === 'msbuildthisfileextension') return extension(this.#file);
		}
		const own = this.#properties.get(key);
		if (own !== undefined) return own;
		const known = (this.#hasProps ? this.#defaults.late.get(key) : undefined) ?? this.#defaults.early.get(key) ?? '';
		return known.replace('$(MSBuildProjectDirectory)', this.#folder);
	}

	#set(name: string, value: string): void {
		const key = name.toLowerCase();
		if (this.#overridden.has(key)) return;
		if (value.length > MAX_VALUE_LENGTH) this.#report(`not evaluated: $(${name}) is too long`);
		else this.#properties.set(key, value);
	}

	#implied(name: string, value: string): void {
		if (this.#property(name) === '') this.#set(name, value);
	}

	#setProjectNames(): void {
		for (const [key, value] of Object.entries({
			MSBuildProjectDirectory: this.#folder,
			MSBuildProjectDirectoryNoRoot: this.#folder.slice(1),
			MSBuildProjectName: basename(this.#path).replace(/\.[^.]*$/, ''),
			MSBuildProjectFile: basename(this.#path),
			MSBuildProjectFullPath: this.#path,
			MSBuildProjectExtension: extension(this.#path),
			MSBuildStartupDirectory: this.#source.root,
		}))
			this.#set(key, value);
	}

	/** What the SDK's `Sdk.props` brings: the files above the project, then its own values (`Microsoft.Common.props`, `Microsoft.NET.Sdk.props`). */
	#sdkProps(sdk: string): void {
		if (this.#hasProps) return;
		this.#importNamed('CustomBeforeDirectoryBuildProps');
		this.#importAbove('Directory.Build.props', 'ImportDirectoryBuildProps', 'DirectoryBuildPropsPath');
		this.#importNamed('CustomAfterDirectoryBuildProps');
		this.#importRestored('props');
		this.#importNamed('CustomBeforeMicrosoftCommonProps');
		this.#importAbove('Directory.Packages.props', 'ImportDirectoryPackagesProps', 'DirectoryPackagesPropsPath');
		this.#importNamed('CustomAfterMicrosoftCommonProps');
		this.#hasProps = true;
		const name = this.#property('MSBuildProjectName');
		// Whatever `Directory.Build.props` says: `Microsoft.NET.Sdk.Web.ProjectSystem.props` and its kin have no condition.
		if (PROGRAM_SDK.test(sdk)) this.#set('OutputType', 'Exe');
		this.#implied('Configuration', 'Debug');
		this.#implied('AssemblyName', name);
		this.#implied('RootNamespace', name.replaceAll(' ', '_'));
		// Added to what is there, not set (`Microsoft.NET.Sdk.CSharp.props`).
		const symbols = this.#property('DefineConstants');
		this.#set('DefineConstants', symbols === '' ? 'TRACE' : `${symbols};TRACE`);
		this.#set('WarningsAsErrors', `${this.#property('WarningsAsErrors')};NU1605`);
		this.#items.startOfSdk();
		this.#importNamed('AfterMicrosoftNETSdkProps');
		this.#aspireProps();
		if (sdk.toLowerCase() === 'mstest.sdk') this.#implied('IsTestProject', 'true');
	}

	/** `Sdk.props` of Aspire.AppHost.Sdk, which stands alone or comes after another SDK. */
	#aspireProps(): void {
		if (!this.#aspire) return;
		this.#set('IsAspireHost', 'true');
		this.#set('AspireHostingSDKVersion', this.#aspire.version);
	}

	/** What `Sdk.targets` brings: values where nobody gave one, and `Directory.Build.targets`. */
	#sdkTargets(sdk: string): void {
		if (this.#hasTargets) return;
		this.#hasTargets = true;
		this.#importNamed('BeforeMicrosoftNETSdkTargets');
		for (const [name, value] of impliedProperties(sdk, name => this.#property(name))) this.#implied(name, value);
		this.#importNamed('CustomBeforeMicrosoftCSharpTargets');
		this.#importNamed('CustomBeforeMicrosoftCommonTargets');
		this.#importNamed('CustomAfterMicrosoftCommonTargets');
		this.#importRestored('targets');
		this.#importNamed('CustomBeforeDirectoryBuildTargets');
		this.#importAbove('Directory.Build.targets', 'ImportDirectoryBuildTargets', 'DirectoryBuildTargetsPath');
		this.#importNamed('CustomAfterDirectoryBuildTargets');
		this.#importNamed('CustomAfterMicrosoftCSharpTargets');
		for (const [name, value] of forcedProperties(name => this.#property(name))) this.#set(name, value);
		this.#importNamed('AfterMicrosoftNETSdkTargets');
		// `NuGet.Build.Tasks.Pack.targets`, which comes last: seen by conditions of items.
		this.#implied('IncludeBuildOutput', 'true');
	}

	/** The extension points of the SDK: files that a property names. */
	#importNamed(property: string): void {
		for (const each of this.#property(property).split(';')) {
			const file = each.trim();
			if (file === '' || isSdkPath(file)) continue;
			const path = resolve(this.#folder, file);
			if (this.#source.host.exists(path)) this.#importFile(path);
		}
	}

	/** What a restore wrote beside the project: imports of what its packages bring (`Microsoft.Common.props`, `Microsoft.Common.targets`). */
	#importRestored(kind: 'props' | 'targets'): void {
		if (this.#property(`ImportProjectExtension${kind === 'props' ? 'Props' : 'Targets'}`).toLowerCase() === 'false') return;
		const folder = restoreFolder(name => this.#property(name), this.#folder);
		const start = `${basename(this.#path)}.`;
		for (const name of this.#source.host.list(folder))
			if (name.startsWith(start) && name.endsWith(`.${kind}`)) {
				this.#isRestored = true;
				this.#importFile(`${folder}/${name}`);
			}
	}

	#parse(path: string): XmlElement | undefined {
		// Packages do not change once they are there.
		const isOfPackage = this.#isOfPackage(path);
		if (!isOfPackage) this.#inputs.push(path);
		const known = this.#source.xml?.get(path);
		if (known instanceof Error) throw known;
		if (known) return known;
		const bytes = (isOfPackage ? this.#source.packages : this.#source.host).read(path);
		const text = bytes && decodeText(bytes);
		if (text === undefined) return undefined;
		// A project's own file is read for each of its targets, one that is imported by many projects.
		try {
			const element = parseXml(text);
			this.#source.xml?.set(path, element);
			return element;
		} catch (error) {
			this.#source.xml?.set(path, error as Error);
			throw error;
		}
	}

	#findAbove(file: string, from: string): string | undefined {
		for (let folder = from; ; folder = dirname(folder)) {
			const candidate = `${folder === '/' ? '' : folder}/${file}`;
			if (this.#source.host.exists(candidate)) return candidate;
			if (folder === this.#source.root || folder === dirname(folder)) return undefined;
		}
	}

	/** A file of that name above the project, or where a property says it is. */
	#importAbove(file: string, condition: string, place: string): void {
		if (this.#property(condition).toLowerCase() === 'false') return;
		const named = this.#property(place);
		const found = named
			? resolve(this.#folder, named)
			: this.#findAbove(this.#property(`_${place.replace('Path', 'File')}`) || file, this.#folder);
		if (!found || !this.#source.host.exists(found)) return;
		this.#set(`_${place.replace('Path', 'File')}`, basename(found));
		this.#set(`_${place.replace('Path', 'BasePath')}`, dirname(found));
		this.#set(place, found);
		this.#importFile(found);
	}

	#importFile(path: string): void {
		if (this.#importing.has(path) || ++this.#imports > MAX_IMPORTS) {
			this.#report(`imported in a circle, or too many imports: ${relative(this.#source.root, path)}`);
			return;
		}
		this.#importing.add(path);
		const outer = this.#file;
		try {
			const element = this.#parse(path);
			this.#file = path;
			if (element) this.#contents(element, path);
			else this.#report('could not be read');
		} catch (error) {
			this.#file = path;
			this.#report((error as Error).message);
		} finally {
			this.#file = outer;
			this.#importing.delete(path);
		}
	}

	/** @param sdk the project's SDK, in the project itself */
	#contents(parent: XmlElement, file: string, sdk?: string): void {
		for (const element of parent.children) {
			if (element.name === 'Target' || element.name === 'UsingTask' || element.name === 'ItemDefinitionGroup') continue;
			// Conditions on item groups see all properties, so they wait for the second pass.
			if (element.name === 'ItemGroup') {
				this.#items.add(element, file);
				continue;
			}
			if (!evaluateCondition(element.attributes['Condition'], this.#fileScope)) continue;
			switch (element.name) {
				case 'PropertyGroup':
					for (const property of element.children)
						if (evaluateCondition(property.attributes['Condition'], this.#scope))
							this.#set(property.name, expand(property.text.trim(), this.#scope));
					break;
				case 'Import':
					if (sdk !== undefined && isSdkImport(element)) {
						if (/props$/i.test(element.attributes['Project'] ?? '')) this.#sdkProps(sdk);
						else this.#sdkTargets(sdk);
					} else this.#import(element);
					break;
				case 'ImportGroup':
					this.#contents(element, file, sdk);
					break;
				case 'Choose': {
					const branch =
						element.children.find(each => each.name === 'When' && evaluateCondition(each.attributes['Condition'], this.#scope)) ??
						element.children.find(each => each.name === 'Otherwise');
					if (branch) this.#contents(branch, file);
					break;
				}
				default:
					break;
			}
		}
	}

	#import(element: XmlElement): void {
		if (element.attributes['Sdk']) {
			this.#report(`not read: what the SDK '${element.attributes['Sdk']}' brings`);
			return;
		}
		for (const each of expand(element.attributes['Project'] ?? '', this.#scope).split(';')) {
			const written = each.trim();
			if (!written || isSdkPath(written)) continue;
			const path = resolve(dirname(this.#file), written);
			const isKnown = isInside(path, this.#source.root) || this.#isOfPackage(path);
			if (!isKnown) this.#report(`outside of the repository, so not imported: ${written}`);
			else if (/[*?]/.test(written)) for (const file of this.#matching(path)) this.#importFile(file);
			else if (this.#exists(path)) this.#importFile(path);
			// MSBuild stops here; whoever has no such file has one that a restore or another build makes.
			else this.#report(`not there, so not imported: ${relative(this.#source.root, path)}`);
		}
	}

	/** The files of a pattern, in the order in which MSBuild imports them. */
	#matching(pattern: string): readonly string[] {
		const parts = pattern.split('/');
		const first = parts.findIndex(part => /[*?]/.test(part));
		const base = parts.slice(0, first).join('/');
		const matches = itemGlob(parts.slice(first).join('/'));
		return this.#source.lister
			.filesUnder(base)
			.filter(file => matches(file.slice(base.length + 1)))
			.sort();
	}
}

/** A path into the SDK, as `sdkDefaults` writes it: what lies there is known by other means. */
const isSdkPath = (path: string): boolean => normalize(path.replaceAll('\\', '/')).startsWith('/dotnet/') && isAbsolute(path);

/** `<Import Sdk="Microsoft.NET.Sdk" Project="Sdk.props" />`, or `Sdk.targets`, of the first SDK that the file names. */
const isSdkImport = (element: XmlElement): boolean =>
	element.name === 'Import' && /^(?:Microsoft\.NET\.Sdk|MSTest\.Sdk)/i.test(element.attributes['Sdk'] ?? '');

const PROGRAM_SDK = /^Microsoft\.NET\.Sdk\.(?:Web|Worker|BlazorWebAssembly)$/i;
const ASPIRE_SDK = /^Aspire\.AppHost\.Sdk$/i;
/** SDKs whose files are known: those of the .NET SDK, and two that come as packages. */
const KNOWN_SDK = /^(?:Microsoft\.NET\.Sdk(?:\.\w+)?|MSTest\.Sdk|Aspire\.AppHost\.Sdk)$/i;

interface SdkName {
	readonly name: string;
	/** Empty where `global.json` says it, or the .NET SDK. */
	readonly version: string;
}

/** The SDKs of a project: an attribute of `Project`, then imports and `Sdk` elements. */
function sdksOf(project: XmlElement): readonly SdkName[] {
	const elements = (name: string): readonly XmlElement[] => project.children.filter(child => child.name === name);
	const named = [
		...(project.attributes['Sdk'] ?? '').split(';'),
		...elements('Import').map(({ attributes }) => attributes['Sdk'] ?? ''),
		...elements('Sdk').map(({ attributes }) => `${attributes['Name'] ?? ''}/${attributes['Version'] ?? ''}`),
	];
	return named
		.map(each => each.split('/'))
		.map(([name = '', version = '']) => ({ name: name.trim(), version: version.trim() }))
		.filter(({ name }) => name !== '');
}
