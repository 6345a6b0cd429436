/**
 * Gives a reflection-based JSON call its source-generated type information: a `JsonSerializerContext`
 * that knows the type (an existing one with the same options, or a new file), and the overload that
 * takes it. The wire format stays: the call's options move to the context, or there is no fix.
 */
import { indentationAt, styleOf } from '../csharp/style.ts';
import type { BoundBody, Use, UseArgument } from '../../binding/bound.ts';
import { Access } from '../../metadata/facts.ts';
import { mapsEndpoint } from '../../frameworks/aspnet.ts';
import { isAnonymous } from '../../symbols/anonymous.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import { attributeName } from '../../symbols/attributes.ts';
import { isJsonContext } from '../../symbols/generated.ts';
import { reachedFrom, serializableTypes, typeInfoPropertyName } from '../../symbols/json-reach.ts';
import type { NamespaceScope } from '../../symbols/scope.ts';
import { isSource, type SourceTypeDef } from '../../symbols/source.ts';
import { isNamed, sameType, type Type, type TypeDef } from '../../symbols/types.ts';
import { type Change, defineFix, type FileChange, type FileEdit, type FixContext } from '../fix.ts';
import { display, isVisible, typeText, typeTextWithUsings } from '../csharp/names.ts';
import { importsOf, newFile, projectNamespace, typeTexts } from '../csharp/new-file.ts';
import { usingEdits } from '../csharp/usings.ts';
import { mergeChanges } from '../edits.ts';
import { configuresHttpJson } from './http-options.ts';
import { leftBehind } from './left-behind.ts';
import { contextOptions, type GenerationOptions, optionsText, readOptions, WEB_OPTIONS } from './json-options.ts';

export const SERIALIZER = 'System.Text.Json.JsonSerializer';
/** Calls of HTTP clients and of requests and responses that use the options that they are given as they are. */
export const HTTP_CALLS: ReadonlySet<string> = new Set([
	'System.Net.Http.Json.HttpClientJsonExtensions',
	'System.Net.Http.Json.HttpContentJsonExtensions',
	'System.Net.Http.Json.JsonContent',
	'Microsoft.AspNetCore.Http.HttpRequestJsonExtensions',
	'Microsoft.AspNetCore.Http.HttpResponseJsonExtensions',
]);
/** Calls whose options default to the web's: camelCase, case-insensitive. */
const WEB_CALLS: ReadonlySet<string> = new Set([
	...HTTP_CALLS,
	'Microsoft.AspNetCore.Http.Results',
	'Microsoft.AspNetCore.Http.TypedResults',
]);

export const jsonContext = defineFix({
	id: 'json-context',
	about: 'Gives a JSON call the type information that a source generator makes.',
	codes: ['IL2026', 'IL3050'],
	safety: 'repairs',
	needs: { version: 6 },
	change: ({ evidence }, context) => evidence && callFix(evidence.use, evidence.body, context),
});

function callFix(use: Use, body: BoundBody, context: FixContext): Change | undefined {
	if (use.kind !== 'call' || use.member.kind !== 'method' || use.syntax?.kind !== 'call') return undefined;
	if (use.member.container.fullName !== SERIALIZER && !WEB_CALLS.has(use.member.container.fullName)) return undefined;
	const { compilation } = context.workspace.services(context.project);
	const type = serializedType(use);
	if (!type || !canBeListed(type, compilation) || (holdsObject(type) && !reads(use))) return undefined;
	const optionsArgument = use.args.find(argument => isNamed(argument.type, 'System.Text.Json.JsonSerializerOptions'));
	const container = use.member.container.fullName;
	const isWeb = WEB_CALLS.has(container);
	const isGiven =
		optionsArgument !== undefined && !(optionsArgument.value.kind === 'value' && optionsArgument.value.constant?.value === null);
	const options = isGiven
		? readOptions(optionsArgument.syntax, body, compilation, context.text)
		: isWeb
			? WEB_OPTIONS
			: readOptions(undefined, body, compilation, context.text);
	if (!options) return undefined;
	// Without options of their own, calls of the server use those of the app.
	if (!isGiven && container.startsWith('Microsoft.AspNetCore.Http.') && configuresHttpJson(context.workspace)) return undefined;
	const target = typeInfoOverload(use);
	if (!target) return undefined;
	const place = contextFor([type], options, context, compilation, scopeOf(body, context, compilation));
	if (!place) return undefined;
	const info = target.isContext ? `${place.reference}.Default` : `${place.reference}.Default.${place.properties[0]}`;
	const signature = explicitReturn(use, body, context, compilation);
	if (!signature) return undefined;
	const left = isGiven ? leftBehind(optionsArgument.syntax, body, context) : [];
	const edits = [...callEdits(use, body, target, info, optionsArgument), ...left, ...signature, ...place.usingEdits];
	const title = place.isNew
		? `Generate JSON type information: new ${place.name} with ${display(type)}`
		: `Use ${place.name} for ${display(type)}`;
	return { title, files: mergeChanges([{ path: context.file.path, edits }, ...place.changes]) };
}

