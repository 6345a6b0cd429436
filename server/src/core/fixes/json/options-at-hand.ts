/**
 * Takes the type information of a JSON call from the options that it is given: `(JsonTypeInfo<T>)options.GetTypeInfo(typeof(T))`.
 * The call then says what it needs of the options. What is written and read stays the same: `JsonSerializer.GetTypeInfo` of
 * dotnet/runtime asks the options just so, once they have a resolver.
 *
 * Where options are made without one, they are given the one that they have without saying so: reflection, where the app has
 * it on; what reflection there is then stands in one place. Where the app has it off (`PublishAot`, `PublishTrimmed`), such
 * options throw at every call, and a context that lists the type becomes their resolver.
 *
 * Where it can't be told which options they are, a helper takes it from them as the serializer would.
 */
import type { Workspace } from '../../analysis/workspace.ts';
import type { BoundBody, Use, UseArgument } from '../../binding/bound.ts';
import type { BindingServices } from '../../binding/state.ts';
import type { Project } from '../../project/project.ts';
import { isAnonymous } from '../../symbols/anonymous.ts';
import { knownTypes } from '../../symbols/json-reach.ts';
import { canonical, isNamed, type Type } from '../../symbols/types.ts';
import type { Expr, Range } from '../../syntax/ast.ts';
import { isVisible, typeText, typeTextWithUsings } from '../csharp/names.ts';
import { indentationAt, styleOf, withinWidth } from '../csharp/style.ts';
import { usingEdits } from '../csharp/usings.ts';
import { mergeChanges } from '../edits.ts';
import { type Change, defineFix, type FileChange, type FileEdit, type FixContext } from '../fix.ts';
import { callEdits, HTTP_CALLS, overloadTaking, reads, SERIALIZER, serializedType, typeInfoOverload } from './json-context.ts';
import { contextFor, extend, scopeOf } from './contexts.ts';
import { hasInfoHelper, infoHelper, TYPE_INFO_OF } from './info-helper.ts';
import { DEFAULT_OPTIONS } from './json-options.ts';
import { canBeListed, holdsObject } from './listed-types.ts';
import { type Creation, creationOfOptions, isOfConverter, resolverOf } from './options-creation.ts';

const OPTIONS = 'System.Text.Json.JsonSerializerOptions';
const METADATA = 'System.Text.Json.Serialization.Metadata';

export const jsonOptionsAtHand = defineFix({
	id: 'json-options',
	about: 'Takes the type information of a JSON call from its options, and says where they are made how they resolve types.',
	codes: ['IL2026', 'IL3050'],
	safety: 'repairs',
	needs: { version: 8, package: 'System.Text.Json' },
	change: ({ evidence }, context) => evidence && fromOptions(evidence.use, evidence.body, context),
});

function fromOptions(use: Use, body: BoundBody, context: FixContext): Change | undefined {
	const container = use.member.container.fullName;
	if (use.kind !== 'call' || use.syntax?.kind !== 'call' || (container !== SERIALIZER && !HTTP_CALLS.has(container))) return undefined;
	const argument = use.args.find(each => isNamed(each.type, OPTIONS));
	const written = argument?.syntax;
	const scope = scopeOf(body, context, context.workspace.services(context.project).compilation);
	if (!argument || !written || !scope || (written.kind !== 'name' && written.kind !== 'member')) return undefined;
	const options = context.text.slice(body.base + written.start, body.base + written.end);
	const type = serializedType(use);
	// That of an `object` says nothing of what is written.
	if (type && isNamed(type, 'System.Object')) return undefined;
	const made = infoEdits(use, body, options, argument, written, context, OWN_METHOD);
	if (!made) return undefined;
	const edits = withinWidth(made.edits, body.base + written.start, context.text);
	const resolved = resolverChanges(argument, type, !reads(use), body, context);
	if (resolved === 'unknown') return container === SERIALIZER ? byHelper(use, body, options, argument, context) : undefined;
	if (!resolved) return undefined;
	const usings = usingEdits(context.file, ...[...made.namespaces].filter(each => !isVisible(each, scope)));
	return {
		title: `Take the type information from ${options}${resolved.told}`,
		files: mergeChanges([{ path: context.path, edits: [...edits, ...usings] }, ...resolved.changes]),
	};
}

