/**
 * Records in place of the anonymous types that JSON has to write: a generator can't name those. Each is declared behind the type
 * whose code makes it, and has the same members in the same order, so that what is written stays the same.
 */
import type { Bound, BoundBody, Use } from '../../binding/bound.ts';
import { Access } from '../../metadata/facts.ts';
import { mapsEndpoint } from '../../frameworks/aspnet.ts';
import { isAnonymous, plannedRecord } from '../../symbols/anonymous.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import { constantString } from '../../symbols/literals.ts';
import type { NamespaceScope } from '../../symbols/scope.ts';
import { isSource } from '../../symbols/source.ts';
import { type AccessLevel, arrayOf, isNamed, type NamedType, type Type, type TypeDef } from '../../symbols/types.ts';
import type { Expr, ParameterSyntax, Range, TypeSyntax } from '../../syntax/ast.ts';
import { currentDeclaration } from '../csharp/declarations.ts';
import { typeTextWithUsings } from '../csharp/names.ts';
import { indentationAt, isAnnotated, styleOf, WIDTH } from '../csharp/style.ts';
import { usingEdits } from '../csharp/usings.ts';
import type { FileEdit, FixContext } from '../fix.ts';
import { canBeListed } from './listed-types.ts';

export interface Records {
	/** The type with records in it. */
	readonly type: Type;
	/** The record that it is, or is made of. */
	readonly name: string;
	/** Another type of the code with these records in it. */
	replaced(type: Type): Type | undefined;
	/** In the file of the code: what makes them, and their declarations. */
	readonly edits: readonly FileEdit[];
	/** Where they are declared: what lists one of them, in another file, is for that one alone. */
	readonly origin: string;
}

type AnonymousNew = Expr & { kind: 'anonymous-new' };

/** The version of C# with records. */
const LANGUAGE = 9;

/**
 * The records in place of all anonymous types that a type is made of; undefined where one of them can't be a record.
 * @param isPublic what lists them is public
 * @param scopes in which their names must be free, beside that of the code
 */
export function recordsFor(
	type: Type,
	use: Use,
	body: BoundBody,
	{ isPublic, scopes }: { readonly isPublic: boolean; readonly scopes: readonly NamespaceScope[] },
	context: FixContext,
): Records | undefined {
	const { compilation } = context.workspace.services(context.project);
	const place = placeBehind(body, context, compilation);
	if (!place || context.project.languageVersion < LANGUAGE) return undefined;
	const plan = new Plan(
		body,
		context,
		compilation,
		place,
		[place.scope, ...scopes],
		isPublic ? Access.Public : Access.Internal,
		baseName(use, body),
	);
	const planned = plan.replaced(type, '');
	const edits = planned && plan.edits();
	const replaced = (each: Type): Type | undefined => plan.replaced(each, '');
	return edits && { type: planned, name: plan.name, replaced, edits, origin: `${context.path}:${place.at}` };
}

/** Whether a type is anonymous, or made of one that is. */
export function isMadeOfAnonymous(type: Type): boolean {
	if (type.kind === 'array') return isMadeOfAnonymous(type.element);
	return type.kind === 'named' && (isAnonymous(type) || type.args.some(isMadeOfAnonymous));
}

interface Place {
	readonly at: number;
	readonly indent: string;
	readonly scope: NamespaceScope;
}

/** Behind the type that a body stands in, or behind the statements of a program. */
function placeBehind({ member, type, base }: BoundBody, context: FixContext, compilation: Compilation): Place | undefined {
	if (member?.syntax.kind === 'top-level') {
		const scope = compilation.own.fileScopes.get(context.path);
		return scope && { at: base + member.syntax.end, indent: '', scope };
	}
	let outer: typeof type = type;
	while (outer?.container) outer = outer.container as typeof type;
	const part = outer?.parts.find(each => each.file.path === context.path);
	const current = part && currentDeclaration(part, context);
	if (!part || !current) return undefined;
	const { start, end } = current.declaration;
	return { at: end, indent: indentationAt(current.file.text, start), scope: part.scope };
}

