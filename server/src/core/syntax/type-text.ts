/**
 * Types read from text alone. The grammar takes `(A)F<B>(c)` for two comparisons; where that shows, the list is blanked,
 * the file is parsed again, and lowering reads the list here. `foreach (A<B> c in d)` has its type read here too.
 */
import type { Range, TypeSyntax } from './ast.ts';

const IDENTIFIER = /@?[\p{L}_][\p{L}\p{N}_]*/uy;
const PREDEFINED = /^(?:object|string|bool|s?byte|u?short|u?int|u?long|char|float|double|decimal|void)$/;
/** What type arguments are written with; function pointers are left out. */
const TYPE_CHARACTER = /[\p{L}\p{N}_@.,:?<>[\]()\s]/u;
const MAX_LENGTH = 1024;

/**
 * The list of type arguments that a `>` before `(` closes, from `<` to after `>`; undefined where it is a comparison.
 * Before `(` such tokens are always a list (C# standard 6.2.5).
 */
export function typeArgumentsBefore(text: string, close: number): Range | undefined {
	let depth = 0;
	for (let at = close; at >= 0 && close - at < MAX_LENGTH; at--) {
		const char = text[at] as string;
		if (char === '>') depth++;
		else if (char === '<' && --depth === 0) {
			const range = { start: at, end: close + 1 };
			return /[\p{L}\p{N}_]$/u.test(text.slice(Math.max(0, at - 1), at)) && typeArgumentsAt(text, at, 0)?.end === range.end
				? range
				: undefined;
		} else if (!TYPE_CHARACTER.test(char)) return undefined;
	}
	return undefined;
}

/**
 * The type arguments whose `<` is at `open`, with offsets from `base`.
 * @returns undefined where the text is no such list; `end` is after its `>`, from the start of the text
 */
export function typeArgumentsAt(
	text: string,
	open: number,
	base: number,
): { readonly args: readonly TypeSyntax[]; readonly end: number } | undefined {
	const reader = readTypes(text, open, base);
	const args = reader.list();
	return args && { args, end: reader.end() };
}

/** The type at an offset, with offsets from `base`; undefined where there is none, or one that `TYPE_CHARACTER` leaves out. */
export function typeAt(text: string, start: number, base: number): TypeSyntax | undefined {
	return readTypes(text, start, base).one();
}

function readTypes(
	text: string,
	start: number,
	base: number,
): { readonly list: () => TypeSyntax[] | undefined; readonly one: () => TypeSyntax | undefined; readonly end: () => number } {
	let at = start;
	const skip = (): void => {
		while (/\s/.test(text[at] ?? '')) at++;
	};
	const take = (token: string): boolean => {
		skip();
		if (!text.startsWith(token, at)) return false;
		at += token.length;
		return true;
	};
	const list = (): TypeSyntax[] | undefined => {
		const args: TypeSyntax[] = [];
		if (!take('<')) return undefined;
		do {
			const type = one();
			if (!type) return undefined;
			args.push(type);
		} while (take(','));
		return take('>') ? args : undefined;
	};
	const name = (): (TypeSyntax & { kind: 'type-name' }) | undefined => {
		skip();
		IDENTIFIER.lastIndex = at;
		const [found] = IDENTIFIER.exec(text) ?? [];
		if (!found) return undefined;
		const start = at;
		at += found.length;
		let end = at;
		let args: TypeSyntax[] | undefined;
		if (take('<')) {
			at--;
			args = list();
			if (!args) return undefined;
			end = at;
		}
		return {
			kind: 'type-name',
			start: start - base,
			end: end - base,
			name: found.replace('@', ''),
			nameStart: start - base,
			args,
			arity: args?.length ?? 0,
		};
	};
	const tuple = (): TypeSyntax | undefined => {
		const start = at - 1;
		const elements: { type: TypeSyntax; name?: string }[] = [];
		do {
			const type = one();
			if (!type) return undefined;
			skip();
			IDENTIFIER.lastIndex = at;
			const [written] = IDENTIFIER.exec(text) ?? [];
			at += written?.length ?? 0;
			elements.push({ type, ...(written !== undefined && { name: written.replace('@', '') }) });
		} while (take(','));
		return take(')') && elements.length > 1 ? { kind: 'tuple-type', start: start - base, end: at - base, elements } : undefined;
	};
	const one = (): TypeSyntax | undefined => {
		if (at - start > MAX_LENGTH) return undefined;
		let type: TypeSyntax | undefined = take('(') ? tuple() : name();
		if (type?.kind === 'type-name' && !type.args && PREDEFINED.test(type.name))
			type = { kind: 'predefined', start: type.start, end: type.end, name: type.name };
		while (type?.kind === 'type-name') {
			const isAlias = take('::');
			if (!isAlias && !take('.')) break;
			const next = name();
			const qualifier: TypeSyntax & { kind: 'type-name' } = type;
			type = next && { ...next, start: qualifier.start, ...(isAlias ? { alias: qualifier.name } : { qualifier }) };
		}
		for (let rank = 1; type; rank = 1) {
			if (take('?')) {
				type = { kind: 'nullable', start: type.start, end: at - base, element: type };
				continue;
			}
			if (!take('[')) return type;
			while (take(',')) rank++;
			if (!take(']')) return undefined;
			type = { kind: 'array', start: type.start, end: at - base, element: type, rank, sizes: [] };
		}
		return undefined;
	};
	return { list, one, end: () => at };
}
