/** Anonymous types: one declaration for each list of member names, generic in the members' types. */
import { Access } from '../metadata/facts.ts';
import type { Compilation } from './compilation.ts';
import { PropertySymbol } from './members.ts';
import { impliedMethod } from './members.ts';
import { type MemberSymbol, type Module, NO_CONSTRAINTS, NO_REQUIRES, type Type, TypeDef, TypeParameter } from './types.ts';

class AnonymousTypeDef extends TypeDef {
	readonly name: string;
	readonly namespace = '';
	readonly module: Module;
	readonly container = undefined;
	readonly kind = 'class';
	readonly access = Access.Internal;
	readonly isAbstract = false;
	readonly isSealed = true;
	readonly isStatic = false;
	readonly isRecord = false;
	readonly isByRefLike = false;
	readonly isIncomplete = false;
	readonly ownTypeParameters: readonly TypeParameter[];
	readonly requires = NO_REQUIRES;
	readonly dam = 0;
	readonly interfaces = [];
	readonly enumUnderlying = undefined;
	readonly baseType: Type;
	readonly #properties: ReadonlyMap<string, PropertySymbol>;

	constructor(compilation: Compilation, names: readonly string[]) {
		super();
		this.name = `<anonymous type: ${names.join(', ')}>`;
		this.module = compilation.own;
		this.baseType = compilation.object;
		this.ownTypeParameters = names.map(
			(name, index) => new TypeParameter(`<${name}>j__TPar`, index, false, undefined, 0, () => NO_CONSTRAINTS),
		);
		this.#properties = new Map(
			names.map((name, index) => {
				const type = this.ownTypeParameters[index] as TypeParameter;
				const getter = impliedMethod(this, 'get', { methodKind: 'accessor', signature: () => ({ parameters: [], returns: type }) });
				return [
					name,
					new PropertySymbol({
						name,
						container: this,
						access: Access.Public,
						isStatic: false,
						isOverride: false,
						isVirtual: false,
						signature: () => ({ parameters: [], returns: type }),
						getter,
						setter: undefined,
						isRequired: false,
						isInitOnly: false,
						returnsByRef: false,
						requires: NO_REQUIRES,
						dam: 0,
						featureGuard: [],
					}),
				];
			}),
		);
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
