/**
 * Fixes for many findings at once: `source.fixAll.aotLens` for a file, also on save, and "fix all" of a rule in a file, a project
 * or the workspace. Only what repairs and keeps what the program does is applied, and only where findings are shown. Such an
 * action is offered by its title; its edits are made when it is chosen, for the texts as they are then, as one undo.
 */
import {
	type CancellationToken,
	type ChangeAnnotation,
	type CodeAction,
	CodeActionKind,
	LSPErrorCodes,
	ResponseError,
} from 'vscode-languageserver';
import { codesWith } from '../../core/analysis/problems.ts';
import type { Workspace } from '../../core/analysis/workspace.ts';
import { type FixAllResult, fixAll, type FixedFile } from '../../core/fixes/fix-all.ts';
import type { FileChange, FileEdit, FixDefinition } from '../../core/fixes/fix.ts';
import { FIXES } from '../../core/fixes/index.ts';
import { toEdit } from '../convert.ts';
import type { Shown } from '../publisher.ts';
import { pathOf } from '../uris.ts';
import type { ActionAbilities } from './abilities.ts';
import type { RequestContext } from './requests.ts';

/** The kind that `editor.codeActionsOnSave` names. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.aotLens`;

const SCOPES = ['file', 'project', 'workspace'] as const;
type Scope = (typeof SCOPES)[number];

/** What makes the edits of an action when it is chosen. */
export interface FixAllAction {
	readonly kind: 'fix-all';
	readonly uri: string;
	readonly scope: Scope;
	/** Findings of these codes only. */
	readonly codes?: readonly string[];
}

const isSafe = (fix: FixDefinition): boolean => fix.safety === 'repairs';

/** Codes that a fix repairs: only they have a "fix all". */
const REPAIRED: ReadonlySet<string> = new Set(FIXES.filter(isSafe).flatMap(fix => fix.codes));

/** Whether an action is one of these. */
export const isFixAllAction = (action: CodeAction): boolean => (action.data as Partial<FixAllAction> | undefined)?.kind === 'fix-all';

/** Whether a client that asks for some kinds of actions asks for one of a kind. */
export const asksFor = (only: readonly string[] | undefined, kind: string): boolean =>
	only === undefined || only.some(each => kind === each || kind.startsWith(`${each}.`) || each === '');

/** "Fix all" of a file as a source action; none where nothing is found that a fix repairs. */
export function sourceAction(uri: string, shown: readonly Shown[]): CodeAction[] {
	if (!shown.some(({ finding }) => REPAIRED.has(finding.code))) return [];
	const data: FixAllAction = { kind: 'fix-all', uri, scope: 'file' };
	return [{ title: 'Fix all that AOT Lens can repair', kind: FIX_ALL_KIND, data }];
}

/** "Fix all of this rule" in each scope that has more of it than the scope before. */
export function ruleActions(
	context: RequestContext,
	workspace: Workspace,
	path: string,
	uri: string,
	codes: ReadonlySet<string>,
): CodeAction[] {
	const { publisher } = context;
	const projects = new Set(workspace.projectsOf(path).map(project => project.path));
	const actions: CodeAction[] = [];
	const told = new Set<string>();
	for (const code of codes) {
		if (!REPAIRED.has(code) || told.has(code)) continue;
		const together = codesWith(code, publisher.view.isCombined).filter(each => codes.has(each));
		for (const each of together) told.add(each);
		// Of each scope what is shown, as people count it. Reports are asked, not diagnostics: this is asked at each move of the cursor.
		const found: Readonly<Record<Scope, Set<string>>> = { file: new Set(), project: new Set(), workspace: new Set() };
		for (const { path: each, project, findings } of publisher.reportsBelow(workspace.root))
			for (const finding of findings) {
				if (!together.includes(finding.code) || !publisher.view.levelOf(finding, project)) continue;
				const key = `${each} ${finding.start}`;
				found.workspace.add(key);
				if (projects.has(project.path)) found.project.add(key);
				if (each === path) found.file.add(key);
			}
		let last = 1;
		for (const scope of SCOPES) {
			if (found[scope].size <= last) continue;
			last = found[scope].size;
			const data: FixAllAction = { kind: 'fix-all', uri, scope, codes: together };
			actions.push({ title: `Fix all ${together.join(' and ')} in ${scope}`, kind: CodeActionKind.QuickFix, data });
		}
	}
	return actions;
}

/**
 * Makes the edits of an action.
 * @throws ResponseError when it was cancelled
 */
export async function resolveFixAll(
	context: RequestContext,
	abilities: ActionAbilities,
	action: CodeAction,
	token: CancellationToken,
): Promise<CodeAction> {
	const { uri, scope, codes } = action.data as FixAllAction;
	const path = pathOf(uri);
	if (path === undefined) return action;
	await context.settle(path, () => token.isCancellationRequested);
	const workspace = context.workspaceOf(path);
	if (!workspace?.isRead) return action;
	const { documents } = context;
	const versions = new Map(documents.paths.map(each => [each, documents.version(each)]));
	const own = new Set(workspace.projectsOf(path).map(project => project.path));
	const shownIn = new Set(
		context.publisher.reports.filter(({ project }) => context.publisher.view.isQuiet(project) === false).map(({ project }) => project.id),
	);
	const work = fixAll(workspace, {
		isWanted: isSafe,
		concerns: finding => codes === undefined || codes.includes(finding.code),
		concernsProject: project => shownIn.has(project.id) && (scope === 'workspace' || own.has(project.path)),
		concernsFile: each => (scope !== 'file' || each === path) && !context.publisher.view.isExcluded(each),
	});
	const result = await context.turns.run(work, () => token.isCancellationRequested);
	if (!result) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
	if (result.files.length === 0) return action;
	const isEdited = result.files.some(file => documents.version(file.path) !== versions.get(file.path) || documents.isHalfTyped(file.path));
	if (isEdited) {
		context.connection.window.showInformationMessage(
			'AOT Lens: nothing was fixed, because a file was edited meanwhile. Choose the action again.',
		);
		return action;
	}
	return { ...action, ...editOf(result, scope, workspace, context, abilities) };
}

function editOf(
	{ files, applied }: FixAllResult,
	scope: Scope,
	workspace: Workspace,
	{ documents }: RequestContext,
	{ canSave, canAnnotate }: ActionAbilities,
): Pick<CodeAction, 'edit' | 'command'> {
	const annotations: Record<string, ChangeAnnotation> = {};
	const annotationOf = (edit: FileEdit): string | undefined => {
		if (!canAnnotate || !edit.by) return undefined;
		const { id, code } = edit.by;
		const key = `${code} ${id}`;
		const count = applied.filter(each => each.id === id && each.code === code).length;
		annotations[key] ??= {
			label: `${code}: ${FIXES.find(fix => fix.id === id)?.about ?? id}`,
			description: count === 1 ? '1 finding' : `${count} findings`,
			// What reaches beyond the file is looked at first.
			needsConfirmation: scope !== 'file',
		};
		return key;
	};
	const made = toEdit(files.map(changeOf), each => workspace.peek(each), documents, canSave, annotationOf);
	return canAnnotate ? { ...made, edit: { ...made.edit, changeAnnotations: annotations } } : made;
}

const changeOf = ({ path, before, after, edits }: FixedFile): FileChange =>
	before === undefined
		? { path, create: true, edits: [{ start: 0, end: 0, text: after, ...(edits[0]?.by && { by: edits[0].by }) }] }
		: { path, edits };
