/** A word after each package reference: whether it works with Native AOT. A project that is quiet has none. */
import type { InlayHint, InlayHintParams } from 'vscode-languageserver';
import { VERDICT_WORDS } from '../../core/rules/packages.ts';
import { pathOf } from '../uris.ts';
import { packagesOf, type RequestContext } from './requests.ts';

export function inlayHints(context: RequestContext, params: InlayHintParams): InlayHint[] {
	const path = pathOf(params.textDocument.uri);
	const known = path === undefined ? undefined : packagesOf(context, path);
	if (!known || context.publisher.view.isQuiet(known.project)) return [];
	return known.packages.flatMap(each => {
		const position = known.lines.position(each.end);
		const isInRange = position.line >= params.range.start.line && position.line <= params.range.end.line;
		return isInRange ? [{ position, label: VERDICT_WORDS[each.verdict], tooltip: each.why, paddingLeft: true }] : [];
	});
}
