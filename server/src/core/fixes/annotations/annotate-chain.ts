/**
 * Annotates a declaration and all that an annotation there asks for: callers whose values come from declarations of
 * theirs, overrides, overridden members and implementations (IL2092 to IL2095), in every project that sees them.
 *
 * No rule of its own says what that is: the edits are tried on a fork of the workspace, and what is found there and
 * was not before is the next step of the chain.
 */
import type { CheckedFinding } from '../../analysis/check.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { Project } from '../../project/project.ts';
import { namesOf } from '../../rules/dam/annotations.ts';
import { type MissingAnnotation, missingOf } from '../../rules/rule.ts';
import type { Steps } from '../../text/steps.ts';
import {
	annotation,
	ANNOTATION_CODES,
	ANNOTATION_NEEDS,
	describePlace,
	isBoundByAssembly,
	isMismatch,
	type Mentions,
	mentionsOf,
} from './annotate.ts';
import { applyEdits, ComposedEdits } from '../edits.ts';
import { defineFix, type FileChange, type FileEdit, type FixContext } from '../fix.ts';
import { fitsAllTargets } from '../targets.ts';

/** A chain that goes on is given up here: each step is right by itself. */
const MAX_WAVES = 32;
/** So many files are judged again at most. */
const MAX_CHECKS = 4000;

export const annotateChain = defineFix({
	id: 'annotate-chain',
	about: 'Annotates the declaration that a value comes from, and all that such an annotation asks for in turn.',
	codes: ANNOTATION_CODES,
	safety: 'passes-on',
	needs: ANNOTATION_NEEDS,
	change: (finding, context) => {
		const missing = missingOf(finding);
		const first = missing && missing.names.length > 0 && annotation(missing, finding.evidence?.body.base, context, true);
		if (!first || !fitsAllTargets(first, ANNOTATION_NEEDS, context.workspace)) return undefined;
		// A member that differs may be the one that has less than the assembly's.
		if (!isMismatch(finding.code) && isBoundByAssembly(missing, context)) return undefined;
		return {
			title: `Annotate ${describePlace(missing)} with ${missing.names.join(', ')}, and the whole chain`,
			compute: () => new Chain(context.workspace).follow(finding, context),
		};
	},
});

/** An annotation that is to be written. */
interface Step {
	readonly missing: MissingAnnotation;
	readonly bodyBase: number | undefined;
	readonly context: FixContext;
}

class Chain {
	readonly #original: Workspace;
	readonly #trial: Workspace;
	readonly #composed = new Map<string, ComposedEdits>();
	/** Findings that were answered once; an answer that did not help is not repeated. */
	readonly #answered = new Set<string>();
	#checks = 0;

	constructor(workspace: Workspace) {
		this.#original = workspace;
		this.#trial = workspace.fork();
	}

	/** The edits of all files; none when a member that is not ours differs from one that is annotated now. */
	*follow(finding: CheckedFinding, context: FixContext): Steps<readonly FileChange[]> {
		this.#answered.add(keyOf(finding));
		const first = missingOf(finding);
		let wave: readonly Step[] = first
			? [{ missing: first, bodyBase: finding.evidence?.body.base, context: { ...context, workspace: this.#trial } }]
			: [];
		for (let waves = 0; wave.length > 0 && waves < MAX_WAVES; waves++) {
			// Before anything is written: the symbols of a step are those of the text that it was found in.
			const mentions = wave.flatMap(step => mentionsOf(step.missing, step.context) ?? []);
			const found = yield* this.#found(this.#write(wave), mentions);
			if (found.some(each => isMismatch(each.finding.code) && !missingOf(each.finding))) return [];
			wave = found.flatMap(({ finding: each, project, path }) => {
				const missing = missingOf(each);
				const file = missing && this.#trial.sourceFile(path, project);
				if (!missing || !file || this.#answered.has(keyOf(each))) return [];
				this.#answered.add(keyOf(each));
				return [
					{
						missing,
						bodyBase: each.evidence?.body.base,
						context: { workspace: this.#trial, project, path, text: file.text, file },
					},
				];
			});
		}
		return [...this.#composed].map(([path, composed]) => ({ path, edits: composed.edits }));
	}

	/** Writes the annotations of one wave; the paths of the files that changed. */
	#write(wave: readonly Step[]): ReadonlySet<string> {
		const bySite = new Map<string, Step>();
		for (const step of wave) {
			const [change] = annotation(step.missing, step.bodyBase, step.context, true) ?? [];
			const site = change && `${change.path} ${change.edits[0]?.start}`;
			if (site) bySite.set(site, merged(bySite.get(site), step));
		}
		const edits = new Map<string, Map<string, FileEdit>>();
		for (const step of bySite.values()) {
			for (const change of annotation(step.missing, step.bodyBase, step.context, true) ?? []) {
				let ofFile = edits.get(change.path);
				if (!ofFile) edits.set(change.path, (ofFile = new Map()));
				// Several annotations want the same using.
				for (const edit of change.edits) ofFile.set(`${edit.start} ${edit.text}`, edit);
			}
		}
		for (const [path, ofFile] of edits) {
			const inOrder = [...ofFile.values()].sort((left, right) => right.start - left.start);
			let composed = this.#composed.get(path);
			if (!composed) this.#composed.set(path, (composed = new ComposedEdits()));
			for (const edit of inOrder) composed.add(edit);
			this.#trial.setText(path, applyEdits(this.#trial.text(path) ?? '', inOrder));
		}
		return new Set(edits.keys());
	}

	/** What is found now and was not before, where the code names what was annotated. */
	*#found(
		changed: ReadonlySet<string>,
		mentions: readonly Mentions[],
	): Steps<{ readonly finding: CheckedFinding; readonly project: Project; readonly path: string }[]> {
		const inFile = anyOf(mentions.map(each => each.inFile));
		const inMember = anyOf(mentions.map(each => each.inMember));
		const found: { finding: CheckedFinding; project: Project; path: string }[] = [];
		for (const project of new Set([...changed].flatMap(path => this.#trial.projectsSeeing(path)))) {
			const [original, trial] = [this.#original.checker(project), this.#trial.checker(project)];
			for (const path of project.files) {
				if (this.#checks > MAX_CHECKS || !inFile.test(this.#trial.text(path) ?? '')) continue;
				this.#checks++;
				yield;
				const before = new Map<string, number>();
				for (const finding of original.check(path)?.findings ?? []) before.set(keyOf(finding), (before.get(keyOf(finding)) ?? 0) + 1);
				for (const finding of trial.checkMentions(path, inMember)) {
					const known = before.get(keyOf(finding)) ?? 0;
					before.set(keyOf(finding), known - 1);
					if (known <= 0 && !finding.suppressedBy) found.push({ finding, project, path });
				}
			}
		}
		return found;
	}
}

/** Matches nothing where there is nothing to match. */
const anyOf = (patterns: readonly string[]): RegExp => new RegExp([...new Set(patterns)].join('|') || '(?!)');

const keyOf = (finding: Pick<CheckedFinding, 'code' | 'message'>): string => `${finding.code} ${finding.message}`;

/** Two annotations of one declaration are one. */
function merged(known: Step | undefined, step: Step): Step {
	if (!known) return step;
	const flags = known.missing.flags | step.missing.flags;
	const { compilation } = step.context.workspace.services(step.context.project);
	return { ...step, missing: { ...step.missing, flags, names: namesOf(flags, flags, compilation) } };
}
