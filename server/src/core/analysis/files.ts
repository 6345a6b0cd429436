/**
 * Texts and syntax of files. What is typed wins over the disk; a parsed file is known by its text and by the symbols
 * that decide what it says; only open files keep their trees, and of a closed one no more than the declarations is kept for long.
 */
import type { Host } from '../host.ts';
import type { Project } from '../project/project.ts';
import type { SourceFile } from '../syntax/ast.ts';
import type { Cured } from '../syntax/grammar-cures.ts';
import { type LoweredParts, NO_PARTS } from '../syntax/lower.ts';
import type { CSharpParser, SyntaxTree } from '../syntax/parser.ts';
import { withoutBodies } from '../syntax/declarations.ts';
import { parseFile } from '../syntax/source-file.ts';
import { decodeText } from '../text/decode.ts';

interface ParsedFile {
	readonly text: string;
	/** What compilations are made of: of an open file all of it, of a closed one its declarations. */
	readonly file: SourceFile;
	/** With its bodies, while they are wanted. */
	whole: SourceFile | undefined;
	readonly parts: LoweredParts;
	readonly source: Cured | undefined;
	readonly tree: SyntaxTree | undefined;
	/** See `syntax/source-file.ts`. */
	readonly isProvisional?: boolean;
}

/** What another thread has read: plain data. */
export interface ReadFile {
	/** Of the symbols that decide what it says. */
	readonly key: string;
	/** Its declarations. */
	readonly file: SourceFile;
}

/** A file is kept as so many sets of symbols read it. */
const MAX_VARIANTS = 8;
/** Bodies of closed files are kept up to so much text in all, unless somebody says otherwise; in UTF-16 units: some 17 bytes for each. */
const MAX_BODIES = 6_000_000;

export class Files {
	readonly #host: Host;
	readonly #parser: CSharpParser;
	/** Inputs that could not be read, with the reason. */
	readonly #unreadable: Map<string, string>;
	readonly #maxBodies: number;
	/** Texts of open documents. */
	readonly #overlays = new Map<string, string>();
	readonly #texts = new Map<string, string | undefined>();
	/** By path; a file with conditional directives by the symbols that are defined, too. */
	readonly #parsed = new Map<string, Map<string, ParsedFile>>();
	/** Whether symbols may decide what a file's text says. */
	readonly #conditional = new Map<string, { readonly text: string; readonly found: boolean }>();
	readonly #generated = new WeakMap<Project['generated'], readonly SourceFile[]>();
	/** Closed files with bodies, those that were used last at the end. */
	readonly #withBodies = new Set<ParsedFile>();
	#bodiesSize = 0;
	#state = 0;
	/** By path: the state since which it says something else. */
	readonly #changes = new Map<string, number>();

	/** @param maxBodies for so much text bodies of closed files are kept, in UTF-16 units */
	constructor(host: Host, parser: CSharpParser, unreadable: Map<string, string>, maxBodies = MAX_BODIES) {
		this.#host = host;
		this.#parser = parser;
		this.#unreadable = unreadable;
		this.#maxBodies = maxBodies;
	}

