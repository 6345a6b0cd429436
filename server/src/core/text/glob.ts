/**
 * Globs of project files and of `.editorconfig`, matched in time linear in pattern and path: a pattern comes from whoever wrote the
 * repository. It becomes a list of instructions that all possible readings of a path walk at once, a character at a time
 * (Thompson's construction), so that nothing is tried twice.
 */

type Instruction =
	| { readonly kind: 'char'; readonly code: number }
	/** A character other than `/`. */
	| { readonly kind: 'any' }
	/** Any character. */
	| { readonly kind: 'all' }
	| { readonly kind: 'class'; readonly ranges: readonly (readonly [from: number, to: number])[]; readonly isNegated: boolean }
	/** A whole number from `from` to `to`. */
	| { readonly kind: 'number'; readonly from: number; readonly to: number }
	/** Goes on at each of these. */
	| { readonly kind: 'split'; readonly to: readonly number[] };

/** Longer patterns, and deeper alternatives, match nothing. */
const MAX_LENGTH = 4096;
const MAX_DEPTH = 20;
const SLASH = 47;

/** Whether a relative path, with `/`, matches. */
export type PathMatcher = (path: string) => boolean;

/** A pattern of an MSBuild item: `*`, `?`, and `**` for any number of folders; all else stands for itself (documented at "MSBuild items"). */
export function itemGlob(pattern: string): PathMatcher {
	if (pattern.length > MAX_LENGTH) return () => false;
	const program: Instruction[] = [];
	const segments = pattern.split('/');
	for (const [index, segment] of segments.entries()) {
		const isLast = index === segments.length - 1;
		if (segment === '**') {
			// Any number of folders, each with its slash; at the end, all that is below.
			const start = program.length;
			if (isLast) program.push({ kind: 'split', to: [start + 1, start + 3] }, { kind: 'all' }, { kind: 'split', to: [start] });
			else
				program.push(
					{ kind: 'split', to: [start + 1, start + 5] },
					{ kind: 'any' },
					{ kind: 'split', to: [start + 1, start + 3] },
					{ kind: 'char', code: SLASH },
					{ kind: 'split', to: [start] },
				);
			continue;
		}
		for (const char of segment) pushWildcard(program, char);
		if (!isLast) program.push({ kind: 'char', code: SLASH });
	}
	return matcherOf(program);
}

/**
 * A section's header in `.editorconfig`: `*`, `**`, `?`, `[abc]`, `[!abc]`, `{a,b}`, `{1..9}`, `\` before what stands for itself
 * (the EditorConfig specification, "Glob expressions"). One without `/` matches at any depth.
 */
export function sectionGlob(pattern: string): PathMatcher {
	if (pattern.length > MAX_LENGTH) return () => false;
	const written = pattern.startsWith('/') ? pattern.slice(1) : pattern.includes('/') ? pattern : `**/${pattern}`;
	const program: Instruction[] = [];
	// `**/` at the start may be nothing at all.
	const rest = written.startsWith('**/') ? written.slice(3) : written;
	if (rest !== written)
		program.push({ kind: 'split', to: [1, 4] }, { kind: 'all' }, { kind: 'split', to: [1, 3] }, { kind: 'char', code: SLASH });
	new SectionParser(rest, program).sequence(0, '');
	return matcherOf(program);
}

/** `*` and `?` within a part of a path. */
function pushWildcard(program: Instruction[], char: string): void {
	const at = program.length;
	if (char === '*') program.push({ kind: 'split', to: [at + 1, at + 3] }, { kind: 'any' }, { kind: 'split', to: [at] });
	else if (char === '?') program.push({ kind: 'any' });
	else pushText(program, char);
}

function pushText(program: Instruction[], text: string): void {
	for (let at = 0; at < text.length; at++) program.push({ kind: 'char', code: text.charCodeAt(at) });
}

class SectionParser {
	readonly #text: string;
	readonly #program: Instruction[];
	#at = 0;
	#alternatives: ReadonlySet<number> | undefined;

	constructor(text: string, program: Instruction[]) {
		this.#text = text;
		this.#program = program;
	}

