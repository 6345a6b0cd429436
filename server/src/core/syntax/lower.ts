/**
 * Lowers a whole file. Members whose text is unchanged since the previous lowering are taken over as
 * they are, so that an edit costs one member.
 */
import type {
	AttributeSyntax,
	EnumMemberSyntax,
	FieldSyntax,
	Member,
	MemberSyntax,
	MethodSyntax,
	NamespaceDeclaration,
	ParameterSyntax,
	PropertySyntax,
	Range,
	SourceFile,
	TypeDeclaration,
	TypeKind,
	UsingDirective,
} from './ast.ts';
import { lowerArguments } from './lower-arguments.ts';
import { lowerValueOf } from './lower-creation.ts';
import { lowerExpr } from './lower-expr.ts';
import { lowerBody, lowerDeclarators, lowerStatement } from './lower-statement.ts';
import {
	child,
	childrenOf,
	field,
	hasToken,
	Lowering,
	lowerAttributeList,
	lowerAttributes,
	lowerConstraints,
	lowerModifiers,
	lowerParameters,
	lowerType,
	lowerTypeParameters,
	namedChildren,
} from './lower-type.ts';
import { MAX_DEPTH, type RawNode, type RawRoot } from './subtrees.ts';
import { EXTENSION_BLOCK, isExtensionName, isRefPartial } from './grammar-cures.ts';
import type { Preprocessed } from './preprocess.ts';
import { typeAt } from './type-text.ts';

interface CachedType {
	readonly kind: string;
	readonly text: string;
	/** What was parsed: text alone does not tell which branches of an `#if` are active. */
	readonly parsed: string;
	readonly declaration: TypeDeclaration;
}

interface KnownMember {
	readonly syntax: MemberSyntax;
	/** Whether it could be read only after misread type arguments were blanked. */
	readonly isCured: boolean;
}

/**
 * What is carried from one version of a file to the next: lowered members by kind and text, types in their order. Those that the grammar
 * could not read whole are not: what the parser makes of them depends on what stands around them.
 */
export interface LoweredParts {
	readonly members: Map<string, KnownMember>;
	readonly types: readonly CachedType[];
}

export const NO_PARTS: LoweredParts = { members: new Map(), types: [] };

/** So many types may be gone or edited at once. Behind them types are read again, but for their members. */
const LOOK_AHEAD = 100;

/** Members of so many versions are kept. */
const MAX_SPARE_MEMBERS = 1000;

/** How a text was parsed. */
export interface ParsedHow {
	/** Whether there are errors in the first tree of the text. */
	readonly isBroken: boolean;
	/** Misread type arguments that were blanked since. */
	readonly blanks: readonly Range[];
}

const WHOLE: ParsedHow = { isBroken: false, blanks: [] };

export interface LoweredFile {
	readonly file: SourceFile;
	readonly parts: LoweredParts;
	/** Type arguments that were taken for comparisons: without them in the text, another parse reads the rest right. */
	readonly misread: readonly Range[];
}

const TYPE_KINDS: Readonly<Record<string, TypeKind>> = {
	class_declaration: 'class',
	struct_declaration: 'struct',
	interface_declaration: 'interface',
	enum_declaration: 'enum',
	delegate_declaration: 'delegate',
	record_declaration: 'record',
};

const MEMBER_KINDS: ReadonlySet<string> = new Set([
	'method_declaration',
	'constructor_declaration',
	'destructor_declaration',
	'operator_declaration',
	'conversion_operator_declaration',
	'property_declaration',
	'indexer_declaration',
	'event_declaration',
	'event_field_declaration',
	'field_declaration',
	'enum_member_declaration',
]);

/**
 * @param text the file's own text, which names are read from
 * @param source the preprocessed text that `root` was parsed from, with what its directives said
 * @param previous parts of the file's previous version
 * @param how what else is known of what was parsed
 */
export function lowerFile(
	path: string,
	text: string,
	source: Preprocessed,
	root: RawRoot,
	previous: LoweredParts = NO_PARTS,
	how: ParsedHow = WHOLE,
): LoweredFile {
	const { leftOut } = root;
	const lowerer = new FileLowerer(text, source.text, root, previous, how);
	const unit = lowerer.unit(root);
	const topLevel = lowerer.topLevel();
	const failures = root.leftOut === leftOut ? [] : [`what nests deeper than ${MAX_DEPTH} levels was left out`];
	return {
		file: {
			path,
			text,
			unit,
			attributes: lowerer.attributes,
			...(topLevel && { topLevel }),
			pragmas: source.pragmas,
			fileDirectives: source.fileDirectives,
			errors: lowerer.errors,
			failures,
		},
		parts: { members: lowerer.members, types: lowerer.types },
		misread: lowerer.misread,
	};
}

