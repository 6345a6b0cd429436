/**
 * Findings that are known: of a baseline, or of the state that a branch started from. What is not known is new.
 *
 * Invariant: a finding is new only where there are more of its kind than were known. One is found again by its fingerprint; where its
 * code moved, by the fingerprint that it had in the file that it came from; where its line was written anew, by file, code and words.
 */
import { createHash } from 'node:crypto';
import type { FileReport, JudgedFinding } from '../core/analysis/finding.ts';
import { fingerprintsOf } from '../core/analysis/fingerprint.ts';
import { relative } from '../core/text/paths.ts';

export interface KnownFinding {
	/** Relative to the repository. */
	readonly file: string;
	readonly code: string;
	readonly message: string;
	readonly fingerprint: string;
}

/** Names of findings, given once for all findings of a file, before some of them are left out. */
export class Fingerprints {
	readonly #names = new WeakMap<JudgedFinding, { readonly name: string; readonly file: string; readonly text: string }>();
	readonly #root: string;

	/** @param root what files are named relative to */
	constructor(root: string) {
		this.#root = root;
	}

	/** @param path of the file that is meant, where the report is of an earlier state and the file has another name now */
	add(report: FileReport, path = report.path): void {
		const file = relative(this.#root, path);
		for (const [finding, text] of fingerprintsOf(report)) this.#names.set(finding, { name: nameOf(file, text), file, text });
	}

	/** 32 hexadecimal digits; empty for a finding of a file that was not added. */
	of(finding: JudgedFinding): string {
		return this.#names.get(finding)?.name ?? '';
	}

	/** The names that a finding would have in another file, as one of several equal ones or the first of them. */
	in(file: string, finding: JudgedFinding): readonly string[] {
		const text = this.#names.get(finding)?.text ?? '';
		return [text, text.replace(/\d+$/, '0')].map(each => nameOf(file, each));
	}

	/** A finding as one that is known from now on. */
	known(finding: JudgedFinding): KnownFinding {
		return { file: this.#names.get(finding)?.file ?? '', code: finding.code, message: finding.message, fingerprint: this.of(finding) };
	}

	/** The same finding in other words. */
	pass(from: JudgedFinding, to: JudgedFinding): JudgedFinding {
		const name = this.#names.get(from);
		if (name) this.#names.set(to, name);
		return to;
	}
}

const nameOf = (file: string, text: string): string => createHash('sha256').update(`${file}\n${text}`).digest('hex').slice(0, 32);

/** More tries to find moved code again than this are not made. */
const MAX_TRIES = 200_000;

export class Known {
	readonly #byFile = new Map<string, Map<string, KnownFinding>>();
	readonly #isGone: (file: string) => boolean;

	/** How many findings are known. */
	get size(): number {
		return [...this.#byFile.values()].reduce((sum, each) => sum + each.size, 0);
	}

	/** @param isGone whether a file, relative to the repository, is not there any more */
	constructor(findings: Iterable<KnownFinding>, isGone: (file: string) => boolean) {
		this.#isGone = isGone;
		for (const each of findings) {
			const known = this.#byFile.get(each.file) ?? new Map<string, KnownFinding>();
			this.#byFile.set(each.file, known.set(each.fingerprint, each));
		}
	}

	/**
	 * The findings that are not known, of all files of one project; none of those that are suppressed.
	 * @param reports one for each file
	 */
	newOf(reports: readonly FileReport[], fingerprints: Fingerprints): ReadonlySet<JudgedFinding> {
		const fresh = new Set<JudgedFinding>();
		/** What is known and was not found again, by file. */
		const left = new Map<string, Map<string, KnownFinding>>();
		const take = (file: string): Map<string, KnownFinding> => {
			const known = left.get(file) ?? new Map(this.#byFile.get(file));
			left.set(file, known);
			return known;
		};
		for (const { findings } of reports)
			for (const finding of findings) {
				if (finding.suppressedBy) continue;
				const { file, fingerprint } = fingerprints.known(finding);
				if (!take(file).delete(fingerprint)) fresh.add(finding);
			}
		if (fresh.size > 0) this.#findMoved(fresh, left, fingerprints);
		for (const finding of fresh) {
			const known = take(fingerprints.known(finding).file);
			const same = [...known.values()].find(each => each.code === finding.code && each.message === finding.message);
			if (same && known.delete(same.fingerprint)) fresh.delete(finding);
		}
		return fresh;
	}

	#findMoved(fresh: Set<JudgedFinding>, left: Map<string, Map<string, KnownFinding>>, fingerprints: Fingerprints): void {
		// What a file that is gone had is looked for first: the others may only have moved some of theirs.
		const gone = [...this.#byFile]
			.filter(([file]) => !left.has(file) && this.#isGone(file))
			.map(([file, known]) => [file, new Map(known)] as const);
		const sources = [...gone, ...left].filter(([, known]) => known.size > 0);
		if (sources.length * fresh.size > MAX_TRIES) return;
		for (const finding of fresh)
			for (const [file, known] of sources)
				if (fingerprints.in(file, finding).some(name => known.delete(name))) {
					fresh.delete(finding);
					break;
				}
	}
}

/** Reports, all of one run, with what is not known alone; what is suppressed stays. */
export function withoutKnown(reports: readonly FileReport[], known: Known, fingerprints: Fingerprints): readonly FileReport[] {
	const fresh = newIn(reports, known, fingerprints);
	return reports.map(report => ({ ...report, findings: report.findings.filter(each => each.suppressedBy || fresh.has(each)) }));
}

/** All findings that count. */
export const countedIn = (reports: readonly FileReport[], fingerprints: Fingerprints): readonly KnownFinding[] =>
	reports.flatMap(({ findings }) => findings.filter(each => !each.suppressedBy).map(each => fingerprints.known(each)));

/** What is known among the findings of one run that are not suppressed. */
export function knownIn(reports: readonly FileReport[], known: Known, fingerprints: Fingerprints): readonly KnownFinding[] {
	const fresh = newIn(reports, known, fingerprints);
	return reports.flatMap(({ findings }) =>
		findings.filter(each => !each.suppressedBy && !fresh.has(each)).map(each => fingerprints.known(each)),
	);
}

/** What is not known among the findings of one run. */
export function newIn(reports: readonly FileReport[], known: Known, fingerprints: Fingerprints): ReadonlySet<JudgedFinding> {
	const byProject = new Map<string, FileReport[]>();
	for (const report of reports) {
		const own = byProject.get(report.project.path);
		if (own) own.push(report);
		else byProject.set(report.project.path, [report]);
	}
	return new Set([...byProject.values()].flatMap(own => [...known.newOf(own, fingerprints)]));
}
