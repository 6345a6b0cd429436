/**
 * The `JsonSerializerContext` that type information comes from: one for each set of options. An existing one is extended where
 * it is for any types, or the new ones belong to those that it lists; else a new file is made, named after what its options do.
 */
import { jsonContextsOf } from '../../frameworks/json.ts';
import type { BoundBody } from '../../binding/bound.ts';
import { attributeName } from '../../symbols/attributes.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import { isForWritingOnly, knownTypes, reachedFrom, serializableTypes, typeInfoPropertyName } from '../../symbols/json-reach.ts';
import type { NamespaceScope } from '../../symbols/scope.ts';
import type { SourceTypeDef, TypePart } from '../../symbols/source.ts';
import { canonical, sameType, type Type } from '../../symbols/types.ts';
import type { Project } from '../../project/project.ts';
import { isVisible, typeTextWithUsings, withinType } from '../csharp/names.ts';
import { importsOf, newFile, projectNamespace, typeTexts } from '../csharp/new-file.ts';
import { indentationAt, styleOf, WIDTH } from '../csharp/style.ts';
import { usingEdits } from '../csharp/usings.ts';
import type { FileChange, FileEdit, FixContext } from '../fix.ts';
import { contextOptions, type GenerationOptions, optionsText } from './json-options.ts';

export interface ContextPlace {
	readonly name: string;
	readonly namespace: string;
	/** How the call names the context. */
	readonly reference: string;
	/** The property of each type. */
	readonly properties: readonly string[];
	readonly isNew: boolean;
	readonly changes: readonly FileChange[];
	/** A `using` in the file of the call. */
	readonly usingEdits: readonly FileEdit[];
}

/** The scope that a body's names are looked up in. */
export function scopeOf(body: BoundBody, context: FixContext, compilation: Compilation): NamespaceScope | undefined {
	const part =
		body.type?.parts.find(each => each.file.path === context.file.path && each.declaration.name !== 'Program') ??
		body.type?.parts.find(each => each.file.path === context.file.path);
	return part?.scope ?? compilation.own.fileScopes.get(context.file.path);
}

/**
 * Finds or makes the context for some types under some options.
 * @param origin of types that are declared by the same change: another one's are not taken for these, whatever their names
 */
export function contextFor(
	types: readonly Type[],
	options: GenerationOptions,
	context: FixContext,
	compilation: Compilation,
	scope: NamespaceScope | undefined,
	origin?: string,
): ContextPlace | undefined {
	if (!scope) return undefined;
	const wanted = optionsText(options);
	for (const def of jsonContextsOf(compilation.own)) {
		if (def.container || isForWritingOnly(def)) continue;
		const part = def.parts[0];
		if (!part || part.declaration.bases.length === 0) continue;
		const { start } = part.declaration;
		const existing = contextOptions(def.attributes, range => part.file.text.slice(start + range.start, start + range.end));
		if (optionsText(existing) === wanted && (isForAnyTypes(def, context.project) || part.file.path === context.path || areOf(def, types)))
			return extend(def, types, context, scope, origin);
	}
	return create(types, options, context, compilation, scope, origin);
}

/** Words in names of contexts that say nothing of which types they are for. */
const SAYS_NOTHING = new Set(
	(
		'aot api app application camel case common context core custom default generated generation generator global ignore indented info ' +
		'insensitive internal json kebab lower main null metadata my project serializable serialization serializer shared snake source ' +
		'string enum text type upper web http'
	).split(' '),
);

const wordsOf = (name: string): readonly string[] => (name.match(/[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])/g) ?? []).map(each => each.toLowerCase());

/** Whether the name of a context says no more than that it is the project's. */
function isForAnyTypes({ name }: SourceTypeDef, project: Project): boolean {
	const own = new Set([project.name, project.property('RootNamespace')].flatMap(wordsOf));
	return wordsOf(name).every(word => SAYS_NOTHING.has(word) || own.has(word));
}

/** Whether all types belong to those that a context lists: known there, of one namespace with them, or made of them. */
function areOf(def: SourceTypeDef, types: readonly Type[]): boolean {
	const listed = serializableTypes(def).map(each => each.type);
	const known = knownTypes(def);
	const namespaces = new Set(listed.flatMap(namespacesOf));
	return types.every(
		type =>
			known.has(canonical(type)) ||
			namespacesOf(type).some(each => namespaces.has(each)) ||
			[...reachedFrom(type)].some(each => listed.some(other => sameType(each, other))),
	);
}

