/** What a person reads in the terminal, and the same as JSON. */
import { forTerminal } from '../../core/text/escape.ts';
import { countWords, headline, plural, type Summary } from '../../protocol/report.ts';
import { codeFrame } from './frame.ts';
import { type CheckResult, FORMAT_VERSION, PAGES, type ReportedFinding, type Showing, told } from './result.ts';

const COLORS = {
	error: '\u001b[31m',
	warning: '\u001b[33m',
	note: '\u001b[36m',
	none: '',
	bold: '\u001b[1m',
	dim: '\u001b[2m',
	reset: '\u001b[0m',
} as const;

/** Each finding with its line of the source; on a terminal the code links to its page. */
export function toPretty(result: CheckResult, showing: Showing): string {
	const texts = new Map<string, readonly string[]>();
	const lineOf = ({ file, line }: ReportedFinding): string | undefined => {
		const lines = texts.get(file) ?? (showing.textOf(file) ?? '').split(/\r\n?|\n/);
		texts.set(file, lines);
		return lines[line - 1];
	};
	return listed(result, showing, finding => codeFrame(lineOf(finding), finding));
}

/** One line for each finding: for logs, and for tools that look for a file and a line. */
export const toConcise = (result: CheckResult, showing: Showing): string => listed(result, showing, () => []);

function listed(result: CheckResult, { useColor }: Showing, frameOf: (finding: ReportedFinding) => readonly string[]): string {
	const { summary } = result;
	const paint = (text: string, color: keyof typeof COLORS): string => (useColor ? `${COLORS[color]}${text}${COLORS.reset}` : text);
	const out = told(result).flatMap(finding => {
		const { level, code, message, file, line, column } = finding;
		const linked = useColor ? `\u001b]8;;${PAGES}/${code}.md\u001b\\${code}\u001b]8;;\u001b\\` : code;
		const head = `${paint(forTerminal(`${file}:${line}:${column}`), 'bold')}: ${paint(`${level} ${linked}`, level)}: ${forTerminal(message)}`;
		const [source, carets] = frameOf(finding);
		return source === undefined || carets === undefined ? [head] : [head, `  ${paint(source, 'dim')}`, `  ${paint(carets, level)}`];
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
