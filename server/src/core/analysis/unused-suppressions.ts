/**
 * Which suppressions of a file suppress nothing. A suppression counts as used wherever that is not certain: a name in its reach
 * that could not be bound, code that another build compiles, flow that the AOT compiler sees and the analyzer does not.
 *
 * Invariant: who removes what is told here gets no finding that was not there, from the analyzer or from publishing.
 */
import type { BoundBody } from '../binding/bound.ts';
import type { CompiledTarget } from '../project/project.ts';
import type { Families } from '../project/switches.ts';
import { CODES, ruleInfo } from '../rules/catalog.ts';
import { unusedSuppression } from '../rules/unused-suppression.ts';
import type { Finding } from '../rules/rule.ts';
import { followsValues } from '../rules/type-flow.ts';
import { isInstantiation } from '../rules/intrinsics.ts';
import type { Expr, Range, SourceFile, Statement } from '../syntax/ast.ts';
import { walkMember } from '../syntax/walk.ts';
import type { WrittenSuppression } from './suppressions.ts';

/** A range in which more may be found than was. */
export interface Doubt extends Range {
	/** The AOT compiler alone may find more, which reads attributes only. */
	readonly isOfPublishing: boolean;
}

/** What is not certain of a body. */
export function doubtOf(body: BoundBody, isUndecided: boolean): Doubt | undefined {
	const isUnknown = body.hasUnknown || isUndecided;
	if (!isUnknown && !isJudgedOtherwise(body)) return undefined;
	const { member } = body;
	// A header has no range of its own: all of its type is in doubt.
	const end = member ? body.base + member.end - member.start : Number.POSITIVE_INFINITY;
	return { start: body.base, end, isOfPublishing: !isUnknown };
}

/**
 * Whether the AOT compiler may judge a body otherwise: it sees what the C# compiler made of it, where the analyzer passes over
 * values (patterns, tuples, what lambdas capture) and operands of dynamic operations; and it knows instantiations.
 */
function isJudgedOtherwise(body: BoundBody): boolean {
	if (body.uses.some(use => use.isHidden)) return true;
	if (!followsValues(body)) return false;
	if (body.uses.some(use => use.member.kind === 'method' && isInstantiation(use.member))) return true;
	const { member } = body;
	if (!member) return false;
	if (member.syntax.modifiers.includes('async')) return true;
	let isRewritten = false;
	walkMember(member.syntax, {
		expr: expr => {
			isRewritten ||= REWRITTEN.has(expr.kind);
			return !isRewritten;
		},
		statement: statement => {
			isRewritten ||= REWRITTEN.has(statement.kind);
			return !isRewritten;
		},
		argument: ({ ref }) => {
			isRewritten ||= ref !== undefined;
		},
	});
	return isRewritten;
}

/**
 * Code through which the two follow values in different ways; and types by name: of members that reflection reaches on them,
 * publishing tells what they require in codes that the analyzer has not for it (IL3050, and IL2111 beside IL2026).
 */
const REWRITTEN: ReadonlySet<(Expr | Statement)['kind']> = new Set([
	'typeof',
	'lambda',
	'query',
	'is',
	'switch',
	'tuple',
	'declaration',
	'local-function',
	'yield',
	'foreach',
	'switch-statement',
	'try',
	'fixed',
	'goto',
	'unknown',
]);

/** Of each suppression that this target has a say in, by where it stands: whether it is unused as far as this target knows. */
export type Verdicts = ReadonlyMap<number, boolean>;

/** @param found all findings of the file, those that are suppressed among them */
export function verdictsOf(
	file: SourceFile,
	written: readonly WrittenSuppression[],
	found: readonly Finding[],
	doubts: readonly Doubt[],
	families: Families,
): Verdicts {
	const verdicts = new Map<number, boolean>();
	for (const each of written) {
		const analyzed = isAnalyzed(each.code, families);
		if (analyzed === false) continue;
		const { covers } = each;
		const isUnused =
			analyzed === true &&
			!each.isWider &&
			!found.some(finding => isIn(finding.start, covers) && (finding.code === each.code || isToldOtherwise(each, finding))) &&
			![...doubts, ...file.errors.map(error => ({ ...error, isOfPublishing: false }))].some(
				doubt => doubt.start < covers.end && doubt.end > covers.start && (!doubt.isOfPublishing || each.kind === 'attribute'),
			) &&
			!hasOtherBranches(file.text, covers);
		verdicts.set(each.place.start, isUnused);
	}
	return verdicts;
}

/** The findings for those that are unused. */
export const unusedOf = (written: readonly WrittenSuppression[], verdicts: Verdicts): readonly Finding[] =>
	written.flatMap(each => (verdicts.get(each.place.start) ? [unusedSuppression(each.code, each.place)] : []));

export const isUnusedSuppression = ({ code }: Finding): boolean => code === 'AOTL1007';

/** Targets that the analyzer may look at and we do not. */
export const isUnjudged = ({ framework }: CompiledTarget): boolean => /^net[5-7]\./.test(framework);

/** Where the analyzer tells one code, publishing may tell others of the same access: it reads attributes alone. */
const isToldOtherwise = ({ kind }: WrittenSuppression, { code }: Finding): boolean => kind === 'attribute' && code.startsWith('IL');

const isIn = (offset: number, range: Range): boolean => offset >= range.start && offset < range.end;

/** Codes of assemblies and packages: they stand in no source. */
const OF_PUBLISHING: ReadonlySet<string> = new Set(['IL2104', 'IL2125', 'IL3053', 'IL3058']);

/** Whether the analyzer looks for a code in a target; undefined for codes that it never tells, which something else may. */
function isAnalyzed(code: string, families: Families): boolean | undefined {
	if (OF_PUBLISHING.has(code) || !CODES.includes(code)) return undefined;
	switch (ruleInfo(code).category) {
		case 'Trimming':
			return families.trim;
		case 'AOT':
			return families.aot;
		case 'SingleFile':
			return families.singleFile;
		default:
			return undefined;
	}
}

const DIRECTIVE = /^[ \t]*#[ \t]*(\w+)/;

/**
 * Whether a range has code in branches of conditions: another configuration or target may compile it.
 * The directives around the range itself have no say.
 */
function hasOtherBranches(text: string, { start, end }: Range): boolean {
	let depth = 0;
	let isForeign = false;
	for (const line of text.slice(start, end).split('\n')) {
		const directive = DIRECTIVE.exec(line)?.[1];
		if (directive === 'if') depth++;
		else if (directive === 'endif') {
			if (depth > 0) depth--;
			else isForeign = false;
		} else if ((directive === 'else' || directive === 'elif') && depth === 0) isForeign = true;
		else if (directive === undefined && (depth > 0 || isForeign) && line.trim() !== '') return true;
	}
	return false;
}
