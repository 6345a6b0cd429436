/**
 * Records what the installed SDK's analyzer says of the fixtures, what System.Reflection.Metadata says of
 * assemblies in the packages folder, and what MSBuild says of project files: `npm run record`. With `-- --own` what we say
 * of the fixtures of our own codes, `-- --fixtures` the analyzer's part alone, `-- --projects` MSBuild's.
 */
import fs from 'node:fs';
import process from 'node:process';
import { recordOwn } from '../support/own-fixtures.ts';
import { PAGES_RECORDING, pageQuestion, wrongPages } from '../support/pages.ts';
import { fixtureQuestion, fixtureRecording, record, recordedBy } from './fixtures.ts';
import { recordMetadata } from './metadata.ts';
import { askMsbuild, ourProjects, PROJECTS, PROJECTS_RECORDING } from './projects.ts';
import { ask, noteRecorded } from './sdk.ts';

const wanted = process.argv[2];
if (wanted === '--own') recordOwn();
else if (wanted === '--projects') await recordProjects();
else {
	const question = fixtureQuestion();
	const ofPages = pageQuestion();
	const told = ask([question, ofPages]);
	const fixtures = recordedBy(told.get(question.name) ?? '{}');
	for (const [file, recorded] of fixtures) record(file, recorded);
	noteRecorded(fixtureQuestion(), fixtureRecording());
	const wrong = wrongPages(told.get(ofPages.name) ?? '{}');
	if (wrong.length === 0) noteRecorded(ofPages, PAGES_RECORDING);
	else console.log(`examples of pages that the analyzer sees otherwise: ${wrong.join(', ')}`);
	console.log(`${[...fixtures.values()].reduce((sum, { words }) => sum + words.length, 0)} findings recorded`);
	if (wanted !== '--fixtures') {
		console.log(`${recordMetadata()} assemblies recorded`);
		await recordProjects();
	}
}

async function recordProjects(): Promise<void> {
	const projects = await askMsbuild(PROJECTS, ourProjects(PROJECTS));
	fs.writeFileSync(PROJECTS_RECORDING, `${JSON.stringify(projects, undefined, 1)}\n`);
	console.log(`${Object.keys(projects).filter(key => key.includes('|')).length} targets of projects recorded`);
}
