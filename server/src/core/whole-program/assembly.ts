/**
 * One assembly of the program: its definitions by name and by row, its tokens resolved into other assemblies.
 *
 * Invariant: what a token can't be resolved to is undefined (or a `MissingType`); nothing throws for it but `BadImage`.
 */
import { BadImage, BlobReader, type Bytes, decodeUtf16 } from '../metadata/ecma335/bytes.ts';
import { emptyImage, type Image, openWhole } from '../metadata/ecma335/image.ts';
import { Coded, decodeCoded, Table, type Tables } from '../metadata/ecma335/tables.ts';
import { DefinedType } from './defined.ts';
import type {
	FieldDef,
	FieldReference,
	GenericParameter,
	MethodDef,
	MethodToken,
	Module,
	NamedType,
	Signature,
	Type,
	TypeDef,
} from './definitions.ts';
import {
	arrayOf,
	byrefOf,
	functionOf,
	instanceOf,
	instantiate,
	missingType,
	NO_TYPES,
	pointerTo,
	substitute,
	substituteAll,
	variable,
} from './types.ts';

/** What an assembly asks of the program around it. */
export interface Universe {
	module(assembly: string): Module | undefined;
	/** The types of element codes (II.23.1.16), which live in the core library. */
	primitive(element: number): Type;
}

const MAX_DEPTH = 64;
const NO_ROWS: readonly number[] = [];
const NO_PARAMETERS: readonly GenericParameter[] = [];

/** A place for each row of a table. A list that grows from any row on would be a hash table to the engine. */
const columnFor = (tables: Tables, table: number): undefined[] => new Array<undefined>(tables.rows(table) + 1);

export class Assembly implements Module {
	readonly name: string;
	readonly path: string;
	readonly image: Image;
	readonly tables: Tables;
	readonly universe: Universe;
	readonly isFramework: boolean;
	readonly unreadable = new Set<MethodDef>();
	readonly methodRows: (MethodDef | undefined)[];
	readonly fieldRows: (FieldDef | undefined)[];
	readonly #types: (TypeDef | undefined)[];
	readonly #byName = new Map<string, number>();
	readonly #enclosing = new Map<number, number>();
	readonly #nested = new Map<number, number[]>();
	readonly #forwards = new Map<string, number>();
	readonly #typeRefs: (Type | undefined)[];
	readonly #typeSpecs: (Type | undefined)[];
	readonly #memberRefs: (MethodToken | FieldReference | null | undefined)[];
	readonly #ownMethods: (MethodToken | undefined)[];
	readonly #methodSpecs: (MethodToken | null | undefined)[];
	/** By where they lie in the heap: most methods have one that others have too. */
	readonly #signatures = new Map<number, Signature>();
	#generics: [Map<number, number[]>, Map<number, number[]>] | undefined;
	#interfaceRows: Map<number, number[]> | undefined;
	#constraintRows: Map<number, number[]> | undefined;

	get version(): readonly number[] {
		if (this.tables.rows(Table.Assembly) === 0) return [];
		return [1, 2, 3, 4].map(column => this.tables.cell(Table.Assembly, 1, column));
	}

	readonly isSource: boolean;
	readonly isShared: boolean;

