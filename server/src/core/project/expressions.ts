/**
 * MSBuild expressions as far as real projects use them: `$(Property)`, a few property functions, and
 * conditions. What can't be evaluated is told to `report` and counts as empty (or false).
 */
import { dirname, isAbsolute, relative } from '../text/paths.ts';

export interface ExpressionScope {
	property(name: string): string;
	exists(path: string): boolean;
	report(what: string): void;
	/** Nearest file of a name from a folder upward. */
	pathOfFileAbove(file: string, folder: string): string;
	/** An absolute path with `/`, from the project's folder; one that ends with a separator still does. */
	fullPath(path: string): string;
}

/** Longer expressions, and results, are none that a person wrote. */
const MAX_LENGTH = 1024 * 1024;
const MAX_DEPTH = 30;
let depth = 0;

/** Expands `$(...)`; `@(...)` and `%(...)` are left to who asks. */
export function expand(text: string, scope: ExpressionScope): string {
	if (!text.includes('$(')) return text;
	if (depth >= MAX_DEPTH || text.length > MAX_LENGTH) return unknown(`${text.slice(0, 80)}...`, scope);
	depth++;
	try {
		return expanded(text, scope);
	} finally {
		depth--;
	}
}

function expanded(text: string, scope: ExpressionScope): string {
	let out = '';
	let at = 0;
	for (;;) {
		const start = text.indexOf('$(', at);
		if (start < 0) return out + text.slice(at);
		const end = closingParenthesis(text, start + 2);
		if (end < 0) return out + text.slice(at);
		out += text.slice(at, start) + evaluateProperty(text.slice(start + 2, end).trim(), scope);
		if (out.length > MAX_LENGTH) return unknown(`${text.slice(0, 80)}...`, scope);
		at = end + 1;
	}
}

function closingParenthesis(text: string, from: number): number {
	let depth = 1;
	let quote = '';
	for (let at = from; at < text.length; at++) {
		const char = text[at] as string;
		// Quotes of arguments may hold parentheses; the ones around a whole condition are not in here.
		if (quote) quote = char === quote ? '' : quote;
		else if (depth > 1 && (char === "'" || char === '"' || char === '`')) quote = char;
		else if (char === '(') depth++;
		else if (char === ')' && --depth === 0) return at;
	}
	return -1;
}

/** `Name`, or `[Type]::Function(...)`, with members of the value after it: `.Replace('a', 'b')`, `[0]`. */
function evaluateProperty(expression: string, scope: ExpressionScope): string {
	const fixed = /^\[([\w.]+)\]::(\w+)/.exec(expression);
	const name = fixed ?? /^[A-Za-z_][\w-]*/.exec(expression);
	if (!name) return unknown(expression, scope);
	let at = name[0].length;
	const args = (): string[] => {
		if (expression[at] !== '(') return [];
		const end = closingParenthesis(expression, at + 1);
		const inside = expression.slice(at + 1, end < 0 ? undefined : end);
		at = end < 0 ? expression.length : end + 1;
		return splitArguments(inside).map(argument => expand(argument, scope));
	};
	let value = fixed ? staticFunction(fixed[1] ?? '', fixed[2] ?? '', args(), scope) : scope.property(name[0]);
	while (value !== undefined && at < expression.length) {
		const rest = expression.slice(at);
		const member = /^\s*\.\s*(\w+)\s*/.exec(rest);
		const index = /^\[(\d+)\]/.exec(rest);
		at += (member ?? index)?.[0].length ?? 0;
		value = member ? instanceFunction(value, member[1] ?? '', args()) : index ? value.split(';')[Number(index[1])] : undefined;
	}
	return value ?? unknown(expression, scope);
}

function unknown(expression: string, scope: ExpressionScope): string {
	scope.report(`$(${expression})`);
	return '';
}

function splitArguments(text: string): string[] {
	const args: string[] = [];
	let depth = 0;
	let quote = '';
	let current = '';
	for (const char of text) {
		if (quote) {
			if (char === quote) quote = '';
			else current += char;
		} else if (char === "'" || char === '"' || char === '`') quote = char;
		else if (char === ',' && depth === 0) {
			args.push(current.trim());
			current = '';
		} else {
			if (char === '(') depth++;
			if (char === ')') depth--;
			current += char;
		}
	}
	if (current.trim() || args.length > 0) args.push(current.trim());
	return args;
}

/** As `Path.Combine` has it: a rooted part starts anew. */
function combined(parts: readonly string[]): string {
	const from = Math.max(0, parts.findLastIndex(isAbsolute));
	return parts
		.slice(from)
		.filter(Boolean)
		.join('/')
		.replace(/[\\/]{1,1000}/g, '/');
}

