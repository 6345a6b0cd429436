/**
 * Puts `[DynamicallyAccessedMembers]` where a value comes from: on the parameter, return value, property,
 * field or type parameter that a finding names, with the flags that are asked for (IL2067 to IL2091).
 *
 * Members of a hierarchy must all have the same annotation (IL2092 to IL2095): there only a member that differs
 * from another gets one. `annotate-chain.ts` annotates all.
 */
import { indentationAt, styleOf } from '../csharp/style.ts';
import { isVisible } from '../csharp/names.ts';
import { mergeChanges } from '../edits.ts';
import { usingEdits } from '../csharp/usings.ts';
import { type MissingAnnotation, missingOf } from '../../rules/rule.ts';
import { isTypeLike } from '../../rules/dam/annotations.ts';
import { leastOverridden } from '../../binding/lookup.ts';
import { findAttribute } from '../../symbols/attributes.ts';
import type { FieldSymbol, MethodSymbol, PropertySymbol } from '../../symbols/members.ts';
import { SourceTypeDef, type TypePart } from '../../symbols/source.ts';
import type { TypeDef } from '../../symbols/types.ts';
import type { AttributeSyntax, SourceFile } from '../../syntax/ast.ts';
import { contractsOf, currentDeclaration, currentMember, isInHierarchy, type Located } from '../csharp/declarations.ts';
import { defineFix, type FileChange, type FileEdit, type FixContext, type Needs } from '../fix.ts';

const NAMESPACE = 'System.Diagnostics.CodeAnalysis';
const ATTRIBUTE = 'DynamicallyAccessedMembers';

/** Values that lack members, and members that differ from what they override. */
export const ANNOTATION_CODES: readonly string[] = [
	...Array.from({ length: 25 }, (_, index) => `IL${2067 + index}`),
	'IL2092',
	'IL2093',
	'IL2095',
];

/** Where the attribute is. */
export const ANNOTATION_NEEDS: Needs = { version: 5, attribute: ATTRIBUTE };

export const annotate = defineFix({
	id: 'annotate',
	about: 'Annotates the declaration that a value comes from with the members that are asked of it.',
	codes: ANNOTATION_CODES,
	safety: 'passes-on',
	needs: ANNOTATION_NEEDS,
	change: (finding, context) => {
		const missing = missingOf(finding);
		if (!missing || missing.names.length === 0) return undefined;
		const change = annotation(missing, finding.evidence?.body.base, context, isMismatch(finding.code));
		return change && { title: `Annotate ${describePlace(missing)} with ${missing.names.join(', ')}`, files: mergeChanges(change) };
	},
});

/** A member that differs from what it overrides or implements. */
export const isMismatch = (code: string): boolean => code === 'IL2092' || code === 'IL2093' || code === 'IL2095';

/** What to write where, for a hover. */
export function annotationAdvice(missing: MissingAnnotation): string {
	const { place } = missing;
	const container =
		place.kind === 'parameter' || place.kind === 'return'
			? place.method.container
			: place.kind === 'field'
				? place.field.container
				: undefined;
	const attribute = `\`[${place.kind === 'return' && !place.method.associated ? 'return: ' : ''}${ATTRIBUTE}(${missing.names.map(name => `DynamicallyAccessedMemberTypes.${name}`).join(' | ')})]\``;
	if (container && !container.module.isSource)
		return `**Here.** The value comes from ${describePlace(missing)} of ${container.name}, which is not yours to annotate: pass a \`typeof\`, or take the type from a place that you can annotate with ${attribute}.`;
	return `**Here.** Put ${attribute} on ${describePlace(missing)}.`;
}

/** The declaration that lacks an annotation, in words. */
export function describePlace({ place }: MissingAnnotation): string {
	switch (place.kind) {
		case 'parameter':
			return `parameter '${place.parameter.name}' of ${methodName(place.method)}`;
		case 'return':
			return place.method.associated ? `property '${place.method.associated.name}'` : `the return value of ${methodName(place.method)}`;
		case 'field':
			return `field '${place.field.name}'`;
		case 'type-parameter':
			return `type parameter '${place.parameter.name}'`;
	}
}

const methodName = (method: MethodSymbol): string =>
	method.methodKind === 'constructor' ? `the constructor of ${method.container.name}` : `'${method.associated?.name ?? method.name}'`;

