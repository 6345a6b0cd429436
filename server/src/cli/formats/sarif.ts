/** SARIF 2.1.0. Paths are relative to the root that was given; suppressed results are marked as such. */
import type { Location, Log, Result } from 'sarif';
import { forUri } from '../../core/text/escape.ts';
import { LineIndex } from '../../core/text/line-index.ts';
import { relative } from '../../core/text/paths.ts';
import { ruleInfo } from '../../core/rules/catalog.ts';
import type { RelatedPlace } from '../../core/rules/rule.ts';
import type { CheckResult } from './result.ts';

/** A step; where its file is not among those that were checked, it has no place in it. */
function relatedOf({ message, place }: RelatedPlace, id: number, root: string, linesOf: (path: string) => LineIndex | undefined): Location {
	const lines = place && linesOf(place.path);
	const start = lines && place && lines.position(place.start);
	return {
		id,
		message: { text: message },
		...(place && {
			physicalLocation: {
				artifactLocation: { uri: forUri(relative(root, place.path)), uriBaseId: 'ROOT' },
				...(start && { region: { startLine: start.line + 1, startColumn: start.character + 1 } }),
			},
		}),
	};
}

export function toSarif({ reports, summary: { unreadable }, root, version, fingerprintOf }: CheckResult): string {
	const rules: string[] = [];
	const texts = new Map(reports.map(report => [report.path, report.text]));
	const linesOf = (path: string): LineIndex | undefined => {
		const text = texts.get(path);
		return text === undefined ? undefined : new LineIndex(text);
	};
	const results: Result[] = [];
	for (const report of reports) {
		if (report.findings.length === 0) continue;
		const lines = new LineIndex(report.text);
		for (const finding of report.findings) {
			if (!rules.includes(finding.code)) rules.push(finding.code);
			const start = lines.position(finding.start);
			const end = lines.position(finding.end);
			results.push({
				ruleId: finding.code,
				ruleIndex: rules.indexOf(finding.code),
				level: finding.level,
				message: { text: finding.message },
				locations: [
					{
						physicalLocation: {
							artifactLocation: { uri: forUri(relative(root, report.path)), uriBaseId: 'ROOT' },
							region: { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 },
						},
					},
				],
				partialFingerprints: { 'aotLens/v1': fingerprintOf(finding) },
				...(finding.related &&
					finding.related.length > 0 && { relatedLocations: finding.related.map((each, id) => relatedOf(each, id, root, linesOf)) }),
				...(finding.suppressedBy && { suppressions: [{ kind: 'inSource' }] }),
				properties: { project: relative(root, report.project.path) },
			});
		}
	}
	const log: Log = {
		$schema: 'https://json.schemastore.org/sarif-2.1.0.json',
		version: '2.1.0',
		runs: [
			{
				tool: {
					driver: {
						name: 'AOT Lens',
						version,
						rules: rules.map(id => {
							const info = ruleInfo(id);
							return { id, shortDescription: { text: info.title }, properties: { category: info.category } };
						}),
					},
				},
				columnKind: 'utf16CodeUnits',
				originalUriBaseIds: { ROOT: { description: { text: 'The folder that was checked.' } } },
				results,
				invocations: [
					{
						executionSuccessful: unreadable.length === 0,
						toolExecutionNotifications: unreadable.map(each => ({
							level: 'error',
							message: { text: `${relative(root, each.path)}: ${each.reason}` },
						})),
					},
				],
			},
		],
	};
	return `${JSON.stringify(log, undefined, 1)}\n`;
}