/** How options are asked for type information. */
interface Asking {
	readonly typed: (options: string, type: string) => string;
	readonly untyped: (options: string, type: string) => string;
	/** What `typed` names without its namespace. */
	readonly namespaces: readonly string[];
}

const OWN_METHOD: Asking = {
	typed: (options, type) => `(JsonTypeInfo<${type}>)${options}.GetTypeInfo(typeof(${type}))`,
	untyped: (options, type) => `${options}.GetTypeInfo(${type})`,
	namespaces: [METADATA],
};
const HELPER: Asking = {
	typed: (options, type) => `${options}.${TYPE_INFO_OF}<${type}>()`,
	untyped: (options, type) => `${options}.${TYPE_INFO_OF}(${type})`,
	namespaces: [],
};

/** For fewer calls nobody would write a helper. */
const CALLS_FOR_HELPER = 3;

const isWorth = new WeakMap<BindingServices, boolean>();

/** Whether so many calls of a project have options of which it can't be told where they are made. */
function isWorthHelper({ workspace, project }: FixContext): boolean {
	const services = workspace.services(project);
	let known = isWorth.get(services);
	if (known === undefined) isWorth.set(services, (known = hasCallsForHelper(workspace, project)));
	return known;
}

function hasCallsForHelper(workspace: Workspace, project: Project): boolean {
	const calls = new Set<string>();
	for (const path of project.files) {
		const file = workspace.text(path)?.includes('JsonSerializer') ? workspace.sourceFile(path, project) : undefined;
		if (!file) continue;
		const context: FixContext = { workspace, project, path, text: file.text, file };
		for (const { evidence, suppressedBy } of workspace.evidences(project, path)) {
			if (!evidence || suppressedBy || evidence.use.member.container.fullName !== SERIALIZER) continue;
			const argument = evidence.use.args.find(each => isNamed(each.type, OPTIONS));
			const isNamedThere = argument?.syntax?.kind === 'name' || argument?.syntax?.kind === 'member';
			if (isNamedThere && !sourceOf(argument, evidence.body, context)) calls.add(`${path} ${evidence.body.base + evidence.use.start}`);
			if (calls.size >= CALLS_FOR_HELPER) return true;
		}
	}
	return false;
}

/** Where options are made; those of a converter's own methods have a resolver already. Undefined where it can't be told. */
function sourceOf(argument: UseArgument, body: BoundBody, context: FixContext): Creation | 'converter' | undefined {
	const origin = argument.value.kind === 'value' ? argument.value.origin : undefined;
	if (origin?.kind === 'parameter') return isOfConverter(origin) ? 'converter' : undefined;
	return creationOfOptions(argument, body, context);
}

/** Any options, by the helper of the project. Where reflection is off, a warning is better: they may have no resolver. */
function byHelper(use: Use, body: BoundBody, options: string, argument: UseArgument, context: FixContext): Change | undefined {
	const { compilation } = context.workspace.services(context.project);
	const scope = scopeOf(body, context, compilation);
	if (!scope || !argument.syntax || isReflectionOff(context)) return undefined;
	const made = infoEdits(use, body, options, argument, argument.syntax, context, HELPER);
	if (!made || !(hasInfoHelper(compilation) || isWorthHelper(context))) return undefined;
	const helper = infoHelper(context, compilation, scope);
	const usings = usingEdits(context.file, ...[...made.namespaces].filter(each => !isVisible(each, scope)));
	return (
		helper && {
			title: `Take the type information from ${options} by a helper that resolves as JsonSerializer does (2 findings for all calls)`,
			files: mergeChanges([{ path: context.path, edits: [...made.edits, ...usings] }, ...helper]),
		}
	);
}

