/**
 * Gives a reflection-based JSON call its source-generated type information: a `JsonSerializerContext`
 * that knows the type (an existing one with the same options, or a new file), and the overload that
 * takes it. The wire format stays: the call's options move to the context, or there is no fix.
 */
import type { BoundBody, Use, UseArgument } from '../../binding/bound.ts';
import { mapsEndpoint } from '../../frameworks/aspnet.ts';
import { isAnonymous } from '../../symbols/anonymous.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import type { SourceTypeDef } from '../../symbols/source.ts';
import { canonical, isNamed, sameType, type Type } from '../../symbols/types.ts';
import { type Change, defineFix, type FileEdit, type FixContext } from '../fix.ts';
import { display, typeText, typeTextWithUsings } from '../csharp/names.ts';
import { indentationAt, ownLineWhereWide, styleOf } from '../csharp/style.ts';
import { mergeChanges } from '../edits.ts';
import { usingEdits } from '../csharp/usings.ts';
import { configuresHttpJson } from './http-options.ts';
import { leftBehind } from './left-behind.ts';
import { type ContextPlace, contextFor, scopeOf } from './contexts.ts';
import { canBeListed, holdsObject } from './listed-types.ts';
import { nestedContextFor, privateHost } from './nested-context.ts';
import { type GenerationOptions, readOptions, WEB_OPTIONS } from './json-options.ts';
import { isMadeOfAnonymous, type Records, recordsFor } from './records.ts';

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

/** A call that can have type information instead of options. */
interface Call {
	readonly use: Use;
	readonly body: BoundBody;
	readonly type: Type;
	readonly target: Overload;
	readonly optionsArgument: UseArgument | undefined;
	/** A written return type of the handler around it. */
	readonly signature: readonly FileEdit[];
	/** The type that alone can name what is serialized: its private types. */
	readonly host: SourceTypeDef | undefined;
	/** In place of the anonymous types that are written. */
	readonly records: Records | undefined;
}

function callFix(use: Use, body: BoundBody, context: FixContext): Change | undefined {
	const { compilation } = context.workspace.services(context.project);
	const asked = callOf(use, body, context);
	const options = asked && optionsOf(asked, context);
	if (!asked || !options) return undefined;
	const calls = callsWithSameOptions(asked, context);
	if (!calls) return undefined;
	const { records } = asked;
	// Records of several calls would be planned as if each were the only one.
	if (calls.length > 1 && calls.some(call => call.records)) return undefined;
	if (records && options.named.includes('IgnoreReadOnlyProperties = true')) return undefined;
	const types = [...new Set(calls.map(call => canonical(call.type)))];
	const hosts = new Set(calls.flatMap(call => call.host ?? []));
	if (hosts.size > 1) return undefined;
	const [host] = hosts;
	const scope = scopeOf(body, context, compilation);
	const place = host
		? nestedContextFor(types, options, host, context)
		: contextFor(types, options, context, compilation, scope, records?.origin);
	if (!place) return undefined;
	const edits = calls.flatMap(({ use, body, type, target, optionsArgument, signature }) => {
		const info = `${place.reference}.Default${target.isContext ? '' : `.${place.properties[types.indexOf(canonical(type))]}`}`;
		return [...callEdits(use, body, target, info, optionsArgument, context.text), ...signature];
	});
	const left = isGiven(asked.optionsArgument) ? leftBehind(asked.optionsArgument.syntax, calls, context) : [];
	const name = asked.optionsArgument?.syntax?.kind === 'name' ? asked.optionsArgument.syntax.name : '';
	const many = calls.length > 1 ? ` (${calls.length} calls with ${name})` : '';
	const made = records && `Make it the record ${records.name}, with ${place.isNew ? 'the new ' : ''}${place.name}`;
	const title = made ?? titleOf(place, asked.type, many);
	const inFile = [...edits, ...left, ...place.usingEdits, ...(records?.edits ?? [])];
	return { title, files: mergeChanges([{ path: context.path, edits: inFile }, ...place.changes]) };
}

