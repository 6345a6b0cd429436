/**
 * The attributes of definitions that decide what is reported: what requires, what is annotated, what is suppressed.
 *
 * One pass over an assembly's attributes finds those with a name of interest; each is decoded when it is asked for.
 */
import type { AttributeFacts } from '../metadata/facts.ts';
import { decodeAttribute } from '../metadata/ecma335/attributes.ts';
import { BadImage } from '../metadata/ecma335/bytes.ts';
import { Coded, Table } from '../metadata/ecma335/tables.ts';
import { ByDefinition } from './marks.ts';
import type { FieldDef, GenericParameter, MethodDef, Module, Type, TypeDef } from './definitions.ts';

/** The tags of HasCustomAttribute (II.24.2.6). */
export const Parent = { method: 0, field: 1, type: 3, parameter: 4, module: 7, property: 9, event: 10, assembly: 14, generic: 19 } as const;

const WANTED: ReadonlySet<string> = new Set([
	'RequiresUnreferencedCodeAttribute',
	'RequiresDynamicCodeAttribute',
	'RequiresAssemblyFilesAttribute',
	'DynamicallyAccessedMembersAttribute',
	'UnconditionalSuppressMessageAttribute',
	'FeatureGuardAttribute',
	'FeatureSwitchDefinitionAttribute',
	'DynamicDependencyAttribute',
	'AsyncStateMachineAttribute',
	'IteratorStateMachineAttribute',
	'AsyncIteratorStateMachineAttribute',
	'AssemblyMetadataAttribute',
	'IntrinsicAttribute',
	'UnmanagedCallersOnlyAttribute',
]);

/** The attributes of interest of one assembly, by what they stand on. */
export class Annotations {
	readonly #module: Module;
	readonly #names = new Map<number, string>();
	/** Rows of methods with an attribute of interest on themselves, a parameter, or the property or event around them. */
	readonly #methods: Uint8Array;
	/** The rows of attributes by what they stand on; undefined where the table is in this order, as II.22.10 wants it. */
	readonly #order: Int32Array | undefined;
	readonly #count: number;

	constructor(module: Module) {
		this.#module = module;
		const { tables } = module;
		const around = new Set<number>();
		this.#count = tables.rows(Table.CustomAttribute);
		this.#methods = new Uint8Array(tables.rows(Table.MethodDef) + 1);
		let isSorted = true;
		let before = 0;
		for (let row = 1; row <= this.#count; row++) {
			const parent = tables.cell(Table.CustomAttribute, row, 0);
			if (parent < before) isSorted = false;
			before = parent;
			if (!WANTED.has(this.#simpleName(row))) continue;
			const kind = parent & 31;
			if (kind === Parent.method) this.#methods[parent >>> 5] = 1;
			else if (kind === Parent.parameter) this.#methods[this.#methodOfParameter(parent >>> 5)] = 1;
			else if (kind === Parent.property || kind === Parent.event) around.add(parent);
		}
		if (!isSorted) {
			const parentOf = (row: number): number => tables.cell(Table.CustomAttribute, row, 0);
			this.#order = Int32Array.from({ length: this.#count }, (_, index) => index + 1).sort(
				(left, right) => parentOf(left) - parentOf(right) || left - right,
			);
		}
		if (around.size === 0) return;
		for (let row = 1; row <= tables.rows(Table.MethodSemantics); row++) {
			const of = tables.coded(Table.MethodSemantics, row, 2, Coded.HasSemantics);
			const kind = of.table === Table.Property ? Parent.property : Parent.event;
			if (around.has((of.row << 5) | kind)) this.#methods[tables.cell(Table.MethodSemantics, row, 1)] = 1;
		}
	}

	/** The rows of all attributes on something. */
	#on(parent: number, row: number): readonly number[] {
		if (row <= 0) return NO_ROWS;
		const wanted = (row << 5) | parent;
		const { tables } = this.#module;
		const at = (index: number): number => this.#order?.[index] ?? index + 1;
		let low = 0;
		let high = this.#count;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (tables.cell(Table.CustomAttribute, at(middle), 0) < wanted) low = middle + 1;
			else high = middle;
		}
		let rows: number[] | undefined;
		for (; low < this.#count && tables.cell(Table.CustomAttribute, at(low), 0) === wanted; low++) (rows ??= []).push(at(low));
		return rows ?? NO_ROWS;
	}

	/** The method whose list of parameters holds a row. */
	#methodOfParameter(parameter: number): number {
		const { tables } = this.#module;
		let low = 1;
		let high = tables.rows(Table.MethodDef);
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (tables.cell(Table.MethodDef, middle, 5) <= parameter) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	/** Whether anything of interest stands on a method, its parameters or its property. */
	isPlain(method: number): boolean {
		return this.#methods[method] !== 1;
	}

