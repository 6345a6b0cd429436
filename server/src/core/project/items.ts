/**
 * Items of a project: the second pass over its files, when all properties are known. `Compile` is kept as a list of paths, all else
 * as items with metadata.
 */
import { isInside } from '../host.ts';
import { itemGlob } from '../text/glob.ts';
import { basename, dirname, normalize, relative, resolve } from '../text/paths.ts';
import { evaluateCondition, expand, type ExpressionScope } from './expressions.ts';
import { implicitUsings, isTrue } from './sdk.ts';
import type { XmlElement } from './xml.ts';

/** Lists files of a folder tree; results are shared by projects of one workspace. */
export interface FileLister {
	/** Absolute paths of all files below a folder, without build output folders. */
	filesUnder(folder: string): readonly string[];
}

export interface Item {
	readonly include: string;
	readonly metadata: Readonly<Record<string, string>>;
	/** Where it stands: for problems that belong to it. */
	readonly file: string;
	readonly start: number;
	readonly end: number;
}

interface ItemGroup {
	readonly element: XmlElement;
	readonly file: string;
}

/** Items that include each other grow without end. */
const MAX_ITEMS = 100_000;
const NO_METADATA: ReadonlySet<string> = new Set([
	'Include',
	'Remove',
	'Update',
	'Condition',
	'Exclude',
	'KeepDuplicates',
	'MatchOnMetadata',
]);

export class ItemEvaluator {
	readonly #folder: string;
	readonly #root: string;
	readonly #files: FileLister;
	readonly #scope: ExpressionScope;
	readonly #report: (what: string) => void;
	readonly #groups: ItemGroup[] = [];
	readonly #items = new Map<string, Item[]>();
	readonly #compile = new Set<string>();
	#sdkAt = 0;
	#count = 0;

	/**
	 * @param folder the project's folder, which paths start from
	 * @param root the repository's folder: nothing beyond it is compiled
	 */
	constructor(folder: string, root: string, files: FileLister, scope: ExpressionScope, report: (what: string) => void) {
		this.#folder = folder;
		this.#root = root;
		this.#files = files;
		this.#scope = scope;
		this.#report = report;
	}