const infoEdits = (
	use: Use,
	body: BoundBody,
	options: string,
	argument: UseArgument,
	written: Expr,
	context: FixContext,
	asking: Asking,
): MadeInfo | undefined =>
	use.typeArguments.length > 0
		? typedInfo(use, body, options, argument, context, asking)
		: untypedInfo(use, body, options, written, context, asking);

interface MadeInfo {
	readonly edits: readonly FileEdit[];
	/** What the edits name without its namespace. */
	readonly namespaces: ReadonlySet<string>;
}

/** `Serialize(value, options)`: the type is the call's type argument. */
function typedInfo(
	use: Use,
	body: BoundBody,
	options: string,
	argument: UseArgument,
	context: FixContext,
	asking: Asking,
): MadeInfo | undefined {
	const [type] = use.typeArguments;
	const target = typeInfoOverload(use);
	const scope = scopeOf(body, context, context.workspace.services(context.project).compilation);
	if (!type || !target || target.isContext || !isWritable(type)) return undefined;
	const namespaces = new Set(asking.namespaces);
	const name = scope ? typeTextWithUsings(type, scope, namespaces) : typeText(type, scope, () => undefined);
	return { edits: callEdits(use, body, target, asking.typed(options, name), argument, context.text), namespaces };
}

/** `Serialize(value, type, options)`: whatever the type, `options.GetTypeInfo(type)` takes the places of both. */
function untypedInfo(use: Use, body: BoundBody, options: string, written: Expr, context: FixContext, asking: Asking): MadeInfo | undefined {
	if (use.syntax?.kind !== 'call') return undefined;
	const { args } = use.syntax;
	const at = args.findIndex(each => each.value === written);
	const [type, last] = [args[at - 1], args[at]];
	const isType = use.args.some(each => each.syntax === type?.value && isNamed(each.parameter.type, 'System.Type'));
	const isPositional = args.every(each => each.name === undefined || args.indexOf(each) > at);
	if (!type || !last || !isType || !isPositional) return undefined;
	const isReplaced = (each: UseArgument): boolean => each.syntax === written || each.syntax === type.value;
	if (!overloadTaking(use, `${METADATA}.JsonTypeInfo`, isReplaced)) return undefined;
	const typeSaid = context.text.slice(body.base + type.value.start, body.base + type.value.end);
	const edit = { start: body.base + type.start, end: body.base + last.end, text: asking.untyped(options, typeSaid) };
	return { edits: [edit], namespaces: new Set() };
}

function isWritable(type: Type): boolean {
	if (type.kind === 'array') return isWritable(type.element);
	if (type.kind === 'parameter') return true;
	return type.kind === 'named' && !isAnonymous(type) && type.args.every(isWritable);
}

interface Resolved {
	readonly changes: readonly FileChange[];
	/** What the title says of it. */
	readonly told: string;
}

const NOTHING_TO_DO: Resolved = { changes: [], told: '' };

/**
 * What gives the options a resolver that knows the type; unknown where it can't be told which options they are.
 * @param writes the value is written: what any object in it is must be known
 */
function resolverChanges(
	argument: UseArgument,
	type: Type | undefined,
	writes: boolean,
	body: BoundBody,
	context: FixContext,
): Resolved | 'unknown' | undefined {
	const creation = sourceOf(argument, body, context);
	if (!creation) return 'unknown';
	if (creation === 'converter') return NOTHING_TO_DO;
	if (context.workspace.text(creation.file.path) !== creation.file.text) return undefined;
	const resolver = resolverOf(creation);
	if (resolver === 'reflection' || resolver === 'other') return NOTHING_TO_DO;
	if (resolver === 'unsaid' && !isReflectionOff(context)) {
		if (isForOneCall(argument, creation)) return undefined;
		const told = ', whose resolver is named where they are made (2 findings for all calls)';
		return { changes: withResolver(creation, 'new DefaultJsonTypeInfoResolver()', [METADATA]), told };
	}
	const { compilation } = context.workspace.services(context.project);
	if (!type || !creation.scope || !canBeListed(type, compilation)) return resolver === 'unsaid' ? undefined : NOTHING_TO_DO;
	const there = { ...context, file: creation.file, path: creation.file.path, text: creation.file.text };
	if (resolver !== 'unsaid') {
		if (writes && holdsObject(type) && !knownTypes(resolver).has(canonical(type))) return undefined;
		const place = resolver.container ? undefined : extend(resolver, [type], there, creation.scope);
		return place ? { changes: place.changes, told: place.changes.length > 0 ? `, and list it on ${place.name}` : '' } : NOTHING_TO_DO;
	}
	if (writes && holdsObject(type)) return undefined;
	const place = contextFor([type], DEFAULT_OPTIONS, there, compilation, creation.scope);
	if (!place) return undefined;
	const changes = [
		...place.changes,
		...withResolver(creation, `${place.reference}.Default`, []),
		{ path: creation.file.path, edits: place.usingEdits },
	];
	return { changes, told: `, which resolve it by ${place.isNew ? 'the new ' : ''}${place.name}` };
}

