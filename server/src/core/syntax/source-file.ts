/** From text to a lowered file: preprocessing, parsing, lowering, and once more where the grammar misread generics. */
import type { Range, SourceFile } from './ast.ts';
import { blank, type Cured } from './grammar-cures.ts';
import { lowerFile, type LoweredParts, NO_PARTS } from './lower.ts';
import { withoutLongLists } from './long-lists.ts';
import type { CSharpParser, SyntaxTree } from './parser.ts';
import { preprocess, type Preprocessed } from './preprocess.ts';

export interface ParsedFile {
	readonly file: SourceFile;
	readonly parts: LoweredParts;
	readonly source: Cured;
	/** The caller's to delete; undefined for a file that the parser gave up. */
	readonly tree: SyntaxTree | undefined;
	/**
	 * Whether it was read on from the version before, and has errors: read afresh, it may say something else. The same text must
	 * say the same whichever way it was typed, so whoever shows it reads it afresh as soon as nothing is typed.
	 */
	readonly isProvisional: boolean;
}

/** Texts up to this length, in UTF-16 units, are read afresh at once where they have errors: that takes less than a frame. */
const MAX_AT_ONCE = 20_000;

/** Calls in arguments of misread calls come to light one level at a time. */
const MAX_PARSES = 4;

/**
 * Never throws for what a text can be: what could not be read is in the file's `failures`.
 * @param symbols the preprocessing symbols that the project defines
 * @param previous what the file's previous version gave, if that is known; its tree stays valid
 */
export function parseFile(
	parser: CSharpParser,
	path: string,
	text: string,
	symbols: ReadonlySet<string>,
	previous?: { readonly parts: LoweredParts; readonly source: Cured | undefined; readonly tree: SyntaxTree | undefined },
): ParsedFile {
	let source = preprocess(text, symbols, previous?.source);
	const { active, text: cured } = source;
	// An edit does not make a long list: what it takes to look for one is not spent on each key.
	const isOfSource = previous?.source !== undefined && previous.tree?.text === previous.source.text;
	if (!isOfSource) source = { ...source, text: withoutLongLists(cured) };
	let tree: SyntaxTree | undefined;
	try {
		tree = parser.parse(source.text, previous?.tree, isOfSource ? source.change : undefined);
		let isProvisional = previous?.tree !== undefined && tree.hasErrors;
		if (isProvisional && text.length <= MAX_AT_ONCE) {
			tree.delete();
			tree = parser.parse(source.text);
			isProvisional = false;
		}
		const isBroken = tree.hasErrors;
		const blanks: Range[] = [];
		let lowered = lowerFile(path, text, source, parser.root(tree), previous?.parts, { isBroken, blanks });
		for (let parses = 1; lowered.misread.length > 0 && parses < MAX_PARSES; parses++) {
			blanks.push(...lowered.misread);
			source = { ...source, text: withBlanks(source.text, lowered.misread) };
			const next = parser.parse(source.text, tree);
			tree.delete();
			tree = next;
			lowered = lowerFile(path, text, source, parser.root(tree), previous?.parts, { isBroken, blanks });
		}
		return { file: lowered.file, parts: lowered.parts, source: { active, text: cured }, tree, isProvisional };
	} catch (error) {
		tree?.delete();
		return {
			file: unreadFile(path, text, source, (error as Error).message),
			parts: NO_PARTS,
			source: { active, text: cured },
			tree: undefined,
			isProvisional: false,
		};
	}
}

/** A file of which nothing was read but its directives. */
function unreadFile(path: string, text: string, source: Preprocessed, reason: string): SourceFile {
	const whole = { start: 0, end: text.length };
	return {
		path,
		text,
		unit: { ...whole, name: '', isFileScoped: false, usings: [], namespaces: [], types: [] },
		attributes: [],
		pragmas: source.pragmas,
		fileDirectives: source.fileDirectives,
		errors: [whole],
		failures: [`nothing of it could be read: ${reason}`],
	};
}

function withBlanks(text: string, ranges: readonly { readonly start: number; readonly end: number }[]): string {
	let result = text;
	for (const { start, end } of ranges) result = result.slice(0, start) + blank(result.slice(start, end)) + result.slice(end);
	return result;
}
