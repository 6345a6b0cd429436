/** Globs as MSBuild and EditorConfig have them, in linear time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemGlob, type PathMatcher, sectionGlob } from '../../server/src/core/text/glob.ts';

const matched = (matches: PathMatcher, ...paths: string[]): string[] => paths.filter(matches);

test('patterns of items', () => {
	assert.deepEqual(matched(itemGlob('**/*.cs'), 'A.cs', 'a/B.cs', 'a/b/.c/D.cs', 'A.csx', 'a/B'), ['A.cs', 'a/B.cs', 'a/b/.c/D.cs']);
	assert.deepEqual(matched(itemGlob('a/**'), 'a/b', 'a/b/c', 'ab/c', 'a'), ['a/b', 'a/b/c']);
	assert.deepEqual(matched(itemGlob('**/.*/**'), '.git/x', 'a/.b/c/d', 'a.b/c'), ['.git/x', 'a/.b/c/d']);
	assert.deepEqual(matched(itemGlob('a/*/c?.cs'), 'a/b/c1.cs', 'a/b/c.cs', 'a/b/d/c1.cs'), ['a/b/c1.cs']);
	assert.deepEqual(matched(itemGlob('**/b/**/d'), 'b/d', 'a/b/c/d', 'ab/d'), ['b/d', 'a/b/c/d']);
	// Brackets and braces are names of folders like any other.
	assert.deepEqual(matched(itemGlob('[a]{b}(c)/*.cs'), '[a]{b}(c)/X.cs', 'ab/X.cs'), ['[a]{b}(c)/X.cs']);
});

test('headers of sections', () => {
	assert.deepEqual(matched(sectionGlob('*.cs'), 'A.cs', 'a/b/C.cs', 'A.csx'), ['A.cs', 'a/b/C.cs']);
	assert.deepEqual(matched(sectionGlob('*.{cs,vb}'), 'A.cs', 'a/B.vb', 'C.fs'), ['A.cs', 'a/B.vb']);
	assert.deepEqual(matched(sectionGlob('/src/**.cs'), 'src/A.cs', 'src/a/B.cs', 'a/src/A.cs'), ['src/A.cs', 'src/a/B.cs']);
	assert.deepEqual(matched(sectionGlob('{a,b{c,d}}[0-2].cs'), 'a0.cs', 'bd2.cs', 'b1.cs', 'a3.cs'), ['a0.cs', 'bd2.cs']);
	assert.deepEqual(matched(sectionGlob('f[!a]?'), 'fbc', 'fac', 'f/c'), ['fbc']);
	assert.deepEqual(matched(sectionGlob('n{8..12}.cs'), 'n8.cs', 'n10.cs', 'n12.cs', 'n13.cs', 'n1.cs', 'n100.cs'), [
		'n8.cs',
		'n10.cs',
		'n12.cs',
	]);
	assert.deepEqual(matched(sectionGlob('{single}.cs'), '{single}.cs', 'single.cs'), ['{single}.cs']);
	assert.deepEqual(matched(sectionGlob('a\\*.cs'), 'a*.cs', 'ab.cs'), ['a*.cs']);
	assert.deepEqual(matched(sectionGlob('[.cs'), '[.cs'), ['[.cs']);
});

test('no pattern takes long', () => {
	const path = 'a'.repeat(200);
	const started = process.cpuUsage();
	for (const matches of [
		itemGlob(`${'*a'.repeat(100)}b`),
		itemGlob(`${'**/'.repeat(100)}b`),
		sectionGlob(`${'*a'.repeat(100)}b`),
		sectionGlob(`${'{*,a*}'.repeat(100)}b`),
		sectionGlob(`${'{'.repeat(2000)}${'}'.repeat(2000)}`),
		sectionGlob(`${'{1..9}'.repeat(100)}`),
	])
		assert.equal(matches(path), false);
	assert.ok(process.cpuUsage(started).user < 3_000_000);
});