	/**
	 * @param file the bytes of an assembly, or the name of one that comes from source
	 * @param isShared whether all that it comes to through the universe is what every app that has it comes to
	 * @throws BadImage when the file is not a readable managed assembly
	 */
	constructor(path: string, file: Uint8Array | string, universe: Universe, isFramework: boolean, isShared = false) {
		this.isShared = isShared;
		this.path = path;
		this.isSource = typeof file === 'string';
		this.image = typeof file === 'string' ? emptyImage() : openWhole(file);
		this.tables = this.image.tables;
		this.universe = universe;
		this.isFramework = isFramework;
		const { tables } = this;
		this.#types = columnFor(tables, Table.TypeDef);
		this.#typeRefs = columnFor(tables, Table.TypeRef);
		this.#typeSpecs = columnFor(tables, Table.TypeSpec);
		this.#memberRefs = columnFor(tables, Table.MemberRef);
		this.#ownMethods = columnFor(tables, Table.MethodDef);
		this.#methodSpecs = columnFor(tables, Table.MethodSpec);
		this.methodRows = columnFor(tables, Table.MethodDef);
		this.fieldRows = columnFor(tables, Table.Field);
		if (typeof file === 'string') {
			this.name = file;
			return;
		}
		this.name = tables.rows(Table.Assembly) > 0 ? tables.string(Table.Assembly, 1, 7) : tables.string(Table.Module, 1, 1);
		for (let row = 1; row <= tables.rows(Table.NestedClass); row++) {
			const inner = tables.cell(Table.NestedClass, row, 0);
			const outer = tables.cell(Table.NestedClass, row, 1);
			// II.22.32: an enclosing type comes before what it encloses, so there is no circle.
			if (outer >= inner) continue;
			this.#enclosing.set(inner, outer);
			const known = this.#nested.get(outer);
			if (known) known.push(inner);
			else this.#nested.set(outer, [inner]);
		}
		for (let row = 1; row <= tables.rows(Table.TypeDef); row++)
			if (!this.#enclosing.has(row))
				this.#byName.set(`${tables.string(Table.TypeDef, row, 2)}.${tables.string(Table.TypeDef, row, 1)}`, row);
		for (let row = 1; row <= tables.rows(Table.ExportedType); row++)
			if ((tables.cell(Table.ExportedType, row, 0) & 0x200000) !== 0 || tables.rows(Table.ExportedType) > 0)
				this.#forwards.set(`${tables.string(Table.ExportedType, row, 3)}.${tables.string(Table.ExportedType, row, 2)}`, row);
	}

	get typeCount(): number {
		return this.tables.rows(Table.TypeDef);
	}

	typeDef(row: number): TypeDef {
		let def = this.#types[row];
		if (!def) {
			const outer = this.#enclosing.get(row);
			def = new DefinedType(this, row, outer === undefined ? undefined : this.typeDef(outer));
			this.#types[row] = def;
		}
		return def;
	}

	readonly sourceTypes = new Map<string, TypeDef>();

	nestedTypes(def: TypeDef): readonly TypeDef[] {
		if (this.isSource) return [...this.sourceTypes.values()].filter(each => each.container === def);
		return (this.#nested.get(def.row) ?? []).map(row => this.typeDef(row));
	}

	find(namespace: string, name: string, depth = 0): TypeDef | undefined {
		const key = `${namespace}.${name}`;
		const row = this.#byName.get(key);
		if (row !== undefined) return this.typeDef(row);
		const forward = this.#forwards.get(key);
		if (forward === undefined || depth > 16) return undefined;
		const to = this.tables.coded(Table.ExportedType, forward, 4, Coded.Implementation);
		if (to.table !== Table.AssemblyRef || to.row === 0) return undefined;
		return this.#reference(to.row)?.find(namespace, name, depth + 1);
	}

	findFull(fullName: string): TypeDef | undefined {
		if (this.isSource) return this.sourceTypes.get(fullName);
		const [first = '', ...inner] = fullName.split('+');
		const dot = first.lastIndexOf('.');
		let def = this.find(dot < 0 ? '' : first.slice(0, dot), first.slice(dot + 1));
		for (const name of inner) def = def?.module.nestedTypes(def).find(each => each.name === name);
		return def;
	}

	#reference(row: number): Module | undefined {
		return this.universe.module(this.tables.string(Table.AssemblyRef, row, 6));
	}

	get references(): readonly string[] {
		return Array.from({ length: this.tables.rows(Table.AssemblyRef) }, (_, index) => this.tables.string(Table.AssemblyRef, index + 1, 6));
	}

	// ---- types ------------------------------------------------------------------------------

	type(table: number, row: number, depth = 0): Type {
		if (table === Table.TypeDef) {
			if (row < 1 || row > this.typeCount) throw new BadImage(`type ${row}`);
			const def = this.typeDef(row);
			return def.self;
		}
		if (table === Table.TypeRef) {
			this.#typeRefs[row] ??= this.#typeRef(row);
			return this.#typeRefs[row];
		}
		if (table !== Table.TypeSpec || depth > MAX_DEPTH) throw new BadImage(`type token ${table}`);
		this.#typeSpecs[row] ??= this.#decodeType(new BlobReader(this.tables.blob(Table.TypeSpec, row, 0)), depth + 1);
		return this.#typeSpecs[row];
	}

	#typeRef(row: number): Type {
		const { tables } = this;
		const name = tables.string(Table.TypeRef, row, 1);
		const space = tables.string(Table.TypeRef, row, 2);
		const scope = tables.coded(Table.TypeRef, row, 0, Coded.ResolutionScope);
		let def: TypeDef | undefined;
		if (scope.table === Table.TypeRef && scope.row > 0) {
			if (scope.row === row) throw new BadImage('type reference in itself');
			const outer = this.#typeRefDepth++ > MAX_DEPTH ? undefined : this.type(Table.TypeRef, scope.row);
			this.#typeRefDepth--;
			if (outer?.kind === 'named') def = outer.def.module.nestedTypes(outer.def).find(each => each.name === name);
		} else if (scope.table === Table.AssemblyRef && scope.row > 0) def = this.#reference(scope.row)?.find(space, name);
		else def = this.find(space, name);
		return def?.self ?? missingType(space ? `${space}.${name}` : name);
	}

