/**
 * Evaluates an SDK-style project file without MSBuild: properties first, in the order of the imports,
 * then items (the order that MSBuild documents). Targets and tasks are never run.
 */
import picomatch from 'picomatch';
import type { Host } from '../host.ts';
import { decodeText } from '../text/decode.ts';
import { basename, dirname, extension, normalize, relative, resolve } from '../text/paths.ts';
import { evaluateCondition, expand, type ExpressionScope } from './expressions.ts';
import { implicitUsings, impliedProperties, isTrue } from './sdk.ts';
import { parseXml, type XmlElement } from './xml.ts';

export interface Item {
	readonly include: string;
	readonly metadata: Readonly<Record<string, string>>;
	/** Where it stands: for problems that belong to it. */
	readonly file: string;
	readonly start: number;
	readonly end: number;
}

export interface Evaluation {
	readonly path: string;
	readonly sdk: string;
	/** Property values; names are case-insensitive. */
	property(name: string): string;
	items(type: string): readonly Item[];
	readonly compile: readonly string[];
	/** What could not be evaluated, as messages for the log. */
	readonly messages: readonly string[];
	/** Files that the result depends on. */
	readonly inputs: readonly string[];
}

/** Lists files of a folder tree; results are shared by projects of one workspace. */
export interface FileLister {
	/** Absolute paths of all files below a folder, without build output folders. */
	filesUnder(folder: string): readonly string[];
}

const MAX_IMPORTS = 200;

/** @throws Error when the project file can't be read or is not XML. */
export function evaluateProject(
	path: string,
	overrides: Readonly<Record<string, string>>,
	host: Host,
	files: FileLister,
	root: string,
): Evaluation {
	return new Evaluator(path, overrides, host, files, root).run();
}

interface ItemElement {
	readonly element: XmlElement;
	readonly file: string;
}

class Evaluator {
	readonly #path: string;
	readonly #folder: string;
	readonly #host: Host;
	readonly #files: FileLister;
	/** Absolute and relative imports beyond this folder are refused. */
	readonly #root: string;
	readonly #properties = new Map<string, string>();
	readonly #overridden = new Set<string>();
	readonly #itemElements: ItemElement[] = [];
	readonly #items = new Map<string, Item[]>();
	readonly #messages: string[] = [];
	readonly #inputs: string[] = [];
	readonly #importing = new Set<string>();
	readonly #compile = new Set<string>();
	#file: string;

	constructor(path: string, overrides: Readonly<Record<string, string>>, host: Host, files: FileLister, root: string) {
		this.#path = path;
		this.#file = path;
		this.#folder = dirname(path);
		this.#host = host;
		this.#files = files;
		this.#root = root;
		for (const [name, value] of Object.entries(overrides)) {
			this.#properties.set(name.toLowerCase(), value);
			this.#overridden.add(name.toLowerCase());
		}
	}

	run(): Evaluation {
		const project = this.#parse(this.#path);
		if (!project) throw new Error('the file could not be read');
		const sdk = sdkOf(project);
		if (!sdk) throw new Error('not an SDK-style project');
		this.#defaults();
		this.#importAbove('Directory.Build.props', 'ImportDirectoryBuildProps');
		this.#importAbove('Directory.Packages.props', 'ImportDirectoryPackagesProps');
		this.#implied('Configuration', 'Debug');
		this.#implied('EnableDefaultCompileItems', 'true');
		this.#implied('UsingMicrosoftNETSdk', 'true');
		const sdkItemsAt = this.#itemElements.length;
		this.#contents(project, this.#path);
		this.#afterProject(sdk);
		this.#importAbove('Directory.Build.targets', 'ImportDirectoryBuildTargets');
		this.#evaluateItems(sdk, sdkItemsAt);
		return {
			path: this.#path,
			sdk,
			property: name => this.#property(name),
			items: type => this.#items.get(type.toLowerCase()) ?? [],
			compile: [...this.#compile],
			messages: this.#messages,
			inputs: this.#inputs,
		};
	}

	get #scope(): ExpressionScope {
		return {
			property: name => this.#property(name),
			exists: path => this.#host.exists(resolve(this.#folder, path)),
			report: what => this.#report(`${relative(this.#root, this.#file)}: not evaluated: ${what}`),
			pathOfFileAbove: (file, folder) => this.#findAbove(file, resolve(dirname(this.#file), folder || '.')) ?? '',
		};
	}

