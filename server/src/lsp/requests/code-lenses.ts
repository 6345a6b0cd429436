/**
 * Lines above what counts: in a project file what was found in it and the way on; on a `JsonSerializerContext` which types it lists
 * and how many that JSON meets it does not know, with the fix. All of it comes from what was found already: nothing is judged here.
 */
import type { CancellationToken, CodeLens, CodeLensParams, ExecuteCommandParams, Range } from 'vscode-languageserver';
import type { Workspace } from '../../core/analysis/workspace.ts';
import { currentDeclaration } from '../../core/fixes/csharp/declarations.ts';
import type { Project } from '../../core/project/project.ts';
import { isJsonContext } from '../../core/symbols/generated.ts';
import { serializableTypes } from '../../core/symbols/json-reach.ts';
import { LineIndex } from '../../core/text/line-index.ts';
import { ASSESS_COMMAND, FIX_ALL_COMMAND, OPT_IN_COMMAND, STOP_ASSESSING_COMMAND, SUMMARY_COMMAND } from '../../protocol/messages.ts';
import { projectState, type Summary } from '../../protocol/report.ts';
import { counted, t } from '../../protocol/words.ts';
import { toRange } from '../convert.ts';
import { pathOf } from '../uris.ts';
import type { ActionAbilities } from './abilities.ts';
import { optInActions } from './code-actions.ts';
import { FIX_ALL_KIND, type FixAllAction, resolveFixAll } from './fix-all-actions.ts';
import type { RequestContext } from './requests.ts';

/** @param summary what was found so far */
export async function codeLenses(
	context: RequestContext,
	abilities: ActionAbilities,
	summary: () => Summary,
	{ textDocument }: CodeLensParams,
	token: CancellationToken,
): Promise<CodeLens[]> {
	const path = pathOf(textDocument.uri);
	if (path === undefined) return [];
	await context.settle(path, () => token.isCancellationRequested);
	const workspace = context.workspaceOf(path);
	if (!workspace?.isRead || context.documents.isHalfTyped(path)) return [];
	if (path.endsWith('.csproj')) return abilities.canAssess ? projectLenses(context, summary(), path, textDocument.uri) : [];
	const text = context.documents.text(path);
	// Most files have no context, and most edits are made in them.
	if (!text?.includes('JsonSerializerContext')) return [];
	const [project] = workspace.projectsOf(path).filter(each => workspace.isJudged(each) && workspace.isPrepared(each));
	return project ? contextLenses(context, workspace, project, path, textDocument.uri) : [];
}

function projectLenses({ documents, publisher }: RequestContext, summary: Summary, path: string, uri: string): CodeLens[] {
	const project = summary.projects.find(each => each.path === path);
	const text = documents.text(path);
	if (!project || text === undefined || project.kind === 'test' || project.kind === 'unsupported') return [];
	const at = Math.max(0, text.indexOf('<Project'));
	const range: Range = toRange(new LineIndex(text), { start: at, end: at });
	const lens = (title: string, command: string): CodeLens => ({ range, command: { title, command, arguments: [uri] } });
	if (project.isQuiet) return publisher.isOff ? [] : [lens(t('Assess for Native AOT ({0})', projectState(project)), ASSESS_COMMAND)];
	const state = lens(t('Native AOT: {0}', projectState(project)), SUMMARY_COMMAND);
	if (!project.isAssessed) return [state];
	return [
		state,
		lens(t('Stop Assessing'), STOP_ASSESSING_COMMAND),
		lens(t('Opt in: set {0}', project.assumed ?? 'PublishAot'), OPT_IN_COMMAND),
	];
}

function contextLenses(
	{ publisher, documents }: RequestContext,
	workspace: Workspace,
	project: Project,
	path: string,
	uri: string,
): CodeLens[] {
	const text = documents.text(path) ?? '';
	const lines = new LineIndex(text);
	const { compilation } = workspace.services(project);
	const place = { workspace, project, path, text };
	return [...compilation.own.types.values()].filter(isJsonContext).flatMap((def): CodeLens[] => {
		const part = def.parts.find(each => each.file.path === path && each.declaration.bases.length > 0);
		const current = part && currentDeclaration(part, place);
		if (!current) return [];
		const { start, nameRange } = current.declaration;
		const range = toRange(lines, { start: start + nameRange.start, end: start + nameRange.end });
		const missing = new Set<string>();
		for (const report of publisher.reportsBelow(workspace.root))
			for (const finding of report.findings)
				if (finding.gap?.context === def.fullName && publisher.view.levelOf(finding, report.project)) missing.add(finding.gap.type);
		const listed = counted(serializableTypes(def).length, 'lists {0} type', 'lists {0} types');
		if (missing.size === 0) return [{ range, command: { title: listed, command: '' } }];
		const argument: FixAllAction = { kind: 'fix-all', uri, scope: 'workspace', codes: ['AOTL2001'] };
		const title = `${listed}, ${counted(missing.size, '{0} more is needed: add', '{0} more are needed: add')}`;
		return [{ range, command: { title, command: FIX_ALL_COMMAND, arguments: [argument] } }];
	});
}

/** Does what a line offers: fixes all, or opts a project in. */
export async function executeCommand(
	context: RequestContext,
	abilities: ActionAbilities,
	{ command, arguments: given }: ExecuteCommandParams,
	token: CancellationToken,
): Promise<void> {
	if (command === OPT_IN_COMMAND) return optInFor(context, abilities, given?.[0], token);
	const data = given?.[0] as Partial<FixAllAction> | undefined;
	if (command !== FIX_ALL_COMMAND || data?.kind !== 'fix-all' || typeof data.uri !== 'string') return;
	const title = 'Fix all';
	const { edit } = await resolveFixAll(context, abilities, { title, kind: FIX_ALL_KIND, data }, token);
	if (edit) await context.connection.workspace.applyEdit({ label: title, edit });
	else context.connection.window.showInformationMessage(t('AOT Lens: there is nothing here that can be fixed for all.'));
}

/** @param uri of the project file */
async function optInFor(context: RequestContext, abilities: ActionAbilities, uri: unknown, token: CancellationToken): Promise<void> {
	const path = typeof uri === 'string' ? pathOf(uri) : undefined;
	if (path === undefined) return;
	await context.settle(path, () => token.isCancellationRequested);
	const workspace = context.workspaceOf(path);
	const [action] = workspace ? optInActions(context, abilities, workspace, path, []) : [];
	if (action?.edit) await context.connection.workspace.applyEdit({ label: action.title, edit: action.edit });
	else
		context.connection.window.showInformationMessage(
			t('AOT Lens: this project file can not be changed here. Set PublishAot or IsAotCompatible in it.'),
		);
}
