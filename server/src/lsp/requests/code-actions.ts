/**
 * Quick fixes, for the texts as they are typed. A fix that takes a while is offered by its title alone and made when
 * it is chosen, if the client can. All is made in turns: other messages are read meanwhile, and cancelling works.
 */
import {
	type CancellationToken,
	type CodeAction,
	CodeActionKind,
	type CodeActionParams,
	type Diagnostic,
	LSPErrorCodes,
	type Range,
	ResponseError,
} from 'vscode-languageserver';
import type { Workspace } from '../../core/analysis/workspace.ts';
import { type Fix, isSlow, type SlowFix } from '../../core/fixes/fix.ts';
import { optIn } from '../../core/fixes/files/opt-in.ts';
import { fixesFor } from '../../core/fixes/index.ts';
import { LineIndex } from '../../core/text/line-index.ts';
import type { Steps } from '../../core/text/steps.ts';
import { ASSESS_COMMAND } from '../../protocol/messages.ts';
import { t } from '../../protocol/words.ts';
import { toCodeAction, toRange } from '../convert.ts';
import { INVITATION, type Shown } from '../publisher.ts';
import { pathOf } from '../uris.ts';
import type { ActionAbilities } from './abilities.ts';
import { asksFor, FIX_ALL_KIND, isFixAllAction, resolveFixAll, ruleActions, sourceAction } from './fix-all-actions.ts';
import { overlap, type RequestContext } from './requests.ts';

/** What finds the fix of an action again when it is chosen. */
interface SlowAction {
	readonly uri: string;
	readonly title: string;
	readonly code: string;
	readonly message: string;
	readonly range: Range;
}

const cancelled = (): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');

/** @throws ResponseError when it was cancelled */
export async function codeActions(
	context: RequestContext,
	abilities: ActionAbilities,
	params: CodeActionParams,
	token: CancellationToken,
): Promise<CodeAction[]> {
	const path = pathOf(params.textDocument.uri);
	const { only } = params.context;
	const [asksQuickFixes, asksFixAll] = [asksFor(only, CodeActionKind.QuickFix), abilities.canResolve && asksFor(only, FIX_ALL_KIND)];
	if (path === undefined || (!asksQuickFixes && !asksFixAll)) return [];
	await context.settle(path, () => token.isCancellationRequested);
	const workspace = context.workspaceOf(path);
	// The file's problems are of an earlier state: nothing that is made of them fits.
	if (!workspace?.isRead || context.documents.isHalfTyped(path)) return [];
	const { uri } = params.textDocument;
	// On save and from the menu of source actions; among the quick fixes there are those of a rule.
	const all = asksFixAll && only !== undefined ? sourceAction(uri, context.publisher.shown(path)) : [];
	if (!asksQuickFixes) return all;
	const versions = versionsOf(context);
	const actions = await context.turns.run(actionsIn(context, abilities, workspace, path, params), () => token.isCancellationRequested);
	// What was edited meanwhile is asked for anew.
	if (!actions || context.documents.version(path) !== versions.get(path)) throw cancelled();
	return [...actions, ...all];
}

function* actionsIn(
	context: RequestContext,
	abilities: ActionAbilities,
	workspace: Workspace,
	path: string,
	params: CodeActionParams,
): Steps<CodeAction[]> {
	const offered = new Map<string, { readonly diagnostics: Diagnostic[]; readonly make: (diagnostics: Diagnostic[]) => CodeAction[] }>();
	const versions = versionsOf(context);
	/** Codes of findings here that a fix repairs. */
	const repaired = new Set<string>();
	for (const shown of context.publisher.shown(path).filter(each => overlap(each.diagnostic.range, params.range))) {
		const { diagnostic, finding } = shown;
		yield;
		for (const fix of fixesOf(workspace, path, shown)) {
			const { title } = fix;
			if (fix.safety === 'repairs') repaired.add(finding.code);
			// IL2026 and IL3050 of one call have the same fix.
			const known = offered.get(title);
			if (known) {
				if (!known.diagnostics.includes(diagnostic)) known.diagnostics.push(diagnostic);
				continue;
			}
			if (isSlow(fix) && abilities.canResolve) {
				const { uri } = params.textDocument;
				const data: SlowAction = { uri, title, code: finding.code, message: finding.message, range: diagnostic.range };
				const make = (diagnostics: Diagnostic[]): CodeAction[] => [{ title, kind: CodeActionKind.QuickFix, diagnostics, data }];
				offered.set(title, { diagnostics: [diagnostic], make });
				continue;
			}
			const made: Fix = isSlow(fix) ? { ...fix, files: yield* fix.compute() } : fix;
			if (made.files.length === 0) continue;
			const make = (diagnostics: Diagnostic[]): CodeAction[] => actionOf(context, abilities, workspace, made, diagnostics, versions);
			offered.set(title, { diagnostics: [diagnostic], make });
		}
	}
	const actions = [...offered.values()].flatMap(each => each.make(each.diagnostics));
	if (abilities.canResolve && repaired.size > 0) actions.push(...ruleActions(context, workspace, path, params.textDocument.uri, repaired));
	const invitations = params.context.diagnostics.filter(each => each.data === INVITATION);
	if (abilities.canAssess && invitations.length > 0) actions.push(assessAction(params.textDocument.uri, invitations));
	return overlap(projectRange(workspace, path), params.range)
		? [...actions, ...optInActions(context, abilities, workspace, path, invitations)]
		: actions;
}

