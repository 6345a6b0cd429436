/** Project files mean what MSBuild says that they mean: the projects of `test/peer/projects`, as recorded. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { ourProjects, PROJECTS, PROJECTS_RECORDING, type ProjectListing } from './projects.ts';

test('projects are evaluated as MSBuild does', () => {
	const recorded = JSON.parse(fs.readFileSync(PROJECTS_RECORDING, 'utf8')) as ProjectListing;
	const ours = ourProjects(PROJECTS);
	assert.deepEqual(Object.keys(ours).sort(), Object.keys(recorded).sort());
	for (const [key, expected] of Object.entries(recorded)) assert.deepEqual(ours[key], expected, key);
});
