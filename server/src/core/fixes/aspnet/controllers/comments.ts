/** Comments between the members of a class that goes: what is said of a member goes with it, what stands apart is kept. */
import type { Member, TypeDeclaration } from '../../../syntax/ast.ts';

type Item = Member | TypeDeclaration;

export interface Comments {
	/** What stands above a member that is kept, without indentation in front of its first line; ends with an empty line where one follows. */
	above(item: Item): string;
	/** What stands behind the last member. */
	readonly last: string;
}

/** @param kept members that stay; what stands right above any other one goes with it */
export function commentsOf(text: string, declaration: TypeDeclaration, kept: ReadonlySet<Item>): Comments {
	const newline = text.includes('\r\n') ? '\r\n' : '\n';
	const above = new Map<Item, string>();
	const items = [...declaration.members, ...declaration.nested].sort((left, right) => left.start - right.start);
	let pending: string[] = [];
	let from = (declaration.bodyStart ?? declaration.start) + 1;
	for (const item of items) {
		// Members that are declared together have one place.
		if (item.start < from) continue;
		const blocks = blocksOf(text.slice(from, item.start), newline);
		const isApart = /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(from, item.start));
		const own = isApart ? undefined : blocks.pop();
		pending.push(...blocks);
		if (kept.has(item)) {
			const indent = /[ \t]*$/.exec(text.slice(0, item.start))?.[0] ?? '';
			const lead = [...pending, ...(own === undefined ? [] : [own])].join(newline + newline + indent);
			above.set(item, lead && own === undefined ? lead + newline : lead);
			pending = [];
		}
		from = behind(text, item.end).end;
	}
	pending.push(...blocksOf(text.slice(from, declaration.end - 1), newline));
	return {
		above: item => above.get(item) ?? '',
		last: pending.join(newline + newline + (/[ \t]*$/.exec(text.slice(0, items.at(-1)?.start ?? 0))?.[0] ?? '')),
	};
}

/** A comment on the line on which a member ends, and where it ends. */
export function behind(text: string, end: number): { readonly text: string; readonly end: number } {
	const [comment = ''] = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*\r?\n))/.exec(text.slice(end)) ?? [];
	return { text: comment, end: end + comment.length };
}

/** Comments with empty lines between them. */
const blocksOf = (gap: string, newline: string): string[] =>
	gap
		.replace(/^[ \t]*#(?:region|endregion).*$/gm, '')
		.split(/\n[ \t]*\r?\n/)
		.map(each =>
			each
				.replace(/^\s*\n/, '')
				.trim()
				.replaceAll(/\r?\n/g, newline),
		)
		.filter(Boolean);

/** Comments right above a member. */
export function leadOf(text: string, start: number): string {
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	let from = lineStart;
	while (from > 0) {
		const above = text.lastIndexOf('\n', from - 2) + 1;
		if (!text.slice(above, from).trimStart().startsWith('//')) break;
		from = above;
	}
	return text.slice(from, lineStart).trim();
}
