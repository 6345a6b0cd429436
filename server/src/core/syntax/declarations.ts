/**
 * A file without its bodies: what other files see of it, and all that is kept of a closed file once it is judged.
 *
 * Invariant: its outline (`outline.ts`) is that of the whole file, so symbols made of either are equal. What variables start with
 * and what arrows of properties give stays: fixes read it through symbols. `Files.whole` reads the bodies again.
 */
import type { AccessorSyntax, Body, Member, MemberSyntax, NamespaceDeclaration, SourceFile, TypeDeclaration } from './ast.ts';

/** Stands for any body: whether there is one shows in the outline. */
const LEFT_OUT: Body = { kind: 'block-body', block: { kind: 'block', start: 0, end: 0, statements: [] } };

/** The same declarations without bodies; what has none is shared with the whole file. */
export function withoutBodies(file: SourceFile): SourceFile {
	return { ...file, unit: namespace(file.unit), ...(file.topLevel && { topLevel: member(file.topLevel) }), isWithoutBodies: true };
}

function namespace(declaration: NamespaceDeclaration): NamespaceDeclaration {
	return { ...declaration, namespaces: declaration.namespaces.map(namespace), types: declaration.types.map(type) };
}

function type(declaration: TypeDeclaration): TypeDeclaration {
	return { ...declaration, members: declaration.members.map(member), nested: declaration.nested.map(type) };
}

function member(whole: Member): Member {
	const syntax = header(whole.syntax);
	return syntax === whole.syntax ? whole : { ...whole, syntax };
}

function header(syntax: MemberSyntax): MemberSyntax {
	switch (syntax.kind) {
		case 'method':
		case 'constructor':
		case 'destructor':
		case 'operator':
		case 'conversion': {
			const { body, initializer } = syntax;
			if (!body && !initializer) return syntax;
			return { ...syntax, ...(body && { body: LEFT_OUT }), ...(initializer && { initializer: { ...initializer, args: [] } }) };
		}
		case 'property':
		case 'indexer':
		case 'event':
			return syntax.accessors.some(each => each.body) ? { ...syntax, accessors: syntax.accessors.map(accessor) } : syntax;
		case 'top-level':
			return { ...syntax, statements: [] };
		case 'field':
		case 'event-field':
		case 'enum-member':
			return syntax;
	}
}

const accessor = (whole: AccessorSyntax): AccessorSyntax => (whole.body ? { ...whole, body: LEFT_OUT } : whole);
