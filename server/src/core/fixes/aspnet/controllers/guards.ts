/** What an action asks of its model though `[ApiController]` has asked before. */
import type { Use } from '../../../binding/bound.ts';
import type { Body, Range, Statement } from '../../../syntax/ast.ts';
import type { FileEdit } from '../../fix.ts';
import { CONTROLLER_BASE } from './results.ts';

/** `if (!ModelState.IsValid) ...` by itself: `[ApiController]` has refused what is not valid before the action runs. */
export function guardsOf(body: Body, uses: readonly Use[]): readonly Statement[] {
	if (body.kind !== 'block-body') return [];
	const isOfBase = (use: Use): boolean => use.member.container.fullName === CONTROLLER_BASE && use.member.name.endsWith('ModelState');
	const guards = body.block.statements.filter(each => {
		if (each.kind !== 'if' || each.else || each.condition.kind !== 'unary' || each.condition.operator !== '!') return false;
		const { operand } = each.condition;
		return (
			operand.kind === 'member' &&
			operand.name.name === 'IsValid' &&
			uses.some(use => isOfBase(use) && use.whole.end === operand.receiver.end)
		);
	});
	// What adds errors itself asks for them later.
	const inGuards = (use: Use): boolean => guards.some(each => each.start <= use.whole.start && each.end >= use.whole.end);
	return uses.some(use => !inGuards(use) && (isOfBase(use) || /^TryValidateModel|^TryUpdateModel/.test(use.member.name))) ? [] : guards;
}

/** A body without some of its statements. */
export const withoutStatements = (body: Body, left: readonly Statement[]): Body =>
	body.kind === 'block-body'
		? { ...body, block: { ...body.block, statements: body.block.statements.filter(each => !left.includes(each)) } }
		: body;

/** Takes the lines of a statement away, with the empty one that follows. */
export function wholeLines(statement: Range, text: string, base: number): FileEdit {
	const [start, end] = [base + statement.start, base + statement.end];
	const from = text.lastIndexOf('\n', start - 1) + 1;
	const rest = /^[ \t]*(?:\r?\n(?:[ \t]*\r?\n)*)?/.exec(text.slice(end))?.[0] ?? '';
	const isAlone = text.slice(from, start).trim() === '' && rest.includes('\n');
	return isAlone
		? { start: from - base, end: end + rest.length - base, text: '' }
		: { start: statement.start, end: statement.end, text: '' };
}
