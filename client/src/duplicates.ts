/**
 * Holds our problems back where another extension shows the same ones, as the C# extension does for the SDK's codes in projects
 * that are opted in and loaded: one squiggle, one row. Hovers and fixes are not held back. Followed in both directions: what the
 * other one takes away is ours again.
 */
import * as vscode from 'vscode';
import { DEFAULT_SETTINGS } from '../../server/src/protocol/messages.ts';
import { isShownBy, moved, type OtherProblem } from './same-problem.ts';

/** What marks our problems. */
export const SOURCE = 'AOT Lens';

interface File {
	readonly uri: vscode.Uri;
	/** All of ours, held back or not; undefined before the first. */
	ours: readonly vscode.Diagnostic[] | undefined;
	/** How they reach VS Code. */
	show: (diagnostics: vscode.Diagnostic[]) => void;
	shown: readonly vscode.Diagnostic[];
	/** What others showed when they last changed it. */
	raw: string;
	others: readonly OtherProblem[];
}

export class Duplicates implements vscode.Disposable {
	readonly #files = new Map<string, File>();
	readonly #subscriptions: readonly vscode.Disposable[];

	constructor() {
		this.#subscriptions = [
			vscode.languages.onDidChangeDiagnostics(({ uris }) => {
				for (const uri of uris) {
					const file = this.#files.get(uri.toString());
					if (file && this.#readOthers(file)) this.#update(file);
				}
			}),
			vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
				const file = this.#files.get(document.uri.toString());
				if (!file || file.others.length === 0) return;
				const edits = contentChanges.map(({ range, text }) => ({
					start: range.start.line,
					end: range.end.line,
					added: text.split('\n').length - 1,
				}));
				file.others = moved(file.others, edits);
			}),
			vscode.workspace.onDidChangeConfiguration(event => {
				if (event.affectsConfiguration('aotLens.duplicates')) for (const file of this.#files.values()) this.#update(file);
			}),
		];
	}

	/** Takes over what was found in a file; `show` gets what of it VS Code is to show, now and whenever that changes. */
	set(uri: vscode.Uri, ours: readonly vscode.Diagnostic[], show: (diagnostics: vscode.Diagnostic[]) => void): void {
		const key = uri.toString();
		const known = this.#files.get(key) ?? { uri, ours: undefined, show, shown: [], raw: '', others: [] };
		if (ours.length === 0) this.#files.delete(key);
		else this.#files.set(key, known);
		if (known.ours === undefined) this.#readOthers(known);
		Object.assign(known, { ours, show });
		this.#update(known, true);
	}

	/** Our problems at a position that are held back. */
	heldAt(uri: vscode.Uri, position: vscode.Position): readonly vscode.Diagnostic[] {
		const file = this.#files.get(uri.toString());
		return (file?.ours ?? []).filter(each => each.range.contains(position) && !file?.shown.includes(each));
	}

	/** The server is gone, and with it all that it found. */
	clear(): void {
		this.#files.clear();
	}

	/** Whether others show something else now. */
	#readOthers(file: File): boolean {
		const others = vscode.languages.getDiagnostics(file.uri).filter(each => each.source !== SOURCE && !isHint(each));
		const read = others.flatMap(({ code, range }): OtherProblem[] => {
			const value = codeOf(code);
			const end = range.end.line === range.start.line ? range.end.character : Number.POSITIVE_INFINITY;
			return value === '' ? [] : [{ code: value, line: range.start.line, start: range.start.character, end, isExact: true }];
		});
		const raw = JSON.stringify(read);
		if (raw === file.raw) return false;
		file.raw = raw;
		file.others = read;
		return true;
	}

	/** @param isNew what we found is new, and so to be shown even where it looks the same */
	#update(file: File, isNew = false): void {
		const ours = file.ours ?? [];
		const isAsked = vscode.workspace.getConfiguration('aotLens', file.uri).get('duplicates', DEFAULT_SETTINGS.duplicates) === 'hide';
		const shown = isAsked && file.others.length > 0 ? ours.filter(each => !isShownBy(file.others, compared(each))) : ours;
		const isSame = shown.length === file.shown.length && shown.every((each, index) => each === file.shown[index]);
		file.shown = shown;
		if (isNew || !isSame) file.show([...shown]);
	}

	dispose(): void {
		for (const each of this.#subscriptions) each.dispose();
	}
}

/** What the editor shows as three dots, if at all, is no squiggle beside ours. */
const isHint = ({ severity }: vscode.Diagnostic): boolean => severity === vscode.DiagnosticSeverity.Hint;

const codeOf = (code: vscode.Diagnostic['code']): string => String((typeof code === 'object' ? code.value : code) ?? '');

const compared = ({ code, range }: vscode.Diagnostic): Parameters<typeof isShownBy>[1] => ({
	codes: codeOf(code).split(', ').filter(Boolean),
	line: range.start.line,
	start: range.start.character,
	end: range.end.line === range.start.line ? range.end.character : Number.POSITIVE_INFINITY,
});
