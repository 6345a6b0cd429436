/** What a person reads in the terminal, and the same as JSON. */
import { forTerminal } from '../../core/text/escape.ts';
import { LineIndex } from '../../core/text/line-index.ts';
import { relative } from '../../core/text/paths.ts';
import { countWords, headline, plural, type Summary } from '../../protocol/report.ts';
import { type CheckResult, told } from './result.ts';

const COLORS = { error: '\u001b[31m', warning: '\u001b[33m', note: '\u001b[36m', none: '', dim: '\u001b[2m', reset: '\u001b[0m' } as const;

export function toPretty(result: CheckResult): string {
	const { summary, root, useColor } = result;
	const paint = (text: string, color: keyof typeof COLORS): string => (useColor ? `${COLORS[color]}${text}${COLORS.reset}` : text);
	const out = told(result).map(({ finding, file, line, column }) => {
		const head = paint(`${finding.level} ${finding.code}`, finding.level);
		return `${forTerminal(`${file}:${line}:${column}`)}: ${head}: ${forTerminal(finding.message)}`;
	});
	if (out.length > 0) out.push('');
	out.push(...summaryLines(summary, root).map(line => (line.startsWith('  ') ? paint(line, 'dim') : line)));
	return `${out.join('\n')}\n`;
}

/** The summary by project and by rule; harmless for a terminal. */
export function summaryLines(summary: Summary, root: string): string[] {
	const out: string[] = [];
	for (const project of summary.projects) {
		const counts = countWords({ errors: project.errors, warnings: project.warnings, infos: project.notes });
		const state = {
			'opted-in': project.optedInBy === undefined ? '' : `, published with ${relative(root, project.optedInBy)}`,
			'not-opted-in': `, not opted in${project.assumed ? `: judged as with ${project.assumed}` : ''}`,
			test: ', test project: not judged',
			unsupported: `, ${project.targetFramework || 'no target framework'}: not judged`,
		}[project.kind];
		out.push(`${relative(root, project.path) || project.name}: ${counts || 'no findings'} in ${plural(project.files, 'file')}${state}`);
		for (const rule of project.rules) out.push(`  ${rule.code} ${String(rule.count).padStart(4)}  ${rule.title}`);
		if (project.kind === 'opted-in' || project.kind === 'not-opted-in')
			for (const each of project.notJudged) out.push(`  not checked: ${each.what}: ${each.why}${each.wayOut ? `; ${each.wayOut}` : ''}`);
	}
	for (const each of summary.unreadable) out.push(`could not be judged: ${relative(root, each.path)}: ${each.reason}`);
	out.push(headline(summary));
	return out.map(forTerminal);
}

export function toJson({ reports, summary, root, fingerprintOf }: CheckResult): string {
	const findings = reports.flatMap(report => {
		const lines = new LineIndex(report.text);
		return report.findings.map(finding => {
			const start = lines.position(finding.start);
			const end = lines.position(finding.end);
			return {
				file: relative(root, report.path),
				project: relative(root, report.project.path),
				line: start.line + 1,
				column: start.character + 1,
				endLine: end.line + 1,
				endColumn: end.character + 1,
				code: finding.code,
				level: finding.level,
				message: finding.message,
				...(finding.brief && { brief: finding.brief }),
				fingerprint: fingerprintOf(finding),
				suppressed: finding.suppressedBy !== undefined,
				...(finding.related && {
					related: finding.related.map(({ message, place }) => ({ message, ...(place && { file: relative(root, place.path) }) })),
				}),
			};
		});
	});
	return `${JSON.stringify({ version: 1, findings, summary }, undefined, 1)}\n`;
}
