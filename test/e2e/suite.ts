/** What a person does in VS Code with the sample, step by step, against the editor's own API. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from '../../client/src/extension.ts';

const folder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const uri = (file: string): vscode.Uri => vscode.Uri.file(path.join(folder(), file));
const diagnostics = (file: string): vscode.Diagnostic[] =>
	vscode.languages.getDiagnostics(uri(file)).filter(each => each.source === 'AOT Lens');
const codeOf = (diagnostic: vscode.Diagnostic): string =>
	String(typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code);
const places = (file: string): string[] => diagnostics(file).map(each => `${each.range.start.line + 1} ${codeOf(each)}`);

async function until<T>(probe: () => T | undefined | false, what: string): Promise<T> {
	const deadline = Date.now() + 30_000;
	for (;;) {
		const value = probe();
		if (value !== undefined && value !== false) return value;
		if (Date.now() > deadline) throw new Error(`timed out waiting for ${what}`);
		await new Promise(resolve => setTimeout(resolve, 50));
	}
}

async function applyFix(file: string, code: string, title: RegExp): Promise<void> {
	const diagnostic = diagnostics(file).find(each => codeOf(each) === code);
	assert.ok(diagnostic, `${code} in ${file}`);
	const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
		'vscode.executeCodeActionProvider',
		uri(file),
		diagnostic.range,
		vscode.CodeActionKind.QuickFix.value,
	);
	const action = actions.find(each => title.test(each.title));
	assert.ok(action?.edit, `${title} among ${actions.map(each => each.title).join(', ')}`);
	assert.ok(await vscode.workspace.applyEdit(action.edit));
	await vscode.workspace.saveAll();
}

const steps: readonly (readonly [name: string, run: (api: Api) => Promise<void>])[] = [
	[
		'problems of closed files are in the panel after opening the folder',
		async () => {
			await until(() => diagnostics('Plugins.cs').length > 0 && diagnostics('Catalog.cs').length > 0, 'problems of closed files');
			assert.deepEqual(places('Plugins.cs'), ['14 IL2026', '15 IL2026', '20 IL2057', '26 IL2070']);
			assert.deepEqual(places('Catalog.cs'), ['16 IL2026', '16 IL3050', '18 IL2026', '18 IL3050', '22 IL2026', '22 IL3050']);
		},
	],
	[
		'the summary counts them',
		async api => {
			const summary = await until(() => (api.summary()?.isComplete ? api.summary() : undefined), 'a complete summary');
			assert.equal(summary.projects[0]?.kind, 'opted-in');
			assert.equal(summary.projects[0]?.warnings, 16);
			await vscode.commands.executeCommand('aotLens.showSummary');
		},
	],
	[
		'a hover tells what to do, and the code links to its page',
		async () => {
			await vscode.window.showTextDocument(uri('Program.cs'));
			const problem = await until(() => diagnostics('Program.cs').find(each => codeOf(each) === 'IL3050'), 'IL3050 in Program.cs');
			const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
				'vscode.executeHoverProvider',
				uri('Program.cs'),
				problem.range.start,
			);
			const text = hovers
				.flatMap(hover => hover.contents.map(content => (typeof content === 'string' ? content : content.value)))
				.join('\n');
			assert.match(text, /What to do/);
			assert.ok(typeof problem.code === 'object' && String(problem.code.target).startsWith('command:aotLens.openRule'));
			await vscode.commands.executeCommand('aotLens.openRule', 'IL3050');
		},
	],
	[
		'typing removes the squiggle and brings it back',
		async () => {
			const editor = await vscode.window.showTextDocument(uri('Program.cs'));
			const has = (): boolean =>
				diagnostics('Program.cs').some(each => codeOf(each) === 'IL3050' && each.message.includes('Enum.GetValues'));
			assert.ok(has());
			const at = editor.document.getText().indexOf('GetValues(typeof(Color))');
			const range = new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + 'GetValues(typeof(Color))'.length));
			await editor.edit(edit => edit.replace(range, 'GetValues<Color>()'));
			await until(() => !has(), 'no IL3050');
			await vscode.commands.executeCommand('undo');
			await until(has, 'IL3050 again');
		},
	],
	[
		'the JSON fix makes a context and the finding is gone',
		async () => {
			await vscode.window.showTextDocument(uri('Catalog.cs'));
			const serialize = diagnostics('Catalog.cs').find(each => each.range.start.line === 17);
			assert.ok(serialize);
			const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
				'vscode.executeCodeActionProvider',
				uri('Catalog.cs'),
				serialize.range,
				vscode.CodeActionKind.QuickFix.value,
			);
			const action = actions.find(each => /new AppJsonContext with Product\[\]/.test(each.title));
			assert.ok(action?.edit, actions.map(each => each.title).join());
			assert.ok(await vscode.workspace.applyEdit(action.edit));
			// The editor runs an action's command after its edit: here it saves the new file.
			assert.ok(action.command);
			await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
			await vscode.workspace.saveAll();
			await until(() => !diagnostics('Catalog.cs').some(each => each.range.start.line === 17), 'no problem on the line');
			assert.match(
				fs.readFileSync(path.join(folder(), 'Catalog.cs'), 'utf8'),
				/Deserialize<Product\[\]>\(json, AppJsonContext\.Default\.ProductArray\)/,
			);
			assert.match(
				fs.readFileSync(path.join(folder(), 'AppJsonContext.cs'), 'utf8'),
				/namespace ShopApi;\n\n\[JsonSerializable\(typeof\(Product\[\]\)\)\]\ninternal sealed partial class AppJsonContext : JsonSerializerContext/,
			);
		},
	],
	[
		'the slim builder fix swaps the call',
		async () => {
			await applyFix('Program.cs', 'AOTL1001', /^Use CreateSlimBuilder/);
			await until(() => !diagnostics('Program.cs').some(each => codeOf(each) === 'AOTL1001'), 'no AOTL1001');
			assert.match(fs.readFileSync(path.join(folder(), 'Program.cs'), 'utf8'), /WebApplication\.CreateSlimBuilder\(args\);/);
		},
	],
	[
		'an anonymous type in an endpoint is flagged while typing, and one action makes it a record',
		async () => {
			const editor = await vscode.window.showTextDocument(uri('Program.cs'));
			const typed =
				'builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJsonContext.Default));\n';
			await editor.edit(edit => {
				edit.insert(editor.document.positionAt(editor.document.getText().indexOf('builder.Services.AddControllers')), typed);
				edit.insert(
					editor.document.positionAt(editor.document.getText().indexOf('app.MapControllers')),
					'app.MapGet("/health", () => new { Status = "Healthy" });\n',
				);
			});
			const anonymous = (): vscode.Diagnostic | undefined =>
				diagnostics('Program.cs').find(each => codeOf(each) === 'AOTL2001' && each.message.includes('anonymous type'));
			const problem = await until(anonymous, 'AOTL2001');
			assert.match(problem.message, /every route of the app answers 500/);
			const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
				'vscode.executeCodeActionProvider',
				uri('Program.cs'),
				problem.range,
				vscode.CodeActionKind.QuickFix.value,
			);
			const action = actions.find(each => each.title === 'Make it the record HealthResponse, listed on AppJsonContext');
			assert.ok(action?.edit, actions.map(each => each.title).join());
			assert.ok(await vscode.workspace.applyEdit(action.edit));
			await vscode.workspace.saveAll();
			await until(() => !anonymous(), 'no AOTL2001 of an anonymous type');
			assert.match(
				fs.readFileSync(path.join(folder(), 'Program.cs'), 'utf8'),
				/MapGet\("\/health", \(\) => new HealthResponse\("Healthy"\)\);/,
			);
			// The editor keeps another file's edit until it is saved.
			assert.match(
				(await vscode.workspace.openTextDocument(uri('AppJsonContext.cs'))).getText(),
				/internal record HealthResponse\(string Status\);\n\n\[JsonSerializable\(typeof\(HealthResponse\)\)\]/,
			);
		},
	],
	[
		'one action annotates a whole chain, made when it is chosen',
		async () => {
			await vscode.window.showTextDocument(uri('Plugins.cs'));
			const problem = diagnostics('Plugins.cs').find(each => codeOf(each) === 'IL2070');
			assert.ok(problem);
			const offered = async (resolve: number): Promise<vscode.CodeAction | undefined> => {
				const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
					'vscode.executeCodeActionProvider',
					uri('Plugins.cs'),
					problem.range,
					vscode.CodeActionKind.QuickFix.value,
					resolve,
				);
				return actions.find(each => /^Annotate .* and the whole chain$/.test(each.title));
			};
			assert.ok(await offered(0));
			const action = await offered(10);
			assert.ok(action?.edit, 'edits of the chain');
			assert.ok(await vscode.workspace.applyEdit(action.edit));
			await vscode.workspace.saveAll();
			await until(() => !diagnostics('Plugins.cs').some(each => codeOf(each) === 'IL2070'), 'no IL2070');
			await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
		},
	],
	[
		'the summary follows renames and deletions',
		async api => {
			const count = diagnostics('Plugins.cs').length;
			await vscode.workspace.fs.rename(uri('Plugins.cs'), uri('Renamed.cs'));
			await until(
				() => diagnostics('Renamed.cs').length === count && diagnostics('Plugins.cs').length === 0,
				'problems under the new name',
			);
			await vscode.workspace.fs.delete(uri('Renamed.cs'));
			await until(() => diagnostics('Renamed.cs').length === 0, 'no problems of the deleted file');
			await until(
				() => api.summary()?.isComplete && api.summary()?.projects[0]?.rules.every(rule => rule.code !== 'IL2057'),
				'the summary without the deleted file',
			);
		},
	],
	[
		'assessing turns projects up that did not opt in',
		async () => {
			const project = path.join(folder(), 'ShopApi.csproj');
			fs.writeFileSync(project, fs.readFileSync(project, 'utf8').replace('<PublishAot>true</PublishAot>', ''));
			await until(
				() =>
					diagnostics('Catalog.cs').length > 0 &&
					diagnostics('Catalog.cs').every(each => each.severity === vscode.DiagnosticSeverity.Information),
				'information only',
			);
			await vscode.commands.executeCommand('aotLens.assess');
			await until(() => diagnostics('Catalog.cs').every(each => each.severity === vscode.DiagnosticSeverity.Warning), 'warnings');
		},
	],
];

export async function run(): Promise<void> {
	const extension = vscode.extensions.getExtension<Api>('aot-lens.aot-lens');
	assert.ok(extension, 'the extension is there');
	const api = await extension.activate();
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