const titleOf = ({ isNew, name }: ContextPlace, type: Type, many: string): string =>
	isNew ? `Generate JSON type information: new ${name} with ${display(type)}${many}` : `Use ${name} for ${display(type)}${many}`;

function callOf(use: Use, body: BoundBody, context: FixContext): Call | undefined {
	if (use.kind !== 'call' || use.member.kind !== 'method' || use.syntax?.kind !== 'call') return undefined;
	if (use.member.container.fullName !== SERIALIZER && !WEB_CALLS.has(use.member.container.fullName)) return undefined;
	const { compilation } = context.workspace.services(context.project);
	const given = serializedType(use);
	const isAnonymous = given !== undefined && !reads(use) && isMadeOfAnonymous(given);
	const records = isAnonymous ? recordsFor(given, use, body, { isPublic: false, scopes: [] }, context) : undefined;
	const type = isAnonymous ? records?.type : given;
	const host = type && privateHost(type);
	if (!type || !canBeListed(type, compilation, host) || (holdsObject(type) && !reads(use))) return undefined;
	const target = typeInfoOverload(use);
	const signature = target && explicitReturn(use, body, context, compilation, records);
	return target && signature && { use, body, type, target, optionsArgument: optionsArgumentOf(use), signature, host, records };
}

const optionsArgumentOf = (use: Use): UseArgument | undefined =>
	use.args.find(argument => isNamed(argument.type, 'System.Text.Json.JsonSerializerOptions'));

const isGiven = (argument: UseArgument | undefined): argument is UseArgument =>
	argument !== undefined && !(argument.value.kind === 'value' && argument.value.constant?.value === null);

/** What a call's options are as those of a context. */
function optionsOf({ use, body, optionsArgument }: Call, context: FixContext): GenerationOptions | undefined {
	const { compilation } = context.workspace.services(context.project);
	const container = use.member.container.fullName;
	if (isGiven(optionsArgument)) return readOptions(optionsArgument.syntax, body, compilation, context.text);
	// Without options of their own, calls of the server use those of the app.
	if (container.startsWith('Microsoft.AspNetCore.Http.') && configuresHttpJson(context.workspace)) return undefined;
	return WEB_CALLS.has(container) ? WEB_OPTIONS : readOptions(undefined, body, compilation, context.text);
}

/**
 * The call and those of the file that are given the same field or local: they change together, so that their options are said in one
 * place before and after. Undefined where one of them can't have a context: then all take their type information from the options.
 */
function callsWithSameOptions(asked: Call, context: FixContext): readonly Call[] | undefined {
	const options = asked.optionsArgument;
	if (options?.syntax?.kind !== 'name') return [asked];
	const calls = new Map<number, Call>();
	for (const { evidence, suppressedBy } of context.workspace.evidences(context.project, context.path)) {
		if (!evidence || suppressedBy || calls.has(evidence.use.start)) continue;
		const other = optionsArgumentOf(evidence.use);
		if (!other || !areSame(options, asked.body, other, evidence.body)) continue;
		const call = evidence.use === asked.use ? asked : callOf(evidence.use, evidence.body, context);
		if (!call) return undefined;
		calls.set(evidence.use.start, call);
	}
	return [...calls.values()];
}

/** Whether two arguments name one field, or one local of a member. */
function areSame(one: UseArgument, body: BoundBody, other: UseArgument, otherBody: BoundBody): boolean {
	if (one.syntax?.kind !== 'name' || other.syntax?.kind !== 'name' || one.syntax.name !== other.syntax.name) return false;
	const [origin, otherOrigin] = [one, other].map(({ value }) => (value.kind === 'value' ? value.origin : undefined));
	return origin?.kind === 'field'
		? otherOrigin?.kind === 'field' && origin.field === otherOrigin.field
		: otherOrigin === undefined && origin === undefined && body.member === otherBody.member;
}