	#typeRefDepth = 0;

	typeToken(token: number): Type {
		return this.type(token >>> 24, token & 0xffffff);
	}

	#decodeType(reader: BlobReader, depth: number): Type {
		if (depth > MAX_DEPTH) throw new BadImage('signature nested too deeply');
		const element = reader.u8();
		switch (element) {
			case 0x0f:
				return pointerTo(this.#decodeType(reader, depth + 1));
			case 0x10:
				return byrefOf(this.#decodeType(reader, depth + 1));
			case 0x11:
			case 0x12:
				return this.#coded(reader, depth);
			case 0x13:
				return variable(this.#small(reader), false);
			case 0x1e:
				return variable(this.#small(reader), true);
			case 0x14: {
				const inner = this.#decodeType(reader, depth + 1);
				const rank = reader.compressed();
				for (let count = reader.compressed(); count > 0; count--) reader.compressed();
				for (let count = reader.compressed(); count > 0; count--) reader.compressed();
				if (rank < 1 || rank > 32) throw new BadImage(`array rank ${rank}`);
				return arrayOf(inner, rank, false);
			}
			case 0x15: {
				reader.u8();
				const definition = this.#coded(reader, depth);
				const count = reader.compressed();
				if (count > reader.bytes.length) throw new BadImage('more arguments than bytes');
				const args: Type[] = [];
				for (let index = 0; index < count; index++) args.push(this.#decodeType(reader, depth + 1));
				if (definition.kind !== 'named' || definition.def.arity !== count)
					return definition.kind === 'missing' ? definition : missingType('?');
				return instantiate(definition.def, args);
			}
			case 0x1b: {
				const signature = this.#decodeMethod(reader, depth + 1);
				return functionOf(signature.parameters, signature.returns);
			}
			case 0x1d:
				return arrayOf(this.#decodeType(reader, depth + 1));
			case 0x1f:
			case 0x20:
				reader.compressed();
				return this.#decodeType(reader, depth + 1);
			case 0x41:
			case 0x45:
				return this.#decodeType(reader, depth + 1);
			default:
				return this.universe.primitive(element);
		}
	}

	#small(reader: BlobReader): number {
		const index = reader.compressed();
		if (index > 0xffff) throw new BadImage(`type variable ${index}`);
		return index;
	}

	#coded(reader: BlobReader, depth: number): Type {
		const token = decodeCoded(reader.compressed(), Coded.TypeDefOrRef);
		return this.type(token.table, token.row, depth + 1);
	}

	#decodeMethod(reader: BlobReader, depth: number): Signature {
		const convention = reader.u8();
		const arity = convention & 0x10 ? reader.compressed() : 0;
		const count = reader.compressed();
		if (count > reader.bytes.length) throw new BadImage('more parameters than bytes');
		const returns = this.#decodeType(reader, depth);
		const parameters: Type[] = [];
		for (let index = 0; index < count; index++) {
			if (reader.bytes.u8(reader.offset) === 0x41) break;
			parameters.push(this.#decodeType(reader, depth));
		}
		return { isInstance: (convention & 0x20) !== 0, arity, returns, parameters };
	}

	methodSignature(table: number, row: number, column: number): Signature {
		const at = this.tables.cell(table, row, column);
		let signature = this.#signatures.get(at);
		if (!signature) this.#signatures.set(at, (signature = this.#decodeMethod(new BlobReader(this.tables.blob(table, row, column)), 0)));
		return signature;
	}

	fieldType(table: number, row: number, column: number): Type {
		const reader = new BlobReader(this.tables.blob(table, row, column));
		if (reader.u8() !== 6) throw new BadImage('not a field signature');
		return this.#decodeType(reader, 0);
	}

	localTypes(token: number): readonly Type[] {
		if (token === 0 || token >>> 24 !== 0x11) return NO_TYPES;
		const reader = new BlobReader(this.tables.blob(Table.StandAloneSig, token & 0xffffff, 0));
		if (reader.u8() !== 7) throw new BadImage('not a signature of locals');
		const count = reader.compressed();
		if (count > reader.bytes.length) throw new BadImage('more locals than bytes');
		const types: Type[] = [];
		for (let index = 0; index < count; index++) types.push(this.#decodeType(reader, 0));
		return types;
	}

	callSite(token: number): Signature {
		return this.methodSignature(Table.StandAloneSig, token & 0xffffff, 0);
	}

	interfacesOf(row: number): readonly Type[] {
		if (!this.#interfaceRows) {
			this.#interfaceRows = new Map();
			for (let at = 1; at <= this.tables.rows(Table.InterfaceImpl); at++) {
				const owner = this.tables.cell(Table.InterfaceImpl, at, 0);
				const known = this.#interfaceRows.get(owner);
				if (known) known.push(at);
				else this.#interfaceRows.set(owner, [at]);
			}
		}
		return (this.#interfaceRows.get(row) ?? []).map(at => {
			const token = this.tables.coded(Table.InterfaceImpl, at, 1, Coded.TypeDefOrRef);
			return this.type(token.table, token.row);
		});
	}

	// ---- generic parameters -----------------------------------------------------------------

	genericRows(isMethod: boolean, row: number): readonly number[] {
		if (!this.#generics) {
			this.#generics = [new Map(), new Map()];
			for (let at = 1; at <= this.tables.rows(Table.GenericParam); at++) {
				const owner = this.tables.cell(Table.GenericParam, at, 2);
				const map = this.#generics[owner & 1] as Map<number, number[]>;
				const known = map.get(owner >>> 1);
				if (known) known.push(at);
				else map.set(owner >>> 1, [at]);
			}
		}
		return this.#generics[isMethod ? 1 : 0].get(row) ?? NO_ROWS;
	}

	genericParameters(owner: TypeDef | MethodDef, row: number): readonly GenericParameter[] {
		const rows = this.genericRows(owner.kind === 'method', row);
		if (rows.length === 0) return NO_PARAMETERS;
		return rows.map((at, index) => ({
			name: this.tables.string(Table.GenericParam, at, 3),
			row: at,
			index,
			flags: this.tables.cell(Table.GenericParam, at, 1),
			owner,
		}));
	}

	constraints(parameter: GenericParameter): readonly Type[] {
		if (!this.#constraintRows) {
			this.#constraintRows = new Map();
			for (let at = 1; at <= this.tables.rows(Table.GenericParamConstraint); at++) {
				const owner = this.tables.cell(Table.GenericParamConstraint, at, 0);
				const known = this.#constraintRows.get(owner);
				if (known) known.push(at);
				else this.#constraintRows.set(owner, [at]);
			}
		}
		return (this.#constraintRows.get(parameter.row) ?? []).map(at => {
			const token = this.tables.coded(Table.GenericParamConstraint, at, 1, Coded.TypeDefOrRef);
			return this.type(token.table, token.row);
		});
	}

	// ---- members ----------------------------------------------------------------------------

	methodDef(row: number): MethodDef {
		const known = this.methodRows[row];
		if (known) return known;
		const owner = this.typeDef(this.#ownerOf(5, row));
		// Making the methods of the owner enters them into the map.
		const found = owner.methods.find(each => each.row === row);
		if (!found) throw new BadImage(`method ${row}`);
		return found;
	}

	fieldDef(row: number): FieldDef {
		const known = this.fieldRows[row];
		if (known) return known;
		const owner = this.typeDef(this.#ownerOf(4, row));
		const found = owner.fields.find(each => each.row === row);
		if (!found) throw new BadImage(`field ${row}`);
		return found;
	}

	/** The type whose list holds a row: the last one that starts at or before it. */
	#ownerOf(column: number, row: number): number {
		let low = 1;
		let high = this.typeCount;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.tables.cell(Table.TypeDef, middle, column) <= row) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	methodToken(token: number): MethodToken | undefined {
		const row = token & 0xffffff;
		switch (token >>> 24) {
			case Table.MethodDef:
				this.#ownMethods[row] ??= this.#ownMethod(row);
				return this.#ownMethods[row];
			case Table.MemberRef: {
				const found = this.#memberRef(row);
				return found && 'signature' in found ? found : undefined;
			}
			case Table.MethodSpec:
				if (this.#methodSpecs[row] === undefined) this.#methodSpecs[row] = this.#methodSpec(row) ?? null;
				return this.#methodSpecs[row] ?? undefined;
			default:
				throw new BadImage(`method token ${token}`);
		}
	}

	#ownMethod(row: number): MethodToken {
		const def = this.methodDef(row);
		return { method: def.open, on: def.owner.open, name: def.name, signature: def.signature };
	}

	#methodSpec(row: number): MethodToken | undefined {
		const of = this.tables.coded(Table.MethodSpec, row, 0, Coded.MethodDefOrRef);
		const generic = this.methodToken((of.table << 24) | of.row);
		if (!generic) return undefined;
		const reader = new BlobReader(this.tables.blob(Table.MethodSpec, row, 1));
		if (reader.u8() !== 0x0a) throw new BadImage('not a method instantiation');
		const count = reader.compressed();
		if (count > reader.bytes.length) throw new BadImage('more arguments than bytes');
		const args = Array.from({ length: count }, () => this.#decodeType(reader, 0));
		const { method } = generic;
		if (!method) return generic;
		return { ...generic, method: instanceOf(method.def, method.owner, args) };
	}

	#memberRef(row: number): MethodToken | FieldReference | undefined {
		if (this.#memberRefs[row] === undefined) this.#memberRefs[row] = this.#resolveMember(row) ?? null;
		return this.#memberRefs[row] ?? undefined;
	}

	#resolveMember(row: number): MethodToken | FieldReference | undefined {
		const { tables } = this;
		const parent = tables.coded(Table.MemberRef, row, 0, Coded.MemberRefParent);
		const name = tables.string(Table.MemberRef, row, 1);
		if (parent.table === Table.MethodDef) return this.methodToken((parent.table << 24) | parent.row);
		if (parent.table === Table.ModuleRef) return undefined;
		const on = this.type(parent.table, parent.row);
		if (this.#isField(row)) return on.kind === 'named' ? findField(on, name, this.fieldType(Table.MemberRef, row, 2)) : undefined;
		const signature = this.methodSignature(Table.MemberRef, row, 2);
		if (on.kind !== 'named') return { method: undefined, on, name, signature };
		const found = findMethod(on, name, signature);
		return {
			method: found && instanceOf(found.def, found.owner, signature.arity > 0 ? found.def.open.args : NO_TYPES),
			on,
			name,
			signature,
		};
	}

	fieldToken(token: number): FieldReference | undefined {
		const row = token & 0xffffff;
		if (token >>> 24 === Table.Field) {
			const def = this.fieldDef(row);
			return { def, owner: def.owner.open };
		}
		if (token >>> 24 !== Table.MemberRef) throw new BadImage(`field token ${token}`);
		const found = this.#memberRef(row);
		return found && !('signature' in found) ? found : undefined;
	}

	isFieldToken(token: number): boolean {
		if (token >>> 24 === Table.Field) return true;
		return token >>> 24 === Table.MemberRef && this.#isField(token & 0xffffff);
	}

	/** Whether a reference to a member is one to a field (II.23.2.4). */
	#isField(row: number): boolean {
		return this.tables.blob(Table.MemberRef, row, 2).u8(0) === 6;
	}

	stringToken(token: number): string {
		const bytes = this.image.userStrings.blob(token & 0xffffff);
		return decodeUtf16(bytes.slice(0, bytes.length & ~1));
	}

	resource(name: string): Bytes | undefined {
		const { resources, file } = this.image;
		if (resources === undefined) return undefined;
		for (let row = 1; row <= this.tables.rows(Table.ManifestResource); row++) {
			if (this.tables.string(Table.ManifestResource, row, 2) !== name) continue;
			if (this.tables.cell(Table.ManifestResource, row, 3) !== 0) return undefined;
			const at = resources + this.tables.cell(Table.ManifestResource, row, 0);
			return file.slice(at + 4, file.u32(at));
		}
		return undefined;
	}
}

/** Base classes beyond this are a circle. */
const MAX_BASES = 128;

const isSame = (left: Signature, right: Signature): boolean =>
	left.arity === right.arity &&
	left.isInstance === right.isInstance &&
	left.returns === right.returns &&
	left.parameters.length === right.parameters.length &&
	left.parameters.every((type, index) => type === right.parameters[index]);

/** A signature of a base seen from a type that derives from it. */
export function substituteSignature(signature: Signature, owner: NamedType): Signature {
	if (owner.args.length === 0 || owner === owner.def.open) return signature;
	return {
		...signature,
		returns: substitute(signature.returns, owner.args, NO_TYPES),
		parameters: substituteAll(signature.parameters, owner.args, NO_TYPES),
	};
}

/** The method that a reference names on a type or one of its bases (II.15.1.1); `signature` is in terms of the type's variables. */
export function findMethod(
	on: NamedType,
	name: string,
	signature: Signature,
): { readonly def: MethodDef; readonly owner: NamedType } | undefined {
	let owner: NamedType | undefined = on;
	// Expressed in terms of the definition that is looked at.
	let atDefinition: NamedType = on.def.open;
	for (let depth = 0; owner && depth < MAX_BASES; depth++) {
		for (const def of owner.def.named(name)) if (isSame(substituteSignature(def.signature, atDefinition), signature)) return { def, owner };
		const base: NamedType | undefined = owner.def.baseType;
		if (!base) break;
		owner = substitute(base, owner.args, NO_TYPES) as NamedType;
		atDefinition = substitute(base, atDefinition.args, NO_TYPES) as NamedType;
	}
	if (on.def.isInterface)
		for (const contract of on.def.interfaces) {
			if (contract.kind !== 'named') continue;
			for (const def of contract.def.named(name))
				if (isSame(substituteSignature(def.signature, contract), signature))
					return { def, owner: substitute(contract, on.args, NO_TYPES) as NamedType };
		}
	return undefined;
}

function findField(on: NamedType, name: string, type: Type): FieldReference | undefined {
	let owner: NamedType | undefined = on;
	for (let depth = 0; owner && depth < MAX_BASES; depth++) {
		const def = owner.def.fields.find(each => each.name === name && (depth > 0 || each.type === type));
		if (def) return { def, owner };
		const base: NamedType | undefined = owner.def.baseType;
		owner = base && (substitute(base, owner.args, NO_TYPES) as NamedType);
	}
	return undefined;
}
