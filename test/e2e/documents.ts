/** Documents as people have them: oddly named, in folders in folders, typed and not saved, renamed and deleted while they are open. */
import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import process from 'node:process';
import * as vscode from 'vscode';
import {
	action,
	applyFix,
	diagnostics,
	folder,
	problem,
	rangeOf,
	read,
	remove,
	type Step,
	until,
	untilPlaces,
	uri,
	write,
} from './editor.ts';

const project = (properties = ''): string =>
	`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework>${properties}</PropertyGroup></Project>\n`;
const LIBRARY = project('<IsAotCompatible>true</IsAotCompatible>');
const CALL = 'System.Enum.GetValues(typeof(System.DayOfWeek))';
const source = (name: string): string => `class ${name} { System.Array All() => ${CALL}; }\n`;
/** Characters that editors percent-encode in many ways, or that mean something in patterns. */
const ODD = `it's (C#) a+b@c, d&e; f=$g ~h! 100%${process.platform === 'win32' ? '' : '*'}`;

/** Takes folders in behind the first, or lets go of them. */
async function holdFolders(...folders: vscode.Uri[]): Promise<void> {
	let isConfirmed = false;
	const subscription = vscode.workspace.onDidChangeWorkspaceFolders(() => (isConfirmed = true));
	const others = (vscode.workspace.workspaceFolders?.length ?? 1) - 1;
	assert.ok(vscode.workspace.updateWorkspaceFolders(1, others, ...folders.map(each => ({ uri: each }))));
	// VS Code takes no other change until it has told of this one.
	await until(() => isConfirmed && vscode.workspace.workspaceFolders?.length === folders.length + 1, `${folders.length} more folders`);
	subscription.dispose();
}

