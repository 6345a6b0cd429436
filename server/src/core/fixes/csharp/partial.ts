/** What makes a type one that a source generator can complete. */
import type { SourceTypeDef } from '../../symbols/source.ts';
import type { FileEdit, FixContext } from '../fix.ts';
import { currentDeclaration } from './declarations.ts';

/** `partial` on a type and those around it; undefined where one can't be, or is not in the file. */
export function partialEdits(type: SourceTypeDef, context: FixContext): readonly FileEdit[] | undefined {
	const edits: FileEdit[] = [];
	for (let each: SourceTypeDef | undefined = type; each; each = each.container as SourceTypeDef | undefined) {
		const part = each.parts.find(({ file }) => file.path === context.path);
		const current = part && currentDeclaration(part, context);
		if (!current || current.file.text !== context.text || each.kind === 'interface') return undefined;
		const { start, nameRange, modifiers } = current.declaration;
		if (modifiers.includes('partial')) continue;
		const keyword = /\b(?:class|struct|record(?:\s+(?:class|struct))?)\s+$/.exec(context.text.slice(start, start + nameRange.start));
		if (!keyword) return undefined;
		const at = start + keyword.index;
		edits.push({ start: at, end: at, text: 'partial ' });
	}
	return edits;
}
