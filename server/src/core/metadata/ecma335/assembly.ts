/**
 * Reads the types of one compiled assembly, lazily (ECMA-335 II.22).
 *
 * Opening an assembly reads only the names of its visible types; a type's members are decoded when
 * that type is asked for. Members that no other assembly can name are left out.
 */
import {
	Access,
	type AssemblyFacts,
	type AttributeFacts,
	type ConstantValue,
	type EventFacts,
	type FieldFacts,
	MemberFlag,
	type MethodFacts,
	ParameterFlag,
	type ParameterFacts,
	type PropertyFacts,
	type Sig,
	type TypeFacts,
	TypeFlag,
	type TypeParameterFacts,
	TypeParameterFlag,
} from '../facts.ts';
import { decodeAttribute } from './attributes.ts';
import { BadImage, BlobReader, decodeUtf16 } from './bytes.ts';
import { openImage } from './image.ts';
import { type SignatureAnnotations, SignatureDecoder, type SignatureNames } from './signature.ts';
import { Coded, Table, type Tables, type Token } from './tables.ts';

export interface ReadOptions {
	/** Keeps internal types and members too (for assemblies that name us as a friend). */
	readonly internals?: boolean;
	/** Which attributes are kept in the facts; all when absent. */
	readonly keepAttribute?: (fullName: string) => boolean;
}

/** Opens an assembly. @throws BadImage when the file is not a readable managed assembly. */
export function readAssembly(file: Uint8Array, options: ReadOptions = {}): AssemblyFacts {
	return new AssemblyReader(openImage(file), options);
}

/** The index of a parent in a sorted coded column (HasCustomAttribute, HasConstant, ...). */
const codedKey = (tag: number, bits: number, row: number): number => (row << bits) | tag;

const PARENT_TAG = { method: 0, field: 1, type: 3, parameter: 4, property: 9, event: 10, assembly: 14, typeParameter: 19 } as const;

