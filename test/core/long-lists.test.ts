/** Long lists of numbers are left out of the tree, and nothing else changes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutLongLists } from '../../server/src/core/syntax/long-lists.ts';
import { findingsOf, OPTED_IN, places, workspaceOf } from '../support/core.ts';

const numbers = (count: number, each: (at: number) => string = String): string =>
	Array.from({ length: count }, (_, at) => each(at)).join(', ');

test('a long list of ints keeps its first elements and its length, other lists stay as they are', () => {
	const shortened = (list: string): string => {
		const result = withoutLongLists(list);
		assert.equal(result.length, list.length);
		return result.replace(/ +/g, ' ');
	};
	assert.equal(shortened(`{ ${numbers(100)} }`), '{ 0, 1, 2, 3, 4, 5, 6, 7, 99 }');
	assert.equal(shortened(`[${numbers(100)}, Last()]`), '[0, 1, 2, 3, 4, 5, 6, 7, Last()]');
	assert.equal(shortened(`{${numbers(100, at => `-0x${at.toString(16)}`)}, }`), '{-0x0, -0x1, -0x2, -0x3, -0x4, -0x5, -0x6, -0x7, }');
	assert.match(withoutLongLists(`{ ${numbers(100).replaceAll(', ', ',\n')} }`), /7,\n +\n +\n/, 'lines stay');
	for (const list of [
		`{ ${numbers(40)} }`,
		`M(${numbers(100)})`,
		`{ ${numbers(100, at => `${at}.5`)} }`,
		`{ ${numbers(100, at => `${at}L`)} }`,
		`{ ${numbers(100, () => '4000000000')} }`,
		`{ ${numbers(100, () => '0xFFFFFFFF')} }`,
	])
		assert.equal(withoutLongLists(list), list);
});

test('what stands among and behind long lists is found where it is, also where they are typed in', () => {
	const source = [
		'using System;',
		`class A { static byte[] Image = new byte[] { ${numbers(1000, at => String(at % 256))} }; Array B = Enum.GetValues(typeof(DayOfWeek));`,
		`  static object[] C = { ${numbers(100)}, Enum.GetValues(typeof(DayOfWeek)) };`,
		`  static void M(int[] a) { } static void M(long[] a) => Enum.GetValues(typeof(DayOfWeek)); void N() => M([${numbers(100)}]);`,
		'}',
	].join('\n');
	const { workspace } = workspaceOf({ 'P.csproj': OPTED_IN, 'A.cs': source }, { log: () => undefined });
	const [project] = workspace.projects;
	assert.ok(project);
	const found = (): string[] => {
		const { report } = workspace.check(project, '/w/A.cs');
		return places(report ? [report] : []);
	};
	const column = (line: number): number => (source.split('\n')[line]?.indexOf('Enum.GetValues') ?? 0) + 1;
	const expected = [1, 2, 3].map(line => `A.cs:${line + 1}:${column(line)} IL3050`);
	assert.deepEqual(found(), expected);
	workspace.open('/w/A.cs', source);
	assert.deepEqual(found(), expected);
	workspace.open('/w/A.cs', source.replace('500, ', ''));
	assert.equal(found().length, 3);
	workspace.open('/w/A.cs', source.replace(' };', ', 1L };'));
	assert.equal(found().length, 3);
});

test('a file of a million numbers takes a moment', () => {
	const source = `class A { byte[] B = [${numbers(1_000_000, at => String(at % 256))}]; }`;
	const started = performance.now();
	assert.deepEqual(findingsOf(source), []);
	assert.ok(performance.now() - started < 10_000);
});