	/** Reads up to one of `ends`, which are left. */
	sequence(depth: number, ends: string): void {
		const program = this.#program;
		while (this.#at < this.#text.length && !ends.includes(this.#text[this.#at] ?? '')) {
			const char = this.#text[this.#at++] as string;
			if (char === '\\' && this.#at < this.#text.length) pushText(program, this.#text[this.#at++] as string);
			else if (char === '*' && this.#text[this.#at] === '*') {
				this.#at++;
				const at = program.length;
				program.push({ kind: 'split', to: [at + 1, at + 3] }, { kind: 'all' }, { kind: 'split', to: [at] });
			} else if (char === '[') this.#class();
			else if (char === '{') this.#braces(depth);
			else pushWildcard(program, char);
		}
	}

	/** `[abc]`, `[!a-z]`; a bracket that is not closed stands for itself. */
	#class(): void {
		const end = this.#text.indexOf(']', this.#at + 1);
		const inside = end < 0 ? '' : this.#text.slice(this.#at, end);
		if (end < 0 || inside.includes('/')) {
			pushText(this.#program, '[');
			return;
		}
		this.#at = end + 1;
		const isNegated = inside.startsWith('!');
		const members = isNegated ? inside.slice(1) : inside;
		const ranges: (readonly [number, number])[] = [];
		for (let at = 0; at < members.length; at++) {
			const from = members.charCodeAt(at);
			if (members[at + 1] === '-' && at + 2 < members.length) {
				ranges.push([from, members.charCodeAt(at + 2)]);
				at += 2;
			} else ranges.push([from, from]);
		}
		this.#program.push({ kind: 'class', ranges, isNegated });
	}

	/** `{a,b}`, `{1..9}`; braces that are not closed, or hold one alternative, stand for themselves. */
	#braces(depth: number): void {
		const program = this.#program;
		const number = /^(-?\d{1,15})\.\.(-?\d{1,15})\}/.exec(this.#text.slice(this.#at, this.#at + 40));
		if (number) {
			this.#at += number[0].length;
			const [from, to] = [Number(number[1]), Number(number[2])];
			program.push({ kind: 'number', from: Math.min(from, to), to: Math.max(from, to) });
			return;
		}
		if (depth >= MAX_DEPTH || !this.#hasAlternatives()) {
			pushText(program, '{');
			return;
		}
		const split = program.length;
		const starts: number[] = [];
		const exits: number[] = [];
		program.push({ kind: 'split', to: starts });
		for (;;) {
			starts.push(program.length);
			this.sequence(depth + 1, ',}');
			exits.push(program.length);
			program.push({ kind: 'split', to: [] });
			if (this.#text[this.#at++] !== ',') break;
		}
		for (const exit of exits) program[exit] = { kind: 'split', to: [program.length] };
		program[split] = { kind: 'split', to: starts };
	}

	/** Whether the braces that were just opened are closed, with a comma of their own. */
	#hasAlternatives(): boolean {
		this.#alternatives ??= alternativesOf(this.#text);
		return this.#alternatives.has(this.#at - 1);
	}
}

/** Where braces open that are closed, with a comma of their own. */
function alternativesOf(text: string): ReadonlySet<number> {
	const found = new Set<number>();
	const open: { readonly at: number; hasComma: boolean }[] = [];
	for (let at = 0; at < text.length; at++) {
		const char = text[at];
		const last = open.at(-1);
		if (char === '\\') at++;
		else if (char === '{') open.push({ at, hasComma: false });
		else if (char === ',' && last) last.hasComma = true;
		else if (char === '}' && open.pop()?.hasComma && last) found.add(last.at);
	}
	return found;
}

function matcherOf(program: readonly Instruction[]): PathMatcher {
	const end = program.length;
	return path => {
		let current = new Set<number>();
		/** Where a number ends, readings go on further down the path. */
		const later = new Map<number, number[]>();
		const add = (states: Set<number>, from: number): void => {
			const open = [from];
			for (let at = open.pop(); at !== undefined; at = open.pop()) {
				if (states.has(at)) continue;
				states.add(at);
				const instruction = program[at];
				if (instruction?.kind === 'split') open.push(...instruction.to);
			}
		};
		add(current, 0);
		for (let position = 0; position < path.length; position++) {
			for (const state of later.get(position) ?? []) add(current, state);
			const next = new Set<number>();
			const code = path.charCodeAt(position);
			for (const state of current) {
				const instruction = program[state];
				if (instruction?.kind === 'number') {
					const digits = /^-?\d{1,15}(?!\d)/.exec(path.slice(position, position + 17))?.[0];
					const value = Number(digits);
					if (digits !== undefined && value >= instruction.from && value <= instruction.to)
						later.set(position + digits.length, [...(later.get(position + digits.length) ?? []), state + 1]);
				} else if (instruction !== undefined && accepts(instruction, code)) add(next, state + 1);
			}
			current = next;
			if (current.size === 0 && later.size === 0) return false;
		}
		for (const state of later.get(path.length) ?? []) add(current, state);
		return current.has(end);
	};
}

function accepts(instruction: Instruction, code: number): boolean {
	switch (instruction.kind) {
		case 'char':
			return instruction.code === code;
		case 'any':
			return code !== SLASH;
		case 'all':
			return true;
		case 'class':
			return code !== SLASH && instruction.ranges.some(([from, to]) => code >= from && code <= to) !== instruction.isNegated;
		default:
			return false;
	}
}
