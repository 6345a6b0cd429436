/** Work in the background is done in small steps, and what is typed between two of them counts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Checker, Workspace } from '../../server/src/core/analysis/workspace.ts';
import type { Project } from '../../server/src/core/project/project.ts';
import { OPTED_IN, places, workspaceOf } from '../support/core.ts';

const MEMBERS = 40;
const CLASS = `class A {\n${Array.from({ length: MEMBERS }, (_, at) => `object M${at}() => System.Enum.GetValues(typeof(System.DayOfWeek));\n`).join('')}}`;

/** A workspace of one file of many members, and its checker; `steps` counts what it took to make it. */
function prepared(): { workspace: Workspace; project: Project; checker: Checker } {
	const { workspace } = workspaceOf({ 'P.csproj': OPTED_IN, 'A.cs': CLASS }, { log: () => undefined });
	const [project] = workspace.projects;
	assert.ok(project);
	const steps = workspace.prepare(project);
	for (let step = steps.next(); ; step = steps.next()) if (step.done) return { workspace, project, checker: step.value };
}

test('a file is judged a member at a time, and its report is then there', () => {
	const { workspace, project, checker } = prepared();
	const steps = checker.steps('/w/A.cs');
	let pauses = 0;
	while (!steps.next().done) pauses++;
	assert.ok(pauses >= MEMBERS, `${pauses} pauses`);
	const report = checker.check('/w/A.cs');
	assert.equal(report?.findings.length, MEMBERS);
	assert.equal(workspace.check(project, '/w/A.cs').report, report);
});

test('what is typed between two steps counts', () => {
	const { workspace, checker } = prepared();
	const steps = checker.steps('/w/A.cs');
	for (let at = 0; at < MEMBERS / 2; at++) steps.next();
	workspace.open(
		'/w/A.cs',
		CLASS.replaceAll('System.Enum.GetValues(typeof(System.DayOfWeek))', 'null').replace('null', 'System.Enum.GetValues(typeof(int))'),
	);
	while (!steps.next().done);
	const report = checker.check('/w/A.cs');
	assert.deepEqual(places(report ? [report] : []), ['A.cs:2:16 IL3050']);
});

test('projects are read an evaluation and a package at a time', () => {
	const files = {
		'P.csproj': OPTED_IN.replace(/<TargetFramework>.*<\/TargetFramework>/, '<TargetFrameworks>net8.0;net9.0;net10.0</TargetFrameworks>'),
	};
	const { workspace } = workspaceOf({ ...files, 'A.cs': CLASS }, { log: () => undefined });
	const steps = workspace.readProjects();
	let pauses = 0;
	while (!steps.next().done) pauses++;
	assert.ok(pauses >= 5, `${pauses} pauses`);
	assert.deepEqual(
		workspace.projects.map(project => project.targetFramework),
		['net10.0', 'net9.0', 'net8.0'],
	);
});
