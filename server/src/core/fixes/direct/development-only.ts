/**
 * Asks `RuntimeFeature.IsDynamicCodeSupported` before a call that only a developer needs and that a native binary can't make: the pages
 * that offer to apply migrations, and what stands under `IsDevelopment()`. Everywhere else the program does what it did; the analyzer
 * knows the guard for IL3050 (`RequiresDynamicCodeAnalyzer.cs` of dotnet/runtime).
 */
import type { BoundBody, Use } from '../../binding/bound.ts';
import type { Expr, Statement } from '../../syntax/ast.ts';
import { walkMember } from '../../syntax/walk.ts';
import { isVisible } from '../csharp/names.ts';
import { indentationAt, styleOf } from '../csharp/style.ts';
import { usingEdits } from '../csharp/usings.ts';
import { type Change, defineFix, type FixContext } from '../fix.ts';
import { scopeOf } from '../json/contexts.ts';

/** What Entity Framework Core makes for developers: `Diagnostics.EntityFrameworkCore` of dotnet/aspnetcore. */
const PAGES: ReadonlySet<string> = new Set([
	'Microsoft.Extensions.DependencyInjection.DatabaseDeveloperPageExceptionFilterServiceExtensions',
	'Microsoft.AspNetCore.Builder.MigrationsEndPointExtensions',
]);
const FEATURE = 'System.Runtime.CompilerServices';

export const developmentOnly = defineFix({
	id: 'development-only',
	about: 'Makes a call that only developers need where code can be made at run time, and leaves it out of a native binary.',
	codes: ['IL3050'],
	safety: 'repairs',
	needs: { version: 3 },
	change: ({ evidence, start }, context) => evidence && guard(evidence.use, evidence.body, start, context),
});

function guard(use: Use, body: BoundBody, at: number, context: FixContext): Change | undefined {
	if (use.kind !== 'call' || use.syntax?.kind !== 'call' || !body.member) return undefined;
	const statement = statementOf(use.syntax, body, context);
	if (!statement || !(PAGES.has(use.member.container.fullName) || statement.isForDevelopment)) return undefined;
	// The guard answers IL3050 alone.
	const others = context.workspace.evidences(context.project, context.path);
	if (others.some(each => each.start === at && each.code !== 'IL3050' && each.code.startsWith('IL') && !each.suppressedBy))
		return undefined;
	const [start, end] = [body.base + statement.start, body.base + statement.end];
	const { newline, indent } = styleOf(context.text);
	const own = indentationAt(context.text, start);
	const lines = context.text.slice(start, end).split(/\r?\n/);
	const inner = lines.map((line, index) => (index === 0 || line.trim() === '' ? line : indent + line)).join(newline);
	const text = ['if (RuntimeFeature.IsDynamicCodeSupported)', `${own}{`, `${own}${indent}${inner}`, `${own}}`].join(newline);
	const scope = scopeOf(body, context, context.workspace.services(context.project).compilation);
	const usings = scope && isVisible(FEATURE, scope) ? [] : usingEdits(context.file, FEATURE);
	return {
		title: `Leave ${use.member.name} out of a native binary`,
		files: [{ path: context.path, edits: [{ start, end, text }, ...usings] }],
	};
}

/** The statement that is a call and nothing else, in a block that it can be wrapped in. */
function statementOf(
	call: Expr,
	body: BoundBody,
	context: FixContext,
): { readonly start: number; readonly end: number; readonly isForDevelopment: boolean } | undefined {
	const syntax = body.member?.syntax;
	if (!syntax || call.kind !== 'call' || !isPath(call.callee)) return undefined;
	const inBlocks = new Set<Statement>(syntax.kind === 'top-level' ? syntax.statements : []);
	const ofDevelopment: Statement[] = [];
	let found: Statement | undefined;
	walkMember(syntax, {
		statement: statement => {
			if (statement.kind === 'block') for (const each of statement.statements) inBlocks.add(each);
			if (statement.kind === 'if' && asksForDevelopment(statement.condition, body, context)) ofDevelopment.push(statement.whenTrue);
			if (statement.kind === 'expression' && made(statement.value) === call) found = statement;
			return true;
		},
	});
	const statement = found;
	if (!statement || !inBlocks.has(statement) || isSharingItsLine(statement, body, context)) return undefined;
	const isForDevelopment = ofDevelopment.some(each => each.start <= statement.start && statement.end <= each.end);
	return { start: statement.start, end: statement.end, isForDevelopment };
}

/** What a statement calls. */
const made = (value: Expr): Expr => (value.kind === 'await' ? made(value.operand) : value);

/** A path of names: nothing else is called on the way to it. */
const isPath = (expr: Expr): boolean => expr.kind === 'name' || expr.kind === 'this' || (expr.kind === 'member' && isPath(expr.receiver));

/** `app.Environment.IsDevelopment()`, also with more that must hold. */
const asksForDevelopment = (condition: Expr, body: BoundBody, { text }: FixContext): boolean =>
	text
		.slice(body.base + condition.start, body.base + condition.end)
		.split('&&')
		.some(each => /^\s*[\w.]+\.IsDevelopment\(\)\s*$/.test(each));

function isSharingItsLine({ start }: Statement, body: BoundBody, { text }: FixContext): boolean {
	const at = body.base + start;
	return text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() !== '';
}
