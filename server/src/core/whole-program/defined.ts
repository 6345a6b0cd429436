/**
 * Definitions of types, methods and fields, read from metadata as they are asked for (ECMA-335 II.22).
 *
 * Invariant: a definition is made once for its row, so identity is equality.
 */
import { BadImage } from '../metadata/ecma335/bytes.ts';
import { Coded, Table } from '../metadata/ecma335/tables.ts';
import { type Body, bodySize, readBody } from '../metadata/il/body.ts';
import type { FieldDef, GenericParameter, MethodDef, MethodInstance, Module, NamedType, Signature, Type, TypeDef } from './definitions.ts';
import { instanceOf, instantiate, selfOf, variable } from './types.ts';

/** What a definition says that comes from source: the app's own code, which is not compiled yet. */
export interface TypeShape {
	readonly name: string;
	readonly namespace: string;
	readonly flags: number;
	/** Type parameters with those of the containers, as [name, flags]. */
	readonly parameters: readonly (readonly [string, number])[];
	readonly base: (def: TypeDef) => Type | undefined;
	readonly interfaces: (def: TypeDef) => readonly Type[];
	readonly methods: (def: TypeDef) => readonly MethodDef[];
	readonly fields: (def: TypeDef) => readonly FieldDef[];
}

export interface MethodShape {
	readonly name: string;
	readonly flags: number;
	readonly parameters: readonly (readonly [string, number])[];
	readonly signature: () => Signature;
	readonly parameterNames: readonly string[];
}

let nextDefinition = 1;

/** So many methods are looked through by name; of more a table is made. */
const FEW = 12;

export class DefinedType implements TypeDef {
	readonly kind = 'type';
	readonly id = nextDefinition++;
	readonly module: Module;
	readonly row: number;
	readonly name: string;
	readonly namespace: string;
	readonly container: TypeDef | undefined;
	readonly flags: number;
	readonly arity: number;
	instances: Map<string | number, NamedType> | undefined;
	readonly self: NamedType;
	#open: NamedType | undefined;
	#base: Type | null | undefined;
	#interfaces: readonly Type[] | undefined;
	#methods: readonly MethodDef[] | undefined;
	#byName: Map<string, MethodDef[]> | undefined;
	#fields: readonly FieldDef[] | undefined;
	#parameters: readonly GenericParameter[] | undefined;
	#kind: number | undefined;
	#initializer: MethodDef | null | undefined;

	readonly #shape: TypeShape | undefined;

	/** @param row 0 for what comes from source, which has a shape instead */
	constructor(module: Module, row: number, container: TypeDef | undefined, shape?: TypeShape) {
		const { tables } = module;
		this.module = module;
		this.self = selfOf(this);
		this.row = row;
		this.container = container;
		this.#shape = shape;
		if (shape) {
			this.flags = shape.flags;
			this.name = shape.name;
			this.namespace = shape.namespace;
			this.arity = shape.parameters.length;
			return;
		}
		this.flags = tables.cell(Table.TypeDef, row, 0);
		this.name = tables.string(Table.TypeDef, row, 1);
		this.namespace = tables.string(Table.TypeDef, row, 2);
		this.arity = module.genericRows(false, row).length;
	}

	get fullName(): string {
		return this.container ? `${this.container.fullName}+${this.name}` : this.namespace ? `${this.namespace}.${this.name}` : this.name;
	}

