/** Which problems another extension shows already, before and while it follows what is typed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isShownBy, moved, type OtherProblem } from '../../client/src/same-problem.ts';

const other = (code: string, line: number, start = 8, end = 20): OtherProblem => ({ code, line, start, end, isExact: true });
const own = (codes: string, line: number, start = 8, end = 20): Parameters<typeof isShownBy>[1] => ({
	codes: codes.split(', '),
	line,
	start,
	end,
});

test('a problem is shown already where each of its codes stands in its place', () => {
	const others = [other('IL2026', 3), other('IL3050', 3), other('IL2026', 5), other('CS0168', 7)];
	assert.equal(isShownBy(others, own('IL2026, IL3050', 3)), true);
	assert.equal(isShownBy(others, own('IL2026', 3)), true);
	assert.equal(isShownBy(others, own('IL2026, IL3050', 5)), false, 'one of two codes');
	assert.equal(isShownBy(others, own('IL2026', 4)), false, 'another line');
	assert.equal(isShownBy(others, own('IL2026', 3, 30, 40)), false, 'another call on the line');
	assert.equal(isShownBy(others, own('AOTL2001', 3)), false, 'a code that only we have');
});

test('until others have read what is typed, their problems move along with it', () => {
	const others = [other('IL2026', 3), other('IL3050', 9)];
	const lines = (edit: Parameters<typeof moved>[1][number]): number[] => moved(others, [edit]).map(each => each.line);
	assert.deepEqual(lines({ start: 0, end: 0, added: 2 }), [5, 11], 'lines above');
	assert.deepEqual(lines({ start: 5, end: 7, added: 0 }), [3, 7], 'lines between are gone');
	assert.deepEqual(lines({ start: 10, end: 10, added: 1 }), [3, 9], 'lines below');
	assert.deepEqual(lines({ start: 3, end: 3, added: 1 }), [4, 10], 'Enter in front of it');
	const typed = moved(others, [{ start: 3, end: 3, added: 0 }]);
	assert.equal(isShownBy(typed, own('IL2026', 3, 30, 42)), true, 'it moved within its line');
	assert.equal(isShownBy(typed, own('IL3050', 9, 30, 42)), false);
});
