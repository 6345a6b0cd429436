/**
 * Judges values where they meet annotations: the table of IL2062 to IL2091, and the members that a
 * known type exposes to reflection (docs/analyzer.md, "Messages and names", "Sinks", "Reflected members").
 */
import type { Compilation } from '../../symbols/compilation.ts';
import { memberDisplay, methodDisplay, typeDisplay } from '../../symbols/display.ts';
import type { FieldSymbol, MethodSymbol, PropertySymbol } from '../../symbols/members.ts';
import { isNamed, type NamedType, nullableUnderlying, type Type, type TypeDef, type TypeParameter } from '../../symbols/types.ts';
import type { Value, Values } from '../../dataflow/values.ts';
import { suffix } from '../requires.ts';
import type { MissingAnnotation } from '../rule.ts';
import { Dam, flagNames, missingFlags, namesOf } from './annotations.ts';
import { hasAnnotations, type Reached, reachedMembers, unreferencedFacts } from './members.ts';
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
} from './words.ts';
import { isUnqualified, parseTypeName, resolveTypeName } from './type-names.ts';

/** `missing` says where an annotation would help. */
export type Tell = (code: string, message: string, missing?: MissingAnnotation) => void;

/** The display name of what declares a type parameter. */
export type OwnerNames = (parameter: TypeParameter) => string;

export class Judge {
	readonly compilation: Compilation;
	readonly #ownerOf: OwnerNames;

	constructor(compilation: Compilation, ownerOf: OwnerNames) {
		this.compilation = compilation;
		this.#ownerOf = ownerOf;
	}

	/** Tells of each value that does not have what a target asks for. */
	require(values: Values, wanted: number, target: Target, tell: Tell): void {
		if (wanted === 0) return;
		for (const value of values.values()) this.#requireOne(value, wanted, target, tell);
	}

	#requireOne(value: Value, wanted: number, target: Target, tell: Tell): void {
		switch (value.kind) {
			case 'null':
				return;
			case 'parameter':
				// The analyzer takes what `Nullable<>` is made of for a type parameter.
				if (value.isNullable)
					return this.#compare(
						value,
						'generic',
						value.flags,
						genericWords(value.parameter.name, value.method ? methodDisplay(value.method) : 'lambda expression'),
						wanted,
						target,
						tell,
					);
				return this.#compare(value, value.kind, value.flags, sourceWords(value), wanted, target, tell);
			case 'return':
			case 'field':
			case 'this':
				return this.#compare(value, value.kind, value.flags, sourceWords(value), wanted, target, tell);
			case 'generic': {
				const { constraints } = value.parameter;
				if (
					!value.isNullable &&
					wanted === Dam.PublicParameterlessConstructor &&
					(constraints.hasNew || constraints.isStruct || constraints.isUnmanaged)
				)
					return;
				if (wanted === Dam.PublicFields && constraints.types.some(type => isNamed(type, 'System.Enum'))) return;
				return this.#compare(
					value,
					'generic',
					value.parameter.dam,
					genericWords(value.parameter.name, this.#ownerOf(value.parameter)),
					wanted,
					target,
					tell,
				);
			}
			case 'type':
				return this.reach((value.isNullable ? (nullableUnderlying(value.type) ?? value.type) : value.type) as NamedType, wanted, tell);
			case 'string': {
				const type = this.resolve(value.text, tell);
				if (type) this.reach(type, wanted, tell);
				return;
			}
			default:
				return tell(unknownCode(target), unknownMessage(target));
		}
	}

	#compare(value: Value, source: SourceKind, have: number, words: string, wanted: number, target: Target, tell: Tell): void {
		const missing = missingFlags(wanted, have);
		if (missing === 0) return;
		tell(
			mismatchCode(source, target),
			mismatchMessage(target, flagNames(missing, wanted, this.compilation), words),
			this.#missing(value, have === Dam.All ? have : have | wanted),
		);
	}

	/** The declaration that a value comes from, with the flags that it should have. */
	#missing(value: Value, flags: number): MissingAnnotation | undefined {
		const place = placeOf(value, this.#ownerOf);
		return place && { place, flags, names: namesOf(flags, flags, this.compilation) };
	}

	/** A type by its name in a string; IL2122 where the string has no assembly. */
	resolve(text: string, tell: Tell): NamedType | undefined {
		const name = parseTypeName(text);
		if (!name) return undefined;
		if (isUnqualified(name)) {
			tell('IL2122', unqualifiedMessage(text));
			return undefined;
		}
		return this.named(resolveTypeName(name, this.compilation));
	}

	/** What `typeof` of a type is. */
	valueOf(type: Type): Value | undefined {
		if (type.kind === 'parameter') return { kind: 'generic', parameter: type };
		const underlying = type.kind === 'named' && type === type.def.self ? undefined : nullableUnderlying(type);
		if (underlying?.kind === 'parameter') return { kind: 'generic', parameter: underlying, isNullable: true };
		const named = this.named(type);
		return named && { kind: 'type', type: named, ...(underlying?.kind === 'named' && { isNullable: true }) };
	}

	/** A type as a value: arrays are `System.Array`. */
	named(type: Type | undefined): NamedType | undefined {
		const found = type?.kind === 'array' ? this.compilation.wellKnown('System.Array') : type;
		return found?.kind === 'named' ? found : undefined;
	}

	/** Every member that flags select is reached by reflection. */
	reach(type: NamedType, wanted: number, tell: Tell): void {
		const seen = new Set<Reached>();
		for (const member of reachedMembers(type.def, wanted)) {
			if (seen.has(member)) continue;
			seen.add(member);
			this.reachMember(member, tell);
		}
	}

	/** A member is reached by reflection: what it requires is not seen there (IL2026, IL2110, IL2111). */
	reachMember(member: Reached, tell: Tell): void {
		const facts = unreferencedFacts(member);
		if (facts)
			tell(
				'IL2026',
				`Using member '${member.kind === 'method' ? methodDisplay(member) : memberDisplay(member)}' which has 'RequiresUnreferencedCodeAttribute' can break functionality when trimming application code.${suffix(facts)}`,
			);
		// A field can be both.
		if ((!facts || member.kind !== 'method') && hasAnnotations(member)) tellAnnotated(member, tell);
	}
}

