/**
 * Where the `JsonSerializerOptions` that a call is given are made, followed through fields, properties and locals that are
 * only ever set once. Nothing is answered where another place may set them, or may give them a resolver later.
 */
import type { BoundBody, Origin, UseArgument } from '../../binding/bound.ts';
import { isJsonContext } from '../../symbols/generated.ts';
import { type FieldSymbol, MethodSymbol, type PropertySymbol } from '../../symbols/members.ts';
import type { NamespaceScope } from '../../symbols/scope.ts';
import { isSource, type SourceTypeDef } from '../../symbols/source.ts';
import type { TypeDef } from '../../symbols/types.ts';
import type { Declarator, Expr, MemberSyntax, SourceFile } from '../../syntax/ast.ts';
import { walkMember } from '../../syntax/walk.ts';
import { currentMember } from '../csharp/declarations.ts';
import type { FixContext } from '../fix.ts';
import { scopeOf } from './contexts.ts';

/** Aliases are followed so far. */
const MAX_DEPTH = 6;

/** A `new JsonSerializerOptions` that is followed. */
export interface Creation {
	readonly file: SourceFile;
	/** What ranges of the expression count from. */
	readonly base: number;
	readonly expr: Expr & { readonly kind: 'new' };
	/** In which its names are looked up. */
	readonly scope: NamespaceScope | undefined;
}

/** How options find the contracts of types: not said, by reflection, by one context of the project, or in another way. */
export type Resolver = 'unsaid' | 'reflection' | 'other' | SourceTypeDef;

/** Where the options of an argument are made; undefined where that is not known. */
export function creationOfOptions(argument: UseArgument, body: BoundBody, context: FixContext): Creation | undefined {
	const origin = argument.value.kind === 'value' ? argument.value.origin : undefined;
	const names = new Set<string>();
	const creation =
		origin?.kind === 'field'
			? creationOf(origin.field, context, names)
			: origin?.kind === 'return' && origin.method.associated?.kind === 'property'
				? creationOf(origin.method.associated, context, names)
				: argument.syntax?.kind === 'name'
					? localCreation(argument.syntax.name, body, context, names)
					: undefined;
	return creation && !isGivenResolver(names, context) ? creation : undefined;
}

