/**
 * Which resolvers an app gives its JSON options: `TypeInfoResolverChain.Insert(0, AppJson.Default)` and its like, on
 * the options of HTTP, of hubs, or on options of its own.
 */
import type { Bound, BoundBody, Local, Place, Use } from '../binding/bound.ts';
import { isJsonContext } from '../symbols/generated.ts';
import { isForWritingOnly } from '../symbols/json-reach.ts';
import { isSource, type SourceTypeDef } from '../symbols/source.ts';
import { isNamed, nullType, type Type } from '../symbols/types.ts';
import type { Expr, Range } from '../syntax/ast.ts';
import { type CodeVisitor, walkBody, walkStatements } from '../syntax/walk.ts';
import { JsonContracts } from './json.ts';

/** Which options: of endpoints, of MVC, of hubs, of a hub's client, of one's own; `any` where that can't be told. */
export type OptionsKind = 'http' | 'mvc' | 'hub' | 'client' | 'own' | 'any';

/** One statement that changes a chain of resolvers. */
export interface ResolverStep {
	readonly options: OptionsKind;
	readonly action: 'add' | 'replace' | 'clear';
	readonly contexts: readonly SourceTypeDef[];
	/** False where a resolver can't be followed. */
	readonly isKnown: boolean;
	/** `PostConfigure` comes after all of `Configure`. */
	readonly isLate: boolean;
	/** The member that it stands in: the order of statements in one is known. */
	readonly body: BoundBody;
	readonly use: Use;
}

const OPTIONS: Readonly<Record<string, OptionsKind>> = {
	'Microsoft.AspNetCore.Http.Json.JsonOptions': 'http',
	'Microsoft.AspNetCore.Mvc.JsonOptions': 'mvc',
};
const HUB_OPTIONS = 'Microsoft.AspNetCore.SignalR.JsonHubProtocolOptions';
const SERIALIZER_OPTIONS = 'System.Text.Json.JsonSerializerOptions';

/** What a use does to a chain of resolvers; undefined where it does nothing to any. */
export function resolverStep(use: Use, body: BoundBody): ResolverStep | undefined {
	const step = (action: ResolverStep['action'], options: OptionsKind, resolvers: readonly Bound[]): ResolverStep => {
		const found = resolvers.map(each => contextOf(each));
		return {
			options,
			action,
			contexts: found.filter(each => each !== undefined),
			isKnown: found.every(each => each !== undefined),
			isLate: callAround(use, body, each => /^PostConfigure/.test(each.member.name)) !== undefined,
			body,
			use,
		};
	};
	const { member } = use;
	// `options.SerializerOptions.TypeInfoResolver = AppJson.Default`
	if (use.kind === 'set' && isPropertyOf(use, 'TypeInfoResolver') && use.assigned) {
		const value = boundOf(use.assigned, body);
		if (value?.type === nullType) return step('clear', optionsAt(use.receiver, use, body), []);
		return step('replace', optionsAt(use.receiver, use, body), value && contextOf(value) ? [value] : combined(use.assigned, body));
	}
	if (use.kind !== 'call' || member.kind !== 'method') return undefined;
	if (member.name === 'AddContext' && member.container.fullName === SERIALIZER_OPTIONS) {
		const [type] = use.typeArguments;
		return type && step('add', optionsAt(use.receiver, use, body), [{ kind: 'value', type }]);
	}
	const chain = placeOf(use.receiver);
	const isChain = chain?.found.member.name === 'TypeInfoResolverChain';
	if (!isChain && !(use.receiver && isResolverList(use.receiver.type))) return undefined;
	const options = isChain ? optionsAt(chain.receiver, use, body) : 'any';
	if (member.name === 'Clear') return step('clear', options, []);
	if (member.name !== 'Insert' && member.name !== 'Add') return undefined;
	const argument = use.args.at(-1);
	if (!argument) return undefined;
	const resolvers = contextOf(argument.value) || !argument.syntax ? [argument.value] : combined(argument.syntax, body);
	return step('add', options, resolvers);
}

