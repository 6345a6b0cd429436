/**
 * The outline of a file: its declarations as symbols read them, without bodies and places, as text.
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
const ofTypes = new WeakMap<object, string>();
const ofFiles = new WeakMap<SourceFile, string>();

/** Made when it is first asked for: a file that is never edited needs none. */
export function outlineOf(file: SourceFile): string {
	let known = ofFiles.get(file);
	if (known === undefined) {
		const attributes = file.attributes.length > 0 ? withoutPlaces(file.attributes) : '';
		ofFiles.set(file, (known = `${namespace(file.unit)}${attributes}${file.topLevel ? 'top-level' : ''}`));
	}
	return known;
}

function namespace(declaration: NamespaceDeclaration): string {
	const usings = declaration.usings.length > 0 ? withoutPlaces(declaration.usings) : '';
	return `namespace ${declaration.name}{${usings}${declaration.types.map(type).join('')}${declaration.namespaces.map(namespace).join('')}}`;
}

function type(declaration: TypeDeclaration): string {
	let known = ofTypes.get(declaration.shape);
	if (known === undefined) {
		// The call of the base's constructor runs in a body that no one sees.
		const { members, nested, baseCall: _, shape: __, parameters, ...header } = declaration;
		known = `${withoutPlaces({ ...header, ...(parameters && { parameters: parameters.map(parameter) }) })}{${members.map(member).join('\n')}\n${nested.map(type).join('')}}`;
		ofTypes.set(declaration.shape, known);
	}
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
