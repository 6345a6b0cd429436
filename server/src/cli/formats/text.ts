/** What a person reads in the terminal, and the same as JSON. */
import { forTerminal } from '../../core/text/escape.ts';
import { countWords, headline, plural, type Summary } from '../../protocol/report.ts';
import { type CheckResult, FORMAT_VERSION, type Showing, told } from './result.ts';

const COLORS = { error: '\u001b[31m', warning: '\u001b[33m', note: '\u001b[36m', none: '', dim: '\u001b[2m', reset: '\u001b[0m' } as const;

export function toPretty(result: CheckResult, { useColor }: Showing): string {
	const { summary } = result;
	const paint = (text: string, color: keyof typeof COLORS): string => (useColor ? `${COLORS[color]}${text}${COLORS.reset}` : text);
	const out = told(result).map(({ level, code, message, file, line, column }) => {
		const head = paint(`${level} ${code}`, level);
		return `${forTerminal(`${file}:${line}:${column}`)}: ${head}: ${forTerminal(message)}`;
	});
	if (out.length > 0) out.push('');
	out.push(...summaryLines(summary).map(line => (line.startsWith('  ') ? paint(line, 'dim') : line)));
	return `${out.join('\n')}\n`;
}

/** The summary by project and by rule; harmless for a terminal. */
export function summaryLines(summary: Summary): string[] {
	const out: string[] = [];
	for (const project of summary.projects) {
		const counts = countWords({ errors: project.errors, warnings: project.warnings, infos: project.notes });
		const state = {
			'opted-in': project.optedInBy === undefined ? '' : `, published with ${project.optedInBy}`,
			'not-opted-in': `, not opted in${project.assumed ? `: judged as with ${project.assumed}` : ''}`,
			test: ', test project: not judged',
			unsupported: `, ${project.targetFramework || 'no target framework'}: not judged`,
		}[project.kind];
		out.push(`${project.path || project.name}: ${counts || 'no findings'} in ${plural(project.files, 'file')}${state}`);
		for (const rule of project.rules) out.push(`  ${rule.code} ${String(rule.count).padStart(4)}  ${rule.title}`);
		if (project.kind === 'opted-in' || project.kind === 'not-opted-in')
			for (const each of project.notJudged) out.push(`  not checked: ${each.what}: ${each.why}${each.wayOut ? `; ${each.wayOut}` : ''}`);
	}
	for (const each of summary.unreadable) out.push(`could not be judged: ${each.path}: ${each.reason}`);
	out.push(headline(summary));
	return out.map(forTerminal);
}

export const toJson = (result: CheckResult): string => `${JSON.stringify(result, undefined, 1)}\n`;

/**
 * A result that was written as JSON.
 * @throws Error where it is none of this version
 */
export function fromJson(value: unknown): CheckResult {
	const { version, tool, root, findings, summary } = value as Partial<Record<keyof CheckResult, unknown>>;
	const isWhole = typeof tool === 'string' && typeof root === 'string' && Array.isArray(findings) && typeof summary === 'object';
	if (version !== FORMAT_VERSION || !isWhole)
		throw new Error(`it is no output of aot-lens check --format json (version ${FORMAT_VERSION})`);
	return value as CheckResult;
}
