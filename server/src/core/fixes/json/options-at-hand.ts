/**
 * Takes the type information of a JSON call from the options that it is given: `(JsonTypeInfo<T>)options.GetTypeInfo(typeof(T))`.
 * The call then says what it needs of the options, and what reflection there is stands in one place, where the options are
 * made: their resolver, which is set to the one that they have without saying so. What is written and read stays the same
 * (`JsonSerializer.GetTypeInfo` of dotnet/runtime asks the options just so).
 *
 * In a converter the options are those of a serializer that runs: they have a resolver.
 */
import type { BoundBody, Origin, Use, UseArgument } from '../../binding/bound.ts';
import { type FieldSymbol, MethodSymbol, type PropertySymbol } from '../../symbols/members.ts';
import { isAnonymous } from '../../symbols/anonymous.ts';
import { isNamed, type Type, type TypeDef } from '../../symbols/types.ts';
import type { Expr, MemberSyntax, SourceFile } from '../../syntax/ast.ts';
import { currentMember } from '../csharp/declarations.ts';
import { isVisible, typeText } from '../csharp/names.ts';
import { indentationAt, styleOf } from '../csharp/style.ts';
import { usingEdits } from '../csharp/usings.ts';
import { mergeChanges } from '../edits.ts';
import { type Change, defineFix, type FileChange, type FixContext } from '../fix.ts';
import { callEdits, scopeOf, serializedType, typeInfoOverload } from './json-context.ts';

const OPTIONS = 'System.Text.Json.JsonSerializerOptions';
const METADATA = 'System.Text.Json.Serialization.Metadata';
/** Aliases are followed so far. */
const MAX_DEPTH = 6;

export const jsonOptionsAtHand = defineFix({
	id: 'json-options',
	about: 'Takes the type information of a JSON call from its options, and says where they are made how they resolve types.',
	codes: ['IL2026', 'IL3050'],
	safety: 'repairs',
	needs: { version: 8 },
	change: ({ evidence }, context) => evidence && fromOptions(evidence.use, evidence.body, context),
});

function fromOptions(use: Use, body: BoundBody, context: FixContext): Change | undefined {
	if (use.kind !== 'call' || use.syntax?.kind !== 'call' || use.member.container.fullName !== 'System.Text.Json.JsonSerializer')
		return undefined;
	const argument = use.args.find(each => isNamed(each.type, OPTIONS));
	const type = serializedType(use);
	const target = typeInfoOverload(use);
	const written = argument?.syntax;
	if (!argument || !written || !type || !target || target.isContext || (written.kind !== 'name' && written.kind !== 'member'))
		return undefined;
	const changes = resolverChanges(argument, written, body, context);
	const scope = scopeOf(body, context, context.workspace.services(context.project).compilation);
	if (!changes || !scope || !isWritable(type)) return undefined;
	const options = context.text.slice(body.base + written.start, body.base + written.end);
	const name = typeText(type, scope, () => undefined);
	const info = `(JsonTypeInfo<${name}>)${options}.GetTypeInfo(typeof(${name}))`;
	const edits = [
		...callEdits(use, body, target, info, argument),
		...(isVisible(METADATA, scope) ? [] : usingEdits(context.file, METADATA)),
	];
	const where = changes.length > 0 ? `, whose resolver is named where they are made (2 findings for all calls)` : '';
	return { title: `Take the type information from ${options}${where}`, files: mergeChanges([{ path: context.path, edits }, ...changes]) };
}

function isWritable(type: Type): boolean {
	if (type.kind === 'array') return isWritable(type.element);
	if (type.kind === 'parameter') return true;
	return type.kind === 'named' && !isAnonymous(type) && type.args.every(isWritable);
}

/** What names the resolver of the options that an argument gives; empty where they have one, undefined where that is not known. */
function resolverChanges(argument: UseArgument, written: Expr, body: BoundBody, context: FixContext): readonly FileChange[] | undefined {
	const origin = argument.value.kind === 'value' ? argument.value.origin : undefined;
	if (origin?.kind === 'parameter') return isConverter(origin) ? [] : undefined;
	const creation =
		origin?.kind === 'field'
			? creationOf(origin.field, context, 0)
			: origin?.kind === 'return' && origin.method.associated?.kind === 'property'
				? creationOf(origin.method.associated, context, 0)
				: written.kind === 'name'
					? localCreation(written.name, body, context)
					: undefined;
	return creation && withResolver(creation, context);
}