/**
 * Generators don't see each other's output: a handler whose return type is inferred from a call with a
 * generated context has no type for the request delegate generator. It gets a written return type.
 * Undefined where that can't be written.
 */
function explicitReturn(
	use: Use,
	body: BoundBody,
	context: FixContext,
	compilation: Compilation,
	records: Records | undefined,
): readonly FileEdit[] | undefined {
	for (const endpoint of body.uses) {
		const handler = endpoint.args.at(-1)?.value;
		if (!mapsEndpoint(endpoint) || handler?.kind !== 'lambda') continue;
		const { syntax, parameterTypes } = handler;
		if (use.start < syntax.start || use.end > syntax.end || syntax.returnType) continue;
		const target = endpoint.args.at(-1)?.type;
		if (isNamed(target, 'Microsoft.AspNetCore.Http.RequestDelegate')) return [];
		if (!parameterTypes || parameterTypes.some(type => type === undefined)) return undefined;
		const natural = handler.naturalReturn();
		const returns = natural && (records?.replaced(natural) ?? natural);
		if (!returns || isNamed(returns, 'System.Void') || isNamed(returns, 'System.Threading.Tasks.Task')) return [];
		if (!isWritable(returns)) return undefined;
		const start = body.base + syntax.start;
		const lead =
			/^(?:\[[^\]]*\]\s*)*(?:(?:async|static)\s+)*/.exec(context.file.text.slice(start, body.base + syntax.end))?.[0].length ?? 0;
		const scope = scopeOf(body, context, compilation);
		const namespaces = new Set<string>();
		const written = records && scope ? typeTextWithUsings(returns, scope, namespaces) : typeText(returns, scope, () => undefined);
		return [{ start: start + lead, end: start + lead, text: `${written} ` }, ...usingEdits(context.file, ...namespaces)];
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

/** Whether a call reads: what stands where any object can is a `JsonElement` then, with and without type information. */
export const reads = ({ member }: Use): boolean => /^(?:Deserialize|GetFromJson|ReadFromJson|DeleteFromJson)/.test(member.name);

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

/**
 * Puts the type information where the options stood, or where the overload has it among the arguments: on a line of its own where
 * they have lines of their own, and where its line would be wider than all others.
 * @param text of the file
 */
export function callEdits(
	use: Use,
	body: BoundBody,
	target: Overload,
	info: string,
	optionsArgument: UseArgument | undefined,
	text: string,
): readonly FileEdit[] {
	if (use.syntax?.kind !== 'call') return [];
	const { args } = use.syntax;
	const at = (offset: number): number => body.base + offset;
	const written = optionsArgument && args.find(argument => argument.value === optionsArgument.syntax);
	const offset = use.isReducedExtension ? 1 : 0;
	const infoAt = written ? args.indexOf(written) : args.findIndex((_, index) => index + offset === target.index);
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
		const lead = inserted && inserted + separatorAt(at(argument.start), text);
		const said = lead + (argument.name === undefined ? name : '');
		if (said) edits.push({ start: at(argument.start), end: at(argument.start), text: said });
	}
	if (infoAt >= 0) return edits;
	const last = args.at(-1);
	const added = named(target.parameter) + info;
	if (!last) return [...edits, { start: at(use.syntax.end) - 1, end: at(use.syntax.end) - 1, text: added }];
	const edit = { start: at(last.end), end: at(last.end), text: separatorAt(at(last.start), text) + added };
	return [...edits, ...ownLineWhereWide(edit, text)];
}

/** What stands between two arguments, as before the one that starts at an offset. */
function separatorAt(offset: number, text: string): string {
	const indent = indentationAt(text, offset);
	const isOwnLine = text.slice(0, offset).endsWith(`\n${indent}`);
	return isOwnLine ? `,${styleOf(text).newline}${indent}` : ', ';
}