export const documentSteps: readonly Step[] = [
	[
		'a folder of an odd name within another one: what is typed wins over the disk, and a problem is shown and fixed once',
		async api => {
			const file = `${ODD}/A (1)'s #2.cs`;
			write({ [`${ODD}/P.csproj`]: LIBRARY, [file]: source('A') });
			await untilPlaces(file, ['1 IL3050'], 'a problem in a file of an odd name');
			await holdFolders(uri(ODD));
			await until(
				() => api.summary()?.isComplete && api.summary()?.projects.filter(each => each.name === 'P').length === 1,
				'one project P',
			);
			await untilPlaces(file, ['1 IL3050'], 'the problem, told once');
			const editor = await vscode.window.showTextDocument(uri(file));
			await editor.edit(edit => edit.replace(rangeOf(editor.document, CALL), 'null!'));
			await untilPlaces(file, [], 'what is typed');
			// Another file has all judged anew: what is typed counts still.
			write({ [`${ODD}/B.cs`]: source('B') });
			await untilPlaces(`${ODD}/B.cs`, ['1 IL3050'], 'the problem of the other file');
			await until(() => api.summary()?.isComplete, 'all judged anew');
			await untilPlaces(file, [], 'what is typed, still');
			await vscode.commands.executeCommand('undo');
			await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// typed\n'));
			await untilPlaces(file, ['2 IL3050'], 'the problem where it is typed');
			await applyFix(file, 'IL3050', /GetValues</);
			await untilPlaces(file, [], 'no problem');
			assert.match(read(file), /^\/\/ typed\nclass A \{ System\.Array All\(\) => System\.Enum\.GetValues<System\.DayOfWeek>\(\); \}\n$/);
			await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
			await holdFolders();
			await untilPlaces(`${ODD}/B.cs`, ['1 IL3050'], 'told by the folder around it');
			await remove(api, ODD);
		},
	],
	[
		'problems go with the folder that they came from, and those of tests with the setting',
		async api => {
			const beside = path.join(path.dirname(folder()), 'beside & co');
			const [lib, tests] = [path.join(beside, 'lib', 'A.cs'), path.join(beside, 'tests', 'T.cs')];
			write({ 'lib/Lib.csproj': LIBRARY, 'lib/A.cs': source('A'), 'tests/T.cs': source('T') }, beside);
			write({ 'tests/Tests.csproj': project('<IsAotCompatible>true</IsAotCompatible><IsTestProject>true</IsTestProject>') }, beside);
			await holdFolders(vscode.Uri.file(beside));
			await untilPlaces(lib, ['1 IL3050'], 'the problem of the folder beside');
			await until(() => api.summary()?.isComplete, 'all judged');
			await untilPlaces(tests, [], 'none of tests');
			const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('aotLens');
			await settings().update('includeTests', true, vscode.ConfigurationTarget.Global);
			await untilPlaces(tests, ['1 IL3050'], 'the problem of the tests');
			await settings().update('includeTests', undefined, vscode.ConfigurationTarget.Global);
			await untilPlaces(tests, [], 'no problem of the tests');
			await untilPlaces(lib, ['1 IL3050'], 'what is no test stays');
			await holdFolders();
			await untilPlaces(lib, [], 'no problem of the folder that went');
			await until(() => api.summary()?.isComplete && api.summary()?.projects.length === 1, 'a summary without it');
			await vscode.workspace.fs.delete(vscode.Uri.file(beside), { recursive: true });
		},
	],
	[
		'a file is followed that is typed in, renamed, and deleted while it is open',
		async api => {
			write({ 'Open.cs': source('Open') });
			await untilPlaces('Open.cs', ['1 IL3050'], 'the problem of a new file');
			const editor = await vscode.window.showTextDocument(uri('Open.cs'));
			await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// typed\n'));
			await untilPlaces('Open.cs', ['2 IL3050'], 'the problem where it is typed');
			const rename = new vscode.WorkspaceEdit();
			rename.renameFile(uri('Open.cs'), uri('Other.cs'));
			assert.ok(await vscode.workspace.applyEdit(rename));
			await untilPlaces('Other.cs', ['2 IL3050'], 'the problem under the new name');
			await untilPlaces('Open.cs', [], 'none under the old one');
			await remove(api, 'Other.cs');
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		},
	],
	[
		'project files, web.config and .editorconfig count as they are typed, and their fixes fit that',
		async api => {
			const typed: readonly (readonly [file: string, text: string, code: string, title: RegExp, fixed: RegExp])[] = [
				[
					'published/P.csproj',
					project('<OutputType>Exe</OutputType><PublishAot>true</PublishAot>\n<SelfContained>false</SelfContained>\n'),
					'AOTL5002',
					/^Remove SelfContained$/,
					/^<!-- typed, and not saved -->\n<Project(?!.*SelfContained).*<\/Project>\n$/s,
				],
				[
					'published/web.config',
					'<configuration>\n<aspNetCore processPath=".\\P.exe" hostingModel="inprocess" />\n</configuration>\n',
					'AOTL5003',
					/^Host out of process$/,
					/^<!-- typed, and not saved -->\n<configuration>\n<aspNetCore processPath="\.\\P\.exe" hostingModel="outofprocess" \/>\n/,
				],
			];
			write({ ...Object.fromEntries(typed.map(([file, text]) => [file, text])), 'published/Program.cs': `_ = ${CALL};\n` });
			for (const [file, , code, title, fixed] of typed) {
				const { line } = (await problem(file, code)).range.start;
				const editor = await vscode.window.showTextDocument(uri(file));
				await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '<!-- typed, and not saved -->\n'));
				await until(() => diagnostics(file).some(each => each.range.start.line === line + 1), `${code} where it is typed`);
				await applyFix(file, code, title);
				await until(() => diagnostics(file).length === 0, `no ${code}`);
				assert.match(read(file), fixed);
				await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
			}
			const severity = (): vscode.DiagnosticSeverity | undefined => diagnostics('published/Program.cs')[0]?.severity;
			await until(() => severity() === vscode.DiagnosticSeverity.Warning, 'a warning');
			write({ 'published/.editorconfig': '[*.cs]\n' });
			const editor = await vscode.window.showTextDocument(uri('published/.editorconfig'));
			await editor.edit(edit => edit.insert(new vscode.Position(1, 0), 'dotnet_diagnostic.IL3050.severity = error\n'));
			await until(() => severity() === vscode.DiagnosticSeverity.Error, 'an error, as it is typed');
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
			await until(() => severity() === vscode.DiagnosticSeverity.Warning, 'a warning, as it is on disk');
			await remove(api, 'published');
		},
	],
	[
		'an action that was offered does not spoil what was typed since',
		async () => {
			write({ 'Late.cs': source('Late') });
			await problem('Late.cs', 'IL3050');
			const editor = await vscode.window.showTextDocument(uri('Late.cs'));
			const asked = action('Late.cs', () => diagnostics('Late.cs')[0]?.range, /GetValues</);
			await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// typed while it was asked for\n'));
			await asked;
			await untilPlaces('Late.cs', ['2 IL3050'], 'the problem where it is typed');
			await applyFix('Late.cs', 'IL3050', /GetValues</);
			assert.match(
				read('Late.cs'),
				/^\/\/ typed while it was asked for\nclass Late \{ System\.Array All\(\) => System\.Enum\.GetValues<System\.DayOfWeek>\(\); \}\n$/,
			);
			await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
			await vscode.workspace.fs.delete(uri('Late.cs'));
			await untilPlaces('Late.cs', [], 'nothing of it');
		},
	],
];
