/**
 * Preprocessing directives (C# standard 6.5).
 *
 * Inactive branches and the directive lines themselves are blanked with spaces of equal length:
 * offsets stay, and the grammar never meets a directive in a place that it can't take. What
 * directives say (`#pragma warning`, `#:package`) is returned beside the text.
 */
import { hasLoneReturn } from '../text/line-index.ts';
import type { Change } from '../text/common.ts';
import type { FileDirective, Pragma } from './ast.ts';
import { type Cured, cured, curedAgain } from './grammar-cures.ts';
import { endOfLine, type Token, tokenFinder } from './tokens.ts';

export interface Preprocessed {
	/** As long as the input. */
	readonly text: string;
	/** Without directives and inactive branches only. */
	readonly active: string;
	/** Where `text` differs from the previous version's, if that is known. */
	readonly change: Change | undefined;
	readonly pragmas: readonly Pragma[];
	readonly fileDirectives: readonly FileDirective[];
}

/** Nobody nests a condition as deep as that. */
const MAX_PARENTHESES = 100;

const DIRECTIVE = /^[ \t]*#[ \t]*(:?[A-Za-z]+|!)?(.*)$/;

/**
 * @param text the file's text
 * @param symbols the symbols that the project defines
 * @param previous of the file's previous version
 */
export function preprocess(text: string, symbols: ReadonlySet<string>, previous?: Cured): Preprocessed {
	// To the grammar only a line feed ends a line.
	const active = withoutDirectives(hasLoneReturn(text) ? text.replace(/\r(?!\n)/g, '\n') : text, symbols);
	const again = previous && curedAgain(active.text, previous);
	return { ...active, active: active.text, text: again?.text ?? cured(active.text), change: again?.change };
}

function withoutDirectives(text: string, symbols: ReadonlySet<string>): Omit<Preprocessed, 'active' | 'change'> {
	if (!hasDirectives(text)) return { text, pragmas: [], fileDirectives: [] };
	const defined = new Set(symbols);
	const pragmas: Pragma[] = [];
	const fileDirectives: FileDirective[] = [];
	const out: string[] = [];
	let copied = 0;
	// Each open #if: whether this branch is active, whether one was taken, whether the surrounding is active.
	const branches: { active: boolean; taken: boolean; outer: boolean }[] = [];
	const isActive = (): boolean => branches.at(-1)?.active ?? true;
	const blank = (start: number, end: number): void => {
		if (end <= start) return;
		out.push(text.slice(copied, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
		copied = end;
	};
	let at = 0;
	let inactiveFrom = -1;
	const nextToken = tokenFinder(text);
	while (at < text.length) {
		const lineEnd = endOfLine(text, at);
		const first = firstVisible(text, at, lineEnd);
		if (text[first] !== '#') {
			// A token that spans lines (raw or verbatim string, comment) hides the directives in it.
			at = isActive() ? skipLine(text, nextToken, at, lineEnd) : nextLine(text, lineEnd);
			continue;
		}
		const [, name = '', rest = ''] = DIRECTIVE.exec(text.slice(at, lineEnd).replace(/^\uFEFF/, ' ')) ?? [];
		const wasActive = isActive();
		const argument = rest.replace(/\/\/.*$/, '').trim();
		if (name === 'if') {
			const active = wasActive && evaluate(argument, defined);
			branches.push({ active, taken: active, outer: wasActive });
		} else if (name === 'elif' || name === 'else') {
			const branch = branches.at(-1);
			if (branch) {
				branch.active = branch.outer && !branch.taken && (name === 'else' || evaluate(argument, defined));
				branch.taken ||= branch.active;
			}
		} else if (name === 'endif') {
			branches.pop();
		} else if (wasActive) {
			if (name === 'define') defined.add(argument);
			else if (name === 'undef') defined.delete(argument);
			else if (name === 'pragma') addPragma(argument, nextLine(text, lineEnd), pragmas);
			else if (name.startsWith(':'))
				fileDirectives.push({
					name: name.slice(1),
					value: rest.trim(),
					start: first,
					end: first + text.slice(first, lineEnd).trimEnd().length,
				});
		}
		if (inactiveFrom < 0) blank(first, lineEnd);
		const nowActive = isActive();
		if (nowActive && inactiveFrom >= 0) {
			blank(inactiveFrom, lineEnd);
			inactiveFrom = -1;
		} else if (!nowActive && inactiveFrom < 0) {
			inactiveFrom = lineEnd;
		}
		at = nextLine(text, lineEnd);
	}
	if (inactiveFrom >= 0) blank(inactiveFrom, text.length);
	out.push(text.slice(copied));
	return { text: out.join(''), pragmas, fileDirectives };
}

/** Whether a `#` is the first thing of a line; a regular expression takes many times as long to say so. */
function hasDirectives(text: string): boolean {
	for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) {
		let before = at - 1;
		while (text[before] === ' ' || text[before] === '\t' || text[before] === '\uFEFF') before--;
		if (before < 0 || text[before] === '\n') return true;
	}
	return false;
}

function nextLine(text: string, lineEnd: number): number {
	const newline = text.indexOf('\n', lineEnd);
	return newline < 0 ? text.length : newline + 1;
}

function firstVisible(text: string, from: number, end: number): number {
	let at = from;
	while (at < end && (text[at] === ' ' || text[at] === '\t' || text[at] === '\uFEFF')) at++;
	return at;
}

/** The start of the line after `from`'s logical line: past any token that began on it and spans lines. */
function skipLine(text: string, nextToken: (from: number) => Token | undefined, from: number, lineEnd: number): number {
	let at = from;
	let end = lineEnd;
	for (;;) {
		const token = nextToken(at);
		if (!token || token.start >= end) return nextLine(text, end);
		at = token.end;
		if (at > end) end = endOfLine(text, at);
	}
}

function addPragma(argument: string, offset: number, pragmas: Pragma[]): void {
	const match = /^warning\s+(disable|restore)\b(.*)$/.exec(argument);
	if (!match) return;
	pragmas.push({ offset, disable: match[1] === 'disable', ids: (match[2] ?? '').split(/[\s,]+/).filter(Boolean) });
}

/** A `#if` condition (6.5.3): `!`, `&&`, `||`, `==`, `!=`, parentheses, `true`, `false`, symbols. */
function evaluate(condition: string, defined: ReadonlySet<string>): boolean {
	const tokens = condition.match(/&&|\|\||==|!=|[!()]|[\w@]+/g) ?? [];
	let at = 0;
	const primary = (depth: number): boolean => {
		let isNegated = false;
		for (; tokens[at] === '!'; at++) isNegated = !isNegated;
		const token = tokens[at++];
		if (token === '(' && depth < MAX_PARENTHESES) {
			const value = or(depth + 1);
			at++;
			return value !== isNegated;
		}
		return (token === 'true' || (token !== undefined && token !== 'false' && defined.has(token))) !== isNegated;
	};
	const equality = (depth: number): boolean => {
		let value = primary(depth);
		while (tokens[at] === '==' || tokens[at] === '!=') value = tokens[at++] === '==' ? value === primary(depth) : value !== primary(depth);
		return value;
	};
	const and = (depth: number): boolean => {
		let value = equality(depth);
		while (tokens[at] === '&&') {
			at++;
			value = equality(depth) && value;
		}
		return value;
	};
	const or = (depth: number): boolean => {
		let value = and(depth);
		while (tokens[at] === '||') {
			at++;
			value = and(depth) || value;
		}
		return value;
	};
	return or(0);
}