/**
 * Generators don't see each other's output: a handler whose return type is inferred from a call with a
 * generated context has no type for the request delegate generator. It gets a written return type.
 * Undefined where that can't be written.
 */
function explicitReturn(use: Use, body: BoundBody, context: FixContext, compilation: Compilation): readonly FileEdit[] | undefined {
	for (const endpoint of body.uses) {
		const handler = endpoint.args.at(-1)?.value;
		if (!mapsEndpoint(endpoint) || handler?.kind !== 'lambda') continue;
		const { syntax, parameterTypes } = handler;
		if (use.start < syntax.start || use.end > syntax.end || syntax.returnType) continue;
		const target = endpoint.args.at(-1)?.type;
		if (isNamed(target, 'Microsoft.AspNetCore.Http.RequestDelegate')) return [];
		if (!parameterTypes || parameterTypes.some(type => type === undefined)) return undefined;
		const returns = handler.naturalReturn();
		if (!returns || isNamed(returns, 'System.Void') || isNamed(returns, 'System.Threading.Tasks.Task')) return [];
		if (!isWritable(returns)) return undefined;
		const start = body.base + syntax.start;
		const lead =
			/^(?:\[[^\]]*\]\s*)*(?:(?:async|static)\s+)*/.exec(context.file.text.slice(start, body.base + syntax.end))?.[0].length ?? 0;
		return [
			{ start: start + lead, end: start + lead, text: `${typeText(returns, scopeOf(body, context, compilation), () => undefined)} ` },
		];
	}
	return [];
}

function isWritable(type: Type): boolean {
	if (type.kind === 'array') return isWritable(type.element);
	return type.kind === 'named' && !isAnonymous(type) && type.args.every(isWritable);
}

/** The type that a JSON call serializes or deserializes. */
export function serializedType(use: Use): Type | undefined {
	const [generic] = use.typeArguments;
	if (generic) return generic;
	const typeArgument = use.args.find(argument => isNamed(argument.type, 'System.Type'))?.value;
	const origin = typeArgument?.kind === 'value' ? typeArgument.origin : undefined;
	return origin?.kind === 'typeof' ? origin.type : undefined;
}

/** Whether `typeof(T)` can stand on a context at the top of a namespace, and means something there. */
export function canBeListed(type: Type, compilation: Compilation): boolean {
	switch (type.kind) {
		case 'array':
			return canBeListed(type.element, compilation);
		case 'named': {
			if (isAnonymous(type) || isNamed(type, 'System.Object') || type.def.isByRefLike || type.def.isStatic || type.def.kind === 'delegate')
				return false;
			for (let def: TypeDef | undefined = type.def; def; def = def.container) {
				if (def.access !== Access.Public && def.access !== Access.Internal && def.access !== Access.ProtectedOrInternal) return false;
				if (isSource(def) && def.parts.some(part => part.declaration.modifiers.includes('file'))) return false;
			}
			return type.args.every(arg => canBeListed(arg, compilation) || isNamed(arg, 'System.Object'));
		}
		default:
			return false;
	}
}

/** Whether a call reads: what stands where any object can is a `JsonElement` then, with and without type information. */
export const reads = ({ member }: Use): boolean => /^(?:Deserialize|GetFromJson|ReadFromJson|DeleteFromJson)/.test(member.name);

/** Whether a type has members that hold any object: what flows into them is not known, and has no type information. */
export const holdsObject = (type: Type): boolean =>
	[...reachedFrom(type)].some(each => isNamed(each, 'System.Object') || (each.kind === 'array' && isNamed(each.element, 'System.Object')));