/** Of the line that opens a project. */
function projectRange(workspace: Workspace, path: string): Range {
	const text = path.endsWith('.csproj') ? (workspace.text(path) ?? '') : '';
	const start = Math.max(0, text.indexOf('<Project'));
	const end = text.indexOf('\n', start);
	return toRange(new LineIndex(text), { start, end: end < 0 ? text.length : end });
}

/** Opts a project in, whether it is assessed or not; nothing for one that did. */
export function optInActions(
	context: RequestContext,
	abilities: ActionAbilities,
	workspace: Workspace,
	path: string,
	diagnostics: Diagnostic[],
): CodeAction[] {
	const project = workspace.projects.find(each => each.path === path);
	const fix = project && optIn(workspace, project);
	return fix ? actionOf(context, abilities, workspace, fix, diagnostics, versionsOf(context)) : [];
}

/** Answers the line in a project file that says how many places would break. */
function assessAction(uri: string, diagnostics: Diagnostic[]): CodeAction {
	const title = t('Assess this project for Native AOT');
	return {
		title,
		kind: CodeActionKind.QuickFix,
		diagnostics,
		isPreferred: true,
		command: { title, command: ASSESS_COMMAND, arguments: [uri] },
	};
}

function fixesOf(workspace: Workspace, path: string, { report, finding }: Shown): readonly (Fix | SlowFix)[] {
	return fixesFor(finding, { workspace, project: report.project, path });
}

type Versions = ReadonlyMap<string, number | undefined>;

/** The versions of all open documents, to see later what was edited. */
function versionsOf({ documents }: RequestContext): Versions {
	return new Map(documents.paths.map(path => [path, documents.version(path)]));
}

/** An action that fits the files as they are now; none where one was edited since the fix was begun, or is other on disk. */
function actionOf(
	context: RequestContext,
	{ canSave }: ActionAbilities,
	workspace: Workspace,
	fix: Fix,
	diagnostics: Diagnostic[],
	versions: Versions,
): CodeAction[] {
	const { documents } = context;
	const fits = fix.files.every(
		({ path, create }) =>
			create ||
			(documents.version(path) === versions.get(path) && !documents.isHalfTyped(path) && workspace.peek(path) === workspace.text(path)),
	);
	return fits ? [toCodeAction(fix, diagnostics, each => workspace.peek(each), documents, canSave)] : [];
}

/**
 * Makes the edits of an action that takes a while, for the texts as they are now.
 * @throws ResponseError when it was cancelled
 */
export async function resolveAction(
	context: RequestContext,
	abilities: ActionAbilities,
	action: CodeAction,
	token: CancellationToken,
): Promise<CodeAction> {
	if (isFixAllAction(action)) return resolveFixAll(context, abilities, action, token);
	const wanted = action.data as SlowAction | undefined;
	const path = wanted && pathOf(wanted.uri);
	if (path !== undefined) await context.settle(path, () => token.isCancellationRequested);
	const workspace = path === undefined ? undefined : context.workspaceOf(path);
	if (!wanted || !path || !workspace) return action;
	const { start } = wanted.range;
	const here = context.publisher
		.shown(path)
		.find(
			({ diagnostic: { range }, finding }) =>
				finding.code === wanted.code &&
				finding.message === wanted.message &&
				range.start.line === start.line &&
				range.start.character === start.character,
		);
	const fix =
		here &&
		fixesOf(workspace, path, here)
			.filter(isSlow)
			.find(each => each.title === wanted.title);
	if (!fix) return action;
	const versions = versionsOf(context);
	const files = await context.turns.run(fix.compute(), () => token.isCancellationRequested);
	if (!files) throw cancelled();
	const tell = (why: string): CodeAction => {
		context.connection.window.showInformationMessage(`AOT Lens: nothing was annotated, because ${why}`);
		return action;
	};
	if (files.length === 0) return tell('a member of another assembly would have to have the same annotation.');
	const made: Fix = { ...fix, files };
	const [complete] = actionOf(context, abilities, workspace, made, action.diagnostics ?? [], versions);
	return complete ? { ...action, ...complete } : tell('a file was edited meanwhile. Choose the action again.');
}
