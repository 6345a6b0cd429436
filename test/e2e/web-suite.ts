/** The same extension in a browser's extension host: no process, no file system, files come through the editor. */
import * as vscode from 'vscode';
import type { Api } from '../../client/src/extension.ts';

const folder = (): vscode.Uri => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
const uri = (file: string): vscode.Uri => vscode.Uri.joinPath(folder(), file);
const places = (file: string): string =>
	vscode.languages
		.getDiagnostics(uri(file))
		.filter(each => each.source === 'AOT Lens')
		.map(each => `${each.range.start.line + 1} ${String(typeof each.code === 'object' ? each.code.value : each.code)}`)
		.join('; ');

async function until(probe: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
	const deadline = Date.now() + 120_000;
	while (!(await probe())) {
		if (Date.now() > deadline) throw new Error(`timed out: ${what()}`);
		await new Promise(resolve => setTimeout(resolve, 50));
	}
}

const equal = (actual: unknown, expected: unknown, what: string): void => {
	if (actual !== expected) throw new Error(`${what}: ${String(actual)}, not ${String(expected)}`);
};

export async function run(): Promise<void> {
	const extension = vscode.extensions.getExtension<Api>('aot-lens.aot-lens');
	if (!extension) throw new Error('the extension is not there');
	const api = await extension.activate();
	equal(api.serverPid(), undefined, 'a process');
	equal(folder().scheme === 'file', false, 'files of a machine');

	// Problems of closed files, as on a machine.
	await until(
		() => places('Plugins.cs') === '14 IL2026; 15 IL2026; 20 IL2057; 26 IL2070',
		() => `Plugins.cs: ${places('Plugins.cs')} (${api.page()})`,
	);
	await until(
		() => api.summary()?.isComplete === true,
		() => 'a complete summary',
	);
	equal(api.summary()?.projects[0]?.warnings, 12, 'warnings');

	// A fix repairs what is open, and the problem goes.
	const editor = await vscode.window.showTextDocument(uri('Program.cs'));
	const problem = (): vscode.Diagnostic | undefined =>
		vscode.languages
			.getDiagnostics(uri('Program.cs'))
			.find(each => typeof each.code === 'object' && each.code.value === 'IL3050' && each.message.includes('GetValues'));
	await until(
		() => problem() !== undefined,
		() => `IL3050 in Program.cs: ${places('Program.cs')}`,
	);
	let fix: vscode.CodeAction | undefined;
	await until(
		async () => {
			const range = problem()?.range;
			const actions = range
				? await vscode.commands.executeCommand<vscode.CodeAction[]>(
						'vscode.executeCodeActionProvider',
						editor.document.uri,
						range,
						vscode.CodeActionKind.QuickFix.value,
					)
				: [];
			fix = actions.find(each => each.edit && /GetValues<Color>/.test(each.title));
			return fix !== undefined;
		},
		() => 'the fix',
	);
	if (!fix?.edit) throw new Error('no edits');
	equal(await vscode.workspace.applyEdit(fix.edit), true, 'applied');
	await until(
		() => problem() === undefined,
		() => 'IL3050 stays',
	);

	// A hover says what to do, its page lies with the extension.
	let text = '';
	await until(
		async () => {
			const [found] = vscode.languages.getDiagnostics(uri('Program.cs')).filter(each => each.source === 'AOT Lens');
			const at = found?.range.start ?? new vscode.Position(0, 0);
			const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', editor.document.uri, at);
			text = hovers.flatMap(each => each.contents.map(content => (typeof content === 'string' ? content : content.value))).join('\n');
			return /What to do/.test(text) && /command:aotLens\.openRule/.test(text);
		},
		() => `the hover: ${text}`,
	);

	// A file that comes and goes.
	const made = uri('Made.cs');
	await vscode.workspace.fs.writeFile(
		made,
		new TextEncoder().encode('class Made { object M(System.Type t) => System.Activator.CreateInstance(t)!; }\n'),
	);
	await until(
		() => places('Made.cs') === '1 IL2067',
		() => `Made.cs: ${places('Made.cs')}`,
	);
	await vscode.workspace.fs.delete(made);
	await until(
		() => places('Made.cs') === '',
		() => `Made.cs that is gone: ${places('Made.cs')}`,
	);
}
