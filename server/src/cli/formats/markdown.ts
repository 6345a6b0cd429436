/** Markdown for the summary of a pipeline's run or a comment on a pull request. */
import { ruleInfo } from '../../core/rules/catalog.ts';
import { escapeMarkdown } from '../../protocol/markdown.ts';
import { gaps, headline, projectState } from '../../protocol/report.ts';
import { type CheckResult, told } from './result.ts';

/** GitHub cuts a summary at a megabyte; people stop reading long before. */
const MAX_ROWS = 200;

export function toMarkdown(result: CheckResult): string {
	const { summary } = result;
	const all = told(result);
	const rows = all
		.slice(0, MAX_ROWS)
		.map(
			({ level, code, brief, message, file, line }) =>
				`| ${level} | ${code} | ${escapeMarkdown(`${file}:${line}`)} | ${escapeMarkdown(brief ?? message)} |`,
		);
	const rules = new Map<string, number>();
	for (const { code } of all) rules.set(code, (rules.get(code) ?? 0) + 1);
	const open = gaps(summary);
	return [
		`## AOT Lens: ${escapeMarkdown(headline(summary))}`,
		'',
		...table(
			'| project | state |',
			summary.projects.map(each => `| ${escapeMarkdown(each.path || each.name)} | ${escapeMarkdown(projectState(each))} |`),
		),
		...table(
			'| code | count | what |',
			[...rules]
				.sort((left, right) => right[1] - left[1] || left[0].localeCompare(right[0]))
				.map(([code, count]) => `| ${code} | ${count} | ${escapeMarkdown(ruleInfo(code).title)} |`),
		),
		...table('| level | code | place | what |', rows),
		...(all.length > MAX_ROWS ? [`... and ${all.length - MAX_ROWS} more.`, ''] : []),
		...(open.length > 0
			? [
					'Not checked:',
					'',
					...open.map(
						each => `- ${escapeMarkdown(each.what)}: ${escapeMarkdown(each.why)}${each.wayOut ? `; ${escapeMarkdown(each.wayOut)}` : ''}`,
					),
					'',
				]
			: []),
	].join('\n');
}

function table(head: string, rows: readonly string[]): readonly string[] {
	if (rows.length === 0) return [];
	return [head, head.replace(/[^|]+/g, ' --- '), ...rows, ''];
}
