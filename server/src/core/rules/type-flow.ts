/**
 * Reflection on a `Type` that arrives without annotation: the direct cases, where a parameter, a
 * result, a field or a type parameter goes straight into the call (sections 2, 9, 10 and 12 of the
 * analyzer's rules). What travels through locals is unknown here, and silent.
 */
import type { Bound, BoundBody, Origin, Use } from '../binding/bound.ts';
import { Feature } from '../binding/flow.ts';
import { allInterfaces, classChain } from '../binding/lookup.ts';
import { memberDisplay, methodDisplay, typeDisplay } from '../symbols/display.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import type { Compilation } from '../symbols/compilation.ts';
import { isNamed, type NamedType, type Type, type TypeDef, type TypeParameter, unknownType } from '../symbols/types.ts';
import { isIntrinsic } from './intrinsics.ts';
import { inScope } from './requires.ts';
import type { Rule, RuleContext } from './rule.ts';

/** The parts of `IL20xx`: the row is the kind of the source, the column that of the target. */
const CODES = {
	parameter: { parameter: 'IL2067', this: 'IL2070', generic: 'IL2071' },
	return: { parameter: 'IL2072', this: 'IL2075', generic: 'IL2076' },
	field: { parameter: 'IL2077', this: 'IL2080', generic: 'IL2081' },
	generic: { parameter: 'IL2087', this: 'IL2090', generic: 'IL2091' },
} as const;

interface Source {
	readonly kind: keyof typeof CODES;
	readonly flags: number;
	readonly words: string;
	/** For a type parameter: `new()` satisfies PublicParameterlessConstructor. */
	readonly hasConstructor: boolean;
	/** A type parameter constrained to `Enum` keeps its fields. */
	readonly isEnum?: boolean;
}

export const typeFlow: Rule = {
	slug: 'type-flow',
	codes: ['IL2055', 'IL2057', 'IL2058', 'IL2060', 'IL2067', 'IL2070', 'IL2072', 'IL2075', 'IL2077', 'IL2080', 'IL2087', 'IL2090', 'IL2091'],
	check(use, body, context, report) {
		if (!context.families.trim || use.state & Feature.UnreferencedCode || use.member.kind !== 'method' || inScope(use.scope, body, 'unreferencedCode')) return;
		const method = use.member;
		const whole = { start: body.base + use.whole.start, end: body.base + use.whole.end };
		const tell = (code: string, message: string): void => report({ code, message, ...whole, evidence: { use, body } });
		genericArguments(use, method, body, context.compilation, tell);
		if (use.kind !== 'call' && use.kind !== 'new' && use.kind !== 'base-call' && use.kind !== 'attribute') return;
		if (isIntrinsic(method)) return intrinsic(use, method, context, tell);
		for (const argument of use.args) {
			if (!argument.parameter.dam || !isTypeLike(argument.type)) continue;
			const source = sourceOf(argument.value);
			mismatch(source, argument.parameter.dam, 'parameter', need => `'${argument.parameter.name}' argument does not satisfy ${need} in call to '${methodDisplay(method)}'.`, context.compilation, tell);
		}
		if (method.options.dam && use.receiver) mismatch(sourceOf(use.receiver), method.options.dam, 'this', need => `'this' argument does not satisfy ${need} in call to '${methodDisplay(method)}'.`, context.compilation, tell);
	},
};

type Tell = (code: string, message: string) => void;

/** `Type` and what derives from it, `IReflect`, and strings that name types (section 7). */
function isTypeLike(type: Type): boolean {
	if (isNamed(type, 'System.String') || isNamed(type, 'System.Type') || isNamed(type, 'System.Reflection.IReflect')) return true;
	for (let base = type, depth = 0; base.kind === 'named' && depth < 16; base = base.def.baseType ?? base, depth++) if (isNamed(base, 'System.Type')) return true;
	return false;
}

