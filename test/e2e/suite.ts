/** What a person does in VS Code with the sample, step by step, against the editor's own API. */
import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import process from 'node:process';
import * as vscode from 'vscode';
import { type Counts, countWords, headline, type Summary } from '../../server/src/protocol/report.ts';
import { documentSteps } from './documents.ts';
import {
	action,
	applyFix,
	codeOf,
	diagnostics,
	folder,
	hover,
	inTurn,
	places,
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

const steps: readonly Step[] = [
	[
		'problems of closed files are in the panel after opening the folder',
		async () => {
			await untilPlaces('Plugins.cs', ['14 IL2026', '15 IL2026', '20 IL2057', '26 IL2070'], 'problems of closed files');
			await untilPlaces('Catalog.cs', ['16 IL2026, IL3050', '18 IL2026, IL3050', '22 IL2026, IL3050'], 'problems of closed files');
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
			const found = await problem('Program.cs', 'IL3050');
			const text = await hover('Program.cs', () => found.range.start, /What to do/);
			assert.match(text, /\]\(command:aotLens\.openRule\?[^)]*IL3050/);
			assert.ok(typeof found.code === 'object' && String(found.code.target).startsWith('command:aotLens.openRule'));
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
			await hover(file, () => first.range.start, /needs code that trimming may remove[\s\S]*What to do/);
			await action(file, () => first.range, /JSON type information|AppJsonContext/);
			// The other extension has not read this line yet.
			await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// typed\n'));
			const moved = own.slice(1).map(each => each.replace(/^\d+/, number => String(Number(number) + 1)));
			await untilPlaces(file, moved, 'ours to have moved, and that one to be held back still');
			show([line + 1]);
			await vscode.workspace.getConfiguration('aotLens').update('duplicates', 'show', vscode.ConfigurationTarget.Global);
			await until(() => places(file).length === own.length, 'both');
			await vscode.workspace.getConfiguration('aotLens').update('duplicates', undefined, vscode.ConfigurationTarget.Global);
			await until(() => places(file).length === own.length - 1, 'one again');
			csharp.dispose();
			await until(() => places(file).length === own.length, 'ours again');
			await vscode.commands.executeCommand('undo');
			await untilPlaces(file, own, 'ours where they were');
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		},
	],
	[
		'typing removes the squiggle and brings it back',
		async () => {
			const editor = await vscode.window.showTextDocument(uri('Program.cs'));
			const has = (): boolean =>
				diagnostics('Program.cs').some(each => codeOf(each) === 'IL3050' && each.message.includes('Enum.GetValues'));
			await until(has, 'IL3050');
			await editor.edit(edit => edit.replace(rangeOf(editor.document, 'GetValues(typeof(Color))'), 'GetValues<Color>()'));
			await until(() => !has(), 'no IL3050');
			await vscode.commands.executeCommand('undo');
			await until(has, 'IL3050 again');
		},
	],
	[
		'the JSON fix makes a context and the finding is gone',
		async () => {
			await vscode.window.showTextDocument(uri('Catalog.cs'));
			const serialize = (): vscode.Diagnostic | undefined => diagnostics('Catalog.cs').find(each => each.range.start.line === 17);
			const { edit, command } = await action('Catalog.cs', () => serialize()?.range, /new AppJsonContext with Product\[\]/);
			assert.ok(edit);
			assert.ok(await vscode.workspace.applyEdit(edit));
			// The editor runs an action's command after its edit: here it saves the new file.
			assert.ok(command);
			await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
			await vscode.workspace.saveAll();
			await until(() => !serialize(), 'no problem on the line');
			assert.match(read('Catalog.cs'), /Deserialize<Product\[\]>\(json, AppJsonContext\.Default\.ProductArray\)/);
			assert.match(
				read('AppJsonContext.cs'),
				/namespace ShopApi;\n\n\[JsonSerializable\(typeof\(Product\[\]\)\)\]\ninternal sealed partial class AppJsonContext : JsonSerializerContext/,
			);
		},
	],
	[
		'the slim builder fix swaps the call',
		async () => {
			await applyFix('Program.cs', 'AOTL1001', /^Use CreateSlimBuilder/);
			await until(() => !diagnostics('Program.cs').some(each => codeOf(each) === 'AOTL1001'), 'no AOTL1001');
			assert.match(read('Program.cs'), /WebApplication\.CreateSlimBuilder\(args\);/);
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
			assert.match((await until(anonymous, 'AOTL2001')).message, /every route of the app answers 500/);
			const { edit } = await action(
				'Program.cs',
				() => anonymous()?.range,
				/^Make it the record HealthResponse, listed on AppJsonContext$/,
			);
			assert.ok(edit);
			assert.ok(await vscode.workspace.applyEdit(edit));
			await vscode.workspace.saveAll();
			await until(() => !anonymous(), 'no AOTL2001 of an anonymous type');
			assert.match(read('Program.cs'), /MapGet\("\/health", \(\) => new HealthResponse\("Healthy"\)\);/);
			assert.match(read('Program.cs'), /\ninternal sealed record HealthResponse\(string Status\);\n$/);
			// The editor keeps another file's edit until it is saved.
			assert.match(
				(await vscode.workspace.openTextDocument(uri('AppJsonContext.cs'))).getText(),
				/\[JsonSerializable\(typeof\(HealthResponse\)\)\]\n[\s\S]*class AppJsonContext/,
			);
		},
	],
	[
		'one action annotates a whole chain, made when it is chosen',
		async () => {
			await vscode.window.showTextDocument(uri('Plugins.cs'));
			const { range } = await problem('Plugins.cs', 'IL2070');
			const title = /^Annotate .* and the whole chain$/;
			assert.ok(await action('Plugins.cs', () => range, title));
			const { edit } = await action('Plugins.cs', () => range, title, 10);
			assert.ok(edit, 'edits of the chain');
			assert.ok(await vscode.workspace.applyEdit(edit));
			await vscode.workspace.saveAll();
			await untilPlaces('Plugins.cs', ['15 IL2026', '16 IL2026', '21 IL2057'], 'no IL2070');
			await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
		},
	],
	[
		'the summary follows renames and deletions',
		async api => {
			const before = places('Plugins.cs');
			await vscode.workspace.fs.rename(uri('Plugins.cs'), uri('Renamed.cs'));
			await untilPlaces('Renamed.cs', before, 'problems under the new name');
			await untilPlaces('Plugins.cs', [], 'none under the old one');
			await remove(api, 'Renamed.cs');
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
			assert.ok(api.page().includes(`<h1>AOT Lens: ${headline(summary)}</h1>`), api.page());
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
			await untilPlaces('Fresh.cs', ['1 IL3050'], 'the problem of the new file');
			await vscode.workspace.saveAll();
			await vscode.workspace.fs.delete(uri('Fresh.cs'));
			await untilPlaces('Fresh.cs', [], 'no problem of the deleted file');
		},
	],
	[
		'a Dockerfile is judged as it is typed, and its fix fits what is typed',
		async api => {
			write({ Dockerfile: 'FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nFROM mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY . .\n' });
			await problem('Dockerfile', 'AOTL5004');
			const editor = await vscode.window.showTextDocument(uri('Dockerfile'));
			await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '# typed, and not saved\n# at all\n'));
			await until(() => places('Dockerfile').some(each => each.startsWith('4 AOTL5004')), 'the problem where it is now');
			await applyFix('Dockerfile', 'AOTL5004', /runtime-deps/);
			assert.match(read('Dockerfile'), /^# typed, and not saved\n# at all\nFROM .*\nFROM .*runtime-deps:10\.0\nCOPY \. \.\n$/);
			await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
			await remove(api, 'Dockerfile');
		},
	],
	[
		'a project that does not opt in any more is quiet, as it is typed; assessing shows it and writes nothing',
		async api => {
			const onDisk = read('ShopApi.csproj');
			const editor = await vscode.window.showTextDocument(uri('ShopApi.csproj'));
			await editor.edit(edit => edit.delete(rangeOf(editor.document, '<PublishAot>true</PublishAot>')));
			const invitation = (): vscode.Diagnostic | undefined =>
				diagnostics('ShopApi.csproj').find(each => /would break under Native AOT/.test(each.message));
			await until(() => diagnostics('Catalog.cs').length === 0 && invitation(), 'one line in the project file');
			assert.equal(invitation()?.severity, vscode.DiagnosticSeverity.Information);
			await until(
				() => /AOT: 1 project not opted in$/.test(api.statusBar()),
				() => api.statusBar(),
			);
			const own = (): string => api.languageStatus()[0] ?? '';
			await until(
				() => /^AOT: \d+ places would break \| ShopApi · net10\.0 · not opted in \| Assess$/.test(own()),
				() => api.languageStatus().join('\n'),
			);
			assert.match(api.languageStatus()[2] ?? '', /^AOT Lens \| [\d.]+ · \d+ files · 1 project \| Restart$/);
			const { command } = await action('ShopApi.csproj', () => invitation()?.range, /^Assess this project for Native AOT$/);
			await vscode.commands.executeCommand(command?.command ?? '', ...(command?.arguments ?? []));
			await until(() => diagnostics('Catalog.cs').some(each => each.severity === vscode.DiagnosticSeverity.Warning), 'warnings');
			await until(() => /AOT: \d+ warnings/.test(api.statusBar()), 'a count');
			await until(() => /assessed as with PublishAot \| Stop Assessing$/.test(own()), 'the way back');
			await vscode.commands.executeCommand('aotLens.stopAssessing', uri('ShopApi.csproj'));
			await until(() => diagnostics('Catalog.cs').length === 0 && invitation(), 'quiet again');
			assert.equal(fs.existsSync(path.join(folder(), '.vscode')), false, 'no settings were written');
			assert.equal(read('ShopApi.csproj'), onDisk);
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
			await until(() => diagnostics('Catalog.cs').length > 0 && !invitation(), 'what is on disk counts again');
			await until(() => api.summary()?.isComplete && api.summary()?.projects[0]?.kind === 'opted-in', 'a summary of what is on disk');
		},
	],
	...documentSteps,
	[
		'the readiness view lists projects, areas, rules and places',
		async api => {
			const { readiness } = api;
			const item = await until(async () => {
				const [project] = await readiness.getChildren();
				const [area] = project ? await readiness.getChildren(project) : [];
				const [rule] = area ? await readiness.getChildren(area) : [];
				const [place] = rule ? await readiness.getChildren(rule) : [];
				return place && readiness.getTreeItem(place);
			}, 'a place of a rule of an area of a project');
			assert.equal(item.command?.command, 'vscode.open');
			await vscode.commands.executeCommand('vscode.open', ...(item.command?.arguments ?? []));
			const line = (): string => `:${(vscode.window.activeTextEditor?.selection.start.line ?? -1) + 1}`;
			await until(
				() => String(item.label).endsWith(line()),
				() => `the place ${String(item.label)}, not${line()}`,
			);
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
			const isThere = (editor?: vscode.TextEditor): boolean =>
				path.basename(editor?.document.fileName ?? '') === path.basename(file) && editor?.selection.start.line === Number(line) - 1;
			await until(() => isThere(vscode.window.activeTextEditor), `${file}:${line} in the editor`);
			await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		},
	],
	[
		'names of a hostile workspace are shown as they are, and do nothing',
		async api => {
			const name = '![i](https://example.invalid/i.png)[run](command:workbench.action.quit)&lt;b&gt;';
			const project = `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><PublishAot>true</PublishAot><AssemblyName>${name}</AssemblyName></PropertyGroup><ItemGroup><PackageReference Include="${name}" Version="1.0.0" /></ItemGroup></Project>\n`;
			write({
				'hostile/H.csproj': project,
				'hostile/A.cs': 'class H { System.Array All() => System.Enum.GetValues(typeof(System.DayOfWeek)); }\n',
			});
			await until(() => api.summary()?.isComplete && api.summary()?.projects.some(each => each.name.startsWith('![i]')), 'the project');
			const page = api.page();
			assert.ok(page.includes('&lt;b&gt;'), page);
			assert.doesNotMatch(page, /<(?:b|img)\b|href="(?!command:(?:aotLens\.|workbench\.actions\.view\.problems"))/, page);
			await vscode.window.showTextDocument(uri('hostile/H.csproj'));
			const text = await hover('hostile/H.csproj', () => new vscode.Position(0, project.indexOf('<PackageReference') + 3), /not restored/);
			assert.doesNotMatch(text, /(?<!\\)\]\((?:https|command)|<b>/, text);
			await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
			await remove(api, 'hostile');
		},
	],
	[
		'a call that leads to what breaks in a package shows the way, its reference what publishing will say',
		async api => {
			const dll = 'lib/netstandard2.0/Sample.Package.dll';
			write({
				'packaged/App.csproj':
					'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType>' +
					'<PublishAot>true</PublishAot></PropertyGroup><ItemGroup>\n<PackageReference Include="Sample.Package" Version="1.0.0" />\n' +
					'</ItemGroup></Project>\n',
				'packaged/Program.cs': 'using Sample;\nApi.Visit(new Used());\n',
				'packaged/obj/project.assets.json': JSON.stringify({
					version: 3,
					packageFolders: { [path.join(folder(), '..', 'packages')]: {} },
					targets: { 'net10.0': { 'Sample.Package/1.0.0': { type: 'package', compile: { [dll]: {} }, runtime: { [dll]: {} } } } },
					libraries: { 'Sample.Package/1.0.0': { type: 'package', path: 'sample.package/1.0.0' } },
					project: { frameworks: { 'net10.0': { dependencies: { 'Sample.Package': {} } } } },
				}),
			});
			const call = await problem('packaged/Program.cs', 'AOTL1006');
			assert.equal(call.severity, vscode.DiagnosticSeverity.Information);
			assert.match(call.message, /Sample\.Package 1\.0\.0 .*: Api\.Visit > Used\.Visit/);
			assert.equal(call.relatedInformation?.[0]?.location.uri.toString(), uri('packaged/App.csproj').toString());
			await problem('packaged/App.csproj', 'IL2104');
			await vscode.window.showTextDocument(uri('packaged/App.csproj'));
			await until(async () => {
				const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
					'vscode.executeInlayHintProvider',
					uri('packaged/App.csproj'),
					new vscode.Range(0, 0, 9, 0),
				);
				return hints.map(hint => hint.label).join() === 'publish: IL2104 (1)';
			}, 'the hint');
			await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
			await remove(api, 'packaged');
		},
	],
	[
		'a server that ends comes back; one that keeps ending shows in the status bar, and a restart brings it back',
		async api => {
			const [hasStopped, hasProblems] = [/stopped/, /AOT: \d+ warning/].map(each => () => each.test(api.statusBar()));
			// Started again by itself, a few times within minutes.
			for (let time = 0; !hasStopped?.(); time++) {
				assert.ok(time < 20, 'it gives up');
				const pid = await until(() => api.serverPid(), 'a server');
				process.kill(pid, 'SIGKILL');
				await until(() => hasStopped?.() || (api.serverPid() !== undefined && api.serverPid() !== pid), 'another server, or none');
				await until(() => hasStopped?.() || hasProblems?.(), 'what it found');
			}
			assert.match(api.page(), /<h1>AOT Lens stopped[\s\S]*command:aotLens\.restart[\s\S]*command:aotLens\.showOutput/);
			assert.match(api.languageStatus().join('\n'), /stopped/);
			await vscode.commands.executeCommand('aotLens.showOutput');
			await until(() => vscode.workspace.textDocuments.some(each => each.uri.scheme === 'output'), 'the output');
			// What a click on the status bar offers, the first of it: a restart.
			// The output takes the focus when it is there, which closes what is open then: asked for again.
			let offered = 0;
			await until(async () => {
				if (Date.now() - offered > 5000) {
					offered = Date.now();
					void vscode.commands.executeCommand('aotLens.recover');
				}
				await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
				return !hasStopped?.();
			}, 'a restart');
			assert.doesNotMatch(api.page(), /stopped/);
			await until(() => hasProblems?.() && diagnostics('Catalog.cs').length > 0, 'problems again');
		},
	],
];

export const run = (): Promise<void> => inTurn(steps);
