/** What a check found, as every format gets it. */
import type { FileReport, JudgedFinding } from '../../core/analysis/finding.ts';
import { LineIndex } from '../../core/text/line-index.ts';
import { relative } from '../../core/text/paths.ts';
import type { Summary } from '../../protocol/report.ts';

export interface CheckResult {
	readonly reports: readonly FileReport[];
	readonly summary: Summary;
	/** What paths are told relative to. */
	readonly root: string;
	/** Of the tool. */
	readonly version: string;
	readonly useColor: boolean;
	/** A name for a finding that survives when lines move, unique in its file. */
	readonly fingerprintOf: (finding: JudgedFinding) => string;
}

/** A finding that is shown, with its place. */
export interface Told {
	readonly report: FileReport;
	readonly finding: JudgedFinding;
	/** Relative to the root. */
	readonly file: string;
	/** All 1-based, in UTF-16 code units; the end is exclusive. */
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
}

/** Findings that count, in the order of files and places; one of a file that two projects compile is told once. */
export function told({ reports, root }: CheckResult): readonly Told[] {
	const seen = new Set<string>();
	return reports.flatMap(report => {
		const lines = new LineIndex(report.text);
		const file = relative(root, report.path);
		return report.findings.flatMap((finding): Told[] => {
			const key = `${file} ${finding.start} ${finding.code} ${finding.message}`;
			if (finding.suppressedBy || seen.has(key)) return [];
			seen.add(key);
			const start = lines.position(finding.start);
			const end = lines.position(finding.end);
			return [
				{ report, finding, file, line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 },
			];
		});
	});
}