	/**
	 * The same texts and syntax, to try edits on.
	 * @param host that other texts are read from
	 */
	fork(host: Host, unreadable: Map<string, string>): Files {
		const fork = new Files(host, this.#parser, unreadable, this.#maxBodies);
		fork.#state = this.#state;
		for (const [path, state] of this.#changes) fork.#changes.set(path, state);
		for (const [path, text] of [...this.#texts, ...this.#overlays]) fork.#texts.set(path, text);
		for (const [path, variants] of this.#parsed)
			fork.#parsed.set(path, new Map([...variants].map(([key, each]) => [key, { ...each, tree: undefined }])));
		return fork;
	}

	/** Another number whenever a file may say something else than before. */
	get state(): number {
		return this.#state;
	}

	/** Whether none of the files says something else than in a state of all files. */
	areUnchanged(paths: Iterable<string>, since: number): boolean {
		for (const path of paths) if ((this.#changes.get(path) ?? 0) > since) return false;
		return true;
	}

	/** Open documents with their texts. */
	get opened(): ReadonlyMap<string, string> {
		return this.#overlays;
	}

	isOpen(path: string): boolean {
		return this.#overlays.has(path);
	}

	/** Sets an open document's text. */
	open(path: string, text: string): void {
		this.#state++;
		if (this.peek(path) !== text) this.#changes.set(path, this.#state);
		this.#overlays.set(path, text);
	}

	/** Forgets an open document: the disk counts again. */
	close(path: string): void {
		this.#state++;
		const text = this.#overlays.get(path);
		this.#overlays.delete(path);
		if (this.peek(path) !== text) this.#changes.set(path, this.#state);
		this.#texts.delete(path);
		const parsed = this.#parsed.get(path);
		for (const [key, each] of parsed ?? []) {
			each.tree?.delete();
			parsed?.set(key, { ...each, tree: undefined, parts: NO_PARTS, source: undefined });
		}
	}

	/** Reads a file from the disk again when it is asked for next. */
	changed(path: string): void {
		this.#changes.set(path, ++this.#state);
		this.#texts.delete(path);
	}

	/** Lets go of a closed file; it is read again when it is asked for. */
	forget(path: string): void {
		for (const each of this.#parsed.get(path)?.values() ?? []) this.#dropBodies(each);
		this.#parsed.delete(path);
		this.#texts.delete(path);
		this.#conditional.delete(path);
	}

	/** Lets go of all closed files but some; they are read again when they are asked for. */
	keepOnly(paths: ReadonlySet<string>): void {
		for (const path of [...this.#texts.keys(), ...this.#parsed.keys()]) if (!paths.has(path) && !this.isOpen(path)) this.forget(path);
	}

	/** A file's current text; undefined, and noted, for what can't be read or is not text. */
	text(path: string): string | undefined {
		const overlay = this.#overlays.get(path);
		if (overlay !== undefined) return overlay;
		if (this.#texts.has(path)) return this.#texts.get(path);
		const bytes = this.#host.read(path);
		const text = bytes && decodeText(bytes);
		if (text === undefined) this.#unreadable.set(path, bytes ? 'not a text file, or too large' : 'the file could not be read');
		this.#texts.set(path, text);
		return text;
	}

	/** Gives a file of a fork another text. */
	setText(path: string, text: string): void {
		this.#changes.set(path, ++this.#state);
		this.#texts.set(path, text);
	}

	/** A file's text, without taking note when there is none. */
	peek(path: string): string | undefined {
		const overlay = this.#overlays.get(path);
		const bytes = overlay === undefined ? this.#host.read(path) : undefined;
		return overlay ?? (bytes && decodeText(bytes));
	}

	/** Whether a file was read on from an earlier text in a way that reading it afresh may not confirm. */
	isProvisional(path: string): boolean {
		return [...(this.#parsed.get(path)?.values() ?? [])].some(each => each.isProvisional);
	}

	/** Reads afresh what is provisional of a file when it is asked for next. */
	settle(path: string): void {
		this.#state++;
		const variants = this.#parsed.get(path);
		for (const [key, each] of variants ?? []) {
			if (!each.isProvisional) continue;
			each.tree?.delete();
			variants?.set(key, { ...each, tree: undefined });
		}
	}

	#hasConditions(path: string, text: string): boolean {
		let known = this.#conditional.get(path);
		if (known?.text !== text) this.#conditional.set(path, (known = { text, found: hasConditions(text) }));
		return known.found;
	}

	/** A file as a project compiles it: the same object as long as its text is the same. It may be without bodies. */
	syntax(path: string, project: Project): SourceFile | undefined {
		return this.#read(path, project)?.file;
	}

	/** A file with its bodies; another object than before where they were let go of meanwhile. */
	whole(path: string, project: Project): SourceFile | undefined {
		const known = this.#read(path, project);
		if (!known) return undefined;
		if (!known.file.isWithoutBodies) return known.file;
		if (!known.whole) {
			const { file, tree } = parseFile(this.#parser, path, known.text, project.symbols);
			tree?.delete();
			known.whole = file;
		}
		this.#keepBodies(known);
		return known.whole;
	}

	/** Whether as many bodies are kept as may be: those that are read next take the place of others. */
	get isFull(): boolean {
		return this.#bodiesSize >= this.#maxBodies;
	}

	/** A closed file for another thread, which has no use for its bodies; undefined for what that should try to read itself. */
	toHandOver(path: string, project: Project): ReadFile | undefined {
		const known = this.#read(path, project);
		if (!known?.file.isWithoutBodies || known.file.failures.length > 0) return undefined;
		return { key: this.#keyOf(path, known.text, project), file: known.file };
	}

	/** Takes over what another thread has read, unless it is known here. */
	takeOver({ key, file }: ReadFile): void {
		const { path, text } = file;
		const variants = this.#parsed.get(path) ?? new Map<string, ParsedFile>();
		// Whoever was first decides what the file says.
		if (this.isOpen(path) || variants.has(key) || (this.#texts.has(path) && this.#texts.get(path) !== text)) return;
		this.#texts.set(path, text);
		this.#parsed.set(path, variants);
		variants.set(key, { text, file, whole: undefined, parts: NO_PARTS, source: undefined, tree: undefined });
	}

	/** What a build would compile beside a project's files: the same objects as long as the project is. */
	generated(project: Project): readonly SourceFile[] {
		if (project.generated.length === 0) return [];
		let files = this.#generated.get(project.generated);
		if (!files) {
			files = project.generated.map(({ path, text }) => {
				const { file, tree } = parseFile(this.#parser, path, text, project.symbols);
				tree?.delete();
				return file;
			});
			this.#generated.set(project.generated, files);
		}
		return files;
	}

	/** Lets go of a closed file's bodies until they are asked for. */
	judged(path: string, project: Project): void {
		const known = this.#parsed.get(path)?.get(this.#keyOf(path, this.#texts.get(path) ?? '', project));
		if (known) this.#dropBodies(known);
	}

	/** Keeps bodies, and lets go of those that nobody asked for the longest. */
	#keepBodies(parsed: ParsedFile): void {
		if (!this.#withBodies.delete(parsed)) this.#bodiesSize += parsed.text.length;
		this.#withBodies.add(parsed);
		for (const oldest of this.#withBodies) {
			if (this.#bodiesSize <= this.#maxBodies || oldest === parsed) break;
			this.#dropBodies(oldest);
		}
	}

	#dropBodies(parsed: ParsedFile): void {
		if (!this.#withBodies.delete(parsed)) return;
		this.#bodiesSize -= parsed.text.length;
		parsed.whole = undefined;
	}

	#keyOf(path: string, text: string, project: Project): string {
		return this.#hasConditions(path, text) ? project.symbolsKey : '';
	}

	#read(path: string, project: Project): ParsedFile | undefined {
		const text = this.text(path);
		if (text === undefined) return undefined;
		const variants = this.#parsed.get(path) ?? new Map<string, ParsedFile>();
		this.#parsed.set(path, variants);
		const key = this.#keyOf(path, text, project);
		const previous = variants.get(key);
		const isOpen = this.isOpen(path);
		// A document that was just opened is read again, to have its tree when the first edit comes.
		if (
			previous?.text === text &&
			!(previous.isProvisional && !previous.tree) &&
			(previous.tree || !isOpen || previous.file.failures.length > 0)
		)
			return previous;
		const { file, parts, source, tree, isProvisional } = parseFile(this.#parser, path, text, project.symbols, previous);
		previous?.tree?.delete();
		if (previous) this.#dropBodies(previous);
		if (!isOpen) tree?.delete();
		// A closed file's parts are not needed again until it is edited.
		const parsed: ParsedFile = {
			text,
			file: isOpen ? file : withoutBodies(file),
			whole: isOpen ? undefined : file,
			parts: isOpen ? parts : NO_PARTS,
			source: isOpen ? source : undefined,
			tree: isOpen ? tree : undefined,
			isProvisional,
		};
		variants.set(key, parsed);
		if (!isOpen) this.#keepBodies(parsed);
		for (const [oldest, each] of variants) {
			if (variants.size <= MAX_VARIANTS) break;
			each.tree?.delete();
			this.#dropBodies(each);
			variants.delete(oldest);
		}
		return parsed;
	}
}

/** Whether symbols may decide what a file says. */
function hasConditions(text: string): boolean {
	// Most files have neither, and a regular expression takes ten times as long to say so.
	return text.includes('#if') || ((text.includes('# ') || text.includes('#\t')) && /#[ \t]+if/.test(text));
}
