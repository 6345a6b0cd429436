/**
 * Options that nobody uses once calls have their type information: the field or local that was for those calls alone goes with them.
 * Comments in it stay.
 */
import type { BoundBody } from '../../binding/bound.ts';
import type { Expr, Range } from '../../syntax/ast.ts';
import { walkMember } from '../../syntax/walk.ts';
import { currentMember } from '../csharp/declarations.ts';
import { styleOf } from '../csharp/style.ts';
import type { FileEdit, FixContext } from '../fix.ts';

/**
 * @param options as the calls name them; what they are made of is known to do nothing else
 * @param calls all that get type information
 */
export function leftBehind(
	options: Expr | undefined,
	calls: readonly { readonly body: BoundBody }[],
	context: FixContext,
): readonly FileEdit[] {
	const body = calls[0]?.body;
	if (options?.kind !== 'name' || !body) return [];
	const { name } = options;
	// Its declaration and these uses.
	if (context.text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length !== 1 + calls.length) return [];
	const declared = localOf(name, body) ?? fieldOf(name, body, context);
	const lines = declared && wholeLines(declared, context.text);
	return lines ? [{ ...lines, text: commentsIn(context.text.slice(lines.start, lines.end)) }] : [];
}

/** The comments of a declaration that goes, each on a line of its own: what they say of the options holds for what has them now. */
function commentsIn(lines: string): string {
	const comments = [...lines.matchAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g)]
		.map(([text]) => text)
		.filter(text => !text.startsWith('"'));
	const indent = /^[ \t]*/.exec(lines)?.[0] ?? '';
	const { newline } = styleOf(lines);
	return comments.map(comment => indent + comment + newline).join('');
}

function localOf(name: string, body: BoundBody): Range | undefined {
	if (!body.member) return undefined;
	let found: Range | undefined;
	walkMember(body.member.syntax, {
		statement: statement => {
			if (statement.kind === 'local' && statement.declarators.length === 1 && statement.declarators[0]?.name === name)
				found = { start: body.base + statement.start, end: body.base + statement.end };
			return true;
		},
	});
	return found;
}

/** A private field of a type that has no parts elsewhere. */
function fieldOf(name: string, body: BoundBody, context: FixContext): Range | undefined {
	const { type } = body;
	if (type?.parts.length !== 1) return undefined;
	const field = type.members(name).find(member => member.kind === 'field');
	const syntax = field?.declaration?.member?.syntax;
	const found = syntax && currentMember(type, syntax, context);
	if (found?.syntax.kind !== 'field' || found.file.path !== context.path) return undefined;
	const { declarators, attributes, modifiers, start, end } = found.syntax;
	const isOwn = !['public', 'internal', 'protected'].some(each => modifiers.includes(each));
	return declarators.length === 1 && attributes.length === 0 && isOwn ? { start: found.base + start, end: found.base + end } : undefined;
}

/** The lines of a declaration, with an empty one behind it where one stands before it; undefined beside other code or below a comment. */
function wholeLines({ start, end }: Range, text: string): Range | undefined {
	const first = text.lastIndexOf('\n', start - 1) + 1;
	const last = text.indexOf('\n', end);
	if (last < 0 || text.slice(first, start).trim() !== '' || text.slice(end, last).trim() !== '') return undefined;
	const before = text.slice(text.lastIndexOf('\n', first - 2) + 1, first).trim();
	if (/^(?:\/\/|#)|\*\/$/.test(before)) return undefined;
	const next = text.indexOf('\n', last + 1);
	const isSpaced = /^(?:|\{)$/.test(before) && next >= 0 && text.slice(last + 1, next).trim() === '';
	return { start: first, end: (isSpaced ? next : last) + 1 };
}
