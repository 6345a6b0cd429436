/**
 * Fixes, each case from a file of its own (`test/support/fix-cases.ts`). The first fix of the folder's id that is offered is
 * applied to one finding after the other, until none is left: its findings are gone, none is new, and a second run changes nothing.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIXES } from '../../server/src/core/fixes/index.ts';
import { checkAll, workspaceOf } from '../support/core.ts';
import { applied, fixCases, type Texts } from '../support/fix-cases.ts';

const findings = (files: Texts): string[] =>
	checkAll(workspaceOf(files).workspace)
		.flatMap(report => report.findings.filter(each => !each.suppressedBy).map(each => `${report.path} ${each.code} ${each.message}`))
		.sort();

for (const { id, name, files, title, fixed } of fixCases())
	test(`${id}: ${name}`, () => {
		const definition = FIXES.find(fix => fix.id === id);
		assert.ok(definition);
		const { titles, changed } = applied(id, files);
		assert.equal(titles[0], title);
		assert.deepEqual(changed, fixed);
		if (title === undefined) return;
		const after = { ...files, ...changed };
		assert.deepEqual(applied(id, after).changed, {});
		// Callers are told instead, until nobody calls.
		if (definition.safety === 'passes-on') return;
		const [before, left] = [findings(files), findings(after)];
		// Findings of other codes and places only where the title says how many come for it.
		const announced = Number(/\((\d+) findings? for all/.exec(titles.join())?.[1] ?? 0);
		assert.equal(left.length, before.length - titles.length + announced, left.join('\n'));
	});

test('every fix has a case', () => {
	const cases = new Set([...fixCases()].filter(each => each.title !== undefined).map(each => each.id));
	assert.deepEqual(
		FIXES.map(fix => fix.id).filter(id => !cases.has(id)),
		[],
	);
});
