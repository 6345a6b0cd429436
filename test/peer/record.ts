/**
 * Records what the installed SDK's analyzer says of the fixtures, what System.Reflection.Metadata says of
 * assemblies in the packages folder, and what MSBuild says of project files: `npm run record`.
 */
import fs from 'node:fs';
import { askSdk, RECORDING } from './fixtures.ts';
import { recordMetadata } from './metadata.ts';
import { askMsbuild, ourProjects, PROJECTS, PROJECTS_RECORDING } from './projects.ts';

const recording = askSdk();
fs.writeFileSync(RECORDING, `${JSON.stringify(recording, undefined, 1)}\n`);
console.log(`${recording.findings.length} findings recorded with SDK ${recording.sdk}`);
console.log(`${recordMetadata()} assemblies recorded`);
const projects = await askMsbuild(PROJECTS, ourProjects(PROJECTS));
fs.writeFileSync(PROJECTS_RECORDING, `${JSON.stringify(projects, undefined, 1)}\n`);
console.log(`${Object.keys(projects).filter(key => key.includes('|')).length} targets of projects recorded`);
