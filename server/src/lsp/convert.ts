/** To and from the protocol's words: "finding" becomes "diagnostic", "fix" becomes "code action". */
import {
	type CodeAction,
	CodeActionKind,
	type Diagnostic,
	type DiagnosticRelatedInformation,
	DiagnosticSeverity,
	DiagnosticTag,
	type Range,
	type TextDocumentEdit,
	type CreateFile,
	TextEdit,
} from 'vscode-languageserver';
import type { JudgedFinding, Level } from '../core/analysis/finding.ts';
import { problemBrief, problemText } from '../core/analysis/problems.ts';
import type { FileChange, FileEdit, Fix } from '../core/fixes/fix.ts';
import { LineIndex } from '../core/text/line-index.ts';
import { type ProblemData, SAVE_COMMAND } from '../protocol/messages.ts';
import type { Documents } from './documents.ts';

const SEVERITIES = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	note: DiagnosticSeverity.Information,
	none: DiagnosticSeverity.Hint,
} as const;

export function toRange(lines: LineIndex, range: { readonly start: number; readonly end: number }): Range {
	return { start: lines.position(range.start), end: lines.position(range.end) };
}

/** Codes of registrations and suppressions that change nothing. */
const CHANGES_NOTHING: ReadonlySet<string> = new Set(['AOTL1007', 'AOTL2003']);

/**
 * Findings of one place as one diagnostic; its link opens the page of the first.
 * @param isBrief a short sentence stands before the SDK's
 */
export function toDiagnostic(
	findings: readonly JudgedFinding[],
	level: Level,
	isBrief: boolean,
	lines: LineIndex,
	docs: (code: string) => string | undefined,
	related: DiagnosticRelatedInformation[] = [],
): Diagnostic {
	const [first] = findings;
	if (!first) throw new RangeError('no finding');
	const href = docs(first.code);
	const brief = isBrief ? problemBrief(findings) : undefined;
	return {
		range: toRange(lines, first),
		severity: SEVERITIES[level],
		code: [...new Set(findings.map(each => each.code))].join(', '),
		source: 'AOT Lens',
		message: problemText(findings, isBrief),
		...(href && { codeDescription: { href } }),
		// What changes nothing is shown faded.
		...(CHANGES_NOTHING.has(first.code) && { tags: [DiagnosticTag.Unnecessary] }),
		...(brief !== undefined && { data: { brief } satisfies ProblemData }),
		...(related.length > 0 && { relatedInformation: related }),
	};
}

/** A fix as a code action. `textOf` gives the text that the edits' offsets refer to. */
export function toCodeAction(
	fix: Fix,
	diagnostics: Diagnostic[],
	textOf: (path: string) => string | undefined,
	documents: Documents,
	canSave: boolean,
): CodeAction {
	return {
		title: fix.title,
		kind: CodeActionKind.QuickFix,
		diagnostics,
		isPreferred: fix.isPreferred,
		...toEdit(fix.files, textOf, documents, canSave),
	};
}

/**
 * Changes as what an action does: edits with the versions that they are made for, and the command that saves new files.
 * @param annotationOf groups edits in the client's preview, where it has one
 */
export function toEdit(
	files: readonly FileChange[],
	textOf: (path: string) => string | undefined,
	documents: Documents,
	canSave: boolean,
	annotationOf: (edit: FileEdit) => string | undefined = () => undefined,
): Required<Pick<CodeAction, 'edit'>> & Pick<CodeAction, 'command'> {
	const changes: (TextDocumentEdit | CreateFile)[] = [];
	for (const file of files) {
		const uri = documents.uriOf(file.path);
		if (file.create) changes.push({ kind: 'create', uri, options: { ignoreIfExists: true } });
		const lines = new LineIndex(file.create ? '' : (textOf(file.path) ?? ''));
		changes.push({
			textDocument: { uri, version: file.create ? null : (documents.version(file.path) ?? null) },
			edits: file.edits.map(edit => {
				const annotationId = annotationOf(edit);
				return { ...TextEdit.replace(toRange(lines, edit), edit.text), ...(annotationId !== undefined && { annotationId }) };
			}),
		});
	}
	const created = canSave ? files.filter(file => file.create).map(file => documents.uriOf(file.path)) : [];
	return {
		edit: { documentChanges: changes },
		...(created.length > 0 && { command: { title: 'Save', command: SAVE_COMMAND, arguments: created } }),
	};
}
