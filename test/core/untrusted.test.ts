/** What a repository says of paths, sizes and patterns is not trusted: nothing beyond it is read, nothing grows or runs without end. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { boundedHost } from '../../server/src/core/host.ts';
import { nodeHost } from '../../server/src/node/host.ts';
import { Workspace } from '../../server/src/core/analysis/workspace.ts';
import { checkAll, memoryHost, pack, parser, places, WEB_OPTED_IN, workspaceOf } from '../support/core.ts';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-untrusted-')));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

const project = (body: string): string =>
	`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><IsAotCompatible>true</IsAotCompatible></PropertyGroup>${body}</Project>`;

test('only regular files are read, no more of them than they say, and nothing behind links that lead out', {
	skip: process.platform === 'win32',
}, () => {
	const repository = path.join(folder, 'repository');
	fs.mkdirSync(path.join(repository, 'sub'), { recursive: true });
	fs.writeFileSync(path.join(folder, 'secret.cs'), 'class Secret { }');
	fs.writeFileSync(path.join(repository, 'A.cs'), 'class A { }');
	execFileSync('mkfifo', [path.join(repository, 'Fifo.cs'), path.join(repository, '.editorconfig')]);
	fs.symlinkSync('/dev/zero', path.join(repository, 'Device.cs'));
	fs.symlinkSync(path.join(folder, 'secret.cs'), path.join(repository, 'Secret.cs'));
	fs.symlinkSync(folder, path.join(repository, 'out'));
	fs.symlinkSync(path.join(repository, 'A.cs'), path.join(repository, 'sub', 'Link.cs'));
	const host = boundedHost(nodeHost, repository);
	assert.deepEqual(host.list(repository), ['A.cs', 'Secret.cs', 'sub/']);
	const read = (name: string): string | undefined => {
		const bytes = host.read(path.join(repository, name));
		return bytes && new TextDecoder().decode(bytes);
	};
	assert.deepEqual(
		['A.cs', 'sub/Link.cs', 'Fifo.cs', '.editorconfig', 'Device.cs', 'Secret.cs', 'out/secret.cs', '../secret.cs'].map(read),
		['class A { }', 'class A { }', undefined, undefined, undefined, undefined, undefined, undefined],
	);
});

test('items and imports beyond the repository are told and not read', () => {
	const asked: string[] = [];
	const files = new Map([
		['/w/.git/HEAD', ''],
		[
			'/w/P.csproj',
			project(
				'<Import Project="../evil.props" /><ItemGroup><Compile Include="../secret/**;/etc/X.cs" /><Compile Include="A.cs" /></ItemGroup>',
			),
		],
		['/w/A.cs', 'class A { }'],
		[
			'/w/obj/project.assets.json',
			JSON.stringify({
				packageFolders: { '/packages/': {} },
				libraries: { 'P/1.0.0': { type: 'package', path: '../secret' } },
				targets: { 'net10.0': { 'P/1.0.0': { compile: { '../../secret/S.dll': {} } } } },
			}),
		],
		['/secret/S.cs', 'class S { }'],
		['/evil.props', '<Project />'],
	]);
	const host = memoryHost(files);
	const watch = <T>(file: string, answer: T): T => {
		asked.push(file);
		return answer;
	};
	const watched = {
		...host,
		read: (file: string) => watch(file, host.read(file)),
		list: (each: string) => watch(each, host.list(each)),
	};
	const workspace = new Workspace('/w', watched, parser, pack, {
		properties: {},
		useEditorConfig: true,
		includeTests: false,
		log: () => undefined,
	});
	checkAll(workspace);
	assert.deepEqual(
		asked.filter(each => each !== '/w' && !each.startsWith('/w/')),
		[],
	);
	assert.deepEqual(workspace.projects[0]?.messages, [
		'P.csproj: outside of the repository, so not imported: ../evil.props',
		'P.csproj: outside of the repository, so not compiled: ../secret/**',
		'P.csproj: outside of the repository, so not compiled: /etc/X.cs',
	]);
	assert.deepEqual(workspace.projects[0]?.packages.missing, ['P']);
});

test('values and items that double themselves end', () => {
	const doubled = Array.from({ length: 60 }, () => '<A>$(A)$(A)</A>').join('');
	const items = Array.from({ length: 60 }, () => '<X Include="@(X);@(X)" />').join('');
	const nested = `${'$(A.Replace('.repeat(500)}x${')'.repeat(500)}`;
	const { workspace } = workspaceOf({
		'P.csproj': project(
			`<PropertyGroup><A>xxxxxxxx</A>${doubled}<B>${nested}</B></PropertyGroup><ItemGroup><X Include="a;b" />${items}</ItemGroup>`,
		),
		'A.cs': '',
	});
	const messages = workspace.projects[0]?.messages.join('\n') ?? '';
	assert.match(messages, /too long|\.\.\./);
	assert.match(messages, /too many items of X/);
});

test('long lines of Dockerfiles and .editorconfig take linear time', () => {
	const started = process.cpuUsage();
	const { workspace } = workspaceOf({
		'P.csproj': WEB_OPTED_IN.replace('<IsAotCompatible>', '<PublishAot>true</PublishAot><IsAotCompatible>'),
		'A.cs': 'class A { }',
		Dockerfile: `FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nRUN ${'dotnet x '.repeat(50_000)}\n${' '.repeat(200_000)}FROM x\n`,
		'.editorconfig': `${' '.repeat(200_000)}x\n${' #\u2028'.repeat(50_000)}\n[*.cs]\ndotnet_diagnostic.IL2026.severity = none\n`,
	});
	places(checkAll(workspace));
	assert.ok(process.cpuUsage(started).user < 5_000_000);
});

test('an assets file of another shape is none', () => {
	for (const assets of [
		'null',
		'[]',
		'{"targets":[]}',
		'{"targets":{"net10.0":null}}',
		'{"targets":{"net10.0":{"P/1":7,"Q/1":{"compile":[],"frameworkReferences":3}}},"libraries":{"P/1":null},"packageFolders":[]}',
	]) {
		const { workspace } = workspaceOf({ 'P.csproj': project(''), 'A.cs': 'class A { }', 'obj/project.assets.json': assets });
		assert.equal(checkAll(workspace).length, 2, assets);
		assert.equal(workspace.unreadable.size, 0, assets);
	}
});
