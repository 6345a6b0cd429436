/**
 * Anonymous types: one declaration for each list of member names, generic in the members' types. And the records that fixes are going
 * to declare in their place: what is written of them is what would be of any other type.
 */
import { Access } from '../metadata/facts.ts';
import type { Compilation } from './compilation.ts';
import { PropertySymbol } from './members.ts';
import { impliedMethod } from './members.ts';
import {
	type AccessLevel,
	type MemberSymbol,
	type Module,
	type NamedType,
	NO_CONSTRAINTS,
	NO_REQUIRES,
	type Type,
	TypeDef,
	TypeParameter,
} from './types.ts';

/** A class that has properties alone. */
abstract class DataTypeDef extends TypeDef {
	readonly namespace: string;
	readonly module: Module;
	readonly container = undefined;
	readonly kind = 'class';
	readonly isAbstract = false;
	readonly isSealed = true;
	readonly isStatic = false;
	readonly isByRefLike = false;
	readonly isIncomplete = false;
	readonly ownTypeParameters: readonly TypeParameter[];
	readonly requires = NO_REQUIRES;
	readonly dam = 0;
	readonly interfaces = [];
	readonly enumUnderlying = undefined;
	readonly baseType: Type;
	readonly #properties: ReadonlyMap<string, PropertySymbol>;

	constructor(
		compilation: Compilation,
		namespace: string,
		typeParameters: readonly TypeParameter[],
		properties: readonly (readonly [name: string, type: Type])[],
	) {
		super();
		this.namespace = namespace;
		this.module = compilation.own;
		this.baseType = compilation.object;
		this.ownTypeParameters = typeParameters;
		this.#properties = new Map(properties.map(([name, type]) => [name, this.#property(name, type)]));
	}

	#property(name: string, type: Type): PropertySymbol {
		const signature = () => ({ parameters: [], returns: type });
		return new PropertySymbol({
			name,
			container: this,
			access: Access.Public,
			isStatic: false,
			isOverride: false,
			isVirtual: false,
			signature,
			getter: impliedMethod(this, 'get', { methodKind: 'accessor', signature }),
			setter: undefined,
			isRequired: false,
			isInitOnly: false,
			returnsByRef: false,
			requires: NO_REQUIRES,
			dam: 0,
			featureGuard: [],
		});
	}

	attribute(): undefined {
		return undefined;
	}
	members(name: string): readonly MemberSymbol[] {
		const property = this.#properties.get(name);
		return property ? [property] : [];
	}
	memberNames(): Iterable<string> {
		return this.#properties.keys();
	}
	nestedTypes(): readonly TypeDef[] {
		return [];
	}
}

class AnonymousTypeDef extends DataTypeDef {
	readonly name: string;
	readonly isRecord = false;
	readonly access = Access.Internal;

	constructor(compilation: Compilation, names: readonly string[]) {
		const parameters = names.map((name, index) => new TypeParameter(`<${name}>j__TPar`, index, false, undefined, 0, () => NO_CONSTRAINTS));
		super(
			compilation,
			'',
			parameters,
			parameters.map((type, index) => [names[index] ?? '', type]),
		);
		this.name = `<anonymous type: ${names.join(', ')}>`;
	}
}

class PlannedRecordDef extends DataTypeDef {
	readonly name: string;
	readonly isRecord = true;
	readonly access: AccessLevel;

	constructor(
		compilation: Compilation,
		name: string,
		namespace: string,
		access: AccessLevel,
		properties: readonly (readonly [name: string, type: Type])[],
	) {
		super(compilation, namespace, [], properties);
		this.name = name;
		this.access = access;
	}
}

/** A record that is going to be declared. */
export const plannedRecord = (...args: ConstructorParameters<typeof PlannedRecordDef>): NamedType => new PlannedRecordDef(...args).self;

const definitions = new WeakMap<Compilation, Map<string, AnonymousTypeDef>>();

/** The anonymous type with these members. */
export function anonymousType(compilation: Compilation, names: readonly string[], types: readonly Type[]): Type {
	let byNames = definitions.get(compilation);
	if (!byNames) definitions.set(compilation, (byNames = new Map()));
	const key = names.join(',');
	let def = byNames.get(key);
	if (!def) byNames.set(key, (def = new AnonymousTypeDef(compilation, names)));
	return def.construct(types);
}

/** Whether a type is anonymous. */
export function isAnonymous(type: Type): boolean {
	return type.kind === 'named' && type.def instanceof AnonymousTypeDef;
}
