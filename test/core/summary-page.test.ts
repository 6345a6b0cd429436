/** The page of the summary: what can be clicked, and that names of a repository do nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGE_COMMANDS, type PageState, summaryPage } from '../../client/src/summary-page.ts';
import { project, summary } from '../support/summaries.ts';

const pageOf = (state: Partial<PageState>): string =>
	summaryPage(
		{ summary: undefined, error: undefined, describe: each => each.name, uriOf: path => `file://${path}`, language: 'en', ...state },
		'n',
	);

/** The commands that its links run, with their arguments. */
const links = (page: string): readonly string[] =>
	[...page.matchAll(/href="command:([^"?]*)(?:\?([^"]*))?"/g)].map(([, command = '', query = '']) =>
		`${command} ${decodeURIComponent(query)}`.trim(),
	);

test('a project that has not opted in is one click from its problems', () => {
	const quiet = project({ kind: 'not-opted-in', isQuiet: true, places: 2, rules: [{ code: 'IL2026', title: 'A call', count: 2 }] });
	const page = pageOf({ summary: summary(0, quiet) });
	assert.deepEqual(links(page), [
		'aotLens.assess',
		'aotLens.openReport',
		'aotLens.openPlace ["file:///w/P.csproj",0,0,true]',
		'aotLens.assessProject ["file:///w/P.csproj"]',
		'aotLens.openRule ["IL2026"]',
		'aotLens.openFirst ["/w/P.csproj","IL2026"]',
	]);
	const assessed = pageOf({ summary: summary(0, { ...quiet, isAssessed: true, isQuiet: false, warnings: 2 }) });
	assert.ok(links(assessed).includes('aotLens.stopAssessing ["file:///w/P.csproj"]'), assessed);
	assert.equal(links(assessed)[0], 'workbench.actions.view.problems');
});

test('names of a repository are text, whatever they are', () => {
	const name = `"><img src=x onerror=alert(1)><a href='command:workbench.action.quit'>`;
	const page = pageOf({
		summary: summary(
			0,
			project({ name, path: `/w/${name}`, rules: [{ code: name, title: name, count: 1 }], notJudged: [{ what: name, why: name }] }),
		),
	});
	assert.doesNotMatch(page, /<img|onerror=alert\(1\)>/);
	assert.deepEqual(
		[...page.matchAll(/<a href="([^"]*)"/g)]
			.map(([, href = '']) => href.replace(/^command:|\?.*$/g, ''))
			.filter(each => !PAGE_COMMANDS.includes(each)),
		[],
	);
	assert.equal((page.match(/<a\b/g) ?? []).length, (page.match(/<a href="command:/g) ?? []).length);
});

test('where the server is gone the ways out are links', () => {
	assert.deepEqual(links(pageOf({ error: 'the server ended' })), ['aotLens.restart', 'aotLens.showOutput']);
	assert.match(pageOf({}), /The workspace is being read/);
});
