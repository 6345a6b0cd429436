/**
 * Text to a tree, and a tree to nodes. With `subtrees.ts` the only module that knows web-tree-sitter.
 *
 * Invariant: a tree is deleted by whoever made it, and nothing of it is kept; what the lowering reads
 * are `RawNode`s, which are good while the tree lives.
 */
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { type Change, changeBetween } from '../text/common.ts';
import { type RawRoot, SubtreeReader } from './subtrees.ts';

/** A parse result that can be parsed again after an edit. */
export interface SyntaxTree {
	readonly text: string;
	/** Whether a part of it could not be read: what the parser made of the rest may depend on the tree that it started from. */
	readonly hasErrors: boolean;
	/** Frees the memory outside JavaScript's heap. */
	delete(): void;
}

class OwnedTree implements SyntaxTree {
	readonly text: string;
	readonly tree: Tree;
	readonly #runtime: Runtime;
	readonly #generation: number;

	constructor(text: string, tree: Tree, runtime: Runtime) {
		this.text = text;
		this.tree = tree;
		this.#runtime = runtime;
		this.#generation = runtime.generation;
		runtime.trees.add(tree);
	}

	/** False for a tree that went with its module. */
	get isAlive(): boolean {
		return this.#generation === this.#runtime.generation;
	}

	get hasErrors(): boolean {
		return this.tree.rootNode.hasError;
	}

	delete(): void {
		if (!this.isAlive) return;
		this.#runtime.trees.delete(this.tree);
		this.tree.delete();
	}
}

/** Why a text has no tree: the parser ran out of its budget, or failed. The next text is parsed as if nothing had happened. */
export class ParseFailure extends Error {}

/** Where the two wasm files come from. */
export interface WasmFiles {
	readonly runtime: Uint8Array;
	readonly grammar: Uint8Array;
}

/**
 * The time that a parse may take, in milliseconds: for the text as a whole, and for each of its characters. A real file
 * takes a fiftieth of that; a thousand times `; *` takes twenty seconds.
 */
const TIME = { base: 5000, each: 0.02 };

/**
 * A `<` that may begin type arguments or compare is followed both ways until its statement ends, which takes memory by the
 * square of how many are open: 8,000 take 2 GB before the parser asks whether to go on.
 */
const MAX_OPEN = 1000;

/** The memory of web-tree-sitter's module, which is made once for a process: 32 MB at first, 512 MB at most. */
const memory = new WebAssembly.Memory({ initial: 512, maximum: 8192 });

/**
 * web-tree-sitter's module, with what is needed to put it back: an exception that goes through it leaves its heap and
 * its stack half-way, and it can't be made a second time.
 */
class Runtime {
	readonly language: Language;
	readonly subtrees: SubtreeReader;
	/** Trees of the present generation that are not deleted. */
	readonly trees = new Set<Tree>();
	/** Grows when the module is put back: what was made before is void. */
	generation = 0;
	readonly #exports: RuntimeExports;
	readonly #stack: number;
	readonly #heap: Uint8Array;

	private constructor(language: Language, exports: RuntimeExports) {
		this.language = language;
		this.subtrees = new SubtreeReader(memory, language);
		this.#exports = exports;
		this.#stack = exports.emscripten_stack_get_current();
		// What was never touched need not be looked at: the memory is large, and every process would wait for it.
		const probe = exports.malloc(PROBE_SIZE);
		exports.free(probe);
		const words = new Uint32Array(memory.buffer, 0, (probe + 2 * PROBE_SIZE) >> 2);
		let used = words.length;
		while (used > 0 && words[used - 1] === 0) used--;
		this.#heap = new Uint8Array(memory.buffer).slice(0, used * words.BYTES_PER_ELEMENT);
	}

	static async start(wasm: WasmFiles): Promise<Runtime> {
		let exports: RuntimeExports | undefined;
		await Parser.init({
			wasmMemory: memory,
			instantiateWasm: (imports: Parameters<typeof WebAssembly.instantiate>[1], receive: (instance: object, module: object) => void) => {
				void WebAssembly.instantiate(wasm.runtime as Uint8Array<ArrayBuffer>, imports).then(({ instance, module }) => {
					exports = instance.exports as unknown as RuntimeExports;
					receive(instance, module);
				});
			},
		} as Parameters<typeof Parser.init>[0]);
		const language = await Language.load(wasm.grammar);
		if (!exports) throw new Error('web-tree-sitter did not start');
		return new Runtime(language, exports);
	}