function mismatch(source: Source | undefined, target: number, kind: 'parameter' | 'this' | 'generic', head: (need: string) => string, compilation: Compilation, tell: Tell): void {
	if (!source) return;
	const missing = missingFlags(target, source.flags);
	if (missing === 0 || (source.hasConstructor && target === 1) || (source.isEnum && target === 0x20)) return;
	tell(CODES[source.kind][kind], `${head(flagNames(missing, target, compilation))} ${source.words} The source value must declare at least the same requirements as those declared on the target location it is assigned to.`);
}

function missingFlags(target: number, have: number): number {
	if ((have & target) === target) return 0;
	if (target === -1) return -1;
	const missing = target & ~have;
	return (target & 3) === 3 && (have & 3) !== 3 ? missing | 3 : missing;
}

const MEMBER_TYPES = 'System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes';

/** The names of flags, from the enum itself; a set hides its parts. */
function flagNames(missing: number, target: number, compilation: Compilation): string {
	const quote = (name: string): string => `'DynamicallyAccessedMemberTypes.${name}'`;
	if (target === -1) return quote('All');
	const def = compilation.find(MEMBER_TYPES);
	const values: { name: string; value: number }[] = [];
	for (const name of def?.memberNames() ?? []) {
		const field = def?.members(name)[0];
		const value = field?.kind === 'field' ? field.options.constant?.() : undefined;
		if (typeof value === 'number' && value > 0 && (missing & value) === value) values.push({ name, value });
	}
	const kept = values.filter(each => !values.some(other => other !== each && other.value !== each.value && (other.value & each.value) === each.value));
	return kept.sort((left, right) => left.value - right.value).map(each => quote(each.name)).join(', ');
}

/** What is known of where a value comes from; undefined means silence. */
function sourceOf(value: Bound): Source | undefined {
	const origin: Origin | undefined = value.kind === 'value' ? value.origin : undefined;
	if (!origin) return undefined;
	switch (origin.kind) {
		case 'parameter': {
			if (!isTypeLike(value.type) && !isTypeLike(origin.parameter.type)) return undefined;
			const method = origin.method ? methodDisplay(origin.method) : 'lambda expression';
			return { kind: 'parameter', flags: origin.parameter.dam, words: `The parameter '${origin.parameter.name}' of method '${method}' does not have matching annotations.`, hasConstructor: false };
		}
		case 'return': {
			const { method } = origin;
			if (method.name === 'GetType' && method.container.fullName === 'System.Object') return getTypeSource(origin.on, method);
			if (isIntrinsic(method) || !isTypeLike(method.returns) || CARRIERS.has(`${method.container.fullName}.${method.name}`)) return undefined;
			const flags = method.options.returnDam || (method.associated?.kind === 'property' ? method.associated.options.dam : 0);
			return { kind: 'return', flags, words: `The return value of method '${methodDisplay(method)}' does not have matching annotations.`, hasConstructor: false };
		}
		case 'field':
			if (!isTypeLike(origin.field.type)) return undefined;
			return { kind: 'field', flags: origin.field.options.dam, words: `The field '${memberDisplay(origin.field)}' does not have matching annotations.`, hasConstructor: false };
		case 'typeof':
			return origin.type.kind === 'parameter' ? genericSource(origin.type) : undefined;
		default: return undefined;
	}
}

/** Calls that pass a value through, so that their result is not a source of its own. */
const CARRIERS: ReadonlySet<string> = new Set(['System.Type.GetGenericTypeDefinition']);

/** `x.GetType()`: known for a sealed type, else annotated as the type of `x` is (section 7). */
function getTypeSource(on: Type | undefined, method: MethodSymbol): Source | undefined {
	if (!on || on === unknownType || on.kind === 'array') return undefined;
	let flags = 0;
	if (on.kind === 'named') {
		if (on.def.isSealed || on.def.isValueType || on.def.fullName === 'System.Delegate' || on.def.fullName === 'System.Enum') return undefined;
		for (const each of [...classChain(on).chain, ...allInterfaces(on)]) flags |= each.def.dam;
	} else if (on.kind === 'parameter') {
		if (on.constraints.types.some(type => isNamed(type, 'System.Enum'))) return undefined;
		for (const constraint of on.constraints.types) if (constraint.kind === 'named') flags |= constraint.def.dam;
	}
	return { kind: 'return', flags, words: `The return value of method '${methodDisplay(method)}' does not have matching annotations.`, hasConstructor: false };
}