const bool = (value: boolean): string => (value ? 'True' : 'False');

function staticFunction(type: string, name: string, args: readonly string[], scope: ExpressionScope): string | undefined {
	const [first = '', second = ''] = args;
	// A property may be written as the method that reads it.
	if (name.startsWith('get_')) return staticFunction(type, name.slice('get_'.length), args, scope);
	if (type === 'MSBuild') {
		switch (name) {
			case 'IsTargetFrameworkCompatible':
				return bool(isCompatible(first, second));
			case 'GetTargetFrameworkIdentifier':
				return frameworkIdentifier(first);
			case 'GetTargetFrameworkVersion':
				return frameworkVersion(first);
			case 'GetDirectoryNameOfFileAbove':
				return dirname(scope.pathOfFileAbove(second, first));
			case 'GetTargetPlatformIdentifier':
				return /-([a-z]+)/i.exec(first)?.[1] ?? '';
			case 'AreFeaturesEnabled':
				return 'True';
			case 'MakeRelative':
				return relative(scope.fullPath(first), scope.fullPath(second));
			case 'VersionNotEquals':
				return bool(compareVersions(first, second) !== 0);
			case 'GetPathOfFileAbove':
				return scope.pathOfFileAbove(first, second);
			case 'VersionGreaterThanOrEquals':
				return bool(compareVersions(first, second) >= 0);
			case 'VersionGreaterThan':
				return bool(compareVersions(first, second) > 0);
			case 'VersionLessThan':
				return bool(compareVersions(first, second) < 0);
			case 'VersionLessThanOrEquals':
				return bool(compareVersions(first, second) <= 0);
			case 'VersionEquals':
				return bool(compareVersions(first, second) === 0);
			case 'IsOSPlatform':
				return bool(/^linux$/i.test(first));
			case 'IsOSUnixLike':
				return 'True';
			case 'EnsureTrailingSlash':
				return first === '' || first.endsWith('/') ? first : `${first}/`;
			case 'NormalizePath':
				return scope.fullPath(combined(args));
			case 'NormalizeDirectory':
				return scope.fullPath(`${combined(args)}/`);
			case 'ValueOrDefault':
				return first || second;
			case 'Escape':
			case 'Unescape':
				return first;
			case 'Add':
				return String(Number(first) + Number(second));
			case 'Subtract':
				return String(Number(first) - Number(second));
			case 'Multiply':
				return String(Number(first) * Number(second));
			case 'Divide':
				return String(Number(first) / Number(second));
			default:
				return undefined;
		}
	}
	switch (`${type}.${name}`) {
		case 'System.String.Copy':
		case 'System.Version.Parse':
			return first;
		case 'System.String.IsNullOrEmpty':
			return bool(first === '');
		case 'System.String.IsNullOrWhiteSpace':
			return bool(first.trim() === '');
		case 'System.IO.Path.Combine':
			return combined(args);
		case 'System.IO.Path.GetFullPath':
			return scope.fullPath(combined([second, first].filter(Boolean)));
		case 'System.IO.Path.IsPathRooted':
			return bool(isAbsolute(first));
		case 'System.IO.Path.ChangeExtension':
			return first.replace(/\.[^.\\/]*$/, '') + (second === '' || second.startsWith('.') ? second : `.${second}`);
		case 'System.IO.Path.DirectorySeparatorChar':
			return '/';
		case 'System.Environment.GetEnvironmentVariable':
			return '';
		case 'System.Environment.NewLine':
			return '\n';
		case 'System.DateTime.Now':
		case 'System.DateTime.UtcNow':
		case 'System.DateTime.Today':
			return new Date().toISOString();
		case 'System.String.Format':
			return first.replace(/\{(\d+)\}/g, (_, index: string) => args[Number(index) + 1] ?? '');
		case 'System.String.Join':
			return args.slice(1).join(first);
		case 'System.String.Concat':
			return args.join('');
		case 'System.IO.Path.GetFileNameWithoutExtension':
			return first.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
		case 'System.IO.Path.GetFileName':
			return first.replace(/^.*[\\/]/, '');
		case 'System.IO.Path.GetDirectoryName':
			return first.replace(/[\\/][^\\/]*$/, '');
		case 'System.IO.Path.GetExtension':
			return /\.[^.\\/]*$/.exec(first)?.[0] ?? '';
		case 'System.IO.Directory.GetParent':
			return dirname(scope.fullPath(first));
		case 'System.IO.File.Exists':
		case 'System.IO.Directory.Exists':
			return bool(scope.exists(first));
		case 'System.OperatingSystem.IsLinux':
			return 'True';
		case 'System.OperatingSystem.IsWindows':
		case 'System.OperatingSystem.IsMacOS':
			return 'False';
		case 'System.Runtime.InteropServices.OSPlatform.Linux':
		case 'System.Runtime.InteropServices.OSPlatform.Windows':
		case 'System.Runtime.InteropServices.OSPlatform.OSX':
			return name;
		case 'System.Runtime.InteropServices.RuntimeInformation.IsOSPlatform':
			return bool(/^linux$/i.test(first));
		default:
			return undefined;
	}
}