interface NamespaceParts {
	usings: UsingDirective[];
	namespaces: NamespaceDeclaration[];
	types: TypeDeclaration[];
}

class FileLowerer {
	readonly text: string;
	readonly parsed: string;
	readonly root: RawRoot;
	readonly previous: LoweredParts;
	readonly members: Map<string, KnownMember>;
	readonly types: CachedType[] = [];
	/** Where the types of the previous version that were not come to begin. */
	#next = 0;
	readonly attributes: AttributeSyntax[] = [];
	readonly errors: Range[] = [];
	readonly misread: Range[] = [];
	/** How many members have a part that could not be read. */
	#broken = 0;
	readonly #statements: RawNode[] = [];

	readonly #how: ParsedHow;

	constructor(text: string, parsed: string, root: RawRoot, previous: LoweredParts, how: ParsedHow) {
		this.#how = how;
		this.root = root;
		this.text = text;
		this.parsed = parsed;
		this.previous = previous;
		// Each edit adds a member; those of types that are taken over whole are not looked at, so all are kept.
		this.members =
			previous !== NO_PARTS &&
			previous.members.size < MAX_SPARE_MEMBERS + 2 * previous.types.reduce((sum, type) => sum + type.declaration.members.length, 0)
				? previous.members
				: new Map();
	}

	unit(node: RawNode): NamespaceDeclaration {
		const parts: NamespaceParts = { usings: [], namespaces: [], types: [] };
		this.#namespaceBody(node, parts);
		return { start: 0, end: this.text.length, name: '', isFileScoped: false, ...parts };
	}

