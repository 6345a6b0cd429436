/**
 * The halves of partial members: what declares one, and what implements it. They are one member, which has the attributes of both
 * (C# standard 15.6.9; "Partial properties", "Partial events and constructors" of the C# feature specifications).
 *
 * Only syntax is compared: types may not be known yet. Where several halves could be meant, their parameters are compared as written.
 */
import type { Member, MemberSyntax } from '../syntax/ast.ts';

/** What declares members. */
interface Declaring {
	readonly declaration: { readonly members: readonly Member[] };
}

/** A member as one part of its type declares it. */
export interface Half<Part> {
	readonly syntax: MemberSyntax;
	readonly part: Part;
}

/** By the syntax of a half: the other one. */
export type Halves<Part> = ReadonlyMap<MemberSyntax, Half<Part>>;

/** The halves of partial members that have two in these parts of a type. */
export function halvesOf<Part extends Declaring>(parts: readonly Part[]): Halves<Part> {
	const byName = new Map<string, Half<Part>[]>();
	for (const part of parts)
		for (const { syntax } of part.declaration.members) {
			const name = syntax.modifiers.includes('partial') ? nameOf(syntax) : undefined;
			if (name === undefined) continue;
			const known = byName.get(name);
			if (known) known.push({ syntax, part });
			else byName.set(name, [{ syntax, part }]);
		}
	const found = new Map<MemberSyntax, Half<Part>>();
	for (const halves of byName.values()) {
		const defining = halves.filter(half => isDefining(half.syntax));
		const implementing = halves.filter(half => !isDefining(half.syntax));
		const isPlain = defining.length === 1 && implementing.length === 1;
		for (const half of defining) {
			const other = implementing.find(
				each => !found.has(each.syntax) && (isPlain || writtenTypes(each.syntax) === writtenTypes(half.syntax)),
			);
			if (!other) continue;
			found.set(half.syntax, other);
			found.set(other.syntax, half);
		}
	}
	return found;
}

/** Whether this is the half that declares the member: the one without a body, which callers see. */
export function isDefining(syntax: MemberSyntax): boolean {
	switch (syntax.kind) {
		case 'property':
		case 'indexer':
			return !syntax.expressionBody && syntax.accessors.every(accessor => !accessor.body);
		case 'event-field':
			return true;
		case 'event':
			return false;
		default:
			return !('body' in syntax && syntax.body) && !syntax.modifiers.includes('extern');
	}
}

/** What halves of one member have in common; undefined for what has no halves. */
function nameOf(syntax: MemberSyntax): string | undefined {
	switch (syntax.kind) {
		case 'method':
			return `${syntax.name}\`${syntax.typeParameters.length}(${syntax.parameters.length})`;
		case 'constructor':
			return `.ctor(${syntax.parameters.length})`;
		case 'property':
		case 'event':
			return syntax.name;
		case 'indexer':
			return `this[${syntax.parameters.length}]`;
		case 'event-field':
			return syntax.declarators[0]?.name;
		default:
			return undefined;
	}
}

const writtenTypes = (syntax: MemberSyntax): string =>
	'parameters' in syntax
		? JSON.stringify(
				syntax.parameters.map(({ type, modifiers }) => [type, modifiers]),
				(key, value: unknown) => (POSITIONS.has(key) ? undefined : value),
			)
		: '';

const POSITIONS: ReadonlySet<string> = new Set(['start', 'end', 'nameStart']);
