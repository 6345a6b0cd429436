/** Checks one file of a compilation: uses to findings, minus what the source suppresses. */
import { bindSteps, type DeclaredType } from '../binding/bodies.ts';
import type { BoundBody } from '../binding/bound.ts';
import type { BindingServices, Unknowns } from '../binding/state.ts';
import { BODY_RULES, DECLARATION_RULES, RULES } from '../rules/index.ts';
import type { Families, Generators } from '../project/switches.ts';
import type { AppContracts } from '../rules/contracts.ts';
import { hiddenFailure } from '../rules/hidden-failure.ts';
import type { AppSwitches } from '../rules/app-switches.ts';
import type { BodyRule, Finding, Rule, RuleContext } from '../rules/rule.ts';
import type { Compilation } from '../symbols/compilation.ts';
import type { TypeDef } from '../symbols/types.ts';
import type { Member, Range, SourceFile, TypeDeclaration } from '../syntax/ast.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Steps } from '../text/steps.ts';
import { Suppressions } from './suppressions.ts';
import { type Doubt, doubtOf, unusedOf, verdictsOf, type Verdicts } from './unused-suppressions.ts';

export interface CheckOptions {
	readonly families: Families;
	readonly generators: Generators;
	readonly app?: AppContracts | undefined;
	readonly switches?: AppSwitches | undefined;
	readonly leftOutBy?: readonly string[] | undefined;
	/** Called when a rule or the binding of a part fails: what it would have found is lost, the rest goes on. */
	readonly onFailure: (what: string, error: unknown) => void;
	readonly unknowns?: Unknowns;
	/** Counts the uses that were bound; `isWhole` turns false where what is remembered was not bound again. */
	readonly counts?: { uses: number; isWhole: boolean };
	/** See `BindOptions`. */
	readonly remembers: boolean;
	/** Judges only types and members whose text it matches. */
	readonly mentions?: RegExp;
	/** Told of the suppressions that are written in the file, where all of it is judged and nothing fails. */
	readonly onSuppressions?: (verdicts: Verdicts) => void;
}

export interface CheckedFinding extends Finding {
	readonly suppressedBy: 'pragma' | 'attribute' | undefined;
}