	get compile(): readonly string[] {
		return [...this.#compile];
	}

	of(type: string): readonly Item[] {
		return this.#items.get(type.toLowerCase()) ?? [];
	}

	/** Takes an `ItemGroup`, in the order of the imports. */
	add(element: XmlElement, file: string): void {
		this.#groups.push({ element, file });
	}

	/** The SDK's own items come here: after those of `Directory.Build.props`. */
	startOfSdk(): void {
		this.#sdkAt = this.#groups.length;
	}

	/** @param enter told the file of each group before it is evaluated */
	evaluate(sdk: string, enter: (file: string) => void): void {
		const project = `${this.#folder}/`;
		for (const [index, { element: group, file }] of this.#groups.entries()) {
			if (index === this.#sdkAt) this.#sdkItems(sdk, project);
			enter(file);
			if (!evaluateCondition(group.attributes['Condition'], this.#scope)) continue;
			for (const element of group.children) {
				if (!evaluateCondition(element.attributes['Condition'], this.#scope)) continue;
				if (element.name.toLowerCase() === 'compile') this.#compileItem(element);
				else this.#item(element, file);
			}
		}
		if (this.#groups.length <= this.#sdkAt) this.#sdkItems(sdk, project);
	}

	#sdkItems(sdk: string, project: string): void {
		const isOff = (name: string): boolean => this.#scope.property(name).toLowerCase() === 'false';
		if (!isOff('EnableDefaultCompileItems') && !isOff('EnableDefaultItems')) {
			const excluded = this.#defaultExcludes().map(each => this.#matcher(each));
			for (const file of this.#glob('**/*.cs')) if (!excluded.some(matches => matches(file))) this.#compile.add(file);
		}
		const implicit = this.#scope.property('ImplicitUsings');
		if (!isTrue(implicit) && implicit.toLowerCase() !== 'enable') return;
		const usings = implicitUsings(sdk, this.#scope.property('TargetFrameworkIdentifier'), name => this.#scope.property(name)).map(
			include => ({
				include,
				metadata: {},
				file: project,
				start: 0,
				end: 0,
			}),
		);
		this.#items.set('using', [...(this.#items.get('using') ?? []), ...usings]);
	}

	#values(element: XmlElement, attribute: string): string[] {
		const written = element.attributes[attribute];
		if (!written) return [];
		return expand(written, this.#scope)
			.split(';')
			.map(value => value.trim())
			.filter(Boolean)
			.flatMap(value => this.#referenced(value));
	}

	/** `@(Item)`: the items of a type; transforms of them are not evaluated. */
	#referenced(value: string): readonly string[] {
		if (!value.includes('@(') && !value.includes('%(')) return [value];
		const [, named, template] = /^@\(\s*([\w.-]+)\s*(?:->\s*'([^']*)'\s*)?\)$/.exec(value) ?? [];
		const type = named?.toLowerCase();
		if (type === 'compile' && isIdentity(template)) return [...this.#compile];
		if (type !== undefined && type !== 'compile')
			return (this.#items.get(type) ?? [])
				.map(item => (isIdentity(template) ? item.include : this.#filled(template, item)))
				.filter(Boolean);
		this.#report(`not evaluated: ${value}`);
		return [];
	}

	/** `%(Name)` in a transform or in metadata: the item's own, or one that is made of its path (documented at "MSBuild well-known item metadata"). */
	#filled(text: string, { include, metadata }: Pick<Item, 'include' | 'metadata'>): string {
		if (!text.includes('%(')) return text;
		return text.replace(/%\(\s*([\w.-]+)\s*\)/g, (_, name: string) => {
			const key = name.toLowerCase();
			const path = include.replaceAll('\\', '/');
			const file = basename(path);
			const dot = file.lastIndexOf('.');
			switch (key) {
				case 'identity':
					return include;
				case 'fullpath':
					return resolve(this.#folder, path);
				case 'filename':
					return dot < 0 ? file : file.slice(0, dot);
				case 'extension':
					return dot < 0 ? '' : file.slice(dot);
				case 'relativedir':
					return path.slice(0, path.length - file.length);
				default:
					return metadata[key] ?? '';
			}
		});
	}

	#item(element: XmlElement, file: string): void {
		// Once there are too many, no more of them are read: each would be about as many again.
		if (this.#count > MAX_ITEMS) return this.#report(`not evaluated: too many items of ${element.name}`);
		const key = element.name.toLowerCase();
		let list = this.#items.get(key) ?? [];
		const matchers = (attribute: string): ((include: string) => boolean) | undefined => {
			const values = this.#values(element, attribute);
			return values.length > 0 ? this.#includeMatcher(values) : undefined;
		};
		const removed = matchers('Remove');
		if (removed) list = list.filter(item => !removed(item.include));
		const metadata: Record<string, string> = {};
		for (const [name, value] of Object.entries(element.attributes))
			if (!NO_METADATA.has(name)) metadata[name.toLowerCase()] = expand(value, this.#scope);
		for (const part of element.children)
			if (evaluateCondition(part.attributes['Condition'], this.#scope))
				metadata[part.name.toLowerCase()] = expand(part.text.trim(), this.#scope);
		const updated = matchers('Update');
		const ofItem = (item: Pick<Item, 'include' | 'metadata'>): Readonly<Record<string, string>> => {
			const own = { ...item.metadata };
			for (const [name, value] of Object.entries(metadata)) own[name] = this.#filled(value, { include: item.include, metadata: own });
			return own;
		};
		if (updated) list = list.map(item => (updated(item.include) ? { ...item, metadata: ofItem(item) } : item));
		const excluded = matchers('Exclude');
		const added = this.#values(element, 'Include')
			.flatMap(include => (/[*?]/.test(include) ? this.#glob(include).map(path => path) : [include]))
			.filter(include => !excluded?.(include))
			.map(include => ({ include, metadata: ofItem({ include, metadata: {} }), file, start: element.start, end: element.end }));
		this.#count += added.length;
		if (this.#count > MAX_ITEMS) this.#report(`not evaluated: too many items of ${element.name}`);
		else this.#items.set(key, added.length > 0 ? [...list, ...added] : list);
	}

	/** Whether an item is one of those that values name, literally or by pattern; case counts for nothing. */
	#includeMatcher(values: readonly string[]): (include: string) => boolean {
		const literal = new Set(values.filter(value => !/[*?]/.test(value)).map(value => normalize(value).toLowerCase()));
		const patterns = values.filter(value => /[*?]/.test(value)).map(value => this.#matcher(value));
		return include => literal.has(normalize(include).toLowerCase()) || patterns.some(matches => matches(resolve(this.#folder, include)));
	}

	#compileItem(element: XmlElement): void {
		const compile = this.#compile;
		const exclusions = this.#values(element, 'Exclude').map(each => this.#matcher(each));
		for (const value of this.#values(element, 'Include')) {
			const isPattern = /[*?]/.test(value);
			const path = isPattern ? splitGlob(this.#folder, value)[0] : resolve(this.#folder, value);
			if (!isInside(path, this.#root)) {
				this.#report(`outside of the repository, so not compiled: ${value}`);
				continue;
			}
			// Generated by a build, most often: what it says is not known, and no reason to fail.
			if (!isPattern && !this.#scope.exists(path)) {
				this.#report(`not there, so not compiled: ${relative(this.#root, path)}`);
				continue;
			}
			const files = isPattern ? this.#glob(value) : [path];
			for (const file of files) if (!exclusions.some(isExcluded => isExcluded(file))) compile.add(file);
		}
		for (const value of this.#values(element, 'Remove')) {
			if (!/[*?]/.test(value) && compile.delete(resolve(this.#folder, value))) continue;
			const matches = this.#matcher(value);
			for (const file of [...compile]) if (matches(file)) compile.delete(file);
		}
	}

	/** `DefaultItemExcludes` and `DefaultExcludesInProjectFolder` (`Microsoft.NET.Sdk.DefaultItems.targets`). */
	#defaultExcludes(): readonly string[] {
		const folder = (path: string): string => `${path.replaceAll('\\', '/').replace(/\/{1,9}$/, '')}/**`;
		return [
			folder(this.#scope.property('BaseOutputPath') || 'bin'),
			folder(this.#scope.property('BaseIntermediateOutputPath') || 'obj'),
			'bin/**',
			'obj/**',
			'**/.*/**',
			...expand(this.#scope.property('DefaultItemExcludes'), this.#scope)
				.split(';')
				.map(value => value.trim())
				.filter(Boolean),
			...expand(this.#scope.property('DefaultItemExcludesInProjectFolder'), this.#scope)
				.split(';')
				.map(value => value.trim())
				.filter(Boolean),
		];
	}

	/** A matcher of absolute paths for one pattern, relative to the project's folder; case counts for nothing, as in MSBuild on any system. */
	#matcher(pattern: string): (file: string) => boolean {
		const [base, rest] = splitGlob(this.#folder, pattern);
		const start = `${base}/`.toLowerCase();
		const matches = itemGlob(rest.toLowerCase());
		return file => {
			const path = file.toLowerCase();
			return path.startsWith(start) && matches(path.slice(start.length));
		};
	}

	#glob(pattern: string): readonly string[] {
		const [base] = splitGlob(this.#folder, pattern);
		return this.#files.filesUnder(base).filter(this.#matcher(pattern));
	}
}

const isIdentity = (template: string | undefined): template is undefined =>
	template === undefined || /^%\((?:Identity|FullPath)\)$/i.test(template);

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