/** What stands in place of one anonymous type. */
interface Planned {
	readonly record: NamedType;
	readonly members: readonly { readonly name: string; readonly type: Type }[];
	readonly creations: readonly AnonymousNew[];
}

class Plan {
	readonly #body: BoundBody;
	readonly #context: FixContext;
	readonly #compilation: Compilation;
	readonly #place: Place;
	readonly #scopes: readonly NamespaceScope[];
	readonly #access: AccessLevel;
	readonly #base: string;
	readonly #creations: ReadonlyMap<Type, readonly AnonymousNew[]>;
	/** Whether the edits are made: no more records come. */
	#isWritten = false;
	/** By anonymous type; the outermost first. */
	readonly #planned = new Map<Type, Planned | undefined>();

	constructor(
		body: BoundBody,
		context: FixContext,
		compilation: Compilation,
		place: Place,
		scopes: readonly NamespaceScope[],
		access: AccessLevel,
		base: string,
	) {
		this.#body = body;
		this.#context = context;
		this.#compilation = compilation;
		this.#place = place;
		this.#scopes = scopes;
		this.#access = access;
		this.#base = base;
		const creations = new Map<Type, AnonymousNew[]>();
		for (const [expr, { type }] of body.record().recorder.values)
			if (expr.kind === 'anonymous-new' && type) creations.set(type, [...(creations.get(type) ?? []), expr]);
		this.#creations = creations;
	}

