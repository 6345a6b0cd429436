/**
 * Every fix in VS Code: for a case of `test/fixes`, its actions are chosen at the problems one after the other, until the files
 * are as the case says. Each case is a project in a folder of its own; `fixes.json` beside the folder that is open tells of them.
 */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { actionsAt, diagnostics, folder, inTurn, read, type Step, until, uri } from './editor.ts';

/** More than any case takes. */
const MAX_CHOSEN = 10;

/** A case in a folder. */
export interface LaidOut {
	readonly id: string;
	/** Relative to the folder that is open. */
	readonly folder: string;
	/** Of the actions that may be chosen. */
	readonly titles: readonly string[];
	/** Texts by name of the files that are other or new at the end. */
	readonly fixed: Readonly<Record<string, string>>;
}

/** Chooses an action at the first problem of a case that has one. */
async function choose({ folder: below, titles }: LaidOut): Promise<void> {
	const offered = new Set<string>();
	const { edit, command } = await until(
		async () => {
			const files = vscode.languages.getDiagnostics().map(([each]) => each.fsPath);
			for (const file of files.filter(each => each.startsWith(uri(below).fsPath + path.sep)).sort()) {
				await vscode.window.showTextDocument(uri(file));
				for (const { range } of diagnostics(file)) {
					// One that takes a while comes without its edits, unless it is asked for in whole.
					const actions = await actionsAt(file, range, titles.some(each => each.endsWith('the whole chain')) ? MAX_CHOSEN : 0);
					for (const { title } of actions) offered.add(title);
					const wanted = actions.find(each => titles.includes(each.title) && each.edit);
					if (wanted) return wanted;
				}
			}
			return undefined;
		},
		() => `${titles.join(' or ')} among ${[...offered].join(', ') || 'none'}`,
	);
	assert.ok(edit && (await vscode.workspace.applyEdit(edit)));
	// The editor runs an action's command after its edit: it saves new files.
	if (command) await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
	// Those that are in no tab yet, too: the editor opens them a moment later.
	for (const [changed] of edit.entries()) await (await vscode.workspace.openTextDocument(changed)).save();
}

/** In no order: what two actions insert at one place stands as they were chosen. */
const linesOf = (text: string): readonly string[] => text.split('\n').sort();
const textOf = (file: string): string => (fs.existsSync(uri(file).fsPath) ? read(file) : '');

const step = (each: LaidOut): Step => [
	`${each.id}: ${each.titles.join(', ')}`,
	async () => {
		const { folder: below, fixed } = each;
		const expected = Object.entries(fixed).map(([name, text]) => [name, linesOf(text)]);
		const texts = (): unknown => Object.keys(fixed).map(name => [name, linesOf(textOf(path.join(below, name)))]);
		for (let chosen = 0; chosen < MAX_CHOSEN && !isDeepStrictEqual(texts(), expected); chosen++) await choose(each);
		assert.deepEqual(texts(), expected);
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	},
];

export async function run(): Promise<void> {
	const cases = JSON.parse(fs.readFileSync(path.join(folder(), '..', 'fixes.json'), 'utf8')) as readonly LaidOut[];
	await inTurn(cases.map(step));
}
