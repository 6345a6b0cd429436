/** What values mean to the analyzer while they flow through a body: the `Domain` of the data-flow engine. */
import type { ArgumentValues, Domain, FunctionEnd, Point } from '../../dataflow/domain.ts';
import { constantValues } from '../../dataflow/expressions.ts';
import { NOTHING, type Value, type Values, valuesOf, UNKNOWN_VALUES } from '../../dataflow/values.ts';
import type { Bound, BoundBody, Enclosing, Use } from '../../binding/bound.ts';
import { Feature, featureOf, UNREACHABLE } from '../../binding/flow.ts';
import { memberDisplay, methodDisplay } from '../../symbols/display.ts';
import { receiverOfMember } from '../../symbols/extensions.ts';
import type { FieldSymbol, MethodSymbol, Parameter, PropertySymbol } from '../../symbols/members.ts';
import { isExtensionBlock, isNamed, type Type, unknownType } from '../../symbols/types.ts';
import type { Expr, Range } from '../../syntax/ast.ts';
import { isFork } from '../../syntax/forks.ts';
import { isInstantiation, isIntrinsic } from '../intrinsics.ts';
import { inScope, REQUIRES_FAMILIES, requiredBy, requiresMessage } from '../requires.ts';
import type { Finding, MissingAnnotation, RuleContext } from '../rule.ts';
import { isReflectable, isTypeLike, parameterFlags, returnFlags } from './annotations.ts';
import { isProvenInstantiation } from './instantiation.ts';
import { intrinsicCall } from './intrinsic-calls.ts';
import type { Judge, Tell } from './judge.ts';
import type { Target } from './words.ts';

export class AnnotationFlow implements Domain {
	readonly #body: BoundBody;
	readonly #method: MethodSymbol | undefined;
	readonly #context: RuleContext;
	readonly #judge: Judge;
	readonly #report: (finding: Finding) => void;
	readonly #told = new Set<string>();

	/** @param method the member that the body belongs to; undefined for an initializer */
	constructor(body: BoundBody, method: MethodSymbol | undefined, context: RuleContext, judge: Judge, report: (finding: Finding) => void) {
		this.#body = body;
		this.#method = method;
		this.#context = context;
		this.#judge = judge;
		this.#report = report;
	}

	#tell(range: Range, point: Point, use: Use | undefined): Tell {
		const isSilent =
			!point.isFinal ||
			!this.#context.families.trim ||
			(point.features & Feature.UnreferencedCode) !== 0 ||
			inScope(point.owner, this.#body, 'unreferencedCode', use);
		return isSilent ? () => {} : (code, message, missing) => this.#once(code, message, range, use, missing);
	}