interface Overload {
	/** The name of the parameter that takes the type information. */
	readonly parameter: string;
	/** The names of all parameters. */
	readonly names: readonly string[];
	readonly index: number;
	/** A whole context instead of one type's information. */
	readonly isContext: boolean;
}

/** The overload of the same method that takes type information in place of options. */
export function typeInfoOverload(use: Use): Overload | undefined {
	const isGeneric = use.member.kind === 'method' && use.member.typeParameters.length > 0;
	const wanted = isGeneric
		? 'System.Text.Json.Serialization.Metadata.JsonTypeInfo`1'
		: 'System.Text.Json.Serialization.JsonSerializerContext';
	const target = overloadTaking(use, wanted, argument => isNamed(argument.type, 'System.Text.Json.JsonSerializerOptions'));
	return target && { ...target, isContext: !isGeneric };
}

/**
 * The overload of the same method with a parameter of another type.
 * @param wanted full name of that type
 * @param isReplaced arguments that it takes the place of
 */
export function overloadTaking(
	use: Use,
	wanted: string,
	isReplaced: (argument: UseArgument) => boolean,
): Omit<Overload, 'isContext'> | undefined {
	if (use.member.kind !== 'method') return undefined;
	const { member } = use;
	const kept = use.args.filter(argument => !isReplaced(argument)).map(argument => argument.parameter.name);
	for (const candidate of member.container.members(member.name)) {
		if (candidate.kind !== 'method' || candidate.typeParameters.length !== member.typeParameters.length) continue;
		const index = candidate.parameters.findIndex(parameter => parameter.type.kind === 'named' && parameter.type.def.fullName === wanted);
		if (index < 0) continue;
		const names = candidate.parameters.map(parameter => parameter.name);
		const required = candidate.parameters.filter((parameter, at) => at !== index && !parameter.isOptional).map(parameter => parameter.name);
		if (!kept.every(name => names.includes(name)) || !required.every(name => kept.includes(name))) continue;
		// Overloads that differ in the receiver or the source (string, span, stream) have the same names.
		const sameTypes = candidate.parameters.every(
			(parameter, at) =>
				at === index ||
				!kept.includes(parameter.name) ||
				sameShape(parameter.type, use.args.find(argument => argument.parameter.name === parameter.name)?.parameter.type),
		);
		if (sameTypes) return { parameter: names[index] ?? '', names, index };
	}
	return undefined;
}

function sameShape(left: Type, right: Type | undefined): boolean {
	if (!right) return false;
	if (left.kind === 'parameter' && right.kind === 'parameter') return left.ordinal === right.ordinal;
	if (left.kind === 'named' && right.kind === 'named') return left.def === right.def;
	return sameType(left, right);
}

/** Puts the type information where the options stood, or after the last argument. */
export function callEdits(
	use: Use,
	body: BoundBody,
	target: Overload,
	info: string,
	optionsArgument: UseArgument | undefined,
): readonly FileEdit[] {
	if (use.syntax?.kind !== 'call') return [];
	const { args } = use.syntax;
	const at = (offset: number): number => body.base + offset;
	const written = optionsArgument && args.find(argument => argument.value === optionsArgument.syntax);
	const offset = use.isReducedExtension ? 1 : 0;
	const infoAt = written
		? args.indexOf(written)
		: args.findIndex((argument, index) => argument.name === undefined && index + offset === target.index);
	const edits: FileEdit[] = [];
	/** Whether all so far stand where the overload has them: from the first that does not, arguments are named. */
	let position = offset;
	let isPositional = true;
	const named = (name: string): string => {
		isPositional &&= target.names[position] === name;
		position++;
		return isPositional ? '' : `${name}: `;
	};
	for (const [index, argument] of args.entries()) {
		const inserted = index === infoAt ? named(target.parameter) + info : '';
		if (argument === written) {
			edits.push({ start: at(argument.start), end: at(argument.end), text: inserted });
			continue;
		}
		const parameter = use.args.find(each => each.syntax === argument.value)?.parameter.name ?? argument.name ?? '';
		const name = named(parameter);
		const text = (inserted && `${inserted}, `) + (argument.name === undefined ? name : '');
		if (text) edits.push({ start: at(argument.start), end: at(argument.start), text });
	}
	if (infoAt >= 0) return edits;
	const end = at(use.syntax.end) - 1;
	const text = named(target.parameter) + info;
	return [...edits, { start: end, end, text: args.length > 0 ? `, ${text}` : text }];
}

