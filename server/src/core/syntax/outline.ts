/**
 * The outline of a file: its declarations as symbols read them, without bodies and places.
 *
 * Files of equal outlines make equal symbols, so that an edit between them concerns no other file. It is made of the lowered
 * declarations themselves and leaves out what is listed here: whatever else is added to the syntax belongs to it.
 */
import type { Member, MemberSyntax, NamespaceDeclaration, ParameterSyntax, SourceFile, TypeDeclaration } from './ast.ts';

/** Where something stands; two declarations may differ in it and still say the same. */
const PLACES: ReadonlySet<string> = new Set([
	'start',
	'end',
	'nameStart',
	'nameEnd',
	'nameRange',
	'bracket',
	'brackets',
	'keyword',
	'bodyStart',
]);

const withoutPlaces = (value: unknown): string => JSON.stringify(value, (key, part) => (PLACES.has(key) ? undefined : part));

const ofMembers = new WeakMap<MemberSyntax, string>();
const ofHeaders = new WeakMap<object, string>();

/**
 * Whether two files have equal outlines. An edit leaves nearly all declarations of a file the objects that they were: only
 * what was lowered anew is looked at.
 */
export function haveEqualOutlines(left: SourceFile, right: SourceFile): boolean {
	return left === right || (rest(left) === rest(right) && areEqualNamespaces(left.unit, right.unit));
}

function areEqualNamespaces(left: NamespaceDeclaration, right: NamespaceDeclaration): boolean {
	return (
		left.name === right.name &&
		usings(left) === usings(right) &&
		areEqual(left.types, right.types, areEqualTypes) &&
		areEqual(left.namespaces, right.namespaces, areEqualNamespaces)
	);
}

function areEqualTypes(left: TypeDeclaration, right: TypeDeclaration): boolean {
	return (
		left.shape === right.shape ||
		(typeHeader(left) === typeHeader(right) &&
			areEqual(left.members, right.members, (one, other) => one.syntax === other.syntax || member(one) === member(other)) &&
			areEqual(left.nested, right.nested, areEqualTypes))
	);
}

const areEqual = <T>(left: readonly T[], right: readonly T[], areSame: (left: T, right: T) => boolean): boolean =>
	left.length === right.length && left.every((each, index) => areSame(each, right[index] as T));

/** What a file says beside its declarations. */
const rest = ({ attributes, topLevel }: SourceFile): string =>
	`${attributes.length > 0 ? withoutPlaces(attributes) : ''}${topLevel ? 'top-level' : ''}`;

const usings = (declaration: NamespaceDeclaration): string => (declaration.usings.length > 0 ? withoutPlaces(declaration.usings) : '');

/** The call of the base's constructor runs in a body that no one sees. */
function typeHeader({ members: _, nested: __, baseCall: ___, shape, parameters, ...header }: TypeDeclaration): string {
	let known = ofHeaders.get(shape);
	if (known === undefined)
		ofHeaders.set(shape, (known = withoutPlaces({ ...header, ...(parameters && { parameters: parameters.map(parameter) }) })));
	return known;
}

function member({ syntax }: Member): string {
	let known = ofMembers.get(syntax);
	if (known === undefined) ofMembers.set(syntax, (known = withoutPlaces(header(syntax))));
	return known;
}

/** Calls may leave a parameter out that has a default; what the default is concerns the body alone. */
const parameter = ({ defaultValue, ...rest }: ParameterSyntax): unknown => ({ ...rest, hasDefault: defaultValue !== undefined });

/** A member without what is its own: bodies, values that variables start with. Whether it has a body shows (a partial or abstract one). */
function header(syntax: MemberSyntax): unknown {
	switch (syntax.kind) {
		case 'method':
		case 'constructor':
		case 'destructor':
		case 'operator':
		case 'conversion': {
			const { body, initializer: _, parameters, ...rest } = syntax;
			return { ...rest, parameters: parameters.map(parameter), hasBody: body !== undefined };
		}
		case 'property':
		case 'indexer':
		case 'event': {
			const { accessors, expressionBody, initializer: _, parameters, ...rest } = syntax;
			return {
				...rest,
				parameters: parameters.map(parameter),
				accessors: accessors.map(({ body, ...accessor }) => ({ ...accessor, hasBody: body !== undefined })),
				isArrow: expressionBody !== undefined,
			};
		}
		case 'field':
		case 'event-field': {
			const { declarators, ...rest } = syntax;
			const isConst = syntax.modifiers.includes('const');
			return { ...rest, names: declarators.map(({ name, value }) => (isConst ? { name, value } : { name })) };
		}
		case 'enum-member':
			return syntax;
		case 'top-level':
			return 'top-level';
	}
}
