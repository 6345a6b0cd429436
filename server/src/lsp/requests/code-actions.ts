/**
 * Quick fixes. A fix that takes a while is offered by its title alone and made when it is chosen, if the client can;
 * other messages are read meanwhile.
 */
import {
	type CancellationToken,
	type CodeAction,
	CodeActionKind,
	type CodeActionParams,
	type Connection,
	type Diagnostic,
	type Range,
} from 'vscode-languageserver';
import type { Workspace } from '../../core/analysis/workspace.ts';
import { allSteps, type Fix, isSlow, type SlowFix } from '../../core/fixes/fix.ts';
import { fixesFor } from '../../core/fixes/index.ts';
import { projectFileFixes } from '../../core/fixes/project-file.ts';
import { toCodeAction } from '../convert.ts';
import type { Shown } from '../publisher.ts';
import { inTurns } from '../turns.ts';
import { pathOf } from '../uris.ts';
import { overlap, type RequestContext } from './requests.ts';

/** What the client can do with actions. */
export interface ActionAbilities {
	/** It asks for an action's edits when it is chosen. */
	readonly canResolve: boolean;
	/** It offers `SAVE_COMMAND`. */
	readonly canSave: boolean;
}

/** What finds the fix of an action again when it is chosen. */
interface SlowAction {
	readonly uri: string;
	readonly title: string;
	readonly code: string;
	readonly message: string;
	readonly range: Range;
}

export function codeActions(context: RequestContext, abilities: ActionAbilities, params: CodeActionParams): CodeAction[] {
	const path = pathOf(params.textDocument.uri);
	const workspace = path === undefined ? undefined : context.workspaceOf(path);
	if (!path || !workspace || (params.context.only && !params.context.only.some(kind => CodeActionKind.QuickFix.startsWith(kind))))
		return [];
	const actions = new Map<string, { diagnostics: Diagnostic[]; make: () => CodeAction }>();
	const offer = (title: string, diagnostic: Diagnostic, make: (diagnostics: Diagnostic[]) => CodeAction): void => {
		// IL2026 and IL3050 of one call have the same fix.
		const known = actions.get(title);
		if (known) known.diagnostics.push(diagnostic);
		else {
			const diagnostics = [diagnostic];
			actions.set(title, { diagnostics, make: () => make(diagnostics) });
		}
	};
	for (const shown of context.publisher.shown(path).filter(each => overlap(each.diagnostic.range, params.range))) {
		const { diagnostic, finding } = shown;
		for (const fix of fixesOf(workspace, path, shown)) {
			const { title } = fix;
			if (isSlow(fix) && abilities.canResolve) {
				const data: SlowAction = {
					uri: params.textDocument.uri,
					title,
					code: finding.code,
					message: finding.message,
					range: diagnostic.range,
				};
				offer(title, diagnostic, diagnostics => ({ title, kind: CodeActionKind.QuickFix, diagnostics, data }));
			} else {
				const made = isSlow(fix) ? { title, isPreferred: false, files: allSteps(fix.compute()) } : fix;
				if (made.files.length > 0) offer(title, diagnostic, diagnostics => actionOf(context, abilities, workspace, made, diagnostics));
			}
		}
	}
	return [...actions.values()].map(each => each.make());
}

function fixesOf(workspace: Workspace, path: string, { report, finding }: Shown): readonly (Fix | SlowFix)[] {
	if (!path.endsWith('.cs')) return projectFileFixes(finding, path, report.text);
	const file = workspace.sourceFile(path, report.project);
	return file ? fixesFor(finding, { workspace, project: report.project, file }) : [];
}

function actionOf(
	context: RequestContext,
	{ canSave }: ActionAbilities,
	workspace: Workspace,
	fix: Fix,
	diagnostics: Diagnostic[],
): CodeAction {
	return toCodeAction(fix, diagnostics, each => workspace.peek(each), context.documents, canSave);
}

/** Makes the edits of an action that takes a while, for the texts as they are now. */
export async function resolveAction(
	context: RequestContext,
	abilities: ActionAbilities,
	connection: Connection,
	action: CodeAction,
	token: CancellationToken,
): Promise<CodeAction> {
	const wanted = action.data as SlowAction | undefined;
	const path = wanted && pathOf(wanted.uri);
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
	const { documents } = context;
	const versions = new Map([...documents.paths].map(each => [each, documents.version(each)]));
	const files = await inTurns(fix.compute(), () => token.isCancellationRequested);
	if (!files) return action;
	if (files.some(each => documents.version(each.path) !== versions.get(each.path))) {
		connection.window.showInformationMessage(
			'AOT Lens: nothing was annotated, because a file was edited meanwhile. Choose the action again.',
		);
		return action;
	}
	if (files.length === 0) {
		connection.window.showInformationMessage(
			'AOT Lens: nothing was annotated, because a member of another assembly would have to have the same annotation.',
		);
		return action;
	}
	return {
		...action,
		...actionOf(context, abilities, workspace, { title: wanted.title, isPreferred: false, files }, action.diagnostics ?? []),
	};
}