/** The namespaces of the types that a type is made of, but for the framework's. */
function namespacesOf(type: Type): readonly string[] {
	if (type.kind === 'array') return namespacesOf(type.element);
	if (type.kind !== 'named') return [];
	const { namespace } = type.def;
	return [...(/^(?:System|Microsoft)(?:\.|$)/.test(namespace) ? [] : [namespace]), ...type.args.flatMap(namespacesOf)];
}

/** Lists types on an existing context that does not list them yet. */
export function extend(
	def: SourceTypeDef,
	types: readonly Type[],
	context: FixContext,
	scope: NamespaceScope,
	origin?: string,
): ContextPlace | undefined {
	const part = def.parts.find(each => each.declaration.bases.length > 0);
	if (!part) return undefined;
	const text = context.workspace.text(part.file.path);
	if (text !== part.file.text) return undefined;
	const known = serializableTypes(def);
	const taken = new Set(known.map(each => each.property));
	const properties: string[] = [];
	const edits: FileEdit[] = [];
	const namespaces = new Set<string>();
	for (const type of types) {
		const listed = known.find(each => sameType(each.type, type));
		if (listed) {
			properties.push(listed.property);
			continue;
		}
		const property = freeProperty(type, taken);
		const written = typeTextWithUsings(type, part.scope, namespaces);
		const name = def.container ? withinType(written, def.container) : written;
		const options = property === typeInfoPropertyName(type) ? '' : `, TypeInfoPropertyName = "${property}"`;
		const attribute = `[JsonSerializable(typeof(${name})${options})]`;
		edits.push({ ...listing(part, attribute), entry: origin ? `${property} of ${origin}` : property });
		properties.push(property);
	}
	const file = namespaces.size > 0 ? context.workspace.sourceFile(part.file.path, context.project) : undefined;
	if (file) edits.push(...usingEdits(file, ...namespaces));
	const visible = isVisible(def.namespace, scope);
	const meaning = scope.lookup(def.name, 0);
	const isOther = meaning !== undefined && !(meaning.kind === 'type' && meaning.type.kind === 'named' && meaning.type.def === def);
	return {
		name: def.name,
		namespace: def.namespace,
		reference: isOther ? `global::${def.namespace ? `${def.namespace}.` : ''}${def.name}` : def.name,
		properties,
		isNew: false,
		changes: edits.length > 0 ? [{ path: part.file.path, edits }] : [],
		usingEdits: visible || isOther ? [] : usingEdits(context.file, def.namespace),
	};
}

/** Puts an attribute of a context after the last type that it lists, so that they stay in order. */
export function listing({ declaration, file: { text } }: TypePart, attribute: string): FileEdit {
	const { start, attributes } = declaration;
	const { newline } = styleOf(text);
	const indent = indentationAt(text, start);
	const last = attributes.filter(each => attributeName(each) === 'JsonSerializable').at(-1);
	const close = last && /^\s*\]/.exec(text.slice(start + last.end));
	if (!last || !close) return { start, end: start, text: attribute + newline + indent };
	const at = start + last.end + close[0].length;
	return { start: at, end: at, text: newline + indent + attribute };
}

/** The property of a type on a context, counted where its name is taken. */
export function freeProperty(type: Type, taken: Set<string>): string {
	const base = typeInfoPropertyName(type);
	let name = base;
	for (let count = 2; taken.has(name); count++) name = `${base}${count}`;
	taken.add(name);
	return name;
}

/** What options do, as words of a name: what says most of them first. */
const WORDS: Readonly<Record<string, string>> = {
	'PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase': 'CamelCase',
	'PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower': 'SnakeCase',
	'PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseUpper': 'UpperSnakeCase',
	'PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower': 'KebabCase',
	'PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseUpper': 'UpperKebabCase',
	'UseStringEnumConverter = true': 'StringEnum',
	'WriteIndented = true': 'Indented',
	'DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull': 'IgnoreNull',
	'PropertyNameCaseInsensitive = true': 'CaseInsensitive',
	'IncludeFields = true': 'Fields',
	'AllowTrailingCommas = true': 'TrailingCommas',
	'NumberHandling = JsonNumberHandling.AllowReadingFromString': 'NumbersAsText',
};

