/** Text of others in Markdown: names of projects and packages, messages. */

/** A text that Markdown shows as it is: no links, images, code or HTML come of it. */
export function escapeMarkdown(text: string): string {
	return text
		.replace(/[\r\n\t]+/g, ' ')
		.replace(/[\\`*_{}[\]()<>#|~&:@]/g, each => `\\${each}`)
		.replace(/www\./gi, each => `${each.slice(0, -1)}\\.`);
}

/** A block of code, whatever is in it: its fence is longer than any in the text. */
export function codeFence(language: string, text: string): string {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}${language}\n${text}\n${fence}`;
}

/** What the page of a code says of what to do. */
export const adviceOf = (page: string): string | undefined => /^\*\*What to do\.\*\* [^\n]*(?:\n(?!\n)[^\n]*)*/m.exec(page)?.[0];
