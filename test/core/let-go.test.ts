/** What is let go of is read again when it is asked for, and says the same; what stands is not judged again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { withoutBodies } from '../../server/src/core/syntax/declarations.ts';
import { haveEqualOutlines } from '../../server/src/core/syntax/outline.ts';
import { parseFile } from '../../server/src/core/syntax/source-file.ts';
import { checkAll, OPTED_IN, parser, places, workspaceOf } from '../support/core.ts';

const referencing = (name: string): string =>
	OPTED_IN.replace('</Project>', `<ItemGroup><ProjectReference Include="../${name}/${name}.csproj" /></ItemGroup></Project>`);

const FILES = {
	'Lib/Lib.csproj': OPTED_IN,
	'Lib/Lib.cs': 'public static class Lib { public static object Make(System.Type type) => System.Enum.GetValues(type); }',
	'Other/Other.csproj': OPTED_IN,
	'Other/Other.cs': 'class Other { object M() => System.Enum.GetValues(typeof(System.DayOfWeek)); }',
	'Mid/Mid.csproj': referencing('Lib'),
	'Mid/Mid.cs': 'class Mid { object M() { return Lib.Make(typeof(int)); } object N() => System.Enum.GetValues(typeof(System.DayOfWeek)); }',
};

test('a file without its bodies has the outline of the whole', () => {
	const text = `
		using System;
		class C(int x) : B(x) {
			C() : this(1) { Console.Write(x); }
			int P { get { return 1; } set => Console.Write(value); }
			int Q => P;
			const int K = 1 + 2;
			event Action E { add { } remove { } }
			public static C operator +(C a, C b) { return a; }
			abstract void A();
			void M<T>(T t = default) where T : class { void Local() { } Local(); }
			class N { ~N() { } }
		}`;
	const { file, tree } = parseFile(parser, '/w/A.cs', text, new Set());
	tree?.delete();
	const bare = withoutBodies(file);
	assert.ok(haveEqualOutlines(bare, file));
	assert.doesNotMatch(JSON.stringify(bare.unit.types[0]?.members.filter(each => each.syntax.kind !== 'property')), /Console|Local/);
});

test('projects that were let go of are found to say the same', () => {
	const { workspace } = workspaceOf(FILES);
	const before = places(checkAll(workspace));
	assert.ok(before.length > 2, before.join('\n'));
	workspace.letGo(() => false, 0);
	assert.equal(workspace.projects.filter(project => workspace.isPrepared(project)).length, 2, 'the two that were used last stay');
	assert.deepEqual(places(checkAll(workspace)), before);
});

test('what is needed stays', () => {
	const { workspace } = workspaceOf(FILES);
	checkAll(workspace);
	workspace.letGo(project => project.name === 'Lib', 0);
	assert.ok(workspace.projects.some(project => project.name === 'Lib' && workspace.isPrepared(project)));
});

test('an edit affects the projects that compile the file, and those that reference them', () => {
	const { workspace, files } = workspaceOf(FILES);
	checkAll(workspace);
	const { state } = workspace;
	for (const project of workspace.projects) workspace.judged(project, state, true);
	const affected = (): string[] => workspace.projects.filter(project => !workspace.isUnaffected(project)).map(project => project.name);
	assert.deepEqual(affected(), []);
	workspace.open('/w/Lib/Lib.cs', FILES['Lib/Lib.cs']);
	assert.deepEqual(affected(), [], 'a document that says what is on disk changes nothing');
	workspace.open('/w/Lib/Lib.cs', `${FILES['Lib/Lib.cs']} class More;`);
	assert.deepEqual(affected(), ['Lib', 'Mid']);
	files.set('/w/Other/Other.cs', 'class Other;');
	workspace.filesChanged(['/w/Other/Other.cs']);
	assert.deepEqual(affected().sort(), ['Lib', 'Mid', 'Other']);
});

test('what failed does not stand', () => {
	const { workspace } = workspaceOf(FILES);
	const [project] = workspace.projects;
	assert.ok(project);
	workspace.judged(project, workspace.state, false);
	assert.ok(workspace.wasJudged(project));
	assert.ok(!workspace.isUnaffected(project));
});

test('a compilation goes when an edit made another, whatever the framework was asked about its types', async () => {
	const { workspace } = workspaceOf({
		'App.csproj': OPTED_IN,
		// `Func<string, TArg, Node>` of `GetOrAdd` has a parameter of metadata, which stays, before a type that goes.
		'App.cs': `using System.Collections.Concurrent;
			class Node { readonly ConcurrentDictionary<string, Node> all = new(); public Node Of(string name) => all.GetOrAdd(name, (each, size) => new(), 1); }`,
	});
	const [project] = workspace.projects;
	assert.ok(project);
	checkAll(workspace);
	const before = new WeakRef(workspace.services(project).compilation);
	workspace.open('/w/App.cs', `${workspace.text('/w/App.cs')} class More;`);
	checkAll(workspace);
	assert.ok(await isCollected(before));
});

test('a library that goes on to be used holds no app that was judged before', async () => {
	const app = (name: string): Record<string, string> => ({
		[`${name}/${name}.csproj`]: referencing('Lib').replace(
			'<IsAotCompatible>',
			'<OutputType>Exe</OutputType><PublishAot>true</PublishAot><IsAotCompatible>',
		),
		[`${name}/Program.cs`]: 'System.Console.WriteLine(Lib.Write(1));',
	});
	const { workspace } = workspaceOf({
		'Lib/Lib.csproj': OPTED_IN,
		'Lib/Lib.cs':
			'public static class Lib { public static string Write(object value) => System.Text.Json.JsonSerializer.Serialize(value); }',
		...app('One'),
		...app('Two'),
	});
	checkAll(workspace);
	const [one, two] = ['One', 'Two'].map(name => workspace.projects.find(project => project.name === name));
	assert.ok(one && two);
	const before = new WeakRef(workspace.services(two).compilation);
	workspace.services(one);
	workspace.letGo(project => project !== two, 0);
	// The library's files are those of the other app, too.
	assert.ok(workspace.isPrepared(one));
	assert.ok(await isCollected(before));
});

test('libraries are judged right before the app that says what they can rely on', () => {
	const program = '<OutputType>Exe</OutputType><PublishAot>true</PublishAot><IsAotCompatible>';
	const references = (...names: readonly string[]): string =>
		names.map(each => `<ProjectReference Include="../${each}/${each}.csproj" />`).join('');
	const project = (name: string, inner: string, ...referenced: readonly string[]): Record<string, string> => ({
		[`${name}/${name}.csproj`]: OPTED_IN.replace('<IsAotCompatible>', inner).replace(
			'</Project>',
			`<ItemGroup>${references(...referenced)}</ItemGroup></Project>`,
		),
		[`${name}/${name}.cs`]: `class Of${name} { object M() => System.Enum.GetValues(typeof(System.DayOfWeek)); }`,
	});
	const { workspace } = workspaceOf({
		...project('Far', program, 'FarLib', 'Leaf'),
		...project('FarLib', '<IsAotCompatible>', 'Leaf'),
		...project('Near', program, 'NearLib'),
		...project('NearLib', '<IsAotCompatible>'),
		...project('Leaf', '<IsAotCompatible>'),
		...project('Alone', '<IsAotCompatible>'),
	});
	const judged = new Set([...workspace.checkOnce(workspace.projects, () => true)].flatMap(report => report?.project.name ?? []));
	assert.deepEqual([...judged], ['Alone', 'NearLib', 'Near', 'Leaf', 'FarLib', 'Far']);
});

/** Whether nothing holds what a reference was made to. */
async function isCollected(reference: WeakRef<object>): Promise<boolean> {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	for (let turn = 0; turn < 5 && reference.deref(); turn++) {
		await setImmediate();
		collect();
	}
	return reference.deref() === undefined;
}