class AssemblyReader implements AssemblyFacts {
	readonly name: string;
	readonly #tables: Tables;
	readonly #options: ReadOptions;
	readonly #rowOf = new Map<string, number>();
	readonly #nameOf: string[] = [];
	readonly #nestedOf = new Map<number, number[]>();
	readonly #facts = new Map<string, TypeFacts>();
	readonly typeNames: readonly string[];
	#extensionTypes: string[] | undefined;
	#attributes: AttributeFacts[] | undefined;
	#propertyMap: Map<number, number> | undefined;
	#eventMap: Map<number, number> | undefined;
	readonly #names: SignatureNames = {
		typeName: token => this.#typeName(token),
		typeSpec: row => this.#tables.blob(Table.TypeSpec, row, 0),
	};

	constructor(tables: Tables, options: ReadOptions) {
		this.#tables = tables;
		this.#options = options;
		this.name = tables.rows(Table.Assembly) > 0 ? tables.string(Table.Assembly, 1, 7) : tables.string(Table.Module, 1, 1);
		const enclosing = new Map<number, number>();
		for (let row = 1; row <= tables.rows(Table.NestedClass); row++) {
			enclosing.set(tables.cell(Table.NestedClass, row, 0), tables.cell(Table.NestedClass, row, 1));
		}
		const top: string[] = [];
		for (let row = 1; row <= tables.rows(Table.TypeDef); row++) {
			const outer = enclosing.get(row);
			// II.22.32: an enclosing type comes before its nested types, so its name is known here.
			const outerName = outer === undefined ? undefined : this.#nameOf[outer];
			const own = tables.string(Table.TypeDef, row, 1);
			const space = tables.string(Table.TypeDef, row, 2);
			const name = outerName !== undefined ? `${outerName}+${own}` : space ? `${space}.${own}` : own;
			this.#nameOf[row] = name;
			if (!this.#isVisible(tables.cell(Table.TypeDef, row, 0))) continue;
			this.#rowOf.set(name, row);
			if (outer === undefined) top.push(name);
			else this.#nestedOf.set(outer, [...(this.#nestedOf.get(outer) ?? []), row]);
		}
		this.typeNames = top;
	}

	get assemblyNames(): ReadonlySet<string> {
		return new Set([this.name]);
	}

	get majorVersion(): number {
		return this.#tables.rows(Table.Assembly) > 0 ? this.#tables.cell(Table.Assembly, 1, 1) : 0;
	}

	assemblyOf(): string {
		return this.name;
	}

	get extensionTypes(): readonly string[] {
		this.#extensionTypes ??= this.typeNames.filter(name => {
			const row = this.#rowOf.get(name) ?? 0;
			// Only static classes (abstract and sealed) hold extension methods.
			return (
				(this.#tables.cell(Table.TypeDef, row, 0) & 0x180) === 0x180 &&
				this.#hasAttribute('type', row, 'System.Runtime.CompilerServices.ExtensionAttribute')
			);
		});
		return this.#extensionTypes;
	}

	get attributes(): readonly AttributeFacts[] {
		this.#attributes ??= this.#attributesOf('assembly', 1, () => true);
		return this.#attributes;
	}

	get friends(): readonly string[] {
		return this.#attributesOf('assembly', 1, name => name === INTERNALS_VISIBLE_TO).map(
			attribute => String(attribute.args[0]).split(',')[0] ?? '',
		);
	}

	type(fullName: string): TypeFacts | undefined {
		const known = this.#facts.get(fullName);
		if (known) return known;
		const row = this.#rowOf.get(fullName);
		if (row === undefined) return undefined;
		const facts = this.#readType(row, fullName);
		this.#facts.set(fullName, facts);
		return facts;
	}

	/** II.23.1.15: visibility of a type by its flags. */
	#isVisible(flags: number): boolean {
		const visibility = flags & 7;
		return this.#options.internals ? visibility !== 3 : visibility === 1 || visibility === 2 || visibility === 4 || visibility === 7;
	}

	/** II.23.1.10: visibility of a member by its flags. */
	#isVisibleMember(flags: number): boolean {
		const access = flags & 7;
		return access >= Access.Protected || (this.#options.internals === true && access >= Access.ProtectedAndInternal);
	}

	#typeName(token: Token): string {
		if (token.table === Table.TypeDef) {
			const name = this.#nameOf[token.row];
			if (name === undefined) throw new BadImage(`type ${token.row}`);
			return name;
		}
		return this.#refName(token.row, 0);
	}

	#refName(row: number, depth: number): string {
		if (depth > 32) throw new BadImage('type reference nested too deeply');
		const tables = this.#tables;
		const own = tables.string(Table.TypeRef, row, 1);
		const space = tables.string(Table.TypeRef, row, 2);
		const scope = tables.coded(Table.TypeRef, row, 0, Coded.ResolutionScope);
		if (scope.table === Table.TypeRef && scope.row > 0) return `${this.#refName(scope.row, depth + 1)}+${own}`;
		return space ? `${space}.${own}` : own;
	}

	/** The name of a TypeDefOrRef token, or the signature of a TypeSpec. */
	#typeSig(token: Token): Sig {
		if (token.table !== Table.TypeSpec) return this.#typeName(token);
		return new SignatureDecoder(new BlobReader(this.#tables.blob(Table.TypeSpec, token.row, 0)), this.#names).type().sig;
	}

	/** The rows whose sorted key column equals `key` (II.22: these tables are sorted). */
	#rowsWith(table: number, column: number, key: number): number[] {
		let low = 1;
		let high = this.#tables.rows(table);
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.#tables.cell(table, middle, column) < key) low = middle + 1;
			else high = middle;
		}
		const found: number[] = [];
		for (let row = low; row <= this.#tables.rows(table) && this.#tables.cell(table, row, column) === key; row++) found.push(row);
		return found;
	}

	/** The attribute type's name and its constructor's signature. */
	#attributeConstructor(row: number): { name: string; table: number; row: number } {
		const made = this.#tables.coded(Table.CustomAttribute, row, 1, Coded.CustomAttributeType);
		if (made.table === Table.MethodDef) {
			return { name: this.#typeName({ table: Table.TypeDef, row: this.#declaringType(made.row) }), ...made };
		}
		const parent = this.#tables.coded(Table.MemberRef, made.row, 0, Coded.MemberRefParent);
		return { name: this.#typeSig(parent), ...made };
	}

	/** The type that owns a method row: the last one whose list starts at or before it. */
	#declaringType(methodRow: number): number {
		let low = 1;
		let high = this.#tables.rows(Table.TypeDef);
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.#tables.cell(Table.TypeDef, middle, 5) <= methodRow) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	#attributeRows(parent: keyof typeof PARENT_TAG, row: number): number[] {
		return this.#rowsWith(Table.CustomAttribute, 0, codedKey(PARENT_TAG[parent], 5, row));
	}

	#hasAttribute(parent: keyof typeof PARENT_TAG, row: number, name: string): boolean {
		return this.#attributeRows(parent, row).some(attribute => this.#attributeConstructor(attribute).name === name);
	}

	/** The attributes of a row that are wanted and can be decoded: one that can't be takes nothing else with it. */
	#attributesOf(parent: keyof typeof PARENT_TAG, row: number, keep: (name: string) => boolean): AttributeFacts[] {
		const found: AttributeFacts[] = [];
		for (const attribute of this.#attributeRows(parent, row)) {
			try {
				const made = this.#attributeConstructor(attribute);
				if (keep(made.name)) found.push(this.#attribute(attribute, made));
			} catch (error) {
				if (!(error instanceof BadImage)) throw error;
			}
		}
		return found;
	}

	#attribute(row: number, made: { readonly name: string; readonly table: number; readonly row: number }): AttributeFacts {
		const signature = new BlobReader(this.#tables.blob(made.table, made.row, made.table === Table.MethodDef ? 4 : 2));
		const decoder = this.#methodHeader(signature).decoder;
		const count = this.#parameterCount;
		decoder.type();
		const parameters = Array.from({ length: count }, () => decoder.type().sig);
		return decodeAttribute(made.name, parameters, this.#tables.blob(Table.CustomAttribute, row, 2), name => this.#enumElement(name));
	}

	/** The element type of an enum of this assembly; undefined for one of another, which alone knows its size. */
	#enumElement(name: string): number | undefined {
		const row = this.#nameOf.indexOf(name);
		if (row < 1) return undefined;
		const fields = this.#tables.list(Table.TypeDef, row, 4, Table.Field);
		for (let field = fields.first; field < fields.end; field++) {
			if ((this.#tables.cell(Table.Field, field, 0) & 0x10) === 0) return this.#tables.blob(Table.Field, field, 2).u8(1);
		}
		return undefined;
	}

	#parameterCount = 0;

	/** Reads a method or property signature's head; leaves its parameter count in `#parameterCount`. */
	#methodHeader(reader: BlobReader): { decoder: SignatureDecoder; isInstance: boolean } {
		const convention = reader.u8();
		if (convention & 0x10) reader.compressed();
		const count = reader.compressed();
		if (count > reader.bytes.length) throw new BadImage('more parameters than bytes');
		this.#parameterCount = count;
		return { decoder: new SignatureDecoder(reader, this.#names), isInstance: (convention & 0x20) !== 0 };
	}

	#keep = (name: string): boolean => this.#options.keepAttribute?.(name) ?? true;

	#annotations(parent: 'parameter' | 'field' | 'property' | 'event', row: number): SignatureAnnotations {
		let dynamic: readonly boolean[] | true | undefined;
		let tupleNames: readonly (string | null)[] | undefined;
		for (const attribute of this.#attributesOf(parent, row, isAnnotation)) {
			if (attribute.name === DYNAMIC) dynamic = attribute.args.length === 0 ? true : (attribute.args[0] as boolean[]);
			else tupleNames = attribute.args[0] as (string | null)[];
		}
		return { ...(dynamic && { dynamic }), ...(tupleNames && { tupleNames }) };
	}

	#typeParameters(owner: 'type' | 'method', row: number): TypeParameterFacts[] {
		return this.#rowsWith(Table.GenericParam, 2, codedKey(owner === 'type' ? 0 : 1, 1, row)).map(parameter => {
			const raw = this.#tables.cell(Table.GenericParam, parameter, 1);
			let flags = raw & 0x3f;
			const constraints: Sig[] = [];
			for (const constraint of this.#rowsWith(Table.GenericParamConstraint, 0, parameter)) {
				const sig = this.#typeSig(this.#tables.coded(Table.GenericParamConstraint, constraint, 1, Coded.TypeDefOrRef));
				// `struct` and `unmanaged` also write ValueType as a constraint.
				if (sig !== 'System.ValueType') constraints.push(sig);
			}
			if (this.#hasAttribute('typeParameter', parameter, 'System.Runtime.CompilerServices.IsUnmanagedAttribute'))
				flags |= TypeParameterFlag.Unmanaged;
			return {
				name: this.#tables.string(Table.GenericParam, parameter, 3),
				flags,
				constraints,
				attributes: this.#attributesOf('typeParameter', parameter, this.#keep),
			};
		});
	}

	#readType(row: number, name: string): TypeFacts {
		const tables = this.#tables;
		const raw = tables.cell(Table.TypeDef, row, 0);
		const baseToken = tables.coded(Table.TypeDef, row, 3, Coded.TypeDefOrRef);
		const base = baseToken.row === 0 ? undefined : this.#typeSig(baseToken);
		const visibility = raw & 7;
		let flags: number =
			[
				Access.Internal,
				Access.Public,
				Access.Public,
				Access.Private,
				Access.Protected,
				Access.Internal,
				Access.ProtectedAndInternal,
				Access.ProtectedOrInternal,
			][visibility] ?? Access.Internal;
		if (raw & 0x20) flags |= TypeFlag.Interface;
		else if (base === 'System.Enum') flags |= TypeFlag.Enum;
		else if (base === 'System.ValueType' && name !== 'System.Enum') flags |= TypeFlag.Struct;
		else if (base === 'System.MulticastDelegate') flags |= TypeFlag.Delegate;
		if (raw & 0x80) flags |= TypeFlag.Abstract;
		if (raw & 0x100) flags |= TypeFlag.Sealed;
		for (const attribute of this.#attributeRows('type', row)) {
			const attributeName = this.#attributeConstructor(attribute).name;
			if (attributeName === 'System.Runtime.CompilerServices.IsByRefLikeAttribute') flags |= TypeFlag.ByRefLike;
			else if (attributeName === 'System.Runtime.CompilerServices.ExtensionAttribute') flags |= TypeFlag.Extensions;
		}
		const accessors = new Set<number>();
		const properties = this.#readProperties(row, accessors);
		const events = this.#readEvents(row, accessors);
		const methods: MethodFacts[] = [];
		const methodRows = tables.list(Table.TypeDef, row, 5, Table.MethodDef);
		for (let method = methodRows.first; method < methodRows.end; method++) {
			const methodName = tables.string(Table.MethodDef, method, 3);
			if (methodName === '<Clone>$') flags |= TypeFlag.Record;
			if (!accessors.has(method) && this.#isVisibleMember(tables.cell(Table.MethodDef, method, 2))) methods.push(this.#readMethod(method));
		}
		const fields: FieldFacts[] = [];
		const fieldRows = tables.list(Table.TypeDef, row, 4, Table.Field);
		for (let field = fieldRows.first; field < fieldRows.end; field++) {
			const fieldFlags = tables.cell(Table.Field, field, 0);
			if (this.#isVisibleMember(fieldFlags) && !(flags & TypeFlag.Enum && (fieldFlags & 0x10) === 0))
				fields.push(this.#readField(field, fieldFlags));
		}
		return {
			name,
			flags,
			typeParameters: this.#typeParameters('type', row),
			...(base !== undefined && { base }),
			interfaces: this.#rowsWith(Table.InterfaceImpl, 0, row).map(at =>
				this.#typeSig(tables.coded(Table.InterfaceImpl, at, 1, Coded.TypeDefOrRef)),
			),
			fields,
			methods,
			properties,
			events,
			attributes: this.#attributesOf('type', row, this.#keep),
			nested: (this.#nestedOf.get(row) ?? []).map(nested => this.#nameOf[nested] ?? ''),
		};
	}

	#readField(row: number, raw: number): FieldFacts {
		const tables = this.#tables;
		const reader = new BlobReader(tables.blob(Table.Field, row, 2));
		reader.u8();
		const decoded = new SignatureDecoder(reader, this.#names).type(this.#annotations('field', row));
		let flags = raw & 7;
		if (raw & 0x10) flags |= MemberFlag.Static;
		if (raw & 0x20) flags |= MemberFlag.ReadOnly;
		if (raw & 0x40) flags |= MemberFlag.Const;
		if (this.#hasAttribute('field', row, REQUIRED)) flags |= MemberFlag.Required;
		const constant = raw & 0x40 ? this.#constant(codedKey(0, 2, row)) : undefined;
		return {
			name: tables.string(Table.Field, row, 1),
			flags,
			type: decoded.sig,
			...(constant !== undefined && { constant }),
			attributes: this.#attributesOf('field', row, this.#keep),
		};
	}

	#constant(key: number): ConstantValue | undefined {
		const row = this.#rowsWith(Table.Constant, 1, key)[0];
		if (row === undefined) return undefined;
		const type = this.#tables.cell(Table.Constant, row, 0) & 0xff;
		const blob = this.#tables.blob(Table.Constant, row, 2);
		if (type === 0x0e) return decodeUtf16(blob);
		return type === 0x12 ? null : new BlobReader(blob).constant(type);
	}

	#readMethod(row: number): MethodFacts {
		const tables = this.#tables;
		const raw = tables.cell(Table.MethodDef, row, 2);
		const reader = new BlobReader(tables.blob(Table.MethodDef, row, 4));
		const { decoder } = this.#methodHeader(reader);
		const count = this.#parameterCount;
		const paramRows = new Map<number, number>();
		const list = tables.list(Table.MethodDef, row, 5, Table.Param);
		for (let parameter = list.first; parameter < list.end; parameter++) paramRows.set(tables.cell(Table.Param, parameter, 1), parameter);
		const returnRow = paramRows.get(0);
		const returns = decoder.type(returnRow === undefined ? {} : this.#annotations('parameter', returnRow));
		const parameters = Array.from({ length: count }, (_, index) => this.#readParameter(decoder, paramRows.get(index + 1), index));
		let flags = raw & 7;
		if (raw & 0x10) flags |= MemberFlag.Static;
		if (raw & 0x20) flags |= MemberFlag.Sealed;
		if (raw & 0x40) flags |= raw & 0x100 ? MemberFlag.Virtual : MemberFlag.Virtual | MemberFlag.Override;
		if (raw & 0x400) flags |= MemberFlag.Abstract;
		if (returns.byRef) flags |= MemberFlag.ReturnsByRef;
		if (returns.modifiers.includes('System.Runtime.CompilerServices.IsExternalInit')) flags |= MemberFlag.InitOnly;
		if (raw & 0x10 && this.#hasAttribute('method', row, 'System.Runtime.CompilerServices.ExtensionAttribute'))
			flags |= MemberFlag.Extension;
		return {
			name: tables.string(Table.MethodDef, row, 3),
			flags,
			typeParameters: this.#typeParameters('method', row),
			returns: returns.sig,
			parameters,
			attributes: this.#attributesOf('method', row, this.#keep),
			returnAttributes: returnRow === undefined ? [] : this.#attributesOf('parameter', returnRow, this.#keep),
		};
	}

	#readParameter(decoder: SignatureDecoder, row: number | undefined, index: number): ParameterFacts {
		const decoded = decoder.type(row === undefined ? {} : this.#annotations('parameter', row));
		if (row === undefined) return { name: `arg${index}`, flags: decoded.byRef ? ParameterFlag.Ref : 0, type: decoded.sig, attributes: [] };
		const raw = this.#tables.cell(Table.Param, row, 0);
		let flags = raw & 0x10 ? ParameterFlag.Optional : 0;
		let readOnly = false;
		for (const attribute of this.#attributeRows('parameter', row)) {
			const name = this.#attributeConstructor(attribute).name;
			if (name === 'System.ParamArrayAttribute' || name === 'System.Runtime.CompilerServices.ParamCollectionAttribute')
				flags |= ParameterFlag.Params;
			else if (
				name === 'System.Runtime.CompilerServices.IsReadOnlyAttribute' ||
				name === 'System.Runtime.CompilerServices.RequiresLocationAttribute'
			)
				readOnly = true;
		}
		if (decoded.byRef) flags |= readOnly ? ParameterFlag.In : raw & 2 && !(raw & 1) ? ParameterFlag.Out : ParameterFlag.Ref;
		return {
			name: this.#tables.string(Table.Param, row, 2),
			flags,
			type: decoded.sig,
			attributes: this.#attributesOf('parameter', row, this.#keep),
		};
	}

	/** The accessor methods of a property or event, by their semantics bit (II.23.1.12). */
	#semantics(tag: 0 | 1, row: number): Map<number, number> {
		const found = new Map<number, number>();
		for (const at of this.#rowsWith(Table.MethodSemantics, 2, codedKey(tag, 1, row))) {
			found.set(this.#tables.cell(Table.MethodSemantics, at, 0), this.#tables.cell(Table.MethodSemantics, at, 1));
		}
		return found;
	}

	#visibleMethod(row: number | undefined): MethodFacts | undefined {
		return row !== undefined && this.#isVisibleMember(this.#tables.cell(Table.MethodDef, row, 2)) ? this.#readMethod(row) : undefined;
	}

	#mapOf(table: number): Map<number, number> {
		const map = new Map<number, number>();
		for (let row = 1; row <= this.#tables.rows(table); row++) map.set(this.#tables.cell(table, row, 0), row);
		return map;
	}

	#readProperties(typeRow: number, accessors: Set<number>): PropertyFacts[] {
		const tables = this.#tables;
		this.#propertyMap ??= this.#mapOf(Table.PropertyMap);
		const map = this.#propertyMap.get(typeRow);
		if (map === undefined) return [];
		const list = tables.list(Table.PropertyMap, map, 1, Table.Property);
		const found: PropertyFacts[] = [];
		for (let row = list.first; row < list.end; row++) {
			const semantics = this.#semantics(1, row);
			for (const method of semantics.values()) accessors.add(method);
			const getter = this.#visibleMethod(semantics.get(2));
			const setter = this.#visibleMethod(semantics.get(1));
			const accessor = getter ?? setter;
			if (!accessor) continue;
			const { decoder } = this.#methodHeader(new BlobReader(tables.blob(Table.Property, row, 2)));
			const decoded = decoder.type(this.#annotations('property', row));
			let flags = accessor.flags & ~MemberFlag.InitOnly;
			if (setter && setter.flags & MemberFlag.InitOnly) flags |= MemberFlag.InitOnly;
			if (decoded.byRef) flags |= MemberFlag.ReturnsByRef;
			if (this.#hasAttribute('property', row, REQUIRED)) flags |= MemberFlag.Required;
			found.push({
				name: tables.string(Table.Property, row, 1),
				type: decoded.sig,
				parameters: getter ? getter.parameters : (setter?.parameters.slice(0, -1) ?? []),
				...(getter && { getter }),
				...(setter && { setter }),
				flags,
				attributes: this.#attributesOf('property', row, this.#keep),
			});
		}
		return found;
	}

	#readEvents(typeRow: number, accessors: Set<number>): EventFacts[] {
		const tables = this.#tables;
		this.#eventMap ??= this.#mapOf(Table.EventMap);
		const map = this.#eventMap.get(typeRow);
		if (map === undefined) return [];
		const list = tables.list(Table.EventMap, map, 1, Table.Event);
		const found: EventFacts[] = [];
		for (let row = list.first; row < list.end; row++) {
			const semantics = this.#semantics(0, row);
			for (const method of semantics.values()) accessors.add(method);
			const add = this.#visibleMethod(semantics.get(8));
			const remove = this.#visibleMethod(semantics.get(16));
			if (!add && !remove) continue;
			const type = this.#typeSig(tables.coded(Table.Event, row, 2, Coded.TypeDefOrRef));
			found.push({
				name: tables.string(Table.Event, row, 1),
				type,
				...(add && { add }),
				...(remove && { remove }),
				attributes: this.#attributesOf('event', row, this.#keep),
			});
		}
		return found;
	}
}

const INTERNALS_VISIBLE_TO = 'System.Runtime.CompilerServices.InternalsVisibleToAttribute';
const DYNAMIC = 'System.Runtime.CompilerServices.DynamicAttribute';
const TUPLE_NAMES = 'System.Runtime.CompilerServices.TupleElementNamesAttribute';
const REQUIRED = 'System.Runtime.CompilerServices.RequiredMemberAttribute';
const isAnnotation = (name: string): boolean => name === DYNAMIC || name === TUPLE_NAMES;