function instanceFunction(value: string, name: string, args: readonly string[]): string | undefined {
	const [first = '', second = ''] = args;
	switch (name) {
		case 'StartsWith':
			return bool(value.startsWith(first));
		case 'EndsWith':
			return bool(value.endsWith(first));
		case 'Contains':
			return bool(value.includes(first));
		case 'Replace':
			return value.replaceAll(first, second);
		case 'ToLower':
		case 'ToLowerInvariant':
			return value.toLowerCase();
		case 'ToUpper':
		case 'ToUpperInvariant':
			return value.toUpperCase();
		case 'Trim':
			return trimmed(value, first, true, true);
		case 'TrimStart':
			return trimmed(value, first, true, false);
		case 'TrimEnd':
			return trimmed(value, first, false, true);
		case 'Substring':
			return args.length > 1 ? value.slice(Number(first), Number(first) + Number(second)) : value.slice(Number(first));
		case 'LastIndexOf':
			return String(value.lastIndexOf(first));
		case 'ToString':
			return TIME.test(value) && first !== '' ? formattedTime(value, first) : value;
		case 'Year':
		case 'Month':
		case 'Day':
			return TIME.test(value) ? String(Number(value.split(/[-T]/)[['Year', 'Month', 'Day'].indexOf(name)])) : undefined;
		case 'FullName':
			return value;
		case 'Parent':
			return dirname(value);
		case 'Remove':
			return value.slice(0, Number(first));
		case 'IndexOf':
			return String(value.indexOf(first));
		case 'Length':
			return String(value.length);
		case 'Split':
			return value.split(first).join(';');
		case 'GetValue':
			return value.split(';')[Number(first)];
		case 'Major':
		case 'Minor':
		case 'Build':
		case 'Revision':
			return value.split('.')[['Major', 'Minor', 'Build', 'Revision'].indexOf(name)];
		case 'Equals':
			return bool(value === first);
		default:
			return undefined;
	}
}

/** A time as `DateTime.Now` gives it here. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** A time in a custom format, as years of a copyright and numbers of builds are written. */
function formattedTime(time: string, format: string): string {
	const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = time.split(/[-T:.]/);
	const parts: Readonly<Record<string, string>> = { yyyy: year, yy: year.slice(2), MM: month, dd: day, HH: hour, mm: minute, ss: second };
	return format.replace(/yyyy|yy|MM|dd|HH|mm|ss/g, part => parts[part] ?? part);
}

/** Without the given characters, or white space, at its ends. */
function trimmed(value: string, characters: string, atStart: boolean, atEnd: boolean): string {
	const isTrimmed = (char: string | undefined): boolean =>
		char !== undefined && (characters ? characters.includes(char) : char.trim() === '');
	let start = 0;
	let end = value.length;
	while (atStart && start < end && isTrimmed(value[start])) start++;
	while (atEnd && end > start && isTrimmed(value[end - 1])) end--;
	return value.slice(start, end);
}

/** Dotted numbers, missing parts as 0; a leading `v` is ignored. */
export function compareVersions(left: string, right: string): number {
	const parts = (text: string): number[] => text.replace(/^v/i, '').split(/[-+]/)[0]?.split('.').map(Number) ?? [];
	const a = parts(left);
	const b = parts(right);
	for (let at = 0; at < Math.max(a.length, b.length); at++) {
		const difference = (a[at] ?? 0) - (b[at] ?? 0);
		if (difference !== 0) return difference < 0 ? -1 : 1;
	}
	return 0;
}

export function frameworkIdentifier(framework: string): string {
	if (/^netstandard/i.test(framework)) return '.NETStandard';
	if (/^netcoreapp|^net(?:[5-9]|\d{2})\.\d/i.test(framework)) return '.NETCoreApp';
	return /^net\d/i.test(framework) ? '.NETFramework' : '';
}

/** `net472` is 4.7.2, `net10.0-android` 10.0; empty for what has none. */
export function frameworkVersion(framework: string): string {
	const short = /^net(\d{2,3})$/i.exec(framework)?.[1];
	return short === undefined ? (/(\d+(?:\.\d+)+)/.exec(framework)?.[1] ?? '') : [...short].join('.');
}

