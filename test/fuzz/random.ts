/** Random edits as people make them, the same for the same seed. */

/** A stream of numbers in [0, 1); xorshift, so that a seed says all. */
export class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = (seed * 2654435761 + 1) >>> 0 || 1;
	}

	next(): number {
		let x = this.#state;
		x ^= x << 13;
		x ^= x >>> 17;
		x ^= x << 5;
		this.#state = x >>> 0;
		return this.#state / 2 ** 32;
	}

	/** A whole number below `limit`. */
	below(limit: number): number {
		return Math.floor(this.next() * limit);
	}

	pick<T>(from: readonly T[]): T {
		return from[this.below(from.length)] as T;
	}
}

/** One replacement, offsets in UTF-16 units. */
export interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

export const applied = (text: string, edit: Edit): string => text.slice(0, edit.start) + edit.text + text.slice(edit.end);

/** What is typed: tokens, halves of them, and whole declarations. */
const PIECES = [
	...[
		'{',
		'}',
		'(',
		')',
		'[',
		']',
		';',
		',',
		'.',
		'"',
		"'",
		'<',
		'>',
		'=>',
		'=',
		'?',
		'!',
		'$"{',
		'"""',
		'@',
		'/*',
		'*/',
		'//',
		'\n',
		' ',
		'\t',
	],
	...['public ', 'static ', 'partial ', 'class Q { }', 'namespace Z;', 'namespace Z { ', 'using System;\n', 'using System.Reflection;\n'],
	...['record R(int A);', 'struct S { }', 'interface I { void M(); }', 'enum E { A, B }', 'delegate void D(int x);', 'where T : new()'],
	...[
		'typeof(int)',
		'nameof(x)',
		'new()',
		'x => x',
		'async ',
		'await ',
		'return ',
		'if (true) ',
		'else ',
		'foreach (var x in y) ',
		'var v = ',
	],
	...[
		'[Obsolete]',
		'[RequiresUnreferencedCode("u")] ',
		'[RequiresDynamicCode("d")] ',
		'[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] ',
	],
	...[
		'[UnconditionalSuppressMessage("Trimming", "IL2070")] ',
		'#pragma warning disable IL2070\n',
		'#pragma warning restore\n',
		'#if DEBUG\n',
		'#else\n',
		'#endif\n',
		'#region x\n',
	],
	...[
		'type.GetMethods();',
		'Activator.CreateInstance(type);',
		'Enum.GetValues(typeof(DayOfWeek));',
		'System.Text.Json.JsonSerializer.Serialize(this);',
		'int a = 1;',
		'const int K = 2;',
		'\u{1F600}',
		'\u0000',
	],
];

/** A text that is edited: it remembers what it was, and finds its way back. */
export class EditedText {
	text: string;
	readonly #original: string;
	readonly #undo: Edit[] = [];

	constructor(text: string) {
		this.text = text;
		this.#original = text;
	}

	/** Makes one edit; gives what was replaced. @param clipboard pieces of other files */
	step(random: Random, clipboard: readonly string[] = []): Edit {
		const chance = random.next();
		const last = chance < 0.25 ? this.#undo.pop() : undefined;
		if (last) return this.#apply(last, false);
		// Texts that drift into nonsense tell less: now and then all is taken back.
		if (chance > 0.985) return this.#apply({ start: 0, end: this.text.length, text: this.#original }, false);
		return this.#apply(this.#some(random, clipboard), true);
	}

	#apply(edit: Edit, canUndo: boolean): Edit {
		if (canUndo) this.#undo.push({ start: edit.start, end: edit.start + edit.text.length, text: this.text.slice(edit.start, edit.end) });
		else if (edit.text === this.#original) this.#undo.length = 0;
		this.text = applied(this.text, edit);
		return edit;
	}

	#some(random: Random, clipboard: readonly string[]): Edit {
		const { text } = this;
		const at = random.below(text.length + 1);
		const [word, start] = wordAt(text, at);
		switch (random.below(9)) {
			case 0:
			case 1:
				return { start: at, end: at, text: random.pick(PIECES) };
			case 2:
				// A token goes.
				return { start, end: start + Math.max(1, word.length), text: '' };
			case 3:
				// Half a word.
				return { start: start + Math.ceil(word.length / 2), end: start + word.length, text: '' };
			case 4: {
				const brace = text.slice(at).search(/[{}()[\];"]/);
				return brace < 0
					? { start: at, end: at, text: '}' }
					: { start: at + brace, end: at + brace + 1, text: random.next() < 0.5 ? '' : random.pick(PIECES) };
			}
			case 5: {
				// A line is copied elsewhere.
				const [line] = lineAt(text, random.below(text.length + 1));
				return { start: lineAt(text, at)[1], end: lineAt(text, at)[1], text: line };
			}
			case 6: {
				const [line, from] = lineAt(text, at);
				return { start: from, end: from + line.length, text: '' };
			}
			case 7: {
				const piece = clipboard.length > 0 ? random.pick(clipboard) : text;
				const from = random.below(piece.length + 1);
				return { start: at, end: at, text: piece.slice(from, from + random.below(200)) };
			}
			default: {
				// A word is another of the same text.
				const [other] = wordAt(text, random.below(text.length + 1));
				return { start, end: start + word.length, text: other };
			}
		}
	}
}

function wordAt(text: string, at: number): [word: string, start: number] {
	let start = Math.min(at, text.length);
	while (start > 0 && /\w/.test(text[start - 1] ?? '')) start--;
	return [/^\w*/.exec(text.slice(start, start + 100))?.[0] ?? '', start];
}

function lineAt(text: string, at: number): [line: string, start: number] {
	const start = text.lastIndexOf('\n', at - 1) + 1;
	const end = text.indexOf('\n', at);
	return [text.slice(start, end < 0 ? text.length : end + 1), start];
}