	get name(): string {
		return [...this.#planned.values()][0]?.record.def.name ?? '';
	}

	/** A type with records for the anonymous types in it. */
	replaced(type: Type, within: string): Type | undefined {
		if (type.kind === 'array') {
			const element = this.replaced(type.element, within);
			return element && arrayOf(element, type.rank);
		}
		if (type.kind !== 'named') return type;
		if (isAnonymous(type)) return this.#record(type, within);
		const args = type.args.map(arg => this.replaced(arg, within));
		return args.some(arg => arg === undefined) ? undefined : type.def.construct(args as Type[], type.tupleNames);
	}

	#record(type: NamedType, within: string): NamedType | undefined {
		const known = this.#planned.get(type);
		if (known || this.#isWritten) return known?.record;
		const creations = this.#creations.get(type) ?? [];
		if (creations.length === 0 || creations.some(each => isTranslated(each, this.#body)) || isSeenAsObject(type, this.#body))
			return undefined;
		const name = this.#freeName(within);
		// Keeps the place of the outer one before those in it.
		this.#planned.set(type, undefined);
		const members: Planned['members'][number][] = [];
		for (const [index, member] of [...type.def.memberNames()].entries()) {
			const own = this.replaced(type.args[index] as Type, `${name}${member.charAt(0).toUpperCase()}${member.slice(1)}`);
			if (!own || !(canBeListed(own, this.#compilation) || isNamed(own, 'System.Object'))) return undefined;
			members.push({ name: member, type: own });
		}
		const properties = members.map(each => [each.name, each.type] as const);
		const record = plannedRecord(this.#compilation, name, this.#place.scope.name, this.#access, properties);
		this.#planned.set(type, { record, members, creations });
		return record;
	}

	#freeName(within: string): string {
		const base = within || this.#base;
		const taken = new Set([...this.#planned.values()].map(each => each?.record.def.name));
		let name = base;
		for (let count = 2; taken.has(name) || this.#scopes.some(scope => scope.lookup(name, 0)); count++) name = `${base}${count}`;
		return name;
	}

	/** Makes records where anonymous types are made, and declares them; undefined where remarks stand between, or not all can see them. */
	edits(): readonly FileEdit[] | undefined {
		this.#isWritten = true;
		const isPublic = this.#access === Access.Public;
		const all = [...this.#planned.values()].filter(each => each !== undefined);
		if (isPublic && !all.every(({ members }) => members.every(({ type }) => isVisibleOutside(type)))) return undefined;
		const { newline } = styleOf(this.#context.text);
		const namespaces = new Set<string>();
		const edits: FileEdit[] = [];
		for (const { record, creations } of all)
			for (const creation of creations) {
				const made = this.#construction(creation, record.def.name);
				if (!made) return undefined;
				edits.push(...made);
			}
		for (const { record, members, creations } of all) {
			const parameters = members.map(({ name, type }, index) => {
				const values = creations.map(each => each.members[index]?.value);
				const mayBeNull = isAnnotated(this.#context) && isReference(type) && !values.every(each => each && isNeverNull(each, this.#body));
				return `${typeTextWithUsings(type, this.#place.scope, namespaces)}${mayBeNull ? '?' : ''} ${name}`;
			});
			const head = `${isPublic ? 'public' : 'internal'} sealed record ${record.def.name}(`;
			const text = newline.repeat(2) + this.#place.indent + withParameters(head, parameters, this.#place.indent, this.#context.text);
			edits.push({ start: this.#place.at, end: this.#place.at, text, entry: `record ${record.def.name}` });
		}
		return namespaces.size > 0 ? [...edits, ...usingEdits(this.#context.file, ...namespaces)] : edits;
	}

	/** `new { A = 1, b }` as `new Name(1, b)`. */
	#construction({ start, end, members }: AnonymousNew, name: string): readonly FileEdit[] | undefined {
		const { base } = this.#body;
		const { text } = this.#context;
		const edits: FileEdit[] = [];
		let before = start;
		for (const [index, { value }] of members.entries()) {
			const said = text.slice(base + before, base + value.start);
			const found = (index === 0 ? /^new\s*\{(\s*)(?:@?\w+\s*=\s*)?$/ : /^\s*,(\s*)(?:@?\w+\s*=\s*)?$/).exec(said);
			if (!found) return undefined;
			const space = found[1] ?? '';
			const lead = index === 0 ? `new ${name}(${space.includes('\n') ? space : ''}` : `,${space}`;
			edits.push({ start: base + before, end: base + value.start, text: lead });
			before = value.end;
		}
		if (members.length === 0 || !/^\s*,?\s*\}$/.test(text.slice(base + before, base + end))) return undefined;
		return [...edits, { start: base + before, end: base + end, text: ')' }];
	}
}

/** A declaration up to its parameters, and those: on lines of their own where one would be too wide. */
function withParameters(head: string, parameters: readonly string[], indent: string, text: string): string {
	const line = `${head}${parameters.join(', ')});`;
	if (indent.length + line.length <= WIDTH) return line;
	const style = styleOf(text);
	const lead = style.newline + indent + style.indent;
	return `${head}${lead}${parameters.join(`,${lead}`)});`;
}

/** Whether code becomes an expression tree, which others translate: they may know anonymous types alone. */
function isTranslated({ start, end }: Range, { uses }: BoundBody): boolean {
	const isAround = (each: Range): boolean => each.start <= start && end <= each.end;
	return uses.some(
		({ member, whole, args }) =>
			(isAround(whole) && /Queryable(?:Extensions)?$/.test(member.container.name)) ||
			args.some(
				({ type, syntax }) =>
					type?.kind === 'named' &&
					type.def.fullName === 'System.Linq.Expressions.Expression`1' &&
					syntax !== undefined &&
					isAround(syntax),
			),
	);
}

/** Whether a value is given to code that can see what it is: as text a record has its name before it, and others may tell them apart. */
function isSeenAsObject(type: Type, body: BoundBody): boolean {
	const { values } = body.record().recorder;
	const isOne = (expr: Expr | undefined): boolean => {
		const value = expr && values.get(expr);
		return value?.kind === 'value' && value.type === type;
	};
	const isGiven = body.uses.some(({ args }) => args.some(each => isObject(each.type) && isOne(each.syntax)));
	return isGiven || [...values.keys()].some(expr => valuesAsText(expr).some(isOne));
}

const isObject = (type: Type | undefined): boolean =>
	isNamed(type, 'System.Object') || (type?.kind === 'array' && isNamed(type.element, 'System.Object'));

/** What an expression makes text or any object of. */
function valuesAsText(expr: Expr): readonly Expr[] {
	switch (expr.kind) {
		case 'interpolated':
			return expr.holes;
		case 'binary':
			return expr.operator === '+' ? [expr.left, expr.right] : [];
		case 'cast':
			return [expr.operand];
		case 'call':
			return expr.callee.kind === 'member' && /^(?:ToString|GetType)$/.test(expr.callee.name.name) ? [expr.callee.receiver] : [];
		default:
			return [];
	}
}

const isReference = (type: Type): boolean => type.kind === 'array' || (type.kind === 'named' && !type.def.isValueType);

function isNeverNull(value: Expr, body: BoundBody): boolean {
	switch (value.kind) {
		case 'literal':
			return value.literal !== 'null';
		case 'paren':
			return isNeverNull(value.operand, body);
		case 'new':
		case 'anonymous-new':
		case 'array-new':
		case 'collection':
		case 'interpolated':
		case 'typeof':
			return true;
		case 'call': {
			// Sequences and lists of LINQ, unlike elements of them.
			const member = body.uses.find(each => each.syntax === value)?.member;
			return member?.kind === 'method' && member.container.fullName === 'System.Linq.Enumerable' && member.returns.kind !== 'parameter';
		}
		case 'name':
		case 'member': {
			const declared = declaredType(body.record().recorder.values.get(value));
			return declared !== undefined && declared.kind !== 'nullable';
		}
		default:
			return false;
	}
}

/** The type that a parameter, field or property of source is declared with. */
function declaredType(value: Bound | undefined): TypeSyntax | undefined {
	const origin = value?.kind === 'value' ? value.origin : undefined;
	if (origin?.kind === 'parameter') return parameterNamed(origin.parameter.name, origin.method?.syntax?.parameters);
	if (origin?.kind === 'field') {
		const syntax = origin.field.declaration?.member?.syntax;
		return syntax?.kind === 'field' ? syntax.type : undefined;
	}
	const property = origin?.kind === 'return' ? origin.method.associated : undefined;
	if (property?.kind !== 'property') return undefined;
	const { name, container, syntax } = property;
	// That of a record stands in its head.
	return (
		syntax?.type ??
		(isSource(container)
			? parameterNamed(
					name,
					container.parts.flatMap(each => each.declaration.parameters ?? []),
				)
			: undefined)
	);
}

const parameterNamed = (name: string, parameters: readonly ParameterSyntax[] = []): TypeSyntax | undefined =>
	parameters.find(each => each.name === name)?.type;

function isVisibleOutside(type: Type): boolean {
	if (type.kind === 'array') return isVisibleOutside(type.element);
	if (type.kind !== 'named') return false;
	for (let def: TypeDef | undefined = type.def; def; def = def.container) if (def.access !== Access.Public) return false;
	return type.args.every(isVisibleOutside);
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `/health` makes `HealthResponse`, what is sent to `api/token` `TokenRequest`, what `Report` writes `ReportData`. */
function baseName(use: Use, body: BoundBody): string {
	const isAround = ({ whole }: Use): boolean => whole.start <= use.start && use.end <= whole.end;
	const endpoint = body.uses.find(each => mapsEndpoint(each) && isAround(each));
	const isSent = use.member.container.fullName === 'System.Net.Http.Json.HttpClientJsonExtensions';
	const routes = (endpoint ?? (isSent ? use : undefined))?.args.flatMap(({ syntax }) => (syntax && constantString(syntax)) ?? []);
	const words = /([A-Za-z][\w-]*)[^A-Za-z]*$/.exec(routes?.[0]?.replace(/\{[^}]*\}|\?.*/g, '') ?? '')?.[1] ?? '';
	const route = words.split(/[-_]/).map(capitalized).join('');
	if (endpoint || isSent) return `${route}${isSent ? 'Request' : 'Response'}`;
	const member = body.member?.syntax;
	return `${member && 'name' in member && /^[A-Za-z]\w*$/.test(member.name) ? capitalized(member.name) : ''}Data`;
}