	/** The declarations of a compilation unit or a declaration list. */
	#namespaceBody(node: RawNode, parts: NamespaceParts): void {
		// What follows `namespace N;` belongs to it although the grammar makes it a sibling.
		let scope = parts;
		let fileScoped: { start: number; name: string; parts: NamespaceParts } | undefined;
		for (const part of node.children) {
			if (part.kind === 'using_directive') scope.usings.push(this.#using(part));
			else if (part.kind === 'namespace_declaration') scope.namespaces.push(this.#namespace(part));
			else if (part.kind === 'file_scoped_namespace_declaration') {
				const inner: NamespaceParts = { usings: [], namespaces: [], types: [] };
				fileScoped = { start: part.start, name: this.#namespaceName(part), parts: inner };
				scope = inner;
			} else if (TYPE_KINDS[part.kind]) scope.types.push(this.#type(part));
			else if (part.kind === 'global_statement') this.#statements.push(part);
			else if (part.kind === 'global_attribute') {
				this.attributes.push(...lowerAttributeList(this.#lowering(0), part));
			} else if (part.kind === 'ERROR') this.#error(part, scope);
		}
		if (fileScoped) {
			parts.namespaces.push({
				start: fileScoped.start,
				end: this.text.length,
				name: fileScoped.name,
				isFileScoped: true,
				...fileScoped.parts,
			});
		}
	}

	/** Declarations inside a part that could not be read are still declarations. */
	#error(node: RawNode, scope: NamespaceParts): void {
		// The language takes a `;` after the declaration of a type.
		if (this.text.slice(node.start, node.end) === ';') return;
		this.errors.push({ start: node.start, end: node.end });
		for (const part of node.children) {
			if (TYPE_KINDS[part.kind]) scope.types.push(this.#type(part));
			else if (part.kind === 'using_directive') scope.usings.push(this.#using(part));
			else if (part.kind === 'namespace_declaration') scope.namespaces.push(this.#namespace(part));
		}
	}

	#lowering(base: number): Lowering {
		return new Lowering(this.text, this.parsed, base, lowerExpr);
	}

	#namespaceName(node: RawNode): string {
		const name = field(node, 'name');
		return name ? this.text.slice(name.start, name.end).replace(/\s|@/g, '') : '';
	}

	#namespace(node: RawNode): NamespaceDeclaration {
		const parts: NamespaceParts = { usings: [], namespaces: [], types: [] };
		const body = child(node, 'declaration_list');
		if (body) this.#namespaceBody(body, parts);
		const name = this.#namespaceName(node);
		return { start: node.start, end: node.end, name, isFileScoped: false, ...parts };
	}

	#using(node: RawNode): UsingDirective {
		const low = this.#lowering(0);
		const name = field(node, 'name');
		const type = namedChildren(node).find(part => part !== name);
		return {
			...low.range(node),
			type: lowerType(low, type),
			...(name && { alias: low.name(name) }),
			isStatic: hasToken(node, 'static'),
			isGlobal: hasToken(node, 'global'),
		};
	}

	/** A type whose text is unchanged is taken over from the previous version. */
	#type(declaration: RawNode): TypeDeclaration {
		const { start, end, kind } = declaration;
		const text = this.text.slice(start, end);
		const parsed = this.parsed.slice(start, end);
		const known = this.#known(kind, text, parsed);
		if (known) {
			// The texts of this version, so that no earlier one is kept.
			this.types.push({ kind, text, parsed, declaration: known.declaration });
			return movedType(known.declaration, start - known.declaration.start);
		}
		const problems = this.#problems;
		const lowered = this.#lowerType(declaration);
		if (this.#problems === problems) this.types.push({ kind, text, parsed, declaration: lowered });
		return lowered;
	}

	/**
	 * The same type in the previous version: the next one, or one behind those that are gone or were edited. To compare texts takes a tenth
	 * of what it takes to look them up, which reads each character.
	 */
	#known(kind: string, text: string, parsed: string): CachedType | undefined {
		const { types } = this.previous;
		for (let at = this.#next; at < types.length && at < this.#next + LOOK_AHEAD; at++) {
			const type = types[at];
			if (type?.kind !== kind || type.text !== text || type.parsed !== parsed) continue;
			this.#next = at + 1;
			return type;
		}
		return undefined;
	}

	get #problems(): number {
		return this.errors.length + this.misread.length + this.#broken + this.root.leftOut;
	}

	#lowerType(declaration: RawNode): TypeDeclaration {
		const { start, end } = declaration;
		const members: Member[] = [];
		const nested: TypeDeclaration[] = [];
		const header: RawNode[] = [];
		let kind = TYPE_KINDS[declaration.kind] ?? 'class';
		let bodyStart: number | undefined;
		for (const part of declaration.children) {
			if (part.kind === 'declaration_list' || part.kind === 'enum_member_declaration_list') {
				bodyStart = part.start;
				this.#typeBody(part, members, nested);
			} else {
				header.push(part);
			}
		}
		const node: RawNode = { kind: declaration.kind, field: null, start, end, named: true, missing: false, children: header };
		const low = this.#lowering(start);
		const name = field(node, 'name');
		const headerEnd = header.filter(part => part.start < (bodyStart ?? end)).at(-1)?.end ?? end;
		if (kind === 'record' && hasToken(node, 'struct')) kind = 'record-struct';
		const list = child(node, 'base_list');
		const baseType = list && child(list, 'primary_constructor_base_type');
		const baseArgs = (baseType && child(baseType, 'argument_list')) ?? (list && child(list, 'argument_list'));
		const baseNodes = list ? namedChildren(list).filter(part => part.kind !== 'argument_list') : [];
		const parameters = child(node, 'parameter_list');
		const isExtension = isExtensionName(low.text, name);
		const receiver = isExtension && !parameters && name ? unnamedReceiver(low, name.end) : undefined;
		const returnType = kind === 'delegate' ? field(node, 'type') : undefined;
		const first = baseNodes[0];
		return {
			start,
			end,
			kind,
			name: isExtension ? EXTENSION_BLOCK : low.name(name),
			nameRange: low.range(name ?? node),
			modifiers: [
				...lowerModifiers(low, node),
				...(hasToken(node, 'ref') || isRefPartial(this.text.slice(start, headerEnd)) ? ['ref'] : []),
			],
			attributes: lowerAttributes(low, node),
			typeParameters: lowerTypeParameters(low, field(node, 'type_parameters') ?? child(node, 'type_parameter_list')),
			constraints: lowerConstraints(low, node),
			bases: baseNodes.map(part => lowerType(low, part.kind === 'primary_constructor_base_type' ? field(part, 'type') : part)),
			...(baseArgs &&
				first && { baseCall: { ...low.range({ start: first.start, end: baseArgs.end }), args: lowerArguments(low, baseArgs) } }),
			...(parameters ? { parameters: lowerParameters(low, parameters) } : receiver && { parameters: [receiver] }),
			...(returnType && { returnType: lowerType(low, returnType) }),
			members,
			nested,
			...(bodyStart !== undefined && { bodyStart }),
			shape: {},
		};
	}