export function tellAnnotated(member: Reached, tell: Tell): void {
	if (member.kind !== 'method') tell('IL2110', annotatedFieldMessage(fieldDisplay(member)));
	else tell('IL2111', annotatedMethodMessage(methodDisplay(member)));
}

function fieldDisplay(member: FieldSymbol | PropertySymbol): string {
	return member.kind === 'field' ? memberDisplay(member) : `${typeDisplay(member.container)}.<${member.name}>k__BackingField`;
}

function placeOf(value: Value, ownerOf: OwnerNames): MissingAnnotation['place'] | undefined {
	switch (value.kind) {
		case 'parameter':
			return value.method && { kind: 'parameter', parameter: value.parameter, method: value.method };
		case 'return':
			return { kind: 'return', method: value.method };
		case 'field':
			return value.field && { kind: 'field', field: value.field };
		case 'generic':
			return { kind: 'type-parameter', parameter: value.parameter, owner: ownerOf(value.parameter) };
		default:
			return undefined;
	}
}

function sourceWords(value: Value & { kind: 'parameter' | 'return' | 'field' | 'this' }): string {
	const method = (symbol: MethodSymbol | undefined): string => (symbol ? methodDisplay(symbol) : 'lambda expression');
	switch (value.kind) {
		case 'parameter':
			return parameterWords(value.parameter.name, method(value.method));
		case 'return':
			return returnWords(method(value.method));
		case 'field':
			return fieldWords(value.name);
		case 'this':
			return thisWords(method(value.method));
	}
}

/** Who declares the type parameters that are in scope of a member or a type. */
export function ownerNames(methods: Iterable<MethodSymbol>, type: TypeDef | undefined): OwnerNames {
	const owners = new Map<TypeParameter, string>();
	for (const each of methods) for (const parameter of each.typeParameters) owners.set(parameter, methodDisplay(each));
	for (let def = type; def; def = def.container) for (const parameter of def.ownTypeParameters) owners.set(parameter, typeDisplay(def));
	return parameter => owners.get(parameter) ?? '';
}
