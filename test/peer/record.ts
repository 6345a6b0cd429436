/**
 * Records what the installed SDK's analyzer says of the fixtures, and what System.Reflection.Metadata says of
 * assemblies in the packages folder: `npm run record`.
 */
import fs from 'node:fs';
import { askSdk, RECORDING } from './fixtures.ts';
import { recordMetadata } from './metadata.ts';

const recording = askSdk();
fs.writeFileSync(RECORDING, `${JSON.stringify(recording, undefined, 1)}\n`);
console.log(`${recording.findings.length} findings recorded with SDK ${recording.sdk}`);
console.log(`${recordMetadata()} assemblies recorded`);
