/**
 * Fixes, each from a file of its own: sections `//- A.cs`, then `//- fixed: TITLE` with the files that are other or new.
 * The first fix of the folder's id that is offered is applied to one finding after the other, until none is left: its findings
 * are gone, none is new, and a second run changes nothing. A section `//- unfixed` says that nothing is offered.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fixAll } from '../../server/src/core/fixes/fix-all.ts';
import { FIXES } from '../../server/src/core/fixes/index.ts';
import { allSteps } from '../../server/src/core/text/steps.ts';
import { checkAll, OPTED_IN, WEB_OPTED_IN, workspaceOf } from '../support/core.ts';

const folder = import.meta.dirname;

interface Case {
	readonly files: Readonly<Record<string, string>>;
	/** Undefined where nothing is to be offered. */
	readonly title: string | undefined;
	readonly fixed: Readonly<Record<string, string>>;
}

function read(file: string): Case {
	const files: Record<string, string> = {};
	const fixed: Record<string, string> = {};
	let [into, name]: [Record<string, string>, string | undefined] = [files, undefined];
	let title: string | undefined;
	for (const line of fs.readFileSync(file, 'utf8').split(/(?<=\n)/)) {
		const head = /^\/\/- (.+)\n$/.exec(line)?.[1];
		if (head?.startsWith('fixed: ')) {
			title = head.slice('fixed: '.length);
			[into, name] = [fixed, undefined];
		} else if (head === 'unfixed') name = undefined;
		else if (head !== undefined) into[(name = head)] = '';
		else if (name !== undefined) into[name] += line;
	}
	if (!Object.keys(files).some(each => each.endsWith('.csproj')))
		files['P.csproj'] = /\bWebApplication\b|Microsoft\.AspNetCore/.test(Object.values(files).join('')) ? WEB_OPTED_IN : OPTED_IN;
	return { files, title, fixed };
}

const findings = (files: Readonly<Record<string, string>>): string[] =>
	checkAll(workspaceOf(files).workspace)
		.flatMap(report => report.findings.filter(each => !each.suppressedBy).map(each => `${report.path} ${each.code} ${each.message}`))
		.sort();

for (const id of fs.readdirSync(folder).filter(name => fs.statSync(path.join(folder, name)).isDirectory())) {
	for (const name of fs.readdirSync(path.join(folder, id))) {
		test(`${id}: ${name.replace('.cs', '')}`, () => {
			const definition = FIXES.find(fix => fix.id === id);
			assert.ok(definition);
			const { files, title, fixed } = read(path.join(folder, id, name));
			const run = (texts: Readonly<Record<string, string>>) =>
				allSteps(
					fixAll(workspaceOf(texts).workspace, {
						isWanted: fix => fix.id === id,
						concerns: () => true,
						concernsProject: () => true,
						concernsFile: () => true,
					}),
				);
			const { applied, files: changed } = run(files);
			const after = { ...files, ...Object.fromEntries(changed.map(each => [each.path.slice('/w/'.length), each.after])) };
			assert.equal(applied[0]?.title, title);
			assert.deepEqual(Object.fromEntries(changed.map(each => [each.path.slice('/w/'.length), each.after])), fixed);
			if (title === undefined) return;
			assert.deepEqual(run(after).files, []);
			// Callers are told instead, until nobody calls.
			if (definition.safety === 'passes-on') return;
			const [before, left] = [findings(files), findings(after)];
			// Findings of other codes and places only where the title says how many come for it.
			const announced = Number(/\((\d+) findings? for all/.exec(applied.map(each => each.title).join())?.[1] ?? 0);
			assert.equal(left.length, before.length - applied.length + announced, left.join('\n'));
		});
	}
}
