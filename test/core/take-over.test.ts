/** What one thread has read, another takes over instead of reading it, and says the same. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReadFile } from '../../server/src/core/analysis/files.ts';
import type { Workspace } from '../../server/src/core/analysis/workspace.ts';
import { checkAll, OPTED_IN, places, workspaceOf } from '../support/core.ts';

const referencing = (name: string): string =>
	OPTED_IN.replace('</Project>', `<ItemGroup><ProjectReference Include="../${name}/${name}.csproj" /></ItemGroup></Project>`);

const FILES = {
	'Lib/Lib.csproj': OPTED_IN.replace('<TargetFramework>net10.0</TargetFramework>', '<TargetFrameworks>net8.0;net10.0</TargetFrameworks>'),
	'Lib/Lib.cs': `using System.Diagnostics.CodeAnalysis;
public static class Lib {
	[RequiresDynamicCode("x")] public static object Make(int x) { return System.Enum.GetValues(typeof(System.DayOfWeek)); }
#if NET10_0
	[RequiresUnreferencedCode("x")] public static void Ten() { }
#else
	public static void Ten() { }
#endif
}`,
	'App/App.csproj': referencing('Lib'),
	'App/App.cs': 'class App { object M() { Lib.Ten(); return Lib.Make(1); } }',
};

/** What a workspace has read of a project, as it arrives in another thread. */
function readBy(workspace: Workspace, name: string): readonly ReadFile[] {
	const projects = workspace.projects.filter(each => each.name === name);
	return structuredClone([...workspace.readAhead(projects)].filter(read => read !== undefined));
}

test('what was read elsewhere is not read again, and says the same for each target', () => {
	const [there, here] = [workspaceOf(FILES), workspaceOf(FILES)];
	const expected = places(checkAll(there.workspace)).filter(place => place.startsWith('App/'));
	assert.deepEqual(expected, ['App/App.cs:1:26 IL2026', 'App/App.cs:1:44 IL3050']);
	assert.equal(here.workspace.projects.length, 3);
	here.files.set('/w/Lib/Lib.cs', 'public static class Lib { public static object Make(int x) => 1; public static void Ten() { } }');
	here.workspace.takeOver(readBy(workspaceOf(FILES).workspace, 'Lib'));
	assert.deepEqual(
		places(checkAll(here.workspace)).filter(place => place.startsWith('App/')),
		expected,
	);
});

test('bodies are read where they are judged', () => {
	const { workspace } = workspaceOf(FILES);
	const read = readBy(workspaceOf(FILES).workspace, 'Lib');
	assert.doesNotMatch(JSON.stringify(read.map(each => each.file.unit)), /GetValues/);
	workspace.takeOver(read);
	assert.deepEqual(places(checkAll(workspace)), places(checkAll(workspaceOf(FILES).workspace)));
});

test('what was read or is typed here stays', () => {
	const { workspace } = workspaceOf(FILES);
	const before = places(checkAll(workspace));
	const changed = {
		...FILES,
		'Lib/Lib.cs': 'public static class Lib { public static object Make(int x) => x; public static void Ten() { } }',
	};
	workspace.takeOver(readBy(workspaceOf(changed).workspace, 'Lib'));
	assert.deepEqual(places(checkAll(workspace)), before);
	const { workspace: typed } = workspaceOf(FILES);
	typed.open('/w/Lib/Lib.cs', FILES['Lib/Lib.cs']);
	typed.takeOver(readBy(workspaceOf(changed).workspace, 'Lib'));
	assert.deepEqual(places(checkAll(typed)), before);
});

test('what could not be read in whole is left to whoever needs it', () => {
	const { workspace } = workspaceOf({ ...FILES, 'Lib/Lib.cs': `class B { void M() { ${'< b '.repeat(8000)} } }` });
	assert.deepEqual(readBy(workspace, 'Lib'), []);
});
