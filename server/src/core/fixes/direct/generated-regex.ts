/**
 * Has a regular expression with `RegexOptions.Compiled`, which does nothing in a native binary, generated at build time: the expression
 * is made by a partial method with `[GeneratedRegex]`, as the SDK's own fix for SYSLIB1045 writes it.
 *
 * What it matches stays the same. Where case is ignored, an expression that is made at run time follows the culture that it runs under,
 * a generated one that of the build (`RegexGenerator.Parser.cs` of dotnet/runtime): they differ in the letters i and k alone.
 */
import type { BoundBody, Use } from '../../binding/bound.ts';
import type { SourceTypeDef } from '../../symbols/source.ts';
import type { Expr, MemberSyntax } from '../../syntax/ast.ts';
import { walkMember } from '../../syntax/walk.ts';
import { partialEdits } from '../csharp/partial.ts';
import { indentationAt, styleOf } from '../csharp/style.ts';
import { type Change, defineFix, type FileEdit, type FixContext } from '../fix.ts';

const REGEX = 'System.Text.RegularExpressions.Regex';
/** C# with partial methods that return something and `[GeneratedRegex]`: that of .NET 7. */
const LANGUAGE = 11;

export const generatedRegex = defineFix({
	id: 'generated-regex',
	about: 'Has a regular expression generated at build time.',
	codes: ['AOTL1002'],
	safety: 'repairs',
	needs: { version: 7 },
	change: ({ evidence }, context) => evidence && generate(evidence.use, evidence.body, context),
});

function generate(use: Use, body: BoundBody, context: FixContext): Change | undefined {
	if (use.member.container.fullName !== `${REGEX}Options` || context.project.languageVersion < LANGUAGE) return undefined;
	const { member, type } = body;
	const made = member && creationAround(use, member.syntax);
	if (!member || !type || !made || member.syntax.kind === 'top-level' || !isOfRegex(made, body)) return undefined;
	const [pattern, options, ...more] = made.args;
	if (!pattern || !options || more.length > 0 || pattern.name !== undefined || options.name !== undefined) return undefined;
	const textOf = ({ start, end }: { start: number; end: number }): string => context.text.slice(body.base + start, body.base + end);
	if (pattern.value.kind !== 'literal' || pattern.value.literal !== 'string') return undefined;
	const left = optionsLeft(textOf(options.value), textOf(pattern.value));
	const prefix = made.type ? /^(?<prefix>[\w.]+\.)?Regex$/.exec(textOf(made.type)) : /^/.exec('');
	const partial = partialEdits(type, context);
	if (left === undefined || !prefix || !partial) return undefined;
	const name = nameFor(made, member.syntax, type);
	const namespace = prefix.groups?.['prefix'] ?? '';
	const { newline } = styleOf(context.text);
	const indent = indentationAt(context.text, member.start);
	const rest = context.text.slice(member.end);
	const isFollowed = !/^[ \t]*\r?\n(?:[ \t]*\r?\n|[ \t]*\})/.test(rest);
	const lines = [
		'',
		'',
		`${indent}[${namespace}GeneratedRegex(${[textOf(pattern.value), ...(left ? [left] : [])].join(', ')})]`,
		`${indent}private static partial ${namespace}Regex ${name}();`,
		...(isFollowed ? [''] : []),
	];
	const edits: readonly FileEdit[] = [
		{ start: body.base + made.start, end: body.base + made.end, text: `${name}()` },
		{ start: member.end, end: member.end, text: lines.join(newline), entry: name },
		...partial,
	];
	return { title: 'Generate the expression at build time', files: [{ path: context.path, edits }] };
}

/** The `new` whose options name the flag. */
function creationAround(use: Use, syntax: MemberSyntax): (Expr & { readonly kind: 'new' }) | undefined {
	let found: (Expr & { readonly kind: 'new' }) | undefined;
	walkMember(syntax, {
		expr: expr => {
			const isAround = expr.start <= use.start && use.end <= expr.end;
			if (isAround && expr.kind === 'new') found = expr;
			return isAround || expr.start > use.end ? undefined : false;
		},
	});
	return found;
}

const isOfRegex = (made: Expr, body: BoundBody): boolean =>
	body.uses.some(use => use.syntax === made && use.member.name === '.ctor' && use.member.container.fullName === REGEX);

/** The options without `Compiled`; undefined where they are not a list of flags, or a generated expression could match otherwise. */
function optionsLeft(options: string, pattern: string): string | undefined {
	const flags = options.split('|').map(each => each.trim());
	if (!flags.every(each => /^(?:[\w.]+\.)?RegexOptions\.\w+$/.test(each))) return undefined;
	const isSet = (name: string): boolean => flags.some(each => each.endsWith(`.${name}`));
	if (isSet('NonBacktracking')) return undefined;
	const ignoresCase = isSet('IgnoreCase') || /\(\?[a-z]*i/.test(pattern);
	if (ignoresCase && !isSet('CultureInvariant') && /[iIkK\u0130\u0131\u212a]|\[[^\]]*-|\\[0-9pPux]/.test(pattern)) return undefined;
	return flags.filter(each => !each.endsWith('.Compiled')).join(' | ');
}

/** Named after what the expression is put into, where that is free. */
function nameFor(made: Expr, syntax: MemberSyntax, type: SourceTypeDef): string {
	let declared = syntax.kind === 'property' ? syntax.name : '';
	walkMember(syntax, {
		declarator: declarator => {
			if (declarator.value === made) declared = declarator.name;
		},
	});
	const word = declared.replace(/^(?:[a-z]?_+)/, '').replace(/(?:Regex|RegEx)$/i, '');
	const stem = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
	const isTaken = (name: string): boolean => name === type.name || name === declared || type.members(name).length > 0;
	const names = stem ? [`${stem}Regex`, `Generated${stem}Regex`] : ['GeneratedRegex'];
	const free = names.find(name => !isTaken(name));
	if (free) return free;
	for (let count = 2; ; count++) if (!isTaken(`${names[0]}${count}`)) return `${names[0]}${count}`;
}
