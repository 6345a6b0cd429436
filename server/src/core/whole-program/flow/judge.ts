/**
 * Judges values of IL where they meet annotations, with the codes and words that source has too (`rules/dam/words.ts`), and
 * tells reachability what reflection reaches.
 */
import { Dam, missingFlags } from '../../rules/dam/annotations.ts';
import { parseTypeName, type ParsedName } from '../../rules/dam/type-names.ts';
import {
	annotatedFieldMessage,
	annotatedMethodMessage,
	fieldWords,
	genericWords,
	mismatchCode,
	mismatchMessage,
	parameterWords,
	returnWords,
	type SourceKind,
	type Target,
	thisWords,
	unknownCode,
	unknownMessage,
	unqualifiedMessage,
} from '../../rules/dam/words.ts';
import { suffix } from '../../rules/requires.ts';
import type { FieldReference, GenericParameter, MethodDef, MethodInstance, Module, NamedType, Type, TypeDef } from '../definitions.ts';
import { arrayOf, instantiate } from '../types.ts';
import { fieldName, methodName, ownerName, typeDefName } from '../names.ts';
import { isGenerated } from '../owners.ts';
import type { Program } from '../program.ts';
import { type Origin, REQUIREMENTS, type RequirementKind } from '../requires.ts';
import type { CompilerVersion } from '../shelf.ts';
import type { Reflected, Report } from './effects.ts';
import { type Reached, reachedMembers } from './members.ts';
import type { Value, Values } from './values.ts';

const FLAG_NAMES: readonly (readonly [number, string])[] = [
	[1, 'PublicParameterlessConstructor'],
	[3, 'PublicConstructors'],
	[4, 'NonPublicConstructors'],
	[8, 'PublicMethods'],
	[0x10, 'NonPublicMethods'],
	[0x20, 'PublicFields'],
	[0x40, 'NonPublicFields'],
	[0x80, 'PublicNestedTypes'],
	[0x100, 'NonPublicNestedTypes'],
	[0x200, 'PublicProperties'],
	[0x400, 'NonPublicProperties'],
	[0x800, 'PublicEvents'],
	[0x1000, 'NonPublicEvents'],
	[0x2000, 'Interfaces'],
	// Since .NET 10; sets of which parts are named before them.
	[0x4004, 'NonPublicConstructorsWithInherited'],
	[0x8010, 'NonPublicMethodsWithInherited'],
	[0x8018, 'AllMethods'],
	[0x10040, 'NonPublicFieldsWithInherited'],
	[0x10060, 'AllFields'],
	[0x20100, 'NonPublicNestedTypesWithInherited'],
	[0x40400, 'NonPublicPropertiesWithInherited'],
	[0x40600, 'AllProperties'],
	[0x81000, 'NonPublicEventsWithInherited'],
	[0x81800, 'AllEvents'],
	[0x100003, 'PublicConstructorsWithInherited'],
	[0x104007, 'AllConstructors'],
	[0x200080, 'PublicNestedTypesWithInherited'],
	[0x220180, 'AllNestedTypes'],
];

function flagNames(missing: number): string {
	const quote = (name: string): string => `'DynamicallyAccessedMemberTypes.${name}'`;
	if (missing === Dam.All) return quote('All');
	return FLAG_NAMES.filter(([flag]) => (missing & flag) === flag && !(flag === 1 && (missing & 3) === 3))
		.map(([, name]) => quote(name))
		.join(', ');
}

export class FlowJudge {
	readonly program: Program;
	readonly reach: Reflected;
	readonly #report: Report;

	/** Whether an assembly was asked for by a name in a text: which one that is, depends on the app. */
	hasAskedByName = false;

	/** The call whose arguments are judged. */
	callee: MethodDef | undefined;

	/** Compilers before .NET 9 take type arguments for what `MakeGenericType` is called on, and always report it (IL3050). */
	readonly isOldTarget: boolean;

	/** Those from .NET 10 on look at the arguments of structs at their calls, and at those of what is boxed or put into an array. */
	readonly checksStructs: boolean;

	constructor(program: Program, reach: Reflected, report: Report, compiler: CompilerVersion) {
		this.program = program;
		this.reach = reach;
		this.#report = report;
		this.isOldTarget = compiler < 9;
		this.checksStructs = compiler > 9;
	}

	/** The annotation of a type parameter; generated classes copy the parameters of the method that they belong to, without it. */
	genericFlags(parameter: GenericParameter): number {
		const { owner } = parameter;
		if (owner.kind === 'type' && isGenerated(owner.name)) {
			// Its constructors belong to nobody.
			const method = owner.methods.find(each => this.program.owners.ownerOf(each));
			const written = method && this.program.owners.ownerOf(method);
			const original = written && [...written.parameters, ...written.owner.parameters].find(each => each.name === parameter.name);
			if (original) return this.program.attributes.generic(original);
		}
		if (owner.kind === 'method' && isGenerated(owner.name)) {
			const original = this.program.owners.ownerOf(owner)?.parameters.find(each => each.name === parameter.name);
			if (original) return this.program.attributes.generic(original);
		}
		return this.program.attributes.generic(parameter);
	}