const owners = new WeakMap<TypeParameter, string>();

function genericSource(parameter: TypeParameter): Source {
	const owner = owners.get(parameter) ?? '';
	const { constraints } = parameter;
	return {
		kind: 'generic', flags: parameter.dam, words: `The generic parameter '${parameter.name}' of '${owner}' does not have matching annotations.`,
		hasConstructor: constraints.hasNew || constraints.isStruct || constraints.isUnmanaged, isEnum: constraints.types.some(type => isNamed(type, 'System.Enum')),
	};
}

function rememberOwners(method: MethodSymbol | undefined, type: TypeDef | undefined): void {
	for (const parameter of method?.typeParameters ?? []) if (method) owners.set(parameter, methodDisplay(method));
	for (let def = type; def; def = def.container) for (const parameter of def.ownTypeParameters) owners.set(parameter, typeDisplay(def));
}

/** Section 12: type arguments of a method, and of the type of a static member or constructor. */
function genericArguments(use: Use, method: MethodSymbol, body: BoundBody, compilation: Compilation, tell: Tell): void {
	rememberOwners(ownerMethod(use), body.type);
	const check = (parameters: readonly TypeParameter[], args: readonly Type[], owner: () => string): void => {
		for (const [index, parameter] of parameters.entries()) {
			const arg = args[index];
			if (!arg) continue;
			if (parameter.dam && arg.kind === 'parameter') mismatch(genericSource(arg), parameter.dam, 'generic', need => `'${parameter.name}' generic argument does not satisfy ${need} in '${owner()}'.`, compilation, tell);
			if (arg.kind === 'named') checkNested(arg);
		}
	};
	const checkNested = (type: NamedType): void => check(type.def.typeParameters, type.args, () => typeDisplay(type.def));
	check(method.typeParameters, use.typeArguments, () => methodDisplay(method));
	if ((method.isStatic || method.methodKind === 'constructor') && use.owner.kind === 'named' && use.kind !== 'attribute') checkNested(use.owner);
}

function ownerMethod(use: Use): MethodSymbol | undefined {
	for (let owner: Use['scope'] | undefined = use.scope; owner; owner = owner.parent) if (owner.method) return owner.method;
	return undefined;
}

/** Section 10, as far as one expression tells. */
function intrinsic(use: Use, method: MethodSymbol, context: RuleContext, tell: Tell): void {
	const container = method.container.fullName;
	const { name } = method;
	const first = use.args[0];
	const display = methodDisplay(method);
	if (container === 'System.Type' && name === 'GetType' && method.isStatic && first) {
		const source = first.value.kind === 'value' ? first.value.origin : undefined;
		const flags = source?.kind === 'parameter' ? source.parameter.dam : source?.kind === 'return' ? source.method.options.returnDam : source?.kind === 'field' ? source.field.options.dam : 0;
		if (source && source.kind !== 'null' && source.kind !== 'typeof' && flags === 0 && !(first.value.kind === 'value' && first.value.constant)) {
			tell('IL2057', `Unrecognized value passed to the parameter 'typeName' of method '${display}'. It's not possible to guarantee the availability of the target type.`);
		}
	} else if (container === 'System.Reflection.Assembly' && name === 'CreateInstance') {
		tell('IL2058', `Parameters passed to method '${display}' cannot be analyzed. Consider using methods 'System.Type.GetType' and \`System.Activator.CreateInstance\` instead.`);
	} else if (container === 'System.Type' && name === 'MakeGenericType') {
		if (isUnknownReceiver(use)) tell('IL2055', `Call to '${display}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic type.`);
	} else if (container === 'System.Reflection.MethodInfo' && name === 'MakeGenericMethod') {
		if (isUnknownReceiver(use)) tell('IL2060', `Call to '${display}' can not be statically analyzed. It's not possible to guarantee the availability of requirements of the generic method.`);
	} else if (container === 'System.Activator' && name === 'CreateInstance' && first && isNamed(first.type, 'System.Type')) {
		mismatch(sourceOf(first.value), creationFlags(use), 'parameter', need => `'${first.parameter.name}' argument does not satisfy ${need} in call to '${display}'.`, context.compilation, tell);
	} else if (container === 'System.Type' && use.receiver) {
		const flags = memberFlags(use, method);
		if (flags) mismatch(sourceOf(use.receiver), flags, 'this', need => `'this' argument does not satisfy ${need} in call to '${display}'.`, context.compilation, tell);
	}
}