/** All findings of a file in document order; suppressed ones are marked, not dropped. Judges a member at a time. */
export function* checkSteps(file: SourceFile, services: BindingServices, given: CheckOptions): Steps<readonly CheckedFinding[]> {
	let failures = 0;
	const options: CheckOptions = {
		...given,
		onFailure: (what, error) => {
			failures++;
			given.onFailure(what, error);
		},
	};
	const { families } = options;
	if (!families.trim && !families.aot && !families.singleFile) return [];
	const context: RuleContext = {
		compilation: services.compilation,
		file,
		families,
		generators: options.generators,
		app: options.app,
		switches: options.switches,
		leftOutBy: options.leftOutBy,
		countUnknown: reason => options.unknowns?.set(reason, (options.unknowns.get(reason) ?? 0) + 1),
	};
	const suppressions = new Suppressions(file, services.compilation);
	const { written } = suppressions;
	const doubts: Doubt[] = [];
	const found: CheckedFinding[] = [];
	const tell = (finding: Finding, base: number, body: BoundBody | undefined): void => {
		const start = finding.start + base;
		const suppressedBy = suppressions.kindOf(finding.code, start);
		found.push({
			...finding,
			start,
			end: finding.end + base,
			evidence: finding.evidence && body ? { ...finding.evidence, body } : finding.evidence,
			suppressedBy,
		});
		const hidden = suppressedBy && context.switches ? hiddenFailure(finding, body) : undefined;
		if (hidden) found.push({ ...hidden, start, end: finding.end + base, suppressedBy: suppressions.kindOf(hidden.code, start) });
	};
	const judgements = judgementsOf(services.compilation);
	/** What is said of the declaration that is being bound, and how many failures there were before it. */
	let current: Judgement[] | undefined;
	let failuresBefore = 0;
	const place = ({ finding, body, member }: Judgement, declaration: TypeDeclaration): void => {
		const owner = declaration.members[member];
		const base = (owner ?? declaration).start;
		tell(finding, base, body && { ...body, base, ...(owner && { member: owner }) });
	};
	let members: readonly Member[] = [];
	const { mentions } = options;
	const isMentioned = (range: Range): boolean => !mentions || mentions.test(file.text.slice(range.start, range.end));
	yield* bindSteps(
		file,
		services,
		{
			concerns: isMentioned,
			enter: (def, declaration) => {
				if (!isMentioned(declaration)) return false;
				// What suppressions cover is looked at whole.
				const known = written.length > 0 ? undefined : judgements.get(declaration.shape)?.get(def);
				if (known && known.app === options.app) {
					for (const each of known.found) place(each, declaration);
					if (options.counts) options.counts.isWhole = false;
					return false;
				}
				current = [];
				failuresBefore = failures;
				({ members } = declaration);
				return true;
			},
			leave: (def, declaration) => {
				const said = current ?? [];
				let byType = judgements.get(declaration.shape);
				if (!byType) judgements.set(declaration.shape, (byType = new Map()));
				// What failed fails, and is told, again. A closed file is judged once, and what it was judged by is large.
				if (options.remembers && !mentions && failures === failuresBefore) byType.set(def, { app: options.app, found: said });
				for (const each of said) place(each, declaration);
				current = undefined;
			},
			body: body => {
				if (options.counts) options.counts.uses += body.uses.length;
				const findings = judged(body, context, options);
				const doubt = written.length > 0 ? doubtOf(body, undecided.has(body.uses)) : undefined;
				if (doubt) doubts.push(doubt);
				for (const finding of findings) {
					if (current) current.push({ finding, body, member: body.member ? members.indexOf(body.member) : -1 });
					else tell(finding, body.base, body);
				}
			},
			type: type => {
				for (const finding of judgedDeclaration(type, context, options)) current?.push({ finding, body: undefined, member: -1 });
			},
			failed: (at, error) => options.onFailure(`line ${new LineIndex(file.text).position(at).line + 1}`, error),
		},
		options,
	);
	if (written.length > 0 && !mentions && failures === 0) {
		const verdicts = verdictsOf(file, written, found, doubts, families);
		options.onSuppressions?.(verdicts);
		for (const finding of unusedOf(written, verdicts)) tell(finding, 0, undefined);
	}
	return withoutRepeats(found.sort((left, right) => left.start - right.start || left.code.localeCompare(right.code)));
}

/** A finding in a declaration, relative to the start of the member or the declaration that it was made for. */
interface Judgement {
	readonly finding: Finding;
	readonly body: BoundBody | undefined;
	/** The member's place in the declaration, -1 for the declaration itself. */
	readonly member: number;
}

interface Judgements {
	readonly app: AppContracts | undefined;
	readonly found: readonly Judgement[];
}

const allJudgements = new WeakMap<Compilation, WeakMap<object, Map<TypeDef, Judgements>>>();

/** By compilation, shape and type (the same text may declare several): what was said of declarations whose text did not change. */
function judgementsOf(compilation: Compilation): WeakMap<object, Map<TypeDef, Judgements>> {
	let known = allJudgements.get(compilation);
	if (!known) allJudgements.set(compilation, (known = new WeakMap()));
	return known;
}

const CONTEXTUAL_RULES = RULES.filter(rule => rule.isContextual);
const REMEMBERED_RULES = RULES.filter(rule => !rule.isContextual);
const CONTEXTUAL_BODY_RULES = BODY_RULES.filter(rule => rule.isContextual);
const REMEMBERED_BODY_RULES = BODY_RULES.filter(rule => !rule.isContextual);
const NOTHING: readonly Finding[] = [];

const verdicts = new WeakMap<BoundBody['uses'], readonly Finding[]>();
/** What contextual rules said, and of which app. */
const contextualVerdicts = new WeakMap<BoundBody['uses'], { readonly app: AppContracts; readonly findings: readonly Finding[] }>();

/** Uses of bodies of which a rule could not judge all. */
const undecided = new WeakSet<BoundBody['uses']>();