/** What options do, as a part of a name: the policy of names, enums as text and indentation, or one word of what else they do. */
export function stemOf(options: GenerationOptions): string {
	const words = Object.keys(WORDS).flatMap(each => (options.named.includes(each) ? (WORDS[each] ?? []) : []));
	const telling = words.filter(each => /Case$|^StringEnum$|^Indented$/.test(each) && each !== 'CaseInsensitive');
	const said = telling.length > 0 ? telling.slice(0, 2) : words.length > 0 || options.named.length === 0 ? words.slice(0, 1) : ['Custom'];
	return [...(options.isWeb ? ['Web'] : []), ...said].join('');
}

/** The attribute that says a context's options, on lines of their own where one is too wide; none where nothing is said. */
export function optionsAttribute(options: GenerationOptions, indent: string): readonly string[] {
	const said = optionsText(options);
	const line = `[JsonSourceGenerationOptions(${said})]`;
	if (line.length <= WIDTH) return said ? [line] : [];
	const all = [...(options.isWeb ? ['JsonSerializerDefaults.Web'] : []), ...options.named];
	return ['[JsonSourceGenerationOptions(', ...all.map((each, index) => `${indent}${each}${index < all.length - 1 ? ',' : ')]'}`)];
}

/** Whether a context of any namespace or type has this name: the generator names its files after it alone, and fails at the second. */
export const isTakenByContext = (name: string, compilation: Compilation): boolean =>
	jsonContextsOf(compilation.own).some(def => def.name === name);

/** Names for a new context, the best first: by its options, then also by the project, and at last counted. */
function* namesFor(options: GenerationOptions, project: string): Generator<string> {
	const stem = stemOf(options);
	yield `${stem || 'App'}JsonContext`;
	if (/^[A-Za-z]\w*$/.test(project) && project !== stem) yield `${project}${stem}JsonContext`;
	for (let count = 2; ; count++) yield `${stem || 'App'}JsonContext${count}`;
}

function create(
	types: readonly Type[],
	options: GenerationOptions,
	context: FixContext,
	compilation: Compilation,
	scope: NamespaceScope,
	origin: string | undefined,
): ContextPlace | undefined {
	const { project, workspace, file } = context;
	const { folder } = project;
	const namespace = projectNamespace(compilation, scope, project);
	const isTaken = (name: string): boolean =>
		isTakenByContext(name, compilation) ||
		compilation.find(namespace ? `${namespace}.${name}` : name) !== undefined ||
		// A context of a referenced project that shows its internals, for one.
		scope.lookup(name, 0) !== undefined ||
		workspace.peek(`${folder}/${name}.cs`) !== undefined;
	let name = '';
	for (name of namesFor(options, namespace.slice(namespace.lastIndexOf('.') + 1))) if (!isTaken(name)) break;
	const { newline } = styleOf(file.text);
	const namespaces = new Set(['System.Text.Json.Serialization']);
	if (options.isWeb || options.named.some(each => each.includes('JsonCommentHandling'))) namespaces.add('System.Text.Json');
	const taken = new Set<string>();
	const properties = types.map(type => freeProperty(type, taken));
	const texts = typeTexts(types, namespaces, namespace, compilation);
	const attributes = types.map((type, index) => {
		const property = properties[index] ?? '';
		return `[JsonSerializable(typeof(${texts[index]})${property === typeInfoPropertyName(type) ? '' : `, TypeInfoPropertyName = "${property}"`})]`;
	});
	const lines = [
		...optionsAttribute(options, styleOf(file.text).indent),
		...attributes,
		`internal sealed partial class ${name} : JsonSerializerContext`,
		'{',
		'}',
	];
	const imported = importsOf(namespaces, project);
	if (project.isFileBased) {
		const start = file.text.trimEnd().length;
		const edits = [
			...usingEdits(context.file, ...imported.filter(each => !isVisible(each, scope))),
			{ start, end: file.text.length, text: ['', '', ...lines, ''].join(newline) },
		];
		return { name, namespace: '', reference: name, properties, isNew: true, changes: [{ path: file.path, edits }], usingEdits: [] };
	}
	const made = newFile(name, lines, { namespace, imported }, context, compilation);
	return {
		name,
		namespace,
		reference: name,
		properties,
		isNew: true,
		changes: [origin ? { ...made, edits: made.edits.map(each => ({ ...each, entry: origin })) } : made],
		usingEdits: isVisible(namespace, scope) ? [] : usingEdits(context.file, namespace),
	};
}