/** A receiver that is certainly not a known type or method. */
function isUnknownReceiver(use: Use): boolean {
	const origin = use.receiver?.kind === 'value' ? use.receiver.origin : undefined;
	if (origin?.kind === 'parameter' || origin?.kind === 'field') return true;
	return origin?.kind === 'return' && !isIntrinsic(origin.method);
}

function creationFlags(use: Use): number {
	const parameters = use.member.kind === 'method' ? use.member.parameters : [];
	if (parameters.length === 1) return 1;
	if (parameters.length === 2 && isNamed(parameters[1]?.type, 'System.Boolean')) {
		const value = use.args[1]?.value;
		return value?.kind === 'value' && value.constant?.value === false ? 1 : 1 | 4;
	}
	// Arguments for a constructor: any public one may be meant.
	return parameters.length <= 3 && parameters[1]?.type.kind === 'array' ? 3 : 3 | 4;
}

const PUBLIC = 16;
const NON_PUBLIC = 32;
/** Understood flags (10.2): anything beyond them asks for everything. */
const SUPPORTED = 2 | 4 | 8 | 16 | 32 | 64 | 256 | 512 | 1024 | 2048 | 4096 | 8192 | 65536;

const FAMILIES: Readonly<Record<string, readonly [open: number, hidden: number]>> = {
	GetMethod: [8, 0x10], GetMethods: [8, 0x10], GetField: [0x20, 0x40], GetFields: [0x20, 0x40], GetProperty: [0x200, 0x400], GetProperties: [0x200, 0x400], GetEvent: [0x800, 0x1000], GetEvents: [0x800, 0x1000],
	GetConstructor: [3, 4], GetConstructors: [3, 4], GetNestedType: [0x80, 0x100], GetNestedTypes: [0x80, 0x100], GetMember: [0xaab, 0x1554], GetMembers: [0xaab, 0x1554], GetInterface: [0x2000, 0], GetInterfaces: [0x2000, 0],
};

/** What a member query needs of the type that it is asked of. */
function memberFlags(use: Use, method: MethodSymbol): number {
	const family = FAMILIES[method.name];
	if (!family) return 0;
	const at = method.parameters.findIndex(parameter => isNamed(parameter.type, 'System.Reflection.BindingFlags'));
	const binding = at < 0 ? PUBLIC : bindingFlags(use, at);
	if (binding === undefined || binding & ~SUPPORTED) return family[0] | family[1];
	return (binding & PUBLIC ? family[0] : 0) | (binding & NON_PUBLIC ? family[1] : 0);
}

function bindingFlags(use: Use, index: number): number | undefined {
	const parameter = use.member.kind === 'method' ? use.member.parameters[index] : undefined;
	const syntax = use.args.find(argument => argument.parameter === parameter)?.syntax;
	if (!syntax || parameter?.type.kind !== 'named') return undefined;
	const { def } = parameter.type;
	const evaluate = (expr: typeof syntax): number | undefined => {
		if (expr.kind === 'paren') return evaluate(expr.operand);
		if (expr.kind === 'binary' && expr.operator === '|') {
			const left = evaluate(expr.left);
			const right = evaluate(expr.right);
			return left === undefined || right === undefined ? undefined : left | right;
		}
		const name = expr.kind === 'member' ? expr.name.name : expr.kind === 'name' ? expr.name : '';
		const field = def.members(name)[0];
		const value = field?.kind === 'field' ? field.options.constant?.() : undefined;
		return typeof value === 'number' ? value : undefined;
	};
	return evaluate(syntax);
}