	/** Tells of something at an origin unless its scope or a suppression says otherwise; nothing of the framework, which nobody can change. */
	tell(code: string, origin: Origin, message: string, kind: RequirementKind = 'unreferencedCode'): void {
		if (this.#isSilent || moduleOf(origin).isFramework) return;
		if (this.program.requires.isSilent(origin, kind) || this.program.suppressions.isSuppressed(origin, code)) return;
		this.#report(code, origin, message);
	}

	/** Tells of something that no scope silences. */
	tellAlways(code: string, origin: Origin, message: string): void {
		if (!moduleOf(origin).isFramework && !this.program.suppressions.isSuppressed(origin, code)) this.#report(code, origin, message);
	}

	/** A definition, or (with the origin) a method as it is called there. */
	method(method: MethodInstance, origin?: Origin): string {
		const caller = origin && 'kind' in origin && origin.kind === 'method' ? origin : undefined;
		return methodName(method, this.program.accessorKind, caller);
	}

	parameterName(method: MethodInstance, index: number): string {
		// Printed by the compiler for what is no plain definition; its own slip.
		const isPlain =
			method.args.length === 0 ? method.owner.args.length === 0 || method.owner === method.owner.def.open : method === method.def.open;
		if (!isPlain && method.owner.args.length > 0) return '#ILLink.Shared.TypeSystemProxy.ParameterIndex';
		return method.def.parameterName(index);
	}

	owner(parameter: GenericParameter): string {
		return ownerName(parameter, this.program.accessorKind);
	}

	// ---- what is asked for ------------------------------------------------------------------

	require(values: Values, wanted: number, target: Target, origin: Origin): void {
		if (wanted === 0) return;
		for (const value of values.values()) this.#requireOne(value, wanted, target, origin);
	}

	#requireOne(value: Value, wanted: number, target: Target, origin: Origin): void {
		switch (value.kind) {
			case 'null':
				return;
			case 'parameter':
				return this.#compare(
					'parameter',
					value.flags,
					() =>
						parameterWords(
							this.parameterName(value.method, value.index),
							this.method(value.method, value.method === contextOf(origin)?.open ? undefined : origin),
						),
					wanted,
					target,
					origin,
				);
			case 'return':
				return this.#compare('return', value.flags, () => returnWords(this.method(value.method, origin)), wanted, target, origin);
			case 'field':
				return this.#compare('field', value.flags, () => fieldWords(fieldName(value.field)), wanted, target, origin);
			case 'this':
				return this.#compare('this', value.flags, () => thisWords(this.method(value.method.open)), wanted, target, origin);
			case 'generic': {
				const { parameter } = value;
				return this.#compare(
					'generic',
					this.genericFlags(parameter) | this.#constraintFlags(parameter),
					() => genericWords(parameter.name, this.owner(parameter)),
					wanted,
					target,
					origin,
				);
			}
			case 'nullable':
				return this.#requireOne(value.of, wanted, target, origin);
			case 'type':
				return this.reachAll(value.type, wanted, origin);
			case 'array-type': {
				const array = this.program.core('System', 'Array');
				if (array) this.reachAll(array.self, wanted, origin, true);
				return;
			}
			case 'string': {
				const type = this.resolve(value.text, moduleOf(origin), origin);
				if (type?.kind === 'named') this.reachAll(type, wanted, origin);
				return;
			}
			default:
				return this.tell(unknownCode(target), origin, unknownMessage(target));
		}
	}

	/** What constraints promise: `new()` and `struct` a constructor, `Enum` its fields. */
	#constraintFlags(parameter: GenericParameter): number {
		return (
			((parameter.flags & 0x18) !== 0 ? Dam.PublicParameterlessConstructor : 0) | (this.isEnumConstrained(parameter) ? Dam.PublicFields : 0)
		);
	}

	isEnumConstrained(parameter: GenericParameter): boolean {
		return parameter.owner.module.constraints(parameter).some(type => type.kind === 'named' && type.def.is('System', 'Enum'));
	}

	#compare(source: SourceKind, have: number, words: () => string, wanted: number, target: Target, origin: Origin): void {
		const missing = missingFlags(wanted, have);
		if (missing !== 0) this.tell(mismatchCode(source, target), origin, mismatchMessage(target, flagNames(missing), words()));
	}

	/** A type by its name in a string that is annotated. */
	resolve(text: string, from: Module, origin: Origin): Type | undefined {
		const name = parseTypeName(text);
		if (!name) return undefined;
		if (isUnqualified(name)) {
			this.tell('IL2122', origin, unqualifiedMessage(text));
			return undefined;
		}
		return this.find(name, from);
	}

	/** As `Type.GetType` looks a name up: in the assembly that it names, else in the caller's, else in the core library. */
	find(name: ParsedName, from: Module): Type | undefined {
		if (name.assembly !== undefined) this.hasAskedByName = true;
		const def =
			name.assembly === undefined
				? (from.findFull(name.name) ?? this.program.module('System.Private.CoreLib')?.findFull(name.name))
				: this.program.module(name.assembly)?.findFull(name.name);
		if (!def) return undefined;
		const args = name.args.map(arg => this.find(arg, from));
		if (args.some(arg => arg === undefined) || (args.length > 0 && args.length !== def.arity)) return undefined;
		const type = args.length > 0 ? instantiate(def, args as Type[]) : def.self;
		return name.suffix.startsWith('[') ? arrayOf(type) : type;
	}

	// ---- what reflection reaches ------------------------------------------------------------

	/** Every member that flags select can be called by reflection. */
	reachAll(type: NamedType, wanted: number, origin: Origin, isBase = false): void {
		const from = 'kind' in origin && origin.kind === 'method' ? origin : undefined;
		const { callee } = this;
		this.reach.because(from && callee ? { kind: 'giver', method: from, callee } : from, () => {
			this.reach.constructAny(type);
			for (const member of reachedMembers(
				type.args.length === 0 && type.def.arity > 0 ? type.def.open : type,
				wanted,
				this.program.accessorKind,
			))
				if (!isBase || 'kind' in member || !member.def.isPrivate) this.reachMember(member, origin);
		});
	}

	/** One member is reached by reflection: what it requires is not seen there. */
	reachMember(member: Reached, origin: Origin): void {
		if ('kind' in member) {
			this.reach.constructAny(member);
			return;
		}
		if ('args' in member) this.reach.reflect(member);
		else this.reach.reflectField(member.def);
		this.tellReflected(member, origin);
	}

	tellReflected(member: MethodInstance | FieldReference, origin: Origin): void {
		const { program } = this;
		if (moduleOf(origin).isFramework || ('args' in member && program.owners.isGenerated(member.def))) return;
		for (const { kind, code, attribute, risk } of REQUIREMENTS) {
			const required =
				'args' in member ? (program.requires.inScope(member.def, kind) ?? undefined) : program.requires.ofField(member.def, kind);
			if (!required || ('args' in member && member.def.name === '.cctor')) continue;
			const name = 'args' in member ? this.method(member) : fieldName(member);
			this.tell(code, origin, requiresMessage(name, attribute, risk, required), kind);
		}
		if ('args' in member) {
			const annotations = program.attributes.method(member.def);
			const isAnnotated =
				annotations.parameters !== undefined || annotations.self !== 0 || (annotations.returns !== 0 && member.def.isVirtual);
			if (isAnnotated) this.tell('IL2111', origin, annotatedMethodMessage(this.method(member)));
		} else if (program.attributes.field(member.def) !== 0) this.tell('IL2110', origin, annotatedFieldMessage(fieldName(member)));
	}

	/** A delegate of a method is made: its annotations can't be seen where it is called. */
	tellPointer(method: MethodInstance, origin: Origin): void {
		this.tellRequires(method, origin, ['unreferencedCode', 'assemblyFiles', 'dynamicCode']);
		if (this.program.requires.ofMethod(method.def, 'unreferencedCode')) return;
		const annotations = this.program.attributes.method(method.def);
		if (annotations.parameters !== undefined || annotations.self !== 0 || (annotations.returns !== 0 && method.def.isVirtual))
			this.tell('IL2111', origin, annotatedMethodMessage(this.method(method)));
	}

	/** Runs something without telling what it finds. */
	silently<T>(run: () => T): T {
		const before = this.#isSilent;
		this.#isSilent = true;
		try {
			return run();
		} finally {
			this.#isSilent = before;
		}
	}

	#isSilent = false;

	/** What a call requires. */
	tellRequires(method: MethodInstance, origin: Origin, kinds: readonly RequirementKind[]): void {
		if (moduleOf(origin).isFramework) return;
		for (const { kind, code, attribute, risk } of REQUIREMENTS) {
			if (!kinds.includes(kind)) continue;
			const required = this.program.requires.ofMethod(method.def, kind);
			if (required) this.tell(code, origin, requiresMessage(this.method(method, origin), attribute, risk, required), kind);
		}
	}
}

export function requiresMessage(
	name: string,
	attribute: string,
	risk: string,
	required: { readonly message: string; readonly url: string; readonly excludeStatics: boolean },
): string {
	return `Using member '${name}' which has '${attribute}' ${risk}.${suffix(required)}`;
}

const contextOf = (origin: Origin): MethodDef | undefined => ('kind' in origin && origin.kind === 'method' ? origin : undefined);

function isUnqualified(name: ParsedName): boolean {
	return name.assembly === undefined || name.args.some(isUnqualified);
}

export function moduleOf(origin: Origin): Module {
	return 'kind' in origin ? origin.module : origin;
}

/** What stands before a warning. */
export function originName(origin: Origin, program: Program): string {
	if (!('kind' in origin)) return origin.name;
	switch (origin.kind) {
		case 'method':
			return methodName(origin.open, program.accessorKind);
		case 'field':
			return fieldName(origin);
		case 'type':
			return typeDefName(origin as TypeDef);
	}
}