/** Where an attribute goes, in a file of the workspace. */
interface Site {
	readonly part: TypePart;
	readonly file: SourceFile;
	/** Absolute: an attribute can stand here. */
	readonly at: number;
	/** What ranges of `attributes` count from. */
	readonly base: number;
	readonly attributes: readonly AttributeSyntax[];
	readonly target: 'return' | undefined;
	/** On a line of its own; else before a parameter. */
	readonly isOwnLine: boolean;
}

/**
 * The change that annotates a declaration; undefined where it has none of ours.
 * @param bodyBase where the body of the finding begins, for local functions
 * @param inHierarchies annotates overrides, overridable members and implementations too
 */
export function annotation(
	missing: MissingAnnotation,
	bodyBase: number | undefined,
	context: FixContext,
	inHierarchies: boolean,
): readonly FileChange[] | undefined {
	const site = siteOf(missing, bodyBase, context, inHierarchies);
	if (!site) return undefined;
	const flags = missing.names.map(name => `DynamicallyAccessedMemberTypes.${name}`).join(' | ');
	const edits: FileEdit[] = [];
	const existing = findAttribute(site.attributes, ATTRIBUTE, site.target);
	const value = existing?.args[0];
	if (existing && !value) return undefined;
	if (value) edits.push({ start: site.base + value.start, end: site.base + value.end, text: flags });
	else {
		const text = `[${site.target ? `${site.target}: ` : ''}${ATTRIBUTE}(${flags})]`;
		const { newline } = styleOf(site.file.text);
		edits.push({
			start: site.at,
			end: site.at,
			text: site.isOwnLine ? `${text}${newline}${indentationAt(site.file.text, site.at)}` : `${text} `,
		});
	}
	if (!isVisible(NAMESPACE, site.part.scope)) edits.push(...usingEdits(site.file, NAMESPACE));
	return [{ path: site.file.path, edits }];
}

function siteOf(missing: MissingAnnotation, bodyBase: number | undefined, context: FixContext, inHierarchies: boolean): Site | undefined {
	const { place } = missing;
	const isLeftOut = (method: MethodSymbol): boolean => !inHierarchies && isInHierarchy(method, context);
	switch (place.kind) {
		case 'parameter': {
			if (!isTypeLike(place.parameter.type) || place.parameter.isParams || isLeftOut(place.method)) return undefined;
			if (place.method.methodKind === 'accessor')
				return place.method.associated?.kind === 'property' && place.parameter.name === 'value'
					? onMember(place.method.associated, undefined, context)
					: undefined;
			if (place.method.methodKind === 'constructor' && !place.method.syntax)
				return onPrimaryParameter(place.method.container, place.parameter.name, context);
			const found = declarationOf(place.method, bodyBase, context);
			if (!found || !('parameters' in found.syntax)) return undefined;
			const parameter = found.syntax.parameters.find(each => each.name === place.parameter.name);
			return (
				parameter && { ...found, at: found.base + parameter.start, attributes: parameter.attributes, target: undefined, isOwnLine: false }
			);
		}
		case 'return': {
			const { method } = place;
			if (!isTypeLike(method.returns) || isLeftOut(method)) return undefined;
			if (method.methodKind === 'accessor')
				return method.associated?.kind === 'property' ? onMember(method.associated, undefined, context) : undefined;
			const found = declarationOf(method, bodyBase, context);
			return (
				found && { ...found, at: found.base + found.syntax.start, attributes: found.syntax.attributes, target: 'return', isOwnLine: true }
			);
		}
		case 'field':
			return isTypeLike(place.field.type) ? onMember(place.field, undefined, context) : undefined;
		case 'type-parameter':
			return onTypeParameter(missing, bodyBase, context, isLeftOut);
	}
}

/** A parameter of a primary constructor; of a record it is a property too, which would need more. */
function onPrimaryParameter(container: TypeDef, name: string, context: FixContext): Site | undefined {
	if (!(container instanceof SourceTypeDef) || container.isRecord) return undefined;
	for (const part of container.parts) {
		const current = currentDeclaration(part, context);
		const syntax = current?.declaration.parameters?.find(each => each.name === name);
		if (current && syntax)
			return {
				part,
				file: current.file,
				at: current.declaration.start + syntax.start,
				base: current.declaration.start,
				attributes: syntax.attributes,
				target: undefined,
				isOwnLine: false,
			};
	}
	return undefined;
}

function onMember(member: PropertySymbol | FieldSymbol, target: 'return' | undefined, context: FixContext): Site | undefined {
	const syntax = member.kind === 'property' ? member.syntax : member.declaration?.member?.syntax;
	const found = syntax && currentMember(member.container, syntax, context);
	return found && { ...found, at: found.base + found.syntax.start, attributes: found.syntax.attributes, target, isOwnLine: true };
}

