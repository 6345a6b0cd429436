/**
 * The only module that knows web-tree-sitter: text to a tree, and a tree to plain nodes.
 *
 * Invariant: a tree is deleted by whoever made it, and no tree-sitter node leaves this module; what
 * leaves are `RawNode`s, plain objects that the lowering reads.
 */
import { Language, Parser, type Tree, type TreeCursor } from 'web-tree-sitter';
import type { NodeKind } from './kinds.ts';

/** A copied node. Anonymous tokens have their text as kind. */
export interface RawNode {
	readonly kind: NodeKind | (string & {});
	readonly field: string | null;
	readonly start: number;
	readonly end: number;
	readonly named: boolean;
	readonly missing: boolean;
	readonly children: readonly RawNode[];
}

/** A parse result that can be parsed again after an edit. */
export interface SyntaxTree {
	readonly text: string;
	/** Frees the memory outside JavaScript's heap. */
	delete(): void;
}

/** Nesting beyond this is generated or hostile; the lowering and the binder recurse as deep. */
const MAX_DEPTH = 800;

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

/** Where the two wasm files come from. */
export interface WasmFiles {
	readonly runtime: Uint8Array;
	readonly grammar: Uint8Array;
}

export class CSharpParser {
	readonly #parser: Parser;
	readonly #language: Language;

	private constructor(parser: Parser, language: Language) {
		this.#parser = parser;
		this.#language = language;
	}

	static async create(wasm: WasmFiles): Promise<CSharpParser> {
		await Parser.init({ wasmBinary: wasm.runtime });
		const language = await Language.load(wasm.grammar);
		const parser = new Parser();
		parser.setLanguage(language);
		return new CSharpParser(parser, language);
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
		copy.edit({
			startIndex: start, oldEndIndex: oldEnd, newEndIndex: newEnd,
			startPosition: pointAt(old.text, start), oldEndPosition: pointAt(old.text, oldEnd), newEndPosition: pointAt(text, newEnd),
		} as Parameters<Tree['edit']>[0]);
		return copy;
	}

	/** A walker over the tree; `walk` calls `visit` and frees the cursor. */
	walk<T>(tree: SyntaxTree, visit: (cursor: TreeWalker) => T): T {
		if (!(tree instanceof OwnedTree)) throw new Error('a tree of another parser');
		const cursor = tree.tree.walk();
		try {
			return visit(new TreeWalker(cursor, this.#language));
		} finally {
			cursor.delete();
		}
	}
}

/** Texts are compared in pieces: the engine compares strings much faster than a loop over characters. */
const PIECE = 1024;

function commonPrefix(left: string, right: string): number {
	const most = Math.min(left.length, right.length);
	let at = 0;
	while (at + PIECE <= most && left.slice(at, at + PIECE) === right.slice(at, at + PIECE)) at += PIECE;
	while (at < most && left.charCodeAt(at) === right.charCodeAt(at)) at++;
	return at;
}

function commonSuffix(left: string, right: string, most: number): number {
	let count = 0;
	while (count + PIECE <= most && left.slice(left.length - count - PIECE, left.length - count) === right.slice(right.length - count - PIECE, right.length - count)) count += PIECE;
	while (count < most && left.charCodeAt(left.length - count - 1) === right.charCodeAt(right.length - count - 1)) count++;
	return count;
}

function pointAt(text: string, offset: number): { row: number; column: number } {
	let row = 0;
	let lineStart = 0;
	for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
		row++;
		lineStart = at + 1;
	}
	return { row, column: offset - lineStart };
}

/** A view of the cursor for the lowering: look at the current node, step, copy a subtree. */
export class TreeWalker {
	readonly #cursor: TreeCursor;
	readonly #language: Language;

	constructor(cursor: TreeCursor, language: Language) {
		this.#cursor = cursor;
		this.#language = language;
	}

	get kind(): string {
		return this.#cursor.nodeType;
	}
	get start(): number {
		return this.#cursor.startIndex;
	}
	get end(): number {
		return this.#cursor.endIndex;
	}
	get field(): string | null {
		return this.#cursor.currentFieldName;
	}

	/** Calls `visit` at each child of the current node. */
	eachChild(visit: () => void): void {
		if (!this.#cursor.gotoFirstChild()) return;
		do visit();
		while (this.#cursor.gotoNextSibling());
		this.#cursor.gotoParent();
	}

	/** Copies the subtree at the current node; what is nested beyond any real code is cut off. */
	copy(depth = 0): RawNode {
		const cursor = this.#cursor;
		const children: RawNode[] = [];
		const id = cursor.nodeTypeId;
		const kind = this.#language.types[id] ?? 'ERROR';
		const start = cursor.startIndex;
		const end = cursor.endIndex;
		const named = kind === 'ERROR' || this.#language.nodeTypeIsNamed(id);
		const field = cursor.currentFieldName;
		if (named && depth < MAX_DEPTH && cursor.gotoFirstChild()) {
			do {
				const child = this.copy(depth + 1);
				if (child.kind !== 'comment') children.push(child);
			} while (cursor.gotoNextSibling());
			cursor.gotoParent();
		}
		return { kind, field, start, end, named, missing: start === end && kind !== 'compilation_unit', children };
	}
}