const isResolverList = (type: Type): boolean =>
	type.kind === 'named' &&
	isNamed(type.args[0], 'System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver') &&
	/^System\.Collections\.Generic\.I?List`1$/.test(type.def.fullName);

/** The parts of `JsonTypeInfoResolver.Combine(a, b)`, of `a.WithAddedModifier(...)`; the expression itself for anything else. */
function combined(expr: Expr, body: BoundBody): readonly Bound[] {
	const inner = (each: Expr): readonly Bound[] => {
		const bound = boundOf(each, body);
		return bound && contextOf(bound) ? [bound] : combined(each, body);
	};
	if (expr.kind === 'paren' || expr.kind === 'cast') return inner(expr.operand);
	if (expr.kind === 'call' && expr.callee.kind === 'member') {
		if (expr.callee.name.name === 'Combine') return expr.args.flatMap(argument => inner(argument.value));
		if (expr.callee.name.name === 'WithAddedModifier') return inner(expr.callee.receiver);
	}
	const bound = boundOf(expr, body);
	return bound?.type === nullType ? [] : [bound ?? { kind: 'value', type: nullType }];
}

/** What an expression of a body is bound to. */
export const boundOf = (expr: Expr, body: BoundBody): Bound | undefined => recordedOf(body).recorder.values.get(expr);

const recordings = new WeakMap<BoundBody['uses'], ReturnType<BoundBody['record']>>();

/** A body with everything recorded; remembered as long as its uses are. */
export function recordedOf(body: BoundBody): ReturnType<BoundBody['record']> {
	let recorded = recordings.get(body.uses);
	if (!recorded) recordings.set(body.uses, (recorded = body.record()));
	return recorded;
}

/** The context that a value is, by its type. */
export function contextOf(bound: Bound): SourceTypeDef | undefined {
	const { type } = bound;
	return type.kind === 'named' && isSource(type.def) && isJsonContext(type.def) ? type.def : undefined;
}

const placeOf = (bound: Bound | undefined): Place | undefined => (bound?.kind === 'value' ? bound.place : undefined);

const isPropertyOf = (use: Use, name: string): boolean => {
	const { member } = use;
	const property = member.kind === 'method' ? member.associated : member;
	return property?.name === name && property.container.fullName === SERIALIZER_OPTIONS;
};

/** Whose options a `JsonSerializerOptions` is. */
function optionsAt(bound: Bound | undefined, use: Use, body: BoundBody): OptionsKind {
	const place = placeOf(bound);
	const owner = place?.found.member.container.fullName ?? '';
	if (OPTIONS[owner]) return OPTIONS[owner];
	if (owner === HUB_OPTIONS) {
		const call = callAround(use, body, each => each.member.name === 'AddJsonProtocol');
		return call ? (isHubClient(call) ? 'client' : 'hub') : 'any';
	}
	// In an initializer, or a field or property of one's own.
	if (!bound || place || use.syntax?.kind === 'unknown') return 'own';
	const local = localOf(use.syntax, body);
	for (const [syntax, reference] of local ? recordedOf(body).recorder.locals : [])
		if (reference.local === local && 'nameEnd' in syntax && 'value' in syntax && (syntax.value as Expr | undefined)?.kind === 'new')
			return 'own';
	return 'any';
}

/** The local in `options.TypeInfoResolverChain.Insert`. */
function localOf(expr: Expr | undefined, body: BoundBody): Local | undefined {
	switch (expr?.kind) {
		case 'name':
			return recordedOf(body).recorder.locals.get(expr)?.local;
		case 'member':
		case 'element':
			return localOf(expr.receiver, body);
		case 'call':
			return localOf(expr.callee, body);
		case 'assign':
			return localOf(expr.left, body);
		default:
			return undefined;
	}
}

/** The innermost call around a use that satisfies a test. */
function callAround(use: Use, body: BoundBody, test: (use: Use) => boolean): Use | undefined {
	let found: Use | undefined;
	for (const each of body.uses) {
		if (each.kind !== 'call' || each === use || each.whole.start > use.start || each.whole.end < use.end || !test(each)) continue;
		if (!found || each.whole.end - each.whole.start < found.whole.end - found.whole.start) found = each;
	}
	return found;
}

/** Whether a call sets up the client of a hub, not its server. */
export const isHubClient = (use: Use): boolean =>
	use.args.some(argument => isNamed(argument.type, 'Microsoft.AspNetCore.SignalR.Client.IHubConnectionBuilder'));

/**
 * The contexts that the options are given on which a method is called: those of a local that is made with them, or of
 * a context's own options. Undefined where they can't be told.
 */
export function contextsOfOptions(use: Use, body: BoundBody): readonly SourceTypeDef[] | undefined {
	const place = placeOf(use.receiver);
	const context = place?.receiver && place.found.member.name === 'Options' ? contextOf(place.receiver) : undefined;
	if (context) return [context];
	const { locals } = recordedOf(body).recorder;
	const local = localOf(use.syntax, body);
	if (!local || local.parameter || body.uses.some(each => changes(each, local, body))) return undefined;
	for (const [syntax, reference] of locals) {
		if (reference.local !== local || !('nameEnd' in syntax) || !('value' in syntax)) continue;
		const made = syntax.value as Expr | undefined;
		if (made?.kind !== 'new' || !made.initializer) return undefined;
		const resolver = made.initializer.elements.find(each => each.member?.name === 'TypeInfoResolver')?.value;
		if (!resolver || resolver.kind === 'initializer') return undefined;
		const found = combined(resolver, body).map(contextOf);
		return found.every(each => each !== undefined) ? found : undefined;
	}
	return undefined;
}

/** Whether a use changes the resolvers of the options in a local. */
const changes = (use: Use, local: Local, body: BoundBody): boolean =>
	(use.kind === 'set' || /^(?:Insert|Add|AddContext|Clear|Remove)$/.test(use.member.name)) && localOf(use.syntax, body) === local;

/**
 * What options know at the end of an app's registrations. Statements of other members come in an unknown order: what
 * they add stays.
 *
 * @param isComplete false where a registration may have been missed
 */
export function optionsOf(
	kind: 'http' | 'hub' | 'client',
	name: string,
	steps: readonly ResolverStep[],
	isComplete: boolean,
	extra: readonly string[],
): JsonContracts {
	const own = steps
		.filter(step => step.options === kind || step.options === 'any')
		.sort((left, right) => Number(left.isLate) - Number(right.isLate));
	const kept: ResolverStep[] = [];
	for (const step of own) {
		if (step.action !== 'add' && step.options === kind)
			for (let index = kept.length - 1; index >= 0; index--) if (isBefore(kept[index] as ResolverStep, step)) kept.splice(index, 1);
		if (step.action !== 'clear') kept.push(step);
	}
	return new JsonContracts(
		name,
		// A context that was generated to write alone serves no options but its own.
		[...new Set(kept.flatMap(step => step.contexts))].filter(context => !isForWritingOnly(context)),
		isComplete && kept.every(step => step.isKnown),
		extra,
	);
}

/** What a statement takes away of what others of the same member, before it, put into the same options. */
export function replacedSteps(step: ResolverStep, body: BoundBody): readonly ResolverStep[] {
	if (step.action === 'add') return [];
	return body.uses.flatMap(use => {
		const other = use.start < step.use.start ? resolverStep(use, body) : undefined;
		return other && other.action === 'add' && other.options === step.options && other.contexts.length > 0 && isBefore(other, step)
			? [other]
			: [];
	});
}

/** Whether a statement certainly runs before another: in one function, neither of them only on a condition. */
function isBefore(left: ResolverStep, right: ResolverStep): boolean {
	if (left.body.uses !== right.body.uses) return false;
	if (left.isLate !== right.isLate ? left.isLate : left.use.start >= right.use.start) return false;
	const [first, second] = [left.use.enclosing, right.use.enclosing];
	// Lambdas that one function gives to `Configure` run in their order; those of other functions may be of another container.
	return (
		first === second || (first.parent === second.parent && !isConditional(left.use, left.body) && !isConditional(right.use, right.body))
	);
}

/** Whether a use stands in a branch of an `if`. */
export function isConditional(use: Use, body: BoundBody): boolean {
	const contains = (range: Range | undefined): boolean => range !== undefined && range.start <= use.start && use.end <= range.end;
	const { root } = recordedOf(body);
	let isFound = false;
	const visitor: CodeVisitor = {
		statement: statement => {
			if (statement.kind === 'if' && (contains(statement.whenTrue) || contains(statement.else))) isFound = true;
			return !isFound;
		},
	};
	if (root.kind === 'top-level') walkStatements(root.statements, visitor);
	else if (root.kind === 'body' && root.body) walkBody(root.body, visitor);
	return isFound;
}