	/** The attributes of interest on a row; those that can't be decoded are left out. */
	of(parent: number, row: number): readonly AttributeFacts[] {
		const rows = this.#on(parent, row);
		return rows.length === 0 ? NONE : rows.flatMap(each => (WANTED.has(this.#simpleName(each)) ? (this.#decode(each) ?? []) : []));
	}

	has(parent: number, row: number, name: string): boolean {
		return this.#on(parent, row).some(each => this.#simpleName(each) === name);
	}

	/** Every attribute on a row: its constructor, and what its blob says. */
	everything(parent: number, row: number): readonly { readonly constructor: number; readonly facts: AttributeFacts }[] {
		return this.#on(parent, row).flatMap(each => {
			const facts = this.#decode(each);
			const made = this.#module.tables.coded(Table.CustomAttribute, each, 1, Coded.CustomAttributeType);
			return facts ? [{ constructor: (made.table << 24) | made.row, facts }] : [];
		});
	}

	#simpleName(row: number): string {
		const cell = this.#module.tables.cell(Table.CustomAttribute, row, 1);
		let name = this.#names.get(cell);
		if (name === undefined) this.#names.set(cell, (name = this.#readName(row)));
		return name;
	}

	/** The name of the attribute's type without its namespace; nothing is resolved for it. */
	#readName(row: number): string {
		const { tables } = this.#module;
		try {
			const made = tables.coded(Table.CustomAttribute, row, 1, Coded.CustomAttributeType);
			if (made.table === Table.MethodDef) return this.#module.methodDef(made.row).owner.name;
			const parent = tables.coded(Table.MemberRef, made.row, 0, Coded.MemberRefParent);
			return parent.table === Table.TypeRef || parent.table === Table.TypeDef ? tables.string(parent.table, parent.row, 1) : '';
		} catch (error) {
			if (!(error instanceof BadImage)) throw error;
			return '';
		}
	}

	#decode(row: number): AttributeFacts | undefined {
		const module = this.#module;
		try {
			const made = module.tables.coded(Table.CustomAttribute, row, 1, Coded.CustomAttributeType);
			const signature = module.methodSignature(made.table, made.row, made.table === Table.MethodDef ? 4 : 2);
			return decodeAttribute(
				this.#simpleName(row),
				signature.parameters.map(sigOf),
				module.tables.blob(Table.CustomAttribute, row, 2),
				name => elementOfEnum(module.findFull(name)),
			);
		} catch (error) {
			if (!(error instanceof BadImage)) throw error;
			return undefined;
		}
	}
}

const NO_ROWS: readonly number[] = [];
const NONE: readonly AttributeFacts[] = [];

/** The element type of an enum; undefined for what is none or is not there. */
function elementOfEnum(def: TypeDef | undefined): number | undefined {
	if (!def?.isEnum) return undefined;
	const field = def.fields.find(each => !each.isStatic);
	return field && def.module.tables.blob(Table.Field, field.row, 2).u8(1);
}

/** A type as attribute blobs need it: names of primitives, arrays. */
function sigOf(type: Type): string {
	if (type.kind === 'named') return type.def.fullName;
	if (type.kind === 'array') return `${sigOf(type.element)}[]`;
	return type.kind === 'missing' ? type.name : '?';
}

/** `[Requires...]` of one kind. */
export interface Requirement {
	readonly message: string;
	readonly url: string;
	readonly excludeStatics: boolean;
}

/** What one of the three attributes says on a definition; the order is that of `REQUIRES`. */
export interface Requirements {
	readonly unreferencedCode?: Requirement;
	readonly dynamicCode?: Requirement;
	readonly assemblyFiles?: Requirement;
}

const KINDS: Readonly<Record<string, keyof Requirements>> = {
	RequiresUnreferencedCodeAttribute: 'unreferencedCode',
	RequiresDynamicCodeAttribute: 'dynamicCode',
	RequiresAssemblyFilesAttribute: 'assemblyFiles',
};

const NOTHING: Requirements = {};

function requirementsOf(attributes: readonly AttributeFacts[]): Requirements {
	let found: { -readonly [K in keyof Requirements]: Requirements[K] } | undefined;
	for (const attribute of attributes) {
		const kind = KINDS[attribute.name];
		if (!kind) continue;
		found ??= {};
		found[kind] = {
			message: typeof attribute.args[0] === 'string' ? attribute.args[0] : '',
			url: typeof attribute.named?.['Url'] === 'string' ? attribute.named['Url'] : '',
			excludeStatics: attribute.named?.['ExcludeStatics'] === true,
		};
	}
	return found ?? NOTHING;
}

const damOf = (attributes: readonly AttributeFacts[]): number => {
	for (const attribute of attributes)
		if (attribute.name === 'DynamicallyAccessedMembersAttribute') return Number(attribute.args[0] ?? 0) | 0;
	return 0;
};

/** What is known of a method from its attributes and those around it. */
export interface MethodAnnotations {
	readonly requires: Requirements;
	/** Flags of the parameters; undefined where none has any. */
	readonly parameters: readonly number[] | undefined;
	readonly returns: number;
	/** On the method itself: what `this` of a type-like class must have. */
	readonly self: number;
}

const PLAIN: MethodAnnotations = { requires: NOTHING, parameters: undefined, returns: 0, self: 0 };

