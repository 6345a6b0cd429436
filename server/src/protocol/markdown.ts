/** Text of others in Markdown: names of projects and packages, messages. */

/** A text that Markdown shows as it is: no links, images, code or HTML come of it. */
export function escapeMarkdown(text: string): string {
	return text
		.replace(/[\r\n\t]+/g, ' ')
		.replace(/[\\`*_{}[\]()<>#|~&:@]/g, each => `\\${each}`)
		.replace(/www\./gi, each => `${each.slice(0, -1)}\\.`);
}