	#once(code: string, message: string, range: Range, use: Use | undefined, missing?: MissingAnnotation): void {
		const key = `${code} ${range.start} ${range.end} ${message}`;
		if (this.#told.has(key)) return;
		this.#told.add(key);
		const { base } = this.#body;
		this.#report({
			code,
			message,
			start: base + range.start,
			end: base + range.end,
			evidence: use && { use, body: this.#body },
			// What a call itself requires is told by the rule for that.
			...(code === 'IL2026' && { isReached: true }),
			...(missing && { lack: { kind: 'annotation', missing } }),
		});
	}

	// ---- operations -------------------------------------------------------------------------

	use(use: Use, receiver: Values, args: readonly ArgumentValues[], point: Point): Values {
		const { member } = use;
		if (member.kind === 'field') return fieldValues(member, use.result);
		if (member.kind !== 'method') return UNKNOWN_VALUES;
		const tell = this.#tell(use.whole, point, use);
		const result = this.#result(use, member, args);
		const combined = combineParams(member, args);
		if ((use.kind === 'call' || use.kind === 'get') && isIntrinsic(member)) {
			if (isInstantiation(member)) this.#instantiation(use, member, receiver, combined, point);
			return intrinsicCall({ method: member, receiver, args: combined, judge: this.#judge, tell, result });
		}
		if (isNamed(use.containingType, 'System.Reflection.TypeDelegator')) return result;
		this.#arguments(member, args, tell);
		this.#extended(member, receiver, tell);
		if (member.dam && isReflectable(member.container.self))
			this.#judge.require(receiver, member.dam, { kind: 'this', method: methodDisplay(member) }, tell);
		return result;
	}

	#arguments(method: MethodSymbol, args: readonly ArgumentValues[], tell: Tell): void {
		for (const { parameter, values } of args) {
			const flags = parameter.ref === 'out' || parameter.isParams ? 0 : parameterFlags(parameter, method);
			if (flags) this.#judge.require(values, flags, parameterTarget(parameter, method), tell);
		}
	}

	/** The receiver of a member of an extension block is a parameter of it. */
	#extended(method: MethodSymbol, receiver: Values, tell: Tell): void {
		const parameter = receiverOfMember(method);
		const flags = parameter ? parameterFlags(parameter, method) : 0;
		if (parameter && flags) this.#judge.require(receiver, flags, parameterTarget(parameter, method), tell);
	}

	#result(use: Use, method: MethodSymbol, args: readonly ArgumentValues[]): Values {
		if (use.kind === 'new') {
			if (isNamed(use.containingType, 'System.Reflection.TypeDelegator')) return args[0]?.values ?? NOTHING;
			if (isReflectable(use.containingType)) return UNKNOWN_VALUES;
			return valuesOf({ kind: 'return', method, flags: 0, type: use.result });
		}
		if (isNamed(method.returns, 'System.Void')) return NOTHING;
		return valuesOf({ kind: 'return', method, flags: returnFlags(method), type: use.result });
	}

	/** IL3050 for an instantiation that is not proven to be there (docs/analyzer.md, "Intrinsics"). */
	#instantiation(use: Use, method: MethodSymbol, receiver: Values, args: readonly ArgumentValues[], point: Point): void {
		const family = REQUIRES_FAMILIES.find(each => each.key === 'dynamicCode');
		const facts = requiredBy(method, 'dynamicCode');
		if (
			!family ||
			!facts ||
			!point.isFinal ||
			!family.isOn(this.#context) ||
			point.features & family.feature ||
			inScope(point.owner, this.#body, 'dynamicCode', use)
		)
			return;
		if (!isProvenInstantiation({ receiver, args })) this.#once(family.code, requiresMessage(method, family, facts), use, use);
	}

	write(use: Use, values: Values, args: readonly ArgumentValues[], point: Point): void {
		const { member } = use;
		const tell = this.#tell(use.whole, point, use);
		if (member.kind === 'field') {
			if (isTypeLike(member.type)) this.#judge.require(values, member.dam, { kind: 'field', name: memberDisplay(member) }, tell);
			return;
		}
		if (member.kind !== 'method') return;
		const value = member.parameters.at(-1);
		this.#arguments(
			member,
			args.filter(argument => argument.parameter !== value),
			tell,
		);
		if (value) this.#judge.require(values, parameterFlags(value, member), parameterTarget(value, member), tell);
	}

	writeBacking(property: PropertySymbol, values: Values, range: Range, point: Point): void {
		if (isTypeLike(property.type) && !property.returnsByRef)
			this.#judge.require(values, property.dam, { kind: 'field', name: memberDisplay(property) }, this.#tell(range, point, undefined));
	}

	writeParameter(parameter: Parameter, method: MethodSymbol | undefined, values: Values, range: Range, point: Point): void {
		this.#judge.require(values, parameterFlags(parameter, method), parameterTarget(parameter, method), this.#tell(range, point, undefined));
	}

	initialize(
		target: { readonly name: string; readonly type: Type; readonly dam: number },
		values: Values,
		range: Range,
		point: Point,
	): void {
		if (isTypeLike(target.type))
			this.#judge.require(values, target.dam, { kind: 'field', name: target.name }, this.#tell(range, point, undefined));
	}

	returns(end: FunctionEnd, values: Values, value: Expr, point: Point, bound: Bound | undefined): void {
		const { symbol } = end;
		const flags = symbol ? returnFlags(symbol) : end.type && !isTypeLike(end.type) ? 0 : end.dam;
		if (flags)
			this.#judge.require(
				values,
				flags,
				{ kind: 'return', method: symbol ? methodDisplay(symbol) : 'lambda expression' },
				this.#tell(value, point, undefined),
			);
		const property = symbol?.associated?.kind === 'property' && symbol.associated.getter === symbol ? symbol.associated : undefined;
		if (property && property.featureGuard.length > 0) this.#guard(property, value, point, bound);
	}

	/** A guard must be off where the feature is (docs/analyzer.md, "Guards"). */
	#guard(property: PropertySymbol, value: Expr, point: Point, bound: Bound | undefined): void {
		if (!point.isFinal || !this.#context.families.trim || point.features === UNREACHABLE) return;
		const isEligible = property.isStatic && isNamed(property.type, 'System.Boolean') && !property.setter;
		if (!isEligible) {
			this.#once(
				'IL4001',
				"Invalid FeatureGuardAttribute. The attribute must be placed on a static boolean property with only a 'get' accessor.",
				value,
				undefined,
			);
			return;
		}
		const implied = bound?.kind === 'value' && !isFork(value) ? (bound.guard?.whenTrue ?? 0) : 0;
		for (const attribute of property.featureGuard) {
			const feature = featureOf(attribute);
			if (!this.#isWatched(feature) || (implied & feature) !== 0) continue;
			const range = value.kind === 'ref' ? value.operand : value;
			this.#once('IL4000', `Return value does not match FeatureGuardAttribute '${attribute}'.`, range, undefined);
		}
	}

	/** Whether the analyzer of a feature is on; guards of other attributes are nobody's. */
	#isWatched(feature: number): boolean {
		const { trim, aot, singleFile } = this.#context.families;
		return (
			(feature === Feature.UnreferencedCode && trim) ||
			(feature === Feature.DynamicCode && aot) ||
			(feature === Feature.AssemblyFiles && singleFile)
		);
	}

	// ---- values -----------------------------------------------------------------------------

	typeOf(type: Type): Values {
		const value = this.#judge.valueOf(type);
		return value ? valuesOf(value) : NOTHING;
	}

	parameter(parameter: Parameter, method: MethodSymbol | undefined, type: Type): Value {
		// The receiver of an extension block is a parameter of each of its members.
		const owner = method && isExtensionBlock(method.container) ? (this.#method ?? method) : method;
		return { kind: 'parameter', parameter, method: owner, flags: parameterFlags(parameter, method), type };
	}

	self(owner: Enclosing): Value {
		let method: MethodSymbol | undefined;
		for (let each: Enclosing | undefined = owner; each; each = each.parent) method = each.method ?? method;
		const type: Type = this.#body.type?.self ?? unknownType;
		return { kind: 'this', method, flags: method && isReflectable(type) ? method.dam : 0, type };
	}

	elementOf(array: Value & { kind: 'annotated-array' }): Value {
		return { kind: 'return', method: array.method, flags: array.flags, type: this.#judge.compilation.wellKnown('System.Type') };
	}

	arrayCurrent(): Values {
		const property = this.#judge.compilation.find('System.Collections.IEnumerator')?.members('Current')[0];
		return property?.kind === 'property' && property.getter
			? valuesOf({ kind: 'return', method: property.getter, flags: 0, type: property.type })
			: UNKNOWN_VALUES;
	}

	place(bound: Bound & { kind: 'value' }): Values {
		const member = bound.place?.found.member;
		if (member?.kind === 'field') return fieldValues(member, bound.type);
		return member?.kind === 'property' && member.getter
			? valuesOf({ kind: 'return', method: member.getter, flags: returnFlags(member.getter), type: bound.type })
			: UNKNOWN_VALUES;
	}
}

const parameterTarget = (parameter: Parameter, method: MethodSymbol | undefined): Target => ({
	kind: 'parameter',
	name: parameter.name,
	method: method ? methodDisplay(method) : 'lambda expression',
});

function fieldValues(field: FieldSymbol, type: Type): Values {
	const constant = field.constant?.();
	if (typeof constant === 'number' || typeof constant === 'string' || typeof constant === 'boolean') return constantValues(constant);
	if (field.name === 'EmptyTypes' && field.container.fullName === 'System.Type')
		return valuesOf({ kind: 'array', size: 0, elements: new Map() });
	if (field.name === 'Empty' && field.container.fullName === 'System.String') return valuesOf({ kind: 'string', text: '' });
	return valuesOf({ kind: 'field', name: memberDisplay(field), flags: isTypeLike(field.type) ? field.dam : 0, type, field });
}

/** Arguments of an expanded `params` array as the array that the compiler makes. */
function combineParams(method: MethodSymbol, args: readonly ArgumentValues[]): readonly ArgumentValues[] {
	const last = method.parameters.at(-1);
	if (!last?.isParams || last.type.kind !== 'array') return args;
	const fixed = args.filter(argument => argument.parameter !== last);
	const rest = args.filter(argument => argument.parameter === last);
	const [only] = rest;
	// One argument of the array's own type is the array.
	if (rest.length === 1 && only?.type.kind === 'array' && only.type === last.type) return args;
	return [
		...fixed,
		{
			parameter: last,
			type: last.type,
			values: valuesOf({ kind: 'array', size: rest.length, elements: new Map(rest.map((argument, index) => [index, argument.values])) }),
		},
	];
}
