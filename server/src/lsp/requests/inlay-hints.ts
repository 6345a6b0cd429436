/** A word after each line that names a package: whether it works with Native AOT, what publishing will say. A quiet project has none. */
import type { InlayHint, InlayHintParams } from 'vscode-languageserver';
import { pathOf } from '../uris.ts';
import { hintOf, packageLines, packageText } from './package-lines.ts';
import type { RequestContext } from './requests.ts';

export function inlayHints(context: RequestContext, params: InlayHintParams): InlayHint[] {
	const path = pathOf(params.textDocument.uri);
	const known = path === undefined ? undefined : packageLines(context, path);
	if (!known || (known.project && context.publisher.view.isQuiet(known.project))) return [];
	return known.packages.flatMap(each => {
		const position = known.lines.position(each.end);
		const isInRange = position.line >= params.range.start.line && position.line <= params.range.end.line;
		const tooltip = { kind: 'markdown' as const, value: packageText(context, each) };
		return isInRange ? [{ position, label: hintOf(each), tooltip, paddingLeft: true }] : [];
	});
}
