/**
 * What people read, in their language: the English text is the key, `l10n/bundle.l10n.LANGUAGE.json` has the others (the format of
 * `vscode.l10n`). Client and server are each told once which words to use; without them it is English, as on the command line.
 * Not translated: the SDK's sentences, what rules say of single findings, titles of fixes, pages.
 */

/** Texts by the English ones. */
export type Words = Readonly<Record<string, string>>;

let known: Words = {};

/** Takes over the words of a language; `{}` is English. */
export function useWords(words: Words): void {
	known = words;
}

/**
 * A text in the language of whoever reads it.
 * @param english with `{0}`, `{1}`, ... for the values
 */
export function t(english: string, ...values: readonly (string | number)[]): string {
	return (known[english] ?? english).replace(/\{(\d+)\}/g, (all, index: string) => String(values[Number(index)] ?? all));
}

/** A text for one, or for another number, which is its value `{0}`. */
export const counted = (count: number, one: string, many: string): string => t(count === 1 ? one : many, count);