/** Attributes of all assemblies of a program. */
export class AttributeReader {
	readonly #modules = new WeakMap<Module, Annotations>();
	readonly #methods = new ByDefinition<MethodDef, MethodAnnotations>();
	readonly #types = new ByDefinition<TypeDef, { readonly requires: Requirements; readonly dam: number }>();
	readonly #fields = new ByDefinition<FieldDef, number>();
	readonly #generics = new WeakMap<GenericParameter, number>();
	readonly #associations = new WeakMap<Module, Map<number, { readonly isProperty: boolean; readonly row: number }>>();

	module(module: Module): Annotations {
		let found = this.#modules.get(module);
		if (!found) this.#modules.set(module, (found = new Annotations(module)));
		return found;
	}

	type(def: TypeDef): { readonly requires: Requirements; readonly dam: number } {
		let found = this.#types.get(def);
		if (!found) {
			const attributes = this.module(def.module).of(Parent.type, def.row);
			this.#types.set(def, (found = { requires: requirementsOf(attributes), dam: damOf(attributes) }));
		}
		return found;
	}

	/** The property or event that a method is an accessor of. */
	associated(method: MethodDef): { readonly isProperty: boolean; readonly row: number } | undefined {
		const { module } = method;
		let map = this.#associations.get(module);
		if (!map) {
			map = new Map();
			const { tables } = module;
			for (let row = 1; row <= tables.rows(Table.MethodSemantics); row++) {
				const of = tables.coded(Table.MethodSemantics, row, 2, Coded.HasSemantics);
				map.set(tables.cell(Table.MethodSemantics, row, 1), { isProperty: of.table === Table.Property, row: of.row });
			}
			this.#associations.set(module, map);
		}
		return map.get(method.row);
	}

	/** Attributes on a method or on the property or event around it. */
	methodAttributes(method: MethodDef): readonly AttributeFacts[] {
		const annotations = this.module(method.module);
		return annotations.isPlain(method.row) ? NONE : annotations.of(Parent.method, method.row);
	}

	associatedAttributes(method: MethodDef): readonly AttributeFacts[] {
		const of = this.associated(method);
		return of ? this.module(method.module).of(of.isProperty ? Parent.property : Parent.event, of.row) : NONE;
	}

	method(def: MethodDef): MethodAnnotations {
		let found = this.#methods.get(def);
		if (!found) this.#methods.set(def, (found = this.#readMethod(def)));
		return found;
	}

	#readMethod(def: MethodDef): MethodAnnotations {
		if (this.module(def.module).isPlain(def.row)) return PLAIN;
		const own = this.methodAttributes(def);
		const around = this.associatedAttributes(def);
		const annotations = this.module(def.module);
		let parameters: number[] | undefined;
		const count = def.signature.parameters.length;
		for (let index = 0; index < count; index++) {
			const dam = damOf(annotations.of(Parent.parameter, def.parameterRow(index + 1)));
			if (dam !== 0) (parameters ??= new Array<number>(count).fill(0))[index] = dam;
		}
		let returns = damOf(annotations.of(Parent.parameter, def.parameterRow(0)));
		const ofProperty = around.length > 0 ? damOf(around) : 0;
		if (ofProperty !== 0) {
			// A property's annotation stands for its getter's return and its setter's value.
			if (def.name.includes('get_') && returns === 0) returns = ofProperty;
			else if (def.name.includes('set_') && !parameters?.[count - 1])
				(parameters ??= new Array<number>(count).fill(0))[count - 1] = ofProperty;
		}
		const mine = requirementsOf(own);
		return { requires: around.length > 0 ? { ...requirementsOf(around), ...mine } : mine, parameters, returns, self: damOf(own) };
	}

	field(def: FieldDef): number {
		let found = this.#fields.get(def);
		if (found === undefined) {
			const annotations = this.module(def.module);
			found = damOf(annotations.of(Parent.field, def.row));
			if (found === 0) found = this.#ofBackedProperty(def);
			this.#fields.set(def, found);
		}
		return found;
	}

	/** The field behind an automatic property has the property's annotation. */
	#ofBackedProperty(def: FieldDef): number {
		const name = /^<(.+)>k__BackingField$/.exec(def.name)?.[1];
		if (name === undefined) return 0;
		const accessor = def.owner.named(`get_${name}`)[0] ?? def.owner.named(`set_${name}`)[0];
		return accessor ? damOf(this.associatedAttributes(accessor)) : 0;
	}

	generic(parameter: GenericParameter): number {
		let found = this.#generics.get(parameter);
		if (found === undefined) {
			found = damOf(this.module(parameter.owner.module).of(Parent.generic, parameter.row));
			this.#generics.set(parameter, found);
		}
		return found;
	}

	/** Whether an assembly says `AssemblyMetadata(key, "True")`. */
	says(module: Module, key: string): boolean {
		return this.module(module)
			.of(Parent.assembly, 1)
			.some(each => each.name === 'AssemblyMetadataAttribute' && each.args[0] === key && String(each.args[1]).toLowerCase() === 'true');
	}
}
