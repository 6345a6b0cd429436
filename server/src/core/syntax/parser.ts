/**
 * Text to a tree, and a tree to nodes. With `subtrees.ts` the only module that knows web-tree-sitter.
 *
 * Invariant: a tree is deleted by whoever made it, and nothing of it is kept; what the lowering reads
 * are `RawNode`s, which are good while the tree lives.
 */
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { commonPrefix, commonSuffix } from '../text/common.ts';
import { type RawNode, SubtreeReader } from './subtrees.ts';

/** A parse result that can be parsed again after an edit. */
export interface SyntaxTree {
	readonly text: string;
	/** Frees the memory outside JavaScript's heap. */
	delete(): void;
}

class OwnedTree implements SyntaxTree {
	readonly text: string;
	readonly tree: Tree;

	constructor(text: string, tree: Tree) {
		this.text = text;
		this.tree = tree;
	}

	delete(): void {
		this.tree.delete();
	}
}

/** The memory of web-tree-sitter's module, which is made once for a process: 32 MB at first, 2 GB at most, as it would take itself. */
const memory = new WebAssembly.Memory({ initial: 512, maximum: 32768 });

/** Where the two wasm files come from. */
export interface WasmFiles {
	readonly runtime: Uint8Array;
	readonly grammar: Uint8Array;
}

export class CSharpParser {
	readonly #parser: Parser;
	readonly #subtrees: SubtreeReader;

	private constructor(parser: Parser, subtrees: SubtreeReader) {
		this.#parser = parser;
		this.#subtrees = subtrees;
	}

	static async create(wasm: WasmFiles): Promise<CSharpParser> {
		await Parser.init({ wasmBinary: wasm.runtime, wasmMemory: memory });
		const language = await Language.load(wasm.grammar);
		const parser = new Parser();
		parser.setLanguage(language);
		return new CSharpParser(parser, new SubtreeReader(memory, language));
	}

	/**
	 * Parses `text`; with a previous tree only the changed part. The previous tree stays valid and
	 * is the caller's to delete.
	 */
	parse(text: string, previous?: SyntaxTree): SyntaxTree {
		const old = previous instanceof OwnedTree ? previous : undefined;
		const edited = old && old.text !== text ? this.#edited(old, text) : undefined;
		const tree = this.#parser.parse(text, edited ?? null);
		edited?.delete();
		if (!tree) throw new Error('the parser has no language');
		return new OwnedTree(text, tree);
	}

	/** The old tree with the one changed range marked. */
	#edited(old: OwnedTree, text: string): Tree {
		const start = commonPrefix(old.text, text);
		const common = commonSuffix(old.text, text, Math.min(old.text.length, text.length) - start);
		const oldEnd = old.text.length - common;
		const newEnd = text.length - common;
		const copy = old.tree.copy();
		const startPosition = pointAt(text, start, { row: 0, column: 0 }, 0);
		copy.edit({
			startIndex: start,
			oldEndIndex: oldEnd,
			newEndIndex: newEnd,
			startPosition,
			oldEndPosition: pointAt(old.text, oldEnd, startPosition, start),
			newEndPosition: pointAt(text, newEnd, startPosition, start),
		} as Parameters<Tree['edit']>[0]);
		return copy;
	}

	/** The compilation unit. It must not be used after the tree is deleted. */
	root(tree: SyntaxTree): RawNode {
		if (!(tree instanceof OwnedTree)) throw new Error('a tree of another parser');
		return this.#subtrees.root(tree.tree);
	}
}

interface Point {
	readonly row: number;
	readonly column: number;
}

/** The place of `offset`, counted on from that of an offset before it. */
function pointAt(text: string, offset: number, known: Point, knownAt: number): Point {
	let { row } = known;
	let lineStart = knownAt - known.column;
	for (let at = text.indexOf('\n', knownAt); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
		row++;
		lineStart = at + 1;
	}
	return { row, column: offset - lineStart };
}
