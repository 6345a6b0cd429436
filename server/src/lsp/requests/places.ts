/** The places with a finding in a project, shown or not: what the readiness view lists. */
import { findingKey } from '../../core/analysis/report.ts';
import { ruleInfo } from '../../core/rules/catalog.ts';
import { LineIndex } from '../../core/text/line-index.ts';
import type { Place, PlacesParams } from '../../protocol/messages.ts';
import { toRange } from '../convert.ts';
import type { RequestContext } from './requests.ts';

export function places({ documents, publisher }: RequestContext, params: PlacesParams): Place[] {
	const seen = new Set<string>();
	return publisher.reports
		.filter(report => report.project.path === params.project && !publisher.view.isExcluded(report.path))
		.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0))
		.flatMap(report => {
			const lines = new LineIndex(report.text);
			return report.findings.flatMap((finding): Place[] => {
				// What several targets agree on is one place.
				const key = `${report.path}\n${findingKey(finding)}`;
				if (finding.suppressedBy || finding.level === 'none' || seen.has(key)) return [];
				seen.add(key);
				const level = publisher.view.levelOf(finding, report.project) ?? 'note';
				const { title, category } = ruleInfo(finding.code);
				return [
					{
						uri: documents.uriOf(report.path),
						range: toRange(lines, finding),
						code: finding.code,
						title,
						area: category,
						level: level === 'error' || level === 'warning' ? level : 'info',
						message: finding.brief ?? finding.message,
					},
				];
			});
		});
}
