/** Makes a record of an anonymous type that JSON has to write, and lists it on the registered context. */
import { indentationAt, styleOf } from '../csharp/style.ts';
import { isVisible, typeText } from '../csharp/names.ts';
import { mergeChanges } from '../edits.ts';
import type { BoundBody, Use } from '../../binding/bound.ts';
import { Access } from '../../metadata/facts.ts';
import { mapsEndpoint } from '../../frameworks/aspnet.ts';
import { isAnonymous } from '../../symbols/anonymous.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import { fullTypeName } from '../../symbols/display.ts';
import { constantString } from '../../symbols/literals.ts';
import type { NamespaceScope } from '../../symbols/scope.ts';
import type { SourceTypeDef } from '../../symbols/source.ts';
import { isNamed, type NamedType, type Type, type TypeDef } from '../../symbols/types.ts';
import type { FileEdit, Change, FixContext } from '../fix.ts';
import { listing } from './contexts.ts';
import { canBeListed } from './json-context.ts';

/** @param gap the type that no context knows: anonymous, or made of one that is */
export function recordFix(
	gap: Type,
	use: Use,
	body: BoundBody,
	registered: SourceTypeDef,
	scope: NamespaceScope,
	context: FixContext,
	compilation: Compilation,
): Change | undefined {
	const anonymous = anonymousIn(gap);
	const part = registered.parts.find(each => each.declaration.bases.length > 0);
	if (!anonymous || !part || context.workspace.text(part.file.path) !== part.file.text) return undefined;
	const isPublic = registered.access === Access.Public;
	const members = [...anonymous.def.memberNames()].map((name, index) => ({ name, type: anonymous.args[index] }));
	if (
		!members.every(
			({ type }) => type && (canBeListed(type, compilation) || isNamed(type, 'System.Object')) && (!isPublic || isVisibleOutside(type)),
		)
	)
		return undefined;
	const uses = creations(anonymous, body);
	if (uses.length === 0) return undefined;
	const name = freeName(use, body, part.scope, scope);
	const reference = isVisible(registered.namespace, scope) ? name : `${registered.namespace}.${name}`;
	const edits = uses.map((creation): FileEdit => {
		const values = creation.members.map(({ value }) => context.file.text.slice(body.base + value.start, body.base + value.end));
		return { start: body.base + creation.start, end: body.base + creation.end, text: `new ${reference}(${values.join(', ')})` };
	});
	const { newline } = styleOf(part.file.text);
	const indent = indentationAt(part.file.text, part.declaration.start);
	const parameters = members.map(({ name: member, type }) => `${type ? typeText(type, part.scope, () => undefined) : ''} ${member}`);
	const listed = fullTypeName(gap).replaceAll(fullTypeName(anonymous), name);
	const declaration = `${isPublic ? 'public' : 'internal'} record ${name}(${parameters.join(', ')});${newline}${newline}${indent}`;
	const { start } = part.declaration;
	const files = mergeChanges([
		{ path: context.file.path, edits },
		{ path: part.file.path, edits: [{ start, end: start, text: declaration }, listing(part, `[JsonSerializable(typeof(${listed}))]`)] },
	]);
	return { title: `Make it the record ${name}, listed on ${registered.name}`, files };
}

function anonymousIn(type: Type): NamedType | undefined {
	if (type.kind === 'array') return anonymousIn(type.element);
	if (type.kind !== 'named') return undefined;
	if (isAnonymous(type)) return type;
	for (const arg of type.args) {
		const found = anonymousIn(arg);
		if (found) return found;
	}
	return undefined;
}

function creations(type: NamedType, body: BoundBody) {
	return [...body.record().recorder.values].flatMap(([expr, bound]) =>
		expr.kind === 'anonymous-new' && bound.type === type ? [expr] : [],
	);
}

function isVisibleOutside(type: Type): boolean {
	if (type.kind === 'array') return isVisibleOutside(type.element);
	if (type.kind !== 'named') return false;
	for (let def: TypeDef | undefined = type.def; def; def = def.container) if (def.access !== Access.Public) return false;
	return type.args.every(isVisibleOutside);
}

/** `/health` makes `HealthResponse`. */
function freeName(use: Use, body: BoundBody, ...scopes: readonly NamespaceScope[]): string {
	const isAround = ({ whole }: Use): boolean => whole.start <= use.start && use.end <= whole.end;
	const endpoint = body.uses.find(each => mapsEndpoint(each) && isAround(each)) ?? use;
	const routes = endpoint.args.flatMap(({ syntax }) => (syntax && constantString(syntax)) ?? []);
	const words = /([A-Za-z][\w-]*)[^A-Za-z]*$/.exec(routes[0]?.replace(/\{[^}]*\}/g, '') ?? '')?.[1] ?? '';
	const base = `${words
		.split(/[-_]/)
		.map(word => word.charAt(0).toUpperCase() + word.slice(1))
		.join('')}Response`;
	let name = base;
	for (let count = 2; scopes.some(scope => scope.lookup(name, 0)); count++) name = `${base}${count}`;
	return name;
}