// ---- contexts -------------------------------------------------------------------------------

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

/** Finds or makes the context for some types under some options. */
export function contextFor(
	types: readonly Type[],
	options: GenerationOptions,
	context: FixContext,
	compilation: Compilation,
	scope: NamespaceScope | undefined,
): ContextPlace | undefined {
	if (!scope) return undefined;
	const wanted = optionsText(options);
	for (const def of compilation.own.types.values()) {
		if (!isJsonContext(def) || def.container) continue;
		const part = def.parts[0];
		if (!part || part.declaration.bases.length === 0) continue;
		const { start } = part.declaration;
		const existing = contextOptions(def.attributes, range => part.file.text.slice(start + range.start, start + range.end));
		if (optionsText(existing) === wanted) return extend(def, types, context, scope);
	}
	return create(types, options, context, compilation, scope);
}

/** Lists types on an existing context that does not list them yet. */
export function extend(def: SourceTypeDef, types: readonly Type[], context: FixContext, scope: NamespaceScope): ContextPlace | undefined {
	const part = def.parts.find(each => each.declaration.bases.length > 0);
	if (!part) return undefined;
	const text = context.workspace.text(part.file.path);
	if (text !== part.file.text) return undefined;
	const known = serializableTypes(def);
	const taken = new Set(known.map(each => each.property));
	const properties: string[] = [];
	const edits: FileEdit[] = [];
	const { start } = part.declaration;
	const { newline } = styleOf(text);
	const indent = indentationAt(text, start);
	// After the last type that is listed, so that they stay in order.
	const last = part.declaration.attributes.filter(each => attributeName(each) === 'JsonSerializable').at(-1);
	const close = last && /^\s*\]/.exec(text.slice(start + last.end));
	const at = last && close ? start + last.end + close[0].length : start;
	const namespaces = new Set<string>();
	for (const type of types) {
		const listed = known.find(each => sameType(each.type, type));
		if (listed) {
			properties.push(listed.property);
			continue;
		}
		const property = freeProperty(type, taken);
		const name = typeTextWithUsings(type, part.scope, namespaces);
		const options = property === typeInfoPropertyName(type) ? '' : `, TypeInfoPropertyName = "${property}"`;
		const attribute = `[JsonSerializable(typeof(${name})${options})]`;
		edits.push({ start: at, end: at, text: at === start ? attribute + newline + indent : newline + indent + attribute, entry: property });
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

function freeProperty(type: Type, taken: Set<string>): string {
	const base = typeInfoPropertyName(type);
	let name = base;
	for (let count = 2; taken.has(name); count++) name = `${base}${count}`;
	taken.add(name);
	return name;
}

function create(
	types: readonly Type[],
	options: GenerationOptions,
	context: FixContext,
	compilation: Compilation,
	scope: NamespaceScope,
): ContextPlace | undefined {
	const { project, workspace, file } = context;
	const { folder } = project;
	const namespace = projectNamespace(compilation, scope, project);
	const stem =
		optionsText(options) === '' ? 'AppJsonContext' : options.isWeb && options.named.length === 0 ? 'WebJsonContext' : 'CustomJsonContext';
	let name = stem;
	for (
		let count = 2;
		compilation.find(namespace ? `${namespace}.${name}` : name) ||
		// A context of a referenced project that shows its internals, for one.
		scope.lookup(name, 0) ||
		workspace.peek(`${folder}/${name}.cs`) !== undefined;
		count++
	)
		name = `${stem}${count}`;
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
	const generation = optionsText(options);
	const lines = [
		...(generation ? [`[JsonSourceGenerationOptions(${generation})]`] : []),
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
	return {
		name,
		namespace,
		reference: name,
		properties,
		isNew: true,
		changes: [newFile(name, lines, { namespace, imported }, context, compilation)],
		usingEdits: isVisible(namespace, scope) ? [] : usingEdits(context.file, namespace),
	};
}
