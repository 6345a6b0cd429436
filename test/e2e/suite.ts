/** What a person does in VS Code with the sample, step by step, against the editor's own API. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from '../../client/src/extension.ts';
import { type Counts, countWords, headline, type Summary } from '../../server/src/protocol/report.ts';

const folder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const uri = (file: string): vscode.Uri => vscode.Uri.file(path.join(folder(), file));
const diagnostics = (file: string): vscode.Diagnostic[] =>
	vscode.languages.getDiagnostics(uri(file)).filter(each => each.source === 'AOT Lens');
const codeOf = (diagnostic: vscode.Diagnostic): string =>
	String(typeof diagnostic.code === 'object' ? diagnostic.code.value : diagnostic.code);
const places = (file: string): string[] => diagnostics(file).map(each => `${each.range.start.line + 1} ${codeOf(each)}`);

async function until<T>(probe: () => T | undefined | false, what: string): Promise<T> {
	const deadline = Date.now() + 60_000;
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
			assert.deepEqual(places('Catalog.cs'), ['16 IL2026, IL3050', '18 IL2026, IL3050', '22 IL2026, IL3050']);
		},
	],
	[
		'the summary counts them',
		async api => {
			const summary = await until(() => (api.summary()?.isComplete ? api.summary() : undefined), 'a complete summary');
			assert.equal(summary.projects[0]?.kind, 'opted-in');
			assert.equal(summary.projects[0]?.warnings, 12);
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
			assert.match(text, /\]\(command:aotLens\.openRule\?[^)]*IL3050/);
			assert.ok(typeof problem.code === 'object' && String(problem.code.target).startsWith('command:aotLens.openRule'));
			await vscode.commands.executeCommand('aotLens.openRule', 'IL3050');
		},
	],
	[
		'what another extension shows as well is shown once, while both follow what is typed; hover and fixes stay',
		async () => {
			const file = 'Catalog.cs';
			const editor = await vscode.window.showTextDocument(uri(file));
			const own = places(file);
			const [first] = diagnostics(file);
			assert.ok(first);
			const csharp = vscode.languages.createDiagnosticCollection('csharp');
			const show = (lines: readonly number[]): void =>
				csharp.set(
					uri(file),
					lines.flatMap(line =>
						['IL2026', 'IL3050'].map(code => {
							const range = new vscode.Range(line, first.range.start.character, line, first.range.end.character);
							return Object.assign(new vscode.Diagnostic(range, 'Using member', vscode.DiagnosticSeverity.Warning), { code });
						}),
					),
				);
			const { line } = first.range.start;
			show([line]);
			await until(() => places(file).length === own.length - 1, 'ours to be held back');
			const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri(file), first.range.start);
			const text = hovers
				.flatMap(hover => hover.contents.map(content => (typeof content === 'string' ? content : content.value)))
				.join('\n');
			assert.match(text.replaceAll('&nbsp;', ' '), /needs code that trimming may remove[\s\S]*What to do/);
			const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
				'vscode.executeCodeActionProvider',
				uri(file),
				first.range,
				vscode.CodeActionKind.QuickFix.value,
			);
			assert.ok(
				actions.some(each => /JSON type information|AppJsonContext/.test(each.title)),
				actions.map(each => each.title).join(),
			);
			// The other extension has not read this line yet.
			await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// typed\n'));
			await until(() => diagnostics(file).some(each => each.range.start.line !== line), 'ours to have moved');
			assert.equal(places(file).length, own.length - 1);
			show([line + 1]);
			await vscode.workspace.getConfiguration('aotLens').update('duplicates', 'show', vscode.ConfigurationTarget.Global);
			await until(() => places(file).length === own.length, 'both');
			await vscode.workspace.getConfiguration('aotLens').update('duplicates', undefined, vscode.ConfigurationTarget.Global);
			await until(() => places(file).length === own.length - 1, 'one again');
			csharp.dispose();
			await until(() => places(file).length === own.length, 'ours again');
			await vscode.commands.executeCommand('undo');
			await until(() => places(file).join() === own.join(), 'ours where they were');
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
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
		'Problems, status bar and summary have one count and one wording',
		async api => {
			const counted = (): Counts => {
				const all = vscode.languages
					.getDiagnostics()
					.flatMap(([, each]) => each)
					.filter(each => each.source === 'AOT Lens');
				const of = (severity: vscode.DiagnosticSeverity): number => all.filter(each => each.severity === severity).length;
				return {
					errors: of(vscode.DiagnosticSeverity.Error),
					warnings: of(vscode.DiagnosticSeverity.Warning),
					infos: of(vscode.DiagnosticSeverity.Information),
				};
			};
			await until(() => countWords(counted()) === countWords(api.summary()?.counts ?? counted()) && api.summary()?.isComplete, 'one count');
			const summary = api.summary() as Summary;
			assert.ok(api.statusBar().endsWith(`AOT: ${headline(summary)}`), api.statusBar());
			assert.ok(api.page().startsWith(`# AOT Lens: ${headline(summary)}\n`), api.page());
			assert.match(headline(summary), /^\d+ warnings?(?:, \d+ infos?)?/);
		},
	],
	[
		'a file that an edit creates is judged while it is open and not saved',
		async () => {
			const edit = new vscode.WorkspaceEdit();
			edit.createFile(uri('Fresh.cs'));
			edit.insert(
				uri('Fresh.cs'),
				new vscode.Position(0, 0),
				'class Fresh { System.Array All() => System.Enum.GetValues(typeof(System.DayOfWeek)); }\n',
			);
			assert.ok(await vscode.workspace.applyEdit(edit));
			await until(() => diagnostics('Fresh.cs').length === 1, 'the problem of the new file');
			await vscode.workspace.saveAll();
			await vscode.workspace.fs.delete(uri('Fresh.cs'));
			await until(() => diagnostics('Fresh.cs').length === 0, 'no problem of the deleted file');
		},
	],
	[
		'a Dockerfile is judged as it is typed, and its fix fits what is typed',
		async () => {
			fs.writeFileSync(
				path.join(folder(), 'Dockerfile'),
				'FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nFROM mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY . .\n',
			);
			await until(() => diagnostics('Dockerfile').some(each => codeOf(each) === 'AOTL5004'), 'AOTL5004');
			const editor = await vscode.window.showTextDocument(uri('Dockerfile'));
			await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '# typed, and not saved\n# at all\n'));
			await until(() => places('Dockerfile').some(each => each.startsWith('4 AOTL5004')), 'the problem where it is now');
			await applyFix('Dockerfile', 'AOTL5004', /runtime-deps/);
			assert.match(
				fs.readFileSync(path.join(folder(), 'Dockerfile'), 'utf8'),
				/^# typed, and not saved\n# at all\nFROM .*\nFROM .*runtime-deps:10\.0\nCOPY \. \.\n$/,
			);
			await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
		},
	],
	[
		'a project that does not opt in any more is quiet, as it is typed; assessing shows it and writes nothing',
		async api => {
			const project = path.join(folder(), 'ShopApi.csproj');
			const onDisk = fs.readFileSync(project, 'utf8');
			const editor = await vscode.window.showTextDocument(uri('ShopApi.csproj'));
			const at = onDisk.indexOf('<PublishAot>true</PublishAot>');
			const range = new vscode.Range(
				editor.document.positionAt(at),
				editor.document.positionAt(at + '<PublishAot>true</PublishAot>'.length),
			);
			await editor.edit(edit => edit.delete(range));
			const invitation = (): vscode.Diagnostic | undefined =>
				diagnostics('ShopApi.csproj').find(each => /would break under Native AOT/.test(each.message));
			await until(() => diagnostics('Catalog.cs').length === 0 && invitation(), 'one line in the project file');
			assert.equal(invitation()?.severity, vscode.DiagnosticSeverity.Information);
			await until(() => /AOT: 1 project not opted in$/.test(api.statusBar()), api.statusBar());
			const own = (): string => api.languageStatus()[0] ?? '';
			await until(
				() => /^AOT: \d+ places would break \| ShopApi · net10\.0 · not opted in \| Assess$/.test(own()),
				api.languageStatus().join('\n'),
			);
			assert.match(api.languageStatus()[2] ?? '', /^AOT Lens \| [\d.]+ · \d+ files · 1 project \| Restart$/);
			const [action] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
				'vscode.executeCodeActionProvider',
				uri('ShopApi.csproj'),
				invitation()?.range as vscode.Range,
				vscode.CodeActionKind.QuickFix.value,
			);
			assert.equal(action?.title, 'Assess this project for Native AOT');
			await vscode.commands.executeCommand(action?.command?.command ?? '', ...(action?.command?.arguments ?? []));
			await until(() => diagnostics('Catalog.cs').some(each => each.severity === vscode.DiagnosticSeverity.Warning), 'warnings');
			await until(() => /AOT: \d+ warnings/.test(api.statusBar()), 'a count');
			await until(() => /assessed as with PublishAot \| Stop Assessing$/.test(own()), 'the way back');
			await vscode.commands.executeCommand('aotLens.stopAssessing', uri('ShopApi.csproj'));
			await until(() => diagnostics('Catalog.cs').length === 0 && invitation(), 'quiet again');
			assert.equal(fs.existsSync(path.join(folder(), '.vscode')), false, 'no settings were written');
			assert.equal(fs.readFileSync(project, 'utf8'), onDisk);
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
			await until(() => diagnostics('Catalog.cs').length > 0 && !invitation(), 'what is on disk counts again');
		},
	],
	[
		'the readiness view lists projects, areas, rules and places',
		async api => {
			const { readiness } = api;
			const [project] = await readiness.getChildren();
			assert.ok(project);
			const [area] = await readiness.getChildren(project);
			const [rule] = await readiness.getChildren(area);
			const [place] = await readiness.getChildren(rule);
			const item = readiness.getTreeItem(place as NonNullable<typeof place>);
			assert.equal(item.command?.command, 'vscode.open');
			await vscode.commands.executeCommand('vscode.open', ...(item.command?.arguments ?? []));
			assert.match(String(item.label), new RegExp(`:${(vscode.window.activeTextEditor?.selection.start.line ?? -1) + 1}$`));
			await vscode.commands.executeCommand('aotLens.readiness.focus');
		},
	],
	[
		'the readiness report opens, and a place in it opens the file at the line',
		async api => {
			await vscode.commands.executeCommand('aotLens.openReport');
			const html = await until(() => api.report(), 'the report');
			assert.match(html, /<h1>AOT readiness of shop-api<\/h1>[\s\S]*<caption>Places of ShopApi<\/caption>/);
			const [, argument = '', file = '', line = ''] = /<a href="command:aotLens\.openPlace\?([^"]*)">([^<]+):(\d+)<\/a>/.exec(html) ?? [];
			await vscode.commands.executeCommand('aotLens.openPlace', ...(JSON.parse(decodeURIComponent(argument)) as unknown[]));
			assert.equal(path.basename(vscode.window.activeTextEditor?.document.fileName ?? ''), path.basename(file));
			assert.equal(vscode.window.activeTextEditor?.selection.start.line, Number(line) - 1);
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		},
	],
	[
		'names of a hostile workspace are shown as they are, and do nothing',
		async api => {
			const name = '![i](https://example.invalid/i.png)[run](command:workbench.action.quit)&lt;b&gt;';
			fs.mkdirSync(path.join(folder(), 'hostile'));
			fs.writeFileSync(
				path.join(folder(), 'hostile', 'H.csproj'),
				`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><PublishAot>true</PublishAot><AssemblyName>${name}</AssemblyName></PropertyGroup><ItemGroup><PackageReference Include="${name}" Version="1.0.0" /></ItemGroup></Project>\n`,
			);
			fs.writeFileSync(
				path.join(folder(), 'hostile', 'A.cs'),
				'class H { System.Array All() => System.Enum.GetValues(typeof(System.DayOfWeek)); }\n',
			);
			await until(() => api.summary()?.isComplete && api.summary()?.projects.some(each => each.name.startsWith('![i]')), 'the project');
			const page = api.page();
			assert.doesNotMatch(page, /(?<!\\)\]\((?:https|command)|<b>/, page);
			await vscode.window.showTextDocument(uri('hostile/H.csproj'));
			const column = fs.readFileSync(path.join(folder(), 'hostile', 'H.csproj'), 'utf8').indexOf('<PackageReference') + 3;
			const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
				'vscode.executeHoverProvider',
				uri('hostile/H.csproj'),
				new vscode.Position(0, column),
			);
			const text = hovers
				.flatMap(hover => hover.contents.map(content => (typeof content === 'string' ? content : content.value)))
				.join('\n');
			assert.match(text, /not restored/);
			assert.doesNotMatch(text, /(?<!\\)\]\((?:https|command)|<b>/, text);
			await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
			await vscode.workspace.fs.delete(uri('hostile'), { recursive: true });
			await until(() => api.summary()?.isComplete && api.summary()?.projects.length === 1, 'the summary without it');
		},
	],
	[
		'a call that leads to what breaks in a package shows the way, its reference what publishing will say',
		async api => {
			const dll = 'lib/netstandard2.0/Sample.Package.dll';
			const files = {
				'App.csproj':
					'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType>' +
					'<PublishAot>true</PublishAot></PropertyGroup><ItemGroup>\n<PackageReference Include="Sample.Package" Version="1.0.0" />\n' +
					'</ItemGroup></Project>\n',
				'Program.cs': 'using Sample;\nApi.Visit(new Used());\n',
				'obj/project.assets.json': JSON.stringify({
					version: 3,
					packageFolders: { [path.join(folder(), '..', 'packages')]: {} },
					targets: { 'net10.0': { 'Sample.Package/1.0.0': { type: 'package', compile: { [dll]: {} }, runtime: { [dll]: {} } } } },
					libraries: { 'Sample.Package/1.0.0': { type: 'package', path: 'sample.package/1.0.0' } },
					project: { frameworks: { 'net10.0': { dependencies: { 'Sample.Package': {} } } } },
				}),
			};
			for (const [name, text] of Object.entries(files)) {
				fs.mkdirSync(path.dirname(path.join(folder(), 'packaged', name)), { recursive: true });
				fs.writeFileSync(path.join(folder(), 'packaged', name), text);
			}
			const of = (file: string, code: string): vscode.Diagnostic | undefined => diagnostics(file).find(each => codeOf(each) === code);
			const call = await until(() => of('packaged/Program.cs', 'AOTL1006'), 'the call');
			assert.equal(call.severity, vscode.DiagnosticSeverity.Information);
			assert.match(call.message, /Sample\.Package 1\.0\.0 .*: Api\.Visit > Used\.Visit/);
			assert.equal(call.relatedInformation?.[0]?.location.uri.toString(), uri('packaged/App.csproj').toString());
			assert.ok(of('packaged/App.csproj', 'IL2104'));
			await vscode.window.showTextDocument(uri('packaged/App.csproj'));
			const everything = new vscode.Range(0, 0, 9, 0);
			const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
				'vscode.executeInlayHintProvider',
				uri('packaged/App.csproj'),
				everything,
			);
			assert.deepEqual(
				hints.map(hint => hint.label),
				['publish: IL2104 (1)'],
			);
			await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
			await vscode.workspace.fs.delete(uri('packaged'), { recursive: true });
			await until(() => diagnostics('packaged/Program.cs').length === 0 && api.summary()?.projects.length === 1, 'nothing of it');
		},
	],
	[
		'a server that ends comes back; one that keeps ending shows in the status bar, and a restart brings it back',
		async api => {
			for (let time = 0; time < 6 && !/stopped/.test(api.statusBar()); time++) {
				const pid = await until(() => api.serverPid() ?? (/stopped/.test(api.statusBar()) && -1), 'a server');
				if (pid < 0) break;
				process.kill(pid, 'SIGKILL');
				await until(() => api.serverPid() !== pid, 'another server, or none');
				await new Promise(resolve => setTimeout(resolve, 500));
			}
			await until(() => /stopped/.test(api.statusBar()), 'an error in the status bar');
			assert.match(api.page(), /^# AOT Lens stopped/);
			await vscode.commands.executeCommand('aotLens.restart');
			await until(() => /AOT: \d+ warning/.test(api.statusBar()) && diagnostics('Catalog.cs').length > 0, 'problems again');
		},
	],
];

export async function run(): Promise<void> {
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