function onTypeParameter(
	{ place }: MissingAnnotation,
	bodyBase: number | undefined,
	context: FixContext,
	isLeftOut: (method: MethodSymbol) => boolean,
): Site | undefined {
	if (place.kind !== 'type-parameter') return undefined;
	const { parameter } = place;
	const owner = ownerOf(parameter, context);
	if (!owner) return undefined;
	if (owner.kind === 'method') {
		if (isLeftOut(owner)) return undefined;
		const found = declarationOf(owner, bodyBase, context);
		const syntax =
			found && 'typeParameters' in found.syntax ? found.syntax.typeParameters.find(each => each.name === parameter.name) : undefined;
		return (
			found && syntax && { ...found, at: found.base + syntax.start, attributes: syntax.attributes, target: undefined, isOwnLine: false }
		);
	}
	for (const part of owner.def.parts) {
		const current = currentDeclaration(part, context);
		const syntax = current?.declaration.typeParameters.find(each => each.name === parameter.name);
		if (!current || !syntax) continue;
		return {
			part,
			file: current.file,
			at: current.declaration.start + syntax.start,
			base: current.declaration.start,
			attributes: syntax.attributes,
			target: undefined,
			isOwnLine: false,
		};
	}
	return undefined;
}

/** Matches what code says that gives a declaration its values or must agree with it: somewhere in its file, and in the member itself. */
export interface Mentions {
	readonly inFile: string;
	readonly inMember: string;
}

/** How code names a declaration, as regular expressions. (`new(...)` of a type that another file declares is left out.) */
export function mentionsOf({ place }: MissingAnnotation, context: FixContext): Mentions | undefined {
	const word = (name: string): Mentions => ({ inFile: `(?<!\\w)${name}(?!\\w)`, inMember: `(?<!\\w)${name}(?!\\w)` });
	const owner = place.kind === 'type-parameter' ? ownerOf(place.parameter, context) : undefined;
	const method = place.kind === 'parameter' || place.kind === 'return' ? place.method : owner?.kind === 'method' ? owner : undefined;
	if (place.kind === 'field') return word(place.field.name);
	if (!method) return owner?.kind === 'type' ? word(owner.def.name) : undefined;
	if (method.methodKind === 'constructor') {
		const { inFile, inMember } = word(method.container.name);
		return { inFile, inMember: `${inMember}|(?<!\\w)(?:base|this)\\s*\\(` };
	}
	const name = method.associated?.name ?? method.name;
	return name === 'this[]' ? { inFile: '\\[', inMember: '\\[' } : word(name);
}

/** The source declaration of a type parameter. */
function ownerOf(
	parameter: unknown,
	context: FixContext,
): MethodSymbol | { readonly kind: 'type'; readonly def: SourceTypeDef } | undefined {
	for (const module of context.workspace.services(context.project).compilation.modules) {
		for (const def of module.types.values()) {
			if (def.ownTypeParameters.includes(parameter as never)) return { kind: 'type', def };
			for (const name of def.memberNames())
				for (const member of def.members(name))
					if (member.kind === 'method' && member.typeParameters.includes(parameter as never)) return member;
		}
	}
	return undefined;
}

/** Whether a declaration must agree with a member of an assembly, which has no such annotation and can't get one. */
export function isBoundByAssembly({ place }: MissingAnnotation, context: FixContext): boolean {
	const owner = place.kind === 'type-parameter' ? ownerOf(place.parameter, context) : undefined;
	const method = place.kind === 'parameter' || place.kind === 'return' ? place.method : owner?.kind === 'method' ? owner : undefined;
	if (!method) return false;
	const isForeign = (def: TypeDef): boolean => !def.module.isSource;
	const explicit = method.explicitInterface?.();
	if (explicit) return explicit.kind === 'named' && isForeign(explicit.def);
	return (
		isForeign(leastOverridden({ member: method, owner: method.container.self }).member.container) ||
		contractsOf(method, context).some(contract => isForeign(contract.def))
	);
}

function declarationOf(method: MethodSymbol, bodyBase: number | undefined, context: FixContext): Located | undefined {
	const { syntax } = method;
	if (!syntax) return undefined;
	if (method.methodKind !== 'local') return currentMember(method.container, syntax, context);
	// A local function stands in the body of the finding.
	const def = method.container as SourceTypeDef;
	const part = def.parts.find(each => each.file.path === context.file.path);
	return part && bodyBase !== undefined ? { part, file: context.file, base: bodyBase, syntax } : undefined;
}
