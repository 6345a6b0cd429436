/** What the status bar and the command line say of a workspace in a few words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaps, headline, projectState } from '../../server/src/protocol/report.ts';
import { project, summary } from '../support/summaries.ts';

test('a workspace is not called clean for the few projects that opted in', () => {
	const quiet = project({ kind: 'not-opted-in', isQuiet: true, places: 15 });
	assert.equal(headline(summary(0, project({}))), 'AOT clean');
	assert.equal(headline(summary(2, project({}), quiet, quiet)), '1 project clean, 2 not opted in');
	assert.equal(headline(summary(2, quiet, quiet)), '2 projects not opted in');
});

test('nobody says that nothing would break where not all was read', () => {
	const quiet = project({ kind: 'not-opted-in', isQuiet: true });
	assert.equal(projectState(quiet), 'nothing would break');
	const unread = { ...quiet, notJudged: [{ what: 'Some.Package', why: 'not restored, so calls into them are not checked' }] };
	assert.equal(projectState(unread), 'nothing found, not all checked');
	assert.equal(projectState({ ...unread, places: 2 }), '2 places would break');
});

test('among several projects it is said of which something was not checked', () => {
	const unread = project({ name: 'A', notJudged: [{ what: '8 % of names', why: 'unknown' }] });
	const unsupported = project({ name: 'B', kind: 'unsupported', targetFramework: '', notJudged: [{ what: 'B', why: 'not known' }] });
	assert.deepEqual(
		gaps(summary(0, unread)).map(each => each.what),
		['8 % of names'],
	);
	assert.deepEqual(
		gaps(summary(0, unread, unsupported)).map(each => each.what),
		['A: 8 % of names', 'B'],
	);
});