/** What the rules say of a declaration, offsets relative to its start. */
function judgedDeclaration(type: DeclaredType, context: RuleContext, options: CheckOptions): readonly Finding[] {
	const { start } = type.declaration;
	const found: Finding[] = [];
	for (const rule of DECLARATION_RULES)
		guarded(rule.slug, options, () =>
			rule.check(type, context, finding => found.push({ ...finding, start: finding.start - start, end: finding.end - start })),
		);
	return found;
}

/** What the rules say of a body, offsets relative to its base; remembered as long as its uses are, unless a rule failed. */
function judged(body: BoundBody, context: RuleContext, options: CheckOptions): readonly Finding[] {
	const contextual = context.app ? contextuallyJudged(context.app, body, context, options) : NOTHING;
	let known = options.remembers ? verdicts.get(body.uses) : undefined;
	if (!known) {
		const watched = watch(options);
		const counting: RuleContext = {
			...context,
			countUnknown: reason => {
				undecided.add(body.uses);
				context.countUnknown?.(reason);
			},
		};
		known = [...run(REMEMBERED_RULES, body, counting, watched), ...runOnBody(REMEMBERED_BODY_RULES, body, counting, watched)];
		if (options.remembers && !watched.hasFailed) verdicts.set(body.uses, known);
	}
	return contextual.length > 0 ? [...known, ...contextual] : known;
}

function contextuallyJudged(app: AppContracts, body: BoundBody, context: RuleContext, options: CheckOptions): readonly Finding[] {
	const known = contextualVerdicts.get(body.uses);
	if (known?.app === app) return known.findings;
	const watched = watch(options);
	const findings = [...run(CONTEXTUAL_RULES, body, context, watched), ...runOnBody(CONTEXTUAL_BODY_RULES, body, context, watched)];
	if (!watched.hasFailed) contextualVerdicts.set(body.uses, { app, findings });
	return findings;
}

/** The same options, which keep in mind whether something failed. */
function watch(options: CheckOptions): Pick<CheckOptions, 'onFailure'> & { hasFailed: boolean } {
	const watched = {
		hasFailed: false,
		onFailure: (what: string, error: unknown): void => {
			watched.hasFailed = true;
			options.onFailure(what, error);
		},
	};
	return watched;
}

function run(rules: readonly Rule[], body: BoundBody, context: RuleContext, options: Pick<CheckOptions, 'onFailure'>): readonly Finding[] {
	const found: Finding[] = [];
	const report = (finding: Finding): void => {
		found.push({ ...finding, start: finding.start - body.base, end: finding.end - body.base });
	};
	for (const use of body.uses) {
		if (use.isHidden) continue;
		for (const rule of rules) {
			// As `guarded` does, without a closure for each of millions of pairs.
			try {
				rule.check(use, body, context, report);
			} catch (error) {
				options.onFailure(`rule ${rule.slug}`, error);
			}
		}
	}
	return found;
}

function runOnBody(
	rules: readonly BodyRule[],
	body: BoundBody,
	context: RuleContext,
	options: Pick<CheckOptions, 'onFailure'>,
): readonly Finding[] {
	const found: Finding[] = [];
	for (const rule of rules)
		guarded(rule.slug, options, () =>
			rule.check(body, context, finding => found.push({ ...finding, start: finding.start - body.base, end: finding.end - body.base })),
		);
	return found;
}

/** A rule that fails loses its finding; the rest goes on. */
function guarded(slug: string, options: Pick<CheckOptions, 'onFailure'>, action: () => void): void {
	try {
		action();
	} catch (error) {
		options.onFailure(`rule ${slug}`, error);
	}
}

/** Everything in a constructor with an initializer is reported twice by the SDK; once is enough. */
function withoutRepeats(sorted: readonly CheckedFinding[]): readonly CheckedFinding[] {
	return sorted.filter((finding, index) => {
		for (let at = index - 1; at >= 0 && sorted[at]?.start === finding.start; at--) {
			const other = sorted[at];
			if (other && other.code === finding.code && other.end === finding.end && other.message === finding.message) return false;
		}
		return true;
	});
}