/**
 * Whether options are a private field or a local that one call alone is given: what is named where they are made would warn as
 * often as the call does now.
 */
function isForOneCall({ syntax }: UseArgument, { file: { text }, base, expr }: Creation): boolean {
	if (syntax?.kind !== 'name') return false;
	const at = base + expr.start;
	const name = new RegExp(`\\b${syntax.name}\\b`, 'g');
	const declared = text.slice(text.lastIndexOf('\n', at) + 1, at);
	const isOwn = name.test(declared) && !/\b(?:public|internal|protected)\b/.test(declared);
	return isOwn && text.match(name)?.length === 2;
}

/** Whether options without a resolver throw in this code: the switch of an app that is trimmed (`Microsoft.NET.Sdk.targets`). */
function isReflectionOff({ workspace, project }: FixContext): boolean {
	const isOff = (each: Project): boolean => {
		const said = each.property('JsonSerializerIsReflectionEnabledByDefault').toLowerCase();
		return said === '' ? each.publishesAot || each.property('PublishTrimmed').toLowerCase() === 'true' : said === 'false';
	};
	return [project, ...workspace.nativeAppsOf(project)].some(isOff);
}

/** Names the resolver of options in their initializer, behind what is set there. */
function withResolver({ file, base, expr, scope }: Creation, resolver: string, namespaces: readonly string[]): readonly FileChange[] {
	const setting = `TypeInfoResolver = ${resolver}`;
	const usings = usingEdits(file, ...namespaces.filter(each => !scope || !isVisible(each, scope)));
	const last = expr.initializer?.elements.at(-1);
	const at = base + (expr.initializer ? expr.initializer.start + 1 : expr.end);
	const only: FileEdit = { start: at, end: at, text: expr.initializer ? ` ${setting} ` : ` { ${setting} }` };
	const edits = last ? settingAfter({ start: base + last.start, end: base + last.end }, setting, file.text) : [only];
	return [{ path: file.path, edits: [...edits, ...usings] }];
}

/** One more setting behind the last: on a line of its own where that has one, below what is remarked behind it. */
function settingAfter({ start, end }: Range, setting: string, text: string): readonly FileEdit[] {
	const isOwnLine = text.slice(text.lastIndexOf('\n', start) + 1, start).trim() === '';
	const lineEnd = /\r?\n/.exec(text.slice(end))?.index;
	const rest = /^\s*(,)?\s*(?:\/\/.*)?$/.exec(text.slice(end, end + (lineEnd ?? 0)));
	if (!isOwnLine || lineEnd === undefined || !rest)
		return [{ start: end, end, text: `,${isOwnLine ? lineOf(start, text) : ' '}${setting}` }];
	const at = end + lineEnd;
	const line = lineOf(start, text) + setting;
	if (rest[1]) return [{ start: at, end: at, text: `${line},` }];
	return lineEnd === 0
		? [{ start: end, end, text: `,${line}` }]
		: [
				{ start: end, end, text: ',' },
				{ start: at, end: at, text: line },
			];
}

/** The start of a new line that is indented as the one of an offset. */
const lineOf = (offset: number, text: string): string => styleOf(text).newline + indentationAt(text, offset);
