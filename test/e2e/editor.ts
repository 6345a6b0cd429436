/**
 * What the steps in VS Code share: files, problems and actions of the folder that is open. Nothing is read once that comes by
 * itself: each waits for the state that it needs, for as long as a slow machine may take.
 */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from '../../client/src/extension.ts';

/** What a person does, and what must come of it; it leaves the folder as it found it, but for what it fixed. */
export type Step = readonly [name: string, run: (api: Api) => Promise<void>];

const WAIT_MS = 120_000;

export const folder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
/** @param file relative to the first folder, or absolute */
export const uri = (file: string): vscode.Uri => vscode.Uri.file(path.resolve(folder(), file));

export const diagnostics = (file: string): vscode.Diagnostic[] =>
	vscode.languages.getDiagnostics(uri(file)).filter(each => each.source === 'AOT Lens');
export const codeOf = (diagnostic: vscode.Diagnostic): string =>
	String(typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code);
export const places = (file: string): string[] => diagnostics(file).map(each => `${each.range.start.line + 1} ${codeOf(each)}`);

/**
 * Waits until a probe gives something.
 * @param what is waited for; a function tells at the end what there was instead
 */
export async function until<T>(
	probe: () => T | undefined | false | Promise<T | undefined | false>,
	what: string | (() => string),
): Promise<T> {
	const deadline = Date.now() + WAIT_MS;
	for (;;) {
		const value = await probe();
		if (value !== undefined && value !== false) return value;
		if (Date.now() > deadline) throw new Error(`timed out waiting for ${typeof what === 'string' ? what : what()}`);
		await new Promise(resolve => setTimeout(resolve, 50));
	}
}

/** Waits for the problems of a file, as line (1-based) and code. */
export async function untilPlaces(file: string, expected: readonly string[], what: string): Promise<void> {
	await until(
		() => places(file).join() === expected.join(),
		() => `${what}: ${file} has ${places(file).join() || 'none'}, not ${expected.join() || 'none'}`,
	);
}

/** Waits for a problem of a file with a code, and a part of its message. */
export const problem = (file: string, code: string, message = ''): Promise<vscode.Diagnostic> =>
	until(
		() => diagnostics(file).find(each => codeOf(each) === code && each.message.includes(message)),
		() => `${code} ${message} in ${file}, which has ${places(file).join() || 'none'}`,
	);

/** Asks the editor, which cancels what was asked of a text that is edited meanwhile: then there is nothing. */
async function asked<T>(command: string, ...of: readonly unknown[]): Promise<readonly T[]> {
	try {
		return await vscode.commands.executeCommand<T[]>(command, ...of);
	} catch (error) {
		if (error instanceof Error && error.name === 'Canceled') return [];
		throw error;
	}
}

/** @param resolve how many actions are made in whole */
export const actionsAt = (file: string, range: vscode.Range, resolve: number): Promise<readonly vscode.CodeAction[]> =>
	asked<vscode.CodeAction>('vscode.executeCodeActionProvider', uri(file), range, vscode.CodeActionKind.QuickFix.value, resolve);

/**
 * Waits for a quick fix at a place.
 * @param resolve how many actions are made in whole
 */
export async function action(file: string, at: () => vscode.Range | undefined, title: RegExp, resolve = 0): Promise<vscode.CodeAction> {
	let titles = 'none';
	return until(
		async () => {
			const range = at();
			if (!range) return undefined;
			const actions = await actionsAt(file, range, resolve);
			titles = actions.map(each => each.title).join(', ');
			return actions.find(each => title.test(each.title) && (resolve === 0 || each.edit));
		},
		() => `the action ${title} in ${file} among ${titles}`,
	);
}

/** Applies what repairs the first problem of a file with a code, and saves it. */
export async function applyFix(file: string, code: string, title: RegExp): Promise<void> {
	await problem(file, code);
	const { edit } = await action(file, () => diagnostics(file).find(each => codeOf(each) === code)?.range, title);
	assert.ok(edit, 'edits');
	assert.ok(await vscode.workspace.applyEdit(edit));
	await vscode.workspace.saveAll();
}

/** Waits for a hover that says something. */
export async function hover(file: string, at: () => vscode.Position | undefined, says: RegExp): Promise<string> {
	let text = '';
	return until(
		async () => {
			const position = at();
			if (!position) return undefined;
			const hovers = await asked<vscode.Hover>('vscode.executeHoverProvider', uri(file), position);
			text = hovers.flatMap(each => each.contents.map(content => (typeof content === 'string' ? content : content.value))).join('\n');
			return says.test(text.replaceAll('&nbsp;', ' ')) && text;
		},
		() => `a hover of ${file} that says ${says}, not ${text}`,
	);
}

/** The range of a text in a document. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
	const at = document.getText().indexOf(text);
	assert.ok(at >= 0, `${text} in ${document.fileName}`);
	return new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
}

/** Writes files behind the editor's back. */
export function write(files: Readonly<Record<string, string>>, below = folder()): void {
	for (const [name, text] of Object.entries(files)) {
		const file = path.resolve(below, name);
		fs.mkdirSync(path.dirname(file), { recursive: true });
		fs.writeFileSync(file, text);
	}
}

export const read = (file: string): string => fs.readFileSync(uri(file).fsPath, 'utf8');

/** Deletes a file or folder, and waits until nothing is told of it any more. */
export async function remove(api: Api, name: string): Promise<void> {
	await vscode.workspace.fs.delete(uri(name), { recursive: true });
	const isIn = (each: string): boolean => !path.relative(uri(name).fsPath, each).startsWith('..');
	await until(
		() =>
			vscode.languages.getDiagnostics().every(([each, all]) => !isIn(each.fsPath) || all.every(one => one.source !== 'AOT Lens')) &&
			api.summary()?.isComplete &&
			api.summary()?.projects.every(project => !isIn(project.path)),
		`nothing of ${name}`,
	);
}

/** Activates the extension, waits for a first problem, and does one step after the other. */
export async function inTurn(steps: readonly Step[]): Promise<void> {
	const extension = vscode.extensions.getExtension<Api>('aot-lens.aot-lens');
	assert.ok(extension, 'the extension is there');
	const asked = performance.now();
	const api = await extension.activate();
	console.log(`activation: ${Math.round(api.activationMs)} ms of the extension's own`);
	await until(() => vscode.languages.getDiagnostics().some(([, each]) => each.some(one => one.source === 'AOT Lens')), 'a first problem');
	console.log(`first problem: ${Math.round(performance.now() - asked)} ms after the activation`);
	let failed = 0;
	for (const [name, step] of steps) {
		const started = Date.now();
		try {
			await step(api);
			console.log(`ok   ${name} (${Date.now() - started} ms)`);
		} catch (error) {
			failed++;
			console.log(`FAIL ${name}\n${error instanceof Error ? error.stack : String(error)}`);
		}
	}
	console.log(`VS Code ${vscode.version}: ${steps.length - failed} passed, ${failed} failed`);
	if (failed > 0) throw new Error(`${failed} steps failed`);
}