	get open(): NamedType {
		this.#open ??= instantiate(
			this,
			Array.from({ length: this.arity }, (_, index) => variable(index, false)),
		);
		return this.#open;
	}

	get parameters(): readonly GenericParameter[] {
		this.#parameters ??= this.#shape ? shapedParameters(this, this.#shape.parameters) : this.module.genericParameters(this, this.row);
		return this.#parameters;
	}

	get base(): Type | undefined {
		if (this.#base === undefined && this.#shape) this.#base = this.#shape.base(this) ?? null;
		if (this.#base === undefined) {
			const token = this.module.tables.coded(Table.TypeDef, this.row, 3, Coded.TypeDefOrRef);
			this.#base = token.row === 0 ? null : this.module.type(token.table, token.row);
		}
		return this.#base ?? undefined;
	}

	get baseType(): NamedType | undefined {
		return this.base?.kind === 'named' ? this.base : undefined;
	}

	get interfaces(): readonly Type[] {
		this.#interfaces ??= this.#shape ? this.#shape.interfaces(this) : this.module.interfacesOf(this.row);
		return this.#interfaces;
	}

	get methods(): readonly MethodDef[] {
		if (this.#shape) this.#methods ??= this.#shape.methods(this);
		if (!this.#methods) {
			const { first, end } = this.module.tables.list(Table.TypeDef, this.row, 5, Table.MethodDef);
			const methods: MethodDef[] = [];
			for (let row = first; row < end; row++) methods.push(new DefinedMethod(this, row));
			this.#methods = methods;
			for (const method of methods) this.module.methodRows[method.row] = method;
		}
		return this.#methods;
	}

	named(name: string): readonly MethodDef[] {
		const { methods } = this;
		if (methods.length <= FEW) return methods.filter(method => method.name === name);
		if (!this.#byName) {
			this.#byName = new Map();
			for (const method of methods) {
				const known = this.#byName.get(method.name);
				if (known) known.push(method);
				else this.#byName.set(method.name, [method]);
			}
		}
		return this.#byName.get(name) ?? [];
	}

	get fields(): readonly FieldDef[] {
		if (this.#shape) this.#fields ??= this.#shape.fields(this);
		if (!this.#fields) {
			const { first, end } = this.module.tables.list(Table.TypeDef, this.row, 4, Table.Field);
			const fields: FieldDef[] = [];
			for (let row = first; row < end; row++) fields.push(new DefinedField(this, row));
			this.#fields = fields;
			for (const field of fields) this.module.fieldRows[field.row] = field;
		}
		return this.#fields;
	}

	get isInterface(): boolean {
		return (this.flags & 0x20) !== 0;
	}

	get isAbstract(): boolean {
		return (this.flags & 0x80) !== 0;
	}

	get isSealed(): boolean {
		return (this.flags & 0x100) !== 0;
	}

	get isBeforeFieldInit(): boolean {
		return (this.flags & 0x100000) !== 0;
	}

	get isPublic(): boolean {
		return (this.flags & 7) === 1 || (this.flags & 7) === 2;
	}

	/** 0 class, 1 struct, 2 enum, 3 delegate. */
	get #category(): number {
		if (this.#kind === undefined) {
			const base = this.baseType?.def;
			const name = base?.container ? undefined : base?.namespace === 'System' ? base.name : undefined;
			this.#kind = this.isInterface
				? 0
				: name === 'Enum'
					? 2
					: name === 'ValueType' && !(this.name === 'Enum' && this.namespace === 'System')
						? 1
						: name === 'MulticastDelegate'
							? 3
							: 0;
		}
		return this.#kind;
	}

	get isValueType(): boolean {
		return this.#category === 1 || this.#category === 2;
	}

	get isEnum(): boolean {
		return this.#category === 2;
	}

	get isDelegate(): boolean {
		return this.#category === 3;
	}

	get initializer(): MethodDef | undefined {
		if (this.#initializer === undefined) this.#initializer = this.named('.cctor')[0] ?? null;
		return this.#initializer ?? undefined;
	}

	is(namespace: string, name: string): boolean {
		return this.name === name && this.namespace === namespace && !this.container;
	}
}

const METHOD = { static: 0x10, final: 0x20, virtual: 0x40, newSlot: 0x100, abstract: 0x400 } as const;

export class DefinedMethod implements MethodDef {
	readonly kind = 'method';
	readonly id = nextDefinition++;
	readonly owner: TypeDef;
	readonly row: number;
	readonly name: string;
	readonly flags: number;
	instances: Map<string | number, MethodInstance> | undefined;
	plain: MethodInstance | undefined;
	#signature: Signature | undefined;
	#parameters: readonly GenericParameter[] | undefined;
	#parameterRows: Map<number, number> | undefined;
	#body: Body | null | undefined;
	#open: MethodInstance | undefined;

	readonly #shape: MethodShape | undefined;

	/** @param row 0 for what comes from source, which has a shape instead */
	constructor(owner: TypeDef, row: number, shape?: MethodShape) {
		const { tables } = owner.module;
		this.owner = owner;
		this.row = row;
		this.#shape = shape;
		if (shape) {
			this.flags = shape.flags;
			this.name = shape.name;
			return;
		}
		this.flags = tables.cell(Table.MethodDef, row, 2);
		this.name = tables.string(Table.MethodDef, row, 3);
	}

	get module(): Module {
		return this.owner.module;
	}

	get signature(): Signature {
		this.#signature ??= this.#shape?.signature() ?? this.module.methodSignature(Table.MethodDef, this.row, 4);
		return this.#signature;
	}

	get parameters(): readonly GenericParameter[] {
		this.#parameters ??= this.#shape ? shapedParameters(this, this.#shape.parameters) : this.module.genericParameters(this, this.row);
		return this.#parameters;
	}

	get isStatic(): boolean {
		return (this.flags & METHOD.static) !== 0;
	}

	get isVirtual(): boolean {
		return (this.flags & METHOD.virtual) !== 0;
	}

	get isFinal(): boolean {
		return (this.flags & METHOD.final) !== 0;
	}

	get isAbstract(): boolean {
		return (this.flags & METHOD.abstract) !== 0;
	}

	get isNewSlot(): boolean {
		return (this.flags & METHOD.newSlot) !== 0;
	}

	get isPublic(): boolean {
		return (this.flags & 7) === 6;
	}

	get isPrivate(): boolean {
		return (this.flags & 7) === 1;
	}

	get isConstructor(): boolean {
		return this.name === '.ctor';
	}

	get isInternalCall(): boolean {
		return !this.#shape && (this.module.tables.cell(Table.MethodDef, this.row, 1) & 0x1000) !== 0;
	}

	get isNoInlining(): boolean {
		return !this.#shape && (this.module.tables.cell(Table.MethodDef, this.row, 1) & 8) !== 0;
	}

	get isPInvoke(): boolean {
		return (this.flags & 0x2000) !== 0;
	}

	parameterRow(sequence: number): number {
		if (this.#shape) return 0;
		if (!this.#parameterRows) {
			const { tables } = this.module;
			this.#parameterRows = new Map();
			const { first, end } = tables.list(Table.MethodDef, this.row, 5, Table.Param);
			for (let row = first; row < end; row++) this.#parameterRows.set(tables.cell(Table.Param, row, 1), row);
		}
		return this.#parameterRows.get(sequence) ?? 0;
	}

	parameterName(index: number): string {
		if (this.#shape) return this.#shape.parameterNames[index] ?? `#${index}`;
		const row = this.parameterRow(index + 1);
		return (row > 0 && this.module.tables.string(Table.Param, row, 2)) || `#${index}`;
	}

	isOut(index: number): boolean {
		const row = this.parameterRow(index + 1);
		return row > 0 && this.signature.parameters[index]?.kind === 'byref' && (this.module.tables.cell(Table.Param, row, 0) & 2) !== 0;
	}

	get hasBody(): boolean {
		if (this.#shape) return false;
		return this.module.tables.cell(Table.MethodDef, this.row, 0) !== 0 && !this.isAbstract && !this.isPInvoke && !this.isInternalCall;
	}

	get size(): number {
		return this.hasBody ? bodySize(this.module.image.file, this.module.image.at(this.module.tables.cell(Table.MethodDef, this.row, 0))) : 0;
	}

	body(): Body | undefined {
		if (this.#body === null || !this.hasBody) return undefined;
		try {
			return readBody(this.module.image.file, this.module.image.at(this.module.tables.cell(Table.MethodDef, this.row, 0)));
		} catch (error) {
			if (!(error instanceof BadImage)) throw error;
			this.#body = null;
			this.module.unreadable.add(this);
			return undefined;
		}
	}

	get open(): MethodInstance {
		this.#open ??= instanceOf(
			this,
			this.owner.open,
			this.parameters.map((_, index) => variable(index, true)),
		);
		return this.#open;
	}
}

/** A field as source declares it. */
export interface FieldShape {
	readonly name: string;
	readonly flags: number;
	readonly type: () => Type;
}

function shapedParameters(owner: TypeDef | MethodDef, shapes: readonly (readonly [string, number])[]): readonly GenericParameter[] {
	return shapes.map(([name, flags], index) => ({ name, row: 0, index, flags, owner }));
}

export class DefinedField implements FieldDef {
	readonly kind = 'field';
	readonly id = nextDefinition++;
	readonly owner: TypeDef;
	readonly row: number;
	readonly name: string;
	readonly flags: number;
	#type: Type | undefined;

	readonly #shape: FieldShape | undefined;

	/** @param row 0 for what comes from source, which has a shape instead */
	constructor(owner: TypeDef, row: number, shape?: FieldShape) {
		this.owner = owner;
		this.row = row;
		this.#shape = shape;
		if (shape) {
			this.flags = shape.flags;
			this.name = shape.name;
			return;
		}
		this.flags = owner.module.tables.cell(Table.Field, row, 0);
		this.name = owner.module.tables.string(Table.Field, row, 1);
	}

	get module(): Module {
		return this.owner.module;
	}

	get type(): Type {
		this.#type ??= this.#shape?.type() ?? this.module.fieldType(Table.Field, this.row, 2);
		return this.#type;
	}

	get isStatic(): boolean {
		return (this.flags & 0x10) !== 0;
	}

	get isPublic(): boolean {
		return (this.flags & 7) === 6;
	}

	get isPrivate(): boolean {
		return (this.flags & 7) === 1;
	}

	get isLiteral(): boolean {
		return (this.flags & 0x40) !== 0;
	}
}