/** Whether a project for `target` can use what is made for `candidate`; platforms aside. */
export function isCompatible(target: string, candidate: string): boolean {
	const own = frameworkIdentifier(target);
	const other = frameworkIdentifier(candidate);
	if (own === other) return compareVersions(frameworkVersion(target) || '0', frameworkVersion(candidate) || '0') >= 0;
	if (other !== '.NETStandard') return false;
	return own === '.NETCoreApp' || (own === '.NETFramework' && compareVersions(frameworkVersion(target), '4.6.1') >= 0);
}

/** A condition; an empty one is true. */
export function evaluateCondition(condition: string | undefined, scope: ExpressionScope): boolean {
	if (!condition?.trim()) return true;
	const parser = new ConditionParser(condition, scope);
	const value = parser.or();
	if (value === undefined || !parser.atEnd) {
		scope.report(`condition ${condition}`);
		return false;
	}
	return value;
}

/** `or`, `and`, `!`, comparisons, `Exists`, `HasTrailingSlash` (documented as "MSBuild conditions"). */
class ConditionParser {
	readonly #text: string;
	readonly #scope: ExpressionScope;
	#at = 0;
	#depth = 0;

	constructor(text: string, scope: ExpressionScope) {
		this.#text = text;
		this.#scope = scope;
	}

	get atEnd(): boolean {
		this.#space();
		return this.#at >= this.#text.length;
	}

	#space(): void {
		while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
	}

	/** @param pattern sticky */
	#take(pattern: RegExp): string | undefined {
		this.#space();
		pattern.lastIndex = this.#at;
		const match = pattern.exec(this.#text);
		if (!match) return undefined;
		this.#at += match[0].length;
		return match[0];
	}

	or(): boolean | undefined {
		let value = this.#and();
		while (this.#take(/or\b/iy)) {
			const right = this.#and();
			value = value === undefined || right === undefined ? undefined : value || right;
		}
		return value;
	}

	#and(): boolean | undefined {
		let value = this.#not();
		while (this.#take(/and\b/iy)) {
			const right = this.#not();
			value = value === undefined || right === undefined ? undefined : value && right;
		}
		return value;
	}

	#not(): boolean | undefined {
		if (this.#depth++ > 50) return undefined;
		try {
			if (this.#take(/!(?!=)/y)) {
				const value = this.#not();
				return value === undefined ? undefined : !value;
			}
			if (this.#take(/\(/y)) {
				const value = this.or();
				this.#take(/\)/y);
				return value;
			}
			return this.#comparison();
		} finally {
			this.#depth--;
		}
	}

	#comparison(): boolean | undefined {
		const call = this.#take(/(?:Exists|HasTrailingSlash)\s*\(/iy);
		if (call) {
			const argument = this.#operand();
			this.#take(/\)/y);
			if (argument === undefined) return undefined;
			return /^exists/i.test(call) ? this.#scope.exists(argument) : /[\\/]$/.test(argument);
		}
		const left = this.#operand();
		const operator = this.#take(/(?:==|!=|<=|>=|<|>)/y);
		if (left === undefined) return undefined;
		if (!operator) return /^(?:true|on|yes)$/i.test(left) ? true : /^(?:false|off|no)$/i.test(left) ? false : undefined;
		const right = this.#operand();
		if (right === undefined) return undefined;
		if (operator === '==') return left.toLowerCase() === right.toLowerCase();
		if (operator === '!=') return left.toLowerCase() !== right.toLowerCase();
		if (!/^v?\d/.test(left) || !/^v?\d/.test(right)) return undefined;
		const order = compareVersions(left, right);
		return operator === '<' ? order < 0 : operator === '>' ? order > 0 : operator === '<=' ? order <= 0 : order >= 0;
	}

	#operand(): string | undefined {
		this.#space();
		if (this.#text[this.#at] === "'") {
			const end = this.#quotedEnd(this.#at + 1);
			if (end < 0) return undefined;
			const raw = this.#text.slice(this.#at + 1, end);
			this.#at = end + 1;
			return expand(raw, this.#scope);
		}
		if (this.#text.startsWith('$(', this.#at)) {
			const end = closingParenthesis(this.#text, this.#at + 2);
			if (end < 0) return undefined;
			const raw = this.#text.slice(this.#at, end + 1);
			this.#at = end + 1;
			return expand(raw, this.#scope);
		}
		return this.#take(/[\w.+-]+/y);
	}

	/** The closing quote; quotes inside `$(...)` belong to it. */
	#quotedEnd(from: number): number {
		for (let at = from; at < this.#text.length; at++) {
			if (this.#text.startsWith('$(', at)) {
				const end = closingParenthesis(this.#text, at + 2);
				if (end < 0) return -1;
				at = end;
			} else if (this.#text[at] === "'") return at;
		}
		return -1;
	}
}