	/** Puts the module back to where it was before the first parse. */
	reset(): void {
		this.generation++;
		// Their finalizers would free what is no longer theirs.
		for (const tree of this.trees) disown(tree);
		this.trees.clear();
		this.#exports._emscripten_stack_restore(this.#stack);
		const bytes = new Uint8Array(memory.buffer);
		bytes.set(this.#heap);
		bytes.fill(0, this.#heap.length);
	}
}

/** More than lies free between what was asked for before, so that a block of this size is the last; in bytes. */
const PROBE_SIZE = 0x10000;

/** Of what web-tree-sitter's module has. */
interface RuntimeExports {
	malloc(size: number): number;
	free(pointer: number): void;
	emscripten_stack_get_current(): number;
	_emscripten_stack_restore(pointer: number): void;
}

/** Takes from one of web-tree-sitter's objects what it stands for: deleting it frees nothing, and nothing frees it later. */
function disown(object: { delete(): void }): void {
	const handles = object as unknown as { 0: number; 1?: number };
	handles[0] = 0;
	if (handles[1] !== undefined) handles[1] = 0;
	object.delete();
}

let runtime: Promise<Runtime> | undefined;

export class CSharpParser {
	readonly #runtime: Runtime;
	#parser: Parser;
	#generation: number;

	private constructor(runtime: Runtime) {
		this.#runtime = runtime;
		this.#generation = runtime.generation;
		this.#parser = new Parser().setLanguage(runtime.language);
	}

	/** All parsers of a process share one module, that of the first. */
	static async create(wasm: WasmFiles): Promise<CSharpParser> {
		runtime ??= Runtime.start(wasm);
		return new CSharpParser(await runtime);
	}

	/**
	 * Parses `text`; with a previous tree only the changed part. The previous tree stays valid and
	 * is the caller's to delete.
	 * @param change where `text` differs from the previous tree's, if that is known
	 * @throws ParseFailure when the text takes far more time or memory than texts of its length do
	 */
	parse(text: string, previous?: SyntaxTree, change?: Change): SyntaxTree {
		const parser = this.#usable();
		const old = previous instanceof OwnedTree && previous.isAlive ? previous : undefined;
		const edit = old && old.text !== text ? (change ?? changeBetween(old.text, text)) : undefined;
		// What the edit did not touch was parsed before.
		if (hasTooManyOpen(edit ? statementsAround(text, edit) : text)) throw new ParseFailure(`more than ${MAX_OPEN} \`<\` without \`>\``);
		const end = Date.now() + TIME.base + TIME.each * text.length;
		let tree: Tree | null;
		try {
			const edited = old && edit ? this.#edited(old, text, edit) : undefined;
			try {
				tree = parser.parse(text, edited ?? null, { progressCallback: () => Date.now() > end });
				if (!tree) parser.reset();
			} finally {
				edited?.delete();
			}
		} catch (error) {
			this.#runtime.reset();
			throw new ParseFailure(`the parser failed: ${(error as Error).message}`);
		}
		if (!tree) throw new ParseFailure('the parser took too long');
		return new OwnedTree(text, tree, this.#runtime);
	}

	/** The parser; a new one when the module was put back. */
	#usable(): Parser {
		if (this.#generation !== this.#runtime.generation) {
			disown(this.#parser);
			this.#parser = new Parser().setLanguage(this.#runtime.language);
			this.#generation = this.#runtime.generation;
		}
		return this.#parser;
	}

	/** The old tree with the one changed range marked. */
	#edited(old: OwnedTree, text: string, { start, oldEnd, newEnd }: Change): Tree {
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
	root(tree: SyntaxTree): RawRoot {
		if (!(tree instanceof OwnedTree) || !tree.isAlive) throw new Error('a tree of another parser');
		return this.#runtime.subtrees.root(tree.tree);
	}
}

/** The edited text, from where the statement before it ends to where the one after it does. */
function statementsAround(text: string, { start, newEnd }: Change): string {
	let from = start;
	while (from > 0 && !ENDS.has(text.charCodeAt(from - 1))) from--;
	let to = newEnd;
	while (to < text.length && !ENDS.has(text.charCodeAt(to))) to++;
	return text.slice(from, to);
}

/** UTF-16 codes of `<` and `>`, and those of `;`, `{` and `}`. */
const [LESS, GREATER] = [60, 62];
const ENDS: ReadonlySet<number> = new Set([59, 123, 125]);

function hasTooManyOpen(text: string): boolean {
	let count = 0;
	for (let at = text.indexOf('<'); at >= 0 && count <= MAX_OPEN; at = text.indexOf('<', at + 1)) count++;
	if (count <= MAX_OPEN) return false;
	let open = 0;
	for (let at = 0; at < text.length && open <= MAX_OPEN; at++) {
		const code = text.charCodeAt(at);
		if (code === LESS) open++;
		else if (code === GREATER) open = Math.max(0, open - 1);
		else if (ENDS.has(code)) open = 0;
	}
	return open > MAX_OPEN;
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
