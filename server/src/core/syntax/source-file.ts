/** From text to a lowered file: preprocessing, parsing, lowering, and once more where the grammar misread generics. */
import type { SourceFile } from './ast.ts';
import { blank, type Cured } from './gaps.ts';
import { lowerFile, type LoweredParts } from './lower.ts';
import type { CSharpParser, SyntaxTree } from './parser.ts';
import { preprocess } from './preprocess.ts';

export interface ParsedFile {
	readonly file: SourceFile;
	readonly parts: LoweredParts;
	readonly source: Cured;
	/** The caller's to delete. */
	readonly tree: SyntaxTree;
}

/** Calls in arguments of misread calls come to light one level at a time. */
const MAX_PARSES = 4;

/**
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
	let tree = parser.parse(source.text, previous?.tree);
	let lowered = lowerFile(path, text, source, parser.root(tree), previous?.parts);
	for (let parses = 1; lowered.misread.length > 0 && parses < MAX_PARSES; parses++) {
		source = { ...source, text: withBlanks(source.text, lowered.misread) };
		const next = parser.parse(source.text, tree);
		tree.delete();
		tree = next;
		lowered = lowerFile(path, text, source, parser.root(tree), previous?.parts);
	}
	return { file: lowered.file, parts: lowered.parts, source: { active, text: cured }, tree };
}

function withBlanks(text: string, ranges: readonly { readonly start: number; readonly end: number }[]): string {
	let result = text;
	for (const { start, end } of ranges) result = result.slice(0, start) + blank(result.slice(start, end)) + result.slice(end);
	return result;
}