/** A parameter of `Read`, `Write` and their kin of a converter: options of a serializer that runs, which have a resolver. */
export function isOfConverter({ method }: Origin & { kind: 'parameter' }): boolean {
	if (!method?.isOverride) return false;
	for (let type = method.container.baseType; type?.kind === 'named'; type = type.def.baseType)
		if (/^System\.Text\.Json\.Serialization\.JsonConverter(?:`1)?$/.test(type.def.fullName)) return true;
	return false;
}

/** Which resolver options are made with. */
export function resolverOf({ expr, file, base, scope }: Creation): Resolver {
	const said = expr.initializer?.elements.find(element => /^TypeInfoResolver(?:Chain)?$/.test(element.member?.name ?? ''));
	if (!said) return 'unsaid';
	const text = file.text.slice(base + said.value.start, base + said.value.end);
	const name = /^(?:[\w.]+\.)?(\w+)\.Default$/.exec(text)?.[1];
	const meaning = name === undefined ? undefined : scope?.lookup(name, 0);
	if (meaning?.kind === 'type' && meaning.type.kind === 'named' && isSource(meaning.type.def) && isJsonContext(meaning.type.def))
		return meaning.type.def as SourceTypeDef;
	return /^new\s+(?:[\w.]+\.)?DefaultJsonTypeInfoResolver\b/.test(text) ? 'reflection' : 'other';
}

function creationOf(member: FieldSymbol | PropertySymbol, context: FixContext, names: Set<string>): Creation | undefined {
	if (names.size > MAX_DEPTH || isOverridable(member)) return undefined;
	names.add(member.name);
	const syntax = member.kind === 'field' ? member.declaration?.member?.syntax : member.syntax;
	const found = syntax && currentMember(member.container, syntax, context);
	if (!found) return undefined;
	const at: Place = { file: found.file, base: found.base, scope: found.part.scope, container: member.container };
	const value = valueOfMember(found.syntax, member);
	if (value) return followed(value, at, context, names);
	if (member.kind !== 'field' || !member.isReadOnly) return undefined;
	// Set by the only constructor, and nowhere else.
	const constructors = member.container.members('.ctor').filter(each => each.kind === 'method' && each.isStatic === member.isStatic);
	const [only, ...more] = assignments(member.name, member.container, context);
	return only && more.length === 0 && constructors.length === 1
		? followed(only.value, { ...only, scope: at.scope, container: member.container }, context, names)
		: undefined;
}

const isOverridable = (member: FieldSymbol | PropertySymbol): boolean =>
	member.kind === 'property' && (member.isVirtual || member.getter?.isOverride === true || member.container.kind === 'interface');

/** What a member always is: the value of a readonly field, of a property without a setter. */
function valueOfMember(syntax: MemberSyntax, member: FieldSymbol | PropertySymbol): Expr | undefined {
	if (syntax.kind === 'field')
		return member.kind === 'field' && member.isReadOnly ? syntax.declarators.find(each => each.name === member.name)?.value : undefined;
	if (syntax.kind !== 'property') return undefined;
	return syntax.expressionBody ?? (syntax.accessors.length === 1 ? syntax.initializer?.value : undefined);
}

interface Place {
	readonly file: SourceFile;
	readonly base: number;
	readonly scope: NamespaceScope | undefined;
	readonly container: TypeDef;
}

function assignments(
	name: string,
	container: TypeDef,
	context: FixContext,
): readonly { readonly value: Expr; readonly file: SourceFile; readonly base: number }[] {
	return container.members('.ctor').flatMap(each => {
		const syntax = each instanceof MethodSymbol ? each.syntax : undefined;
		const found = syntax && 'kind' in syntax ? currentMember(container, syntax as MemberSyntax, context) : undefined;
		if (!found) return [];
		return assignedIn(found.syntax, name).map(value => ({ value, file: found.file, base: found.base }));
	});
}

const named = (expr: Expr): string | undefined =>
	expr.kind === 'name' ? expr.name : expr.kind === 'member' && expr.receiver.kind === 'this' ? expr.name.name : undefined;

/** What a member's code assigns to a name. */
function assignedIn(syntax: MemberSyntax, name: string): readonly Expr[] {
	const values: Expr[] = [];
	walkMember(syntax, {
		expr: expr => {
			if (expr.kind === 'assign' && named(expr.left) === name) values.push(expr.right);
			return true;
		},
	});
	return values;
}

function followed(expr: Expr, at: Place, context: FixContext, names: Set<string>): Creation | undefined {
	switch (expr.kind) {
		case 'paren':
			return followed(expr.operand, at, context, names);
		case 'new':
			return made(expr, at, context, names);
		case 'name':
			return memberNamed(expr.name, [at.container], context, names);
		case 'member': {
			const type =
				expr.receiver.kind === 'name' ? expr.receiver.name : expr.receiver.kind === 'member' ? expr.receiver.name.name : undefined;
			const { compilation } = context.workspace.services(context.project);
			const types = compilation.modules.flatMap(module => [...module.types.values()].filter(def => def.name === type));
			return memberNamed(expr.name.name, types, context, names);
		}
		default:
			return undefined;
	}
}

/** New options; a copy that names no resolver has the one of what it is a copy of, where those are made. */
function made(expr: Expr & { kind: 'new' }, at: Place, context: FixContext, names: Set<string>): Creation | undefined {
	if (expr.type && !(expr.type.kind === 'type-name' && expr.type.name === 'JsonSerializerOptions')) return undefined;
	const creation = { file: at.file, base: at.base, scope: at.scope, expr };
	const [first, ...more] = expr.args;
	if (more.length > 0) return undefined;
	const value = first?.value;
	const isDefaults = value?.kind === 'member' && value.receiver.kind === 'name' && value.receiver.name === 'JsonSerializerDefaults';
	if (!value || isDefaults || resolverOf(creation) !== 'unsaid') return creation;
	return value.kind === 'name' || value.kind === 'member' ? followed(value, at, context, names) : undefined;
}

function memberNamed(name: string, types: readonly TypeDef[], context: FixContext, names: Set<string>): Creation | undefined {
	const found = types.flatMap(type => type.members(name)).filter(member => member.kind === 'field' || member.kind === 'property');
	const [only] = found;
	return only && found.length === 1 ? creationOf(only, context, names) : undefined;
}

/** A local that is made where it is declared, and is not given anything else. */
function localCreation(name: string, body: BoundBody, context: FixContext, names: Set<string>): Creation | undefined {
	const syntax = body.member?.syntax;
	if (!syntax) return undefined;
	names.add(name);
	const declared: Declarator[] = [];
	walkMember(syntax, {
		declarator: declarator => {
			if (declarator.name === name) declared.push(declarator);
		},
	});
	const [only] = declared;
	const isSetAgain = assignedIn(syntax, name).length > 0;
	if (declared.length !== 1 || only?.value?.kind !== 'new' || isSetAgain || !body.type) return undefined;
	const scope = scopeOf(body, context, context.workspace.services(context.project).compilation);
	return made(only.value, { file: context.file, base: body.base, scope, container: body.type }, context, names);
}

/** Words that give options a resolver after they are made. */
const GIVES = /\b(?:TypeInfoResolver(?:Chain)?|AddContext)\b/;
const givers = new WeakMap<SourceFile, boolean>();

/** Whether code of the project gives options of one of these names a resolver later. */
function isGivenResolver(names: ReadonlySet<string>, context: FixContext): boolean {
	const later = new RegExp(`\\b(?:${[...names].join('|')})\\s*[!?]?\\s*\\.\\s*${GIVES.source}`);
	return context.workspace.services(context.project).compilation.own.files.some(file => {
		let gives = givers.get(file);
		if (gives === undefined) givers.set(file, (gives = GIVES.test(file.text)));
		return gives && later.test(file.text);
	});
}