	#typeBody(node: RawNode, members: Member[], nested: TypeDeclaration[]): void {
		for (const part of node.children) {
			if (MEMBER_KINDS.has(part.kind)) members.push(this.#member(part));
			else if (TYPE_KINDS[part.kind]) nested.push(this.#type(part));
			else if (part.kind === 'ERROR') {
				// The language takes a `;` after the declaration of a type.
				if (this.text.slice(part.start, part.end) === ';') continue;
				this.errors.push({ start: part.start, end: part.end });
				this.#typeBody(part, members, nested);
			}
		}
	}

	#member(node: RawNode): Member {
		const { start, end } = node;
		const text = this.text.slice(start, end);
		// Which branches of an `#if` are active shows only in what is parsed.
		const key = `${node.kind}\n${text}${text.includes('#') ? this.parsed.slice(start, end) : ''}`;
		const known = this.members.get(key);
		// In broken code how generics were misread matters to what else is read: they must come to light again.
		if (!known || (known.isCured && this.#how.isBroken)) {
			const { leftOut } = this.root;
			const low = this.#lowering(start);
			const syntax = lowerMember(low, node);
			const hasError = low.hasError || this.root.leftOut !== leftOut;
			if (hasError) this.#broken++;
			else if (low.misread.length === 0)
				this.members.set(key, { syntax, isCured: this.#how.blanks.some(blank => blank.start < end && blank.end > start) });
			this.misread.push(...low.misread);
			return { start, end, syntax, hasError };
		}
		return { start, end, syntax: known.syntax, hasError: false };
	}

	/** The top-level statements as one member. */
	topLevel(): Member | undefined {
		const first = this.#statements[0];
		const last = this.#statements.at(-1);
		if (!first || !last) return undefined;
		const low = this.#lowering(first.start);
		const statements = this.#statements.map(node => lowerStatement(low, node));
		this.misread.push(...low.misread);
		return {
			start: first.start,
			end: last.end,
			hasError: low.hasError,
			syntax: { kind: 'top-level', start: 0, end: last.end - first.start, modifiers: [], attributes: [], statements },
		};
	}
}

function movedType(type: TypeDeclaration, by: number): TypeDeclaration {
	if (by === 0) return type;
	return {
		...type,
		start: type.start + by,
		end: type.end + by,
		...(type.bodyStart !== undefined && { bodyStart: type.bodyStart + by }),
		members: type.members.map(member => ({ ...member, start: member.start + by, end: member.end + by })),
		nested: type.nested.map(nested => movedType(nested, by)),
	};
}

function lowerMember(low: Lowering, node: RawNode): MemberSyntax {
	switch (node.kind) {
		case 'method_declaration':
		case 'constructor_declaration':
		case 'destructor_declaration':
		case 'operator_declaration':
		case 'conversion_operator_declaration':
			return lowerMethod(low, node);
		case 'property_declaration':
		case 'indexer_declaration':
		case 'event_declaration':
			return lowerProperty(low, node);
		case 'enum_member_declaration':
			return lowerEnumMember(low, node);
		default:
			return lowerField(low, node);
	}
}

const base = (low: Lowering, node: RawNode) => ({
	...low.range(node),
	modifiers: lowerModifiers(low, node),
	attributes: lowerAttributes(low, node),
});

function explicitInterface(low: Lowering, node: RawNode): { explicitInterface?: ReturnType<typeof lowerType> } {
	const specifier = child(node, 'explicit_interface_specifier');
	return specifier ? { explicitInterface: lowerType(low, namedChildren(specifier)[0]) } : {};
}

function lowerMethod(low: Lowering, node: RawNode): MethodSyntax {
	const kinds = {
		method_declaration: 'method',
		constructor_declaration: 'constructor',
		destructor_declaration: 'destructor',
		operator_declaration: 'operator',
		conversion_operator_declaration: 'conversion',
	} as const;
	const kind = kinds[node.kind as keyof typeof kinds];
	const operator = node.children.findIndex(token => token.kind === 'operator');
	const nameNode =
		kind === 'operator'
			? (field(node, 'operator') ?? node)
			: kind === 'conversion'
				? (node.children[operator] ?? node)
				: (field(node, 'name') ?? node);
	const name =
		kind === 'operator'
			? low.textOf(nameNode)
			: kind === 'conversion'
				? hasToken(node, 'explicit')
					? 'explicit'
					: 'implicit'
				: low.name(nameNode);
	const returnType = field(node, 'returns') ?? field(node, 'type');
	const body = field(node, 'body');
	const loweredBody = lowerBody(low, body);
	const initializer = child(node, 'constructor_initializer');
	return {
		kind,
		...base(low, node),
		name,
		nameRange: low.range(nameNode),
		typeParameters: lowerTypeParameters(low, field(node, 'type_parameters')),
		constraints: lowerConstraints(low, node),
		parameters: lowerParameters(low, field(node, 'parameters')),
		...(returnType && { returnType: lowerType(low, returnType) }),
		...explicitInterface(low, node),
		...(initializer && {
			initializer: {
				...low.range(initializer),
				target: hasToken(initializer, 'this') ? ('this' as const) : ('base' as const),
				keyword: (initializer.children.find(token => token.kind === 'this' || token.kind === 'base') ?? initializer).start - low.base,
				args: lowerArguments(low, child(initializer, 'argument_list')),
			},
		}),
		...(loweredBody && { body: loweredBody }),
	};
}

function lowerProperty(low: Lowering, node: RawNode): PropertySyntax {
	const name = field(node, 'name') ?? node.children.find(token => token.kind === 'this') ?? node;
	const list = field(node, 'accessors');
	const value = field(node, 'value');
	const isArrow = value?.kind === 'arrow_expression_clause';
	const sign = node.children.find(token => token.kind === '=');
	const kind = node.kind === 'indexer_declaration' ? 'indexer' : node.kind === 'event_declaration' ? 'event' : 'property';
	const arrow = isArrow ? namedChildren(value)[0] : undefined;
	return {
		kind,
		...base(low, node),
		name: kind === 'indexer' ? 'this' : low.name(name),
		nameRange: low.range(name),
		type: lowerType(low, field(node, 'type')),
		parameters: lowerParameters(low, field(node, 'parameters')),
		...explicitInterface(low, node),
		accessors: childrenOf(list, 'accessor_declaration').map(accessor => {
			const keyword = field(accessor, 'name') ?? accessor;
			const body = lowerBody(low, field(accessor, 'body'));
			return {
				...low.range(accessor),
				name: low.textOf(keyword),
				nameRange: low.range(keyword),
				modifiers: lowerModifiers(low, accessor),
				attributes: lowerAttributes(low, accessor),
				...(body && { body }),
			};
		}),
		...(arrow && { expressionBody: lowerExpr(low, arrow) }),
		...(value &&
			sign &&
			!isArrow && {
				initializer: { ...low.range({ start: sign.start, end: value.end }), value: lowerValueOf(low, field(node, 'type'), value) },
			}),
	};
}

function lowerField(low: Lowering, node: RawNode): FieldSyntax {
	const declaration = child(node, 'variable_declaration');
	return {
		kind: node.kind === 'event_field_declaration' ? 'event-field' : 'field',
		...base(low, node),
		type: lowerType(low, declaration && field(declaration, 'type')),
		declarators: declaration ? lowerDeclarators(low, declaration) : [],
	};
}

function lowerEnumMember(low: Lowering, node: RawNode): EnumMemberSyntax {
	const name = field(node, 'name');
	const value = field(node, 'value');
	return {
		kind: 'enum-member',
		...base(low, node),
		name: low.name(name),
		nameRange: low.range(name ?? node),
		...(value && { value: lowerExpr(low, value) }),
	};
}

/** The receiver of `extension(Type)`, which is blanked in what is parsed; attributes and modifiers on it are left out. */
function unnamedReceiver(low: Lowering, after: number): ParameterSyntax | undefined {
	const open = /^\s*(?:<[^<>()]*>\s*)?\(\s*/.exec(low.text.slice(after, after + 1024));
	const type = open && typeAt(low.text, after + open[0].length, low.base);
	return type ? { start: type.start, end: type.end, name: '', nameStart: type.end, type, modifiers: [], attributes: [] } : undefined;
}
