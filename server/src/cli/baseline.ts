/** Baselines: the findings that are known and put up with, so that only new ones are told. */
import { createHash } from 'node:crypto';
import type { FileReport, JudgedFinding } from '../core/analysis/finding.ts';
import { fingerprintsOf } from '../core/analysis/fingerprint.ts';
import { relative } from '../core/text/paths.ts';

interface Entry {
	readonly file: string;
	readonly code: string;
	readonly message: string;
	readonly fingerprint: string;
}

/** Names of findings, given once for all findings of a file, before some of them are left out. */
export class Fingerprints {
	readonly #names = new WeakMap<JudgedFinding, string>();
	readonly #root: string;

	/** @param root what files are named relative to */
	constructor(root: string) {
		this.#root = root;
	}

	add(report: FileReport): void {
		for (const [finding, text] of fingerprintsOf(report)) {
			const hash = createHash('sha256').update(`${relative(this.#root, report.path)}\n${text}`);
			this.#names.set(finding, hash.digest('hex').slice(0, 32));
		}
	}

	/** 32 hexadecimal digits; empty for a finding of a file that was not added. */
	of(finding: JudgedFinding): string {
		return this.#names.get(finding) ?? '';
	}

	/** The same finding in other words. */
	pass(from: JudgedFinding, to: JudgedFinding): JudgedFinding {
		this.#names.set(to, this.of(from));
		return to;
	}
}

/** The text of a baseline with all findings that count, in the order of files, so that its changes can be reviewed. */
export function baselineText(reports: readonly FileReport[], root: string, fingerprints: Fingerprints): string {
	const entries = new Map<string, Entry>();
	for (const report of reports)
		for (const finding of report.findings) {
			if (finding.suppressedBy) continue;
			const fingerprint = fingerprints.of(finding);
			entries.set(fingerprint, { file: relative(root, report.path), code: finding.code, message: finding.message, fingerprint });
		}
	const sorted = [...entries.values()].sort((left, right) => order(left).localeCompare(order(right), 'en'));
	return `${JSON.stringify({ version: 1, findings: sorted }, undefined, 1)}\n`;
}

const order = ({ file, code, message, fingerprint }: Entry): string => `${file}\n${code}\n${message}\n${fingerprint}`;

/**
 * The fingerprints in a baseline.
 * @throws Error when the text is no baseline
 */
export function parseBaseline(text: string): ReadonlySet<string> {
	const value: unknown = JSON.parse(text);
	const { version, findings } = (typeof value === 'object' && value !== null ? value : {}) as { version?: unknown; findings?: unknown };
	if (version !== 1 || !Array.isArray(findings)) throw new Error('it is no baseline of this version');
	return new Set(
		findings.map((each: unknown) => {
			const fingerprint = (each as { fingerprint?: unknown } | null)?.fingerprint;
			if (typeof fingerprint !== 'string') throw new Error('an entry has no fingerprint');
			return fingerprint;
		}),
	);
}

/** A report without what the baseline knows; what is suppressed stays. */
export const withoutKnown = (report: FileReport, known: ReadonlySet<string>, fingerprints: Fingerprints): FileReport => ({
	...report,
	findings: report.findings.filter(finding => finding.suppressedBy || !known.has(fingerprints.of(finding))),
});

/** A report with what the baseline knows alone. */
export const onlyKnown = (report: FileReport, known: ReadonlySet<string>, fingerprints: Fingerprints): FileReport => ({
	...report,
	findings: report.findings.filter(finding => known.has(fingerprints.of(finding))),
});