/** A parameter of `Read`, `Write` and their kin of a converter. */
function isConverter({ method }: Origin & { kind: 'parameter' }): boolean {
	if (!method?.isOverride) return false;
	for (let type = method.container.baseType; type?.kind === 'named'; type = type.def.baseType)
		if (/^System\.Text\.Json\.Serialization\.JsonConverter(?:`1)?$/.test(type.def.fullName)) return true;
	return false;
}

/** Where options are made. */
interface Creation {
	readonly file: SourceFile;
	/** What ranges of the expression count from. */
	readonly base: number;
	readonly expr: Expr & { readonly kind: 'new' };
}

function creationOf(member: FieldSymbol | PropertySymbol, context: FixContext, depth: number): Creation | undefined {
	if (depth > MAX_DEPTH) return undefined;
	const syntax = member.kind === 'field' ? member.declaration?.member?.syntax : member.options.syntax;
	const found = syntax && currentMember(member.container, syntax, context);
	if (!found) return undefined;
	const { file, base } = found;
	const value = valueOfMember(found.syntax, member);
	if (value) return followed(value, file, base, member.container, context, depth + 1);
	if (member.kind !== 'field' || !member.options.isReadOnly) return undefined;
	// Set in the only constructor.
	const set = assignments(member.name, member.container, context);
	const [only] = set;
	return only && set.length === 1 ? followed(only.value, only.file, only.base, member.container, context, depth + 1) : undefined;
}

/** What a member always is: the value of a readonly field, of a property without a setter. */
function valueOfMember(syntax: MemberSyntax, member: FieldSymbol | PropertySymbol): Expr | undefined {
	if (syntax.kind === 'field')
		return member.kind === 'field' && member.options.isReadOnly
			? syntax.declarators.find(each => each.name === member.name)?.value
			: undefined;
	if (syntax.kind !== 'property') return undefined;
	return syntax.expressionBody ?? (syntax.accessors.length === 1 ? syntax.initializer?.value : undefined);
}

function assignments(
	name: string,
	container: TypeDef,
	context: FixContext,
): readonly { readonly value: Expr; readonly file: SourceFile; readonly base: number }[] {
	return container.members('.ctor').flatMap(each => {
		const syntax = each instanceof MethodSymbol ? each.options.syntax : undefined;
		const found = syntax && 'kind' in syntax ? currentMember(container, syntax as MemberSyntax, context) : undefined;
		if (!found) return [];
		return nodesIn(found.syntax)
			.filter(node => node.kind === 'assign' && node.operator === '=' && named(node.left) === name)
			.map(node => ({ value: (node as Expr & { kind: 'assign' }).right, file: found.file, base: found.base }));
	});
}

const named = (expr: Expr): string | undefined =>
	expr.kind === 'name' ? expr.name : expr.kind === 'member' && expr.receiver.kind === 'this' ? expr.name.name : undefined;

/** All expressions below a node. */
function nodesIn(node: unknown): readonly Expr[] {
	if (Array.isArray(node)) return node.flatMap(nodesIn);
	if (node === null || typeof node !== 'object') return [];
	const own = 'kind' in node && 'start' in node ? [node as Expr] : [];
	return [...own, ...Object.values(node).flatMap(nodesIn)];
}

function followed(
	expr: Expr,
	file: SourceFile,
	base: number,
	container: TypeDef,
	context: FixContext,
	depth: number,
): Creation | undefined {
	switch (expr.kind) {
		case 'paren':
			return followed(expr.operand, file, base, container, context, depth);
		case 'new':
			return !expr.type || (expr.type.kind === 'type-name' && expr.type.name === 'JsonSerializerOptions')
				? { file, base, expr }
				: undefined;
		case 'name':
			return memberNamed(expr.name, [container], context, depth);
		case 'member': {
			const type =
				expr.receiver.kind === 'name' ? expr.receiver.name : expr.receiver.kind === 'member' ? expr.receiver.name.name : undefined;
			const { compilation } = context.workspace.services(context.project);
			const types = compilation.modules.flatMap(module => [...module.types.values()].filter(def => def.name === type));
			return memberNamed(expr.name.name, types, context, depth);
		}
		default:
			return undefined;
	}
}

function memberNamed(name: string, types: readonly TypeDef[], context: FixContext, depth: number): Creation | undefined {
	const found = types.flatMap(type => type.members(name)).filter(member => member.kind === 'field' || member.kind === 'property');
	const [only] = found;
	return only && found.length === 1 ? creationOf(only, context, depth) : undefined;
}

/** A local that is made where it is declared, and is not given anything else. */
function localCreation(name: string, body: BoundBody, context: FixContext): Creation | undefined {
	const syntax = body.member?.syntax;
	if (!syntax) return undefined;
	const declared: { readonly value?: Expr }[] = [];
	const visit = (node: unknown): void => {
		if (Array.isArray(node)) node.forEach(visit);
		else if (node && typeof node === 'object') {
			const each = node as { name?: unknown; nameEnd?: unknown; value?: Expr };
			if (each.name === name && typeof each.nameEnd === 'number') declared.push(each);
			Object.values(node).forEach(visit);
		}
	};
	visit(syntax);
	const [only] = declared;
	const isSetAgain = nodesIn(syntax).some(node => node.kind === 'assign' && named(node.left) === name);
	if (declared.length !== 1 || only?.value?.kind !== 'new' || isSetAgain) return undefined;
	const { value } = only;
	const isOptions = !value.type || (value.type.kind === 'type-name' && value.type.name === 'JsonSerializerOptions');
	return isOptions ? { file: context.file, base: body.base, expr: value } : undefined;
}

/** Names the resolver that options have without saying so, unless they name one, or are a copy of options that do. */
function withResolver({ file, base, expr }: Creation, context: FixContext): readonly FileChange[] | undefined {
	if (context.workspace.text(file.path) !== file.text) return undefined;
	const elements = expr.initializer?.elements ?? [];
	if (elements.some(element => /^TypeInfoResolver(?:Chain)?$/.test(element.member?.name ?? ''))) return [];
	const setting = 'TypeInfoResolver = new DefaultJsonTypeInfoResolver()';
	const scope = context.workspace
		.services(context.project)
		.compilation.modules.flatMap(module => module.fileScopes.get(file.path) ?? [])[0];
	const usings = scope && isVisible(METADATA, scope) ? [] : usingEdits(file, METADATA);
	const [first] = elements;
	const at = first ? base + first.start : expr.initializer ? base + expr.initializer.start + 1 : base + expr.end;
	const { newline } = styleOf(file.text);
	const isOwnLine = first !== undefined && file.text.slice(file.text.lastIndexOf('\n', at) + 1, at).trim() === '';
	const text = first
		? `${setting},${isOwnLine ? newline + indentationAt(file.text, at) : ' '}`
		: expr.initializer
			? ` ${setting} `
			: ` { ${setting} }`;
	return [{ path: file.path, edits: [{ start: at, end: at, text }, ...usings] }];
}
