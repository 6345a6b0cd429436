/** A hover: what to do here, and the pages of the codes; for a package reference, what is known of the package. */
import type { Hover, HoverParams, Position } from 'vscode-languageserver';
import { ANNOTATION_CODES, annotationAdvice } from '../../core/fixes/annotations/annotate.ts';
import { type PackageJudgement, VERDICT_WORDS } from '../../core/rules/packages.ts';
import { escapeMarkdown } from '../../protocol/markdown.ts';
import { pathOf } from '../uris.ts';
import { holds, packagesOf, type RequestContext } from './requests.ts';

export function hover(context: RequestContext, params: HoverParams): Hover | null {
	const path = pathOf(params.textDocument.uri);
	if (!path) return null;
	const here = context.publisher.shown(path).filter(each => holds(each.diagnostic.range, params.position));
	const [first] = here;
	if (!first) {
		const reference = packageAt(context, path, params.position);
		return reference ? { contents: { kind: 'markdown', value: packageText(reference) } } : null;
	}
	const codes = [...new Set(here.map(each => each.finding.code))];
	const workspace = context.workspaceOf(path);
	const advice = new Set(
		here.flatMap(({ finding, report }) => {
			const missing = ANNOTATION_CODES.includes(finding.code) ? workspace?.evidence(report.project, path, finding)?.missing : undefined;
			return missing ? [annotationAdvice(missing)] : [];
		}),
	);
	const parts = [...advice, ...codes.map(context.page).filter(text => text !== undefined)];
	return parts.length > 0 ? { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') }, range: first.diagnostic.range } : null;
}

function packageAt(context: RequestContext, path: string, position: Position): PackageJudgement | undefined {
	const known = packagesOf(context, path);
	return known?.packages.find(
		each => known.lines.position(each.start).line <= position.line && known.lines.position(each.end).line >= position.line,
	);
}

function packageText({ name, version, verdict, why, instead }: PackageJudgement): string {
	return `**${escapeMarkdown(name)} ${escapeMarkdown(version)}**: ${VERDICT_WORDS[verdict]}. ${why}.${instead ? ` ${instead}.` : ''}`;
}