	#report(message: string): void {
		if (!this.#messages.includes(message)) this.#messages.push(message);
	}

	#property(name: string): string {
		const key = name.toLowerCase();
		if (key === 'msbuildthisfiledirectory') return `${dirname(this.#file)}/`;
		if (key === 'msbuildthisfile') return basename(this.#file);
		if (key === 'msbuildthisfilefullpath') return this.#file;
		if (key === 'msbuildthisfilename') return basename(this.#file).replace(/\.[^.]*$/, '');
		return this.#properties.get(key) ?? '';
	}

	#set(name: string, value: string): void {
		const key = name.toLowerCase();
		if (!this.#overridden.has(key)) this.#properties.set(key, value);
	}

	#implied(name: string, value: string): void {
		if (this.#property(name) === '') this.#set(name, value);
	}

	#defaults(): void {
		const name = basename(this.#path).replace(/\.[^.]*$/, '');
		for (const [key, value] of Object.entries({
			MSBuildProjectDirectory: this.#folder,
			MSBuildProjectName: name,
			MSBuildProjectFile: basename(this.#path),
			MSBuildProjectFullPath: this.#path,
			MSBuildProjectExtension: extension(this.#path),
			MSBuildRuntimeType: 'Core',
			MSBuildStartupDirectory: this.#root,
			OS: 'Unix',
			Platform: 'AnyCPU',
			MSBuildVersion: '17.14.0',
			MSBuildToolsVersion: 'Current',
		}))
			this.#implied(key, value);
	}

	#afterProject(sdk: string): void {
		for (const [name, value] of impliedProperties(sdk, this.#property('MSBuildProjectName'), name => this.#property(name)))
			this.#implied(name, value);
	}

	#parse(path: string): XmlElement | undefined {
		const bytes = this.#host.read(path);
		const text = bytes && decodeText(bytes);
		this.#inputs.push(path);
		if (text === undefined) return undefined;
		return parseXml(text);
	}

	#findAbove(file: string, from: string): string | undefined {
		for (let folder = from; ; folder = dirname(folder)) {
			const candidate = `${folder === '/' ? '' : folder}/${file}`;
			if (this.#host.exists(candidate)) return candidate;
			if (folder === this.#root || folder === dirname(folder)) return undefined;
		}
	}

	#importAbove(file: string, condition: string): void {
		if (this.#property(condition).toLowerCase() === 'false') return;
		const found = this.#findAbove(file, this.#folder);
		if (found) this.#importFile(found);
	}

	#importFile(path: string): void {
		if (this.#importing.has(path) || this.#inputs.length > MAX_IMPORTS) {
			this.#report(`${relative(this.#root, path)}: imported in a circle, or too many imports`);
			return;
		}
		this.#importing.add(path);
		const outer = this.#file;
		try {
			const element = this.#parse(path);
			this.#file = path;
			if (element) this.#contents(element, path);
		} catch (error) {
			this.#report(`${relative(this.#root, path)}: ${(error as Error).message}`);
		} finally {
			this.#file = outer;
			this.#importing.delete(path);
		}
	}

	#contents(parent: XmlElement, file: string): void {
		for (const element of parent.children) {
			if (element.name === 'Target' || element.name === 'UsingTask' || element.name === 'ItemDefinitionGroup') continue;
			if (!evaluateCondition(this.#isItem(element) ? undefined : element.attributes['Condition'], this.#scope)) continue;
			switch (element.name) {
				case 'PropertyGroup':
					for (const property of element.children)
						if (evaluateCondition(property.attributes['Condition'], this.#scope))
							this.#set(property.name, expand(property.text.trim(), this.#scope));
					break;
				case 'ItemGroup':
					this.#itemElements.push({ element, file });
					break;
				case 'Import':
					this.#import(element);
					break;
				case 'ImportGroup':
					this.#contents(element, file);
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

	/** Conditions on item groups see all properties, so they wait for the second pass. */
	#isItem(element: XmlElement): boolean {
		return element.name === 'ItemGroup';
	}

	#import(element: XmlElement): void {
		if (element.attributes['Sdk']) return;
		const written = expand(element.attributes['Project'] ?? '', this.#scope);
		if (!written) return;
		const path = resolve(dirname(this.#file), written);
		if (!path.startsWith(`${this.#root}/`)) {
			this.#report(`${relative(this.#root, this.#file)}: import outside of the workspace is not read: ${written}`);
			return;
		}
		if (/[*?]/.test(written)) for (const file of this.#glob(path, [])) this.#importFile(file);
		else if (this.#host.exists(path)) this.#importFile(path);
	}

	// ---- items ------------------------------------------------------------------------------

	/** @param sdkItemsAt where the SDK's own items come: after those of `Directory.Build.props` */
	#evaluateItems(sdk: string, sdkItemsAt: number): void {
		for (const [index, { element: group, file }] of this.#itemElements.entries()) {
			if (index === sdkItemsAt) this.#sdkItems(sdk);
			this.#file = file;
			if (!evaluateCondition(group.attributes['Condition'], this.#scope)) continue;
			for (const element of group.children) {
				if (!evaluateCondition(element.attributes['Condition'], this.#scope)) continue;
				if (element.name === 'Compile') this.#compileItem(element);
				else this.#item(element, file);
			}
		}
		this.#file = this.#path;
		if (this.#itemElements.length <= sdkItemsAt) this.#sdkItems(sdk);
	}

	#sdkItems(sdk: string): void {
		this.#file = this.#path;
		const isDefault =
			this.#property('EnableDefaultCompileItems').toLowerCase() !== 'false' &&
			this.#property('EnableDefaultItems').toLowerCase() !== 'false';
		if (isDefault) for (const file of this.#glob('**/*.cs', this.#defaultExcludes())) this.#compile.add(file);
		const implicit = this.#property('ImplicitUsings');
		if (!isTrue(implicit) && implicit.toLowerCase() !== 'enable') return;
		const usings = implicitUsings(sdk).map(include => ({ include, metadata: {}, file: this.#path, start: 0, end: 0 }));
		this.#items.set('using', [...(this.#items.get('using') ?? []), ...usings]);
	}

	#values(element: XmlElement, attribute: string): string[] {
		return expand(element.attributes[attribute] ?? '', this.#scope)
			.split(';')
			.map(value => value.trim())
			.filter(Boolean)
			.flatMap(value => this.#referenced(value));
	}

	/** `@(Item)`: the items of a type; transforms of them are not evaluated. */
	#referenced(value: string): readonly string[] {
		if (!value.includes('@(') && !value.includes('%(')) return [value];
		const type = /^@\(([\w.-]+)\)$/.exec(value)?.[1]?.toLowerCase();
		if (type === 'compile') return [...this.#compile];
		if (type !== undefined) return (this.#items.get(type) ?? []).map(item => item.include);
		this.#report(`${relative(this.#root, this.#file)}: not evaluated: ${value}`);
		return [];
	}

	#item(element: XmlElement, file: string): void {
		const key = element.name.toLowerCase();
		const list = this.#items.get(key) ?? [];
		const remove = this.#values(element, 'Remove');
		let next = remove.length > 0 ? list.filter(item => !remove.some(value => value.toLowerCase() === item.include.toLowerCase())) : list;
		const metadata: Record<string, string> = {};
		for (const [name, value] of Object.entries(element.attributes))
			if (!['Include', 'Remove', 'Update', 'Condition', 'Exclude'].includes(name))
				metadata[name.toLowerCase()] = expand(value, this.#scope);
		for (const part of element.children) metadata[part.name.toLowerCase()] = expand(part.text.trim(), this.#scope);
		const update = this.#values(element, 'Update');
		if (update.length > 0)
			next = next.map(item =>
				update.some(value => value.toLowerCase() === item.include.toLowerCase())
					? { ...item, metadata: { ...item.metadata, ...metadata } }
					: item,
			);
		const added = this.#values(element, 'Include').map(include => ({ include, metadata, file, start: element.start, end: element.end }));
		this.#items.set(key, [...next, ...added]);
	}

	#compileItem(element: XmlElement): void {
		const compile = this.#compile;
		const exclusions = this.#values(element, 'Exclude').map(each => this.#matcher(each));
		for (const value of this.#values(element, 'Include')) {
			const files = /[*?]/.test(value) ? this.#glob(value, []) : [resolve(this.#folder, value)];
			for (const file of files) if (!exclusions.some(isExcluded => isExcluded(file))) compile.add(file);
		}
		for (const value of this.#values(element, 'Remove')) {
			if (!/[*?]/.test(value)) compile.delete(resolve(this.#folder, value));
			else {
				const matches = this.#matcher(value);
				for (const file of [...compile]) if (matches(file)) compile.delete(file);
			}
		}
	}

	#defaultExcludes(): readonly string[] {
		const output = this.#property('BaseOutputPath') || 'bin';
		const intermediate = this.#property('BaseIntermediateOutputPath') || 'obj';
		const folder = (path: string): string => `${path.replace(/[\\/]+$/, '')}/**`;
		return [
			folder(output),
			folder(intermediate),
			'bin/**',
			'obj/**',
			'**/.*/**',
			...expand(this.#property('DefaultItemExcludes'), this.#scope)
				.split(';')
				.map(value => value.trim())
				.filter(Boolean),
		];
	}

	/** A matcher for one pattern, relative to the project's folder. */
	#matcher(pattern: string): (file: string) => boolean {
		const [base, rest] = splitGlob(this.#folder, pattern);
		const match = picomatch(rest, { dot: true, nocase: false });
		return file => file.startsWith(`${base}/`) && match(file.slice(base.length + 1));
	}

	#glob(pattern: string, excluded: readonly string[]): readonly string[] {
		const [base] = splitGlob(this.#folder, pattern);
		const matches = this.#matcher(pattern);
		const exclusions = excluded.map(each => this.#matcher(each));
		return this.#files.filesUnder(base).filter(file => matches(file) && !exclusions.some(isExcluded => isExcluded(file)));
	}
}

/**
 * The fixed leading folders of a pattern, and the rest.
 * @param folder where a relative pattern starts; it is no pattern, whatever its name looks like
 */
function splitGlob(folder: string, pattern: string): [base: string, rest: string] {
	const written = pattern.replaceAll('\\', '/');
	const parts = (written.startsWith(`${folder}/`) ? written.slice(folder.length + 1) : written).split('/');
	const first = parts.findIndex(part => /[*?]/.test(part));
	if (first >= 0)
		return [first === 0 ? folder : resolve(folder, parts.slice(0, first).join('/') || '/'), normalize(parts.slice(first).join('/'))];
	const path = resolve(folder, parts.join('/'));
	return [dirname(path), basename(path)];
}

/** The SDK's name: an attribute of `Project`, or an `Sdk` element or import. */
function sdkOf(project: XmlElement): string | undefined {
	const named =
		project.attributes['Sdk'] ??
		project.children.find(child => child.name === 'Sdk')?.attributes['Name'] ??
		project.children.find(child => child.name === 'Import' && child.attributes['Sdk'])?.attributes['Sdk'];
	return named?.split(/[;/]/)[0]?.trim();
}
