/**
 * Applies every quick fix that is offered in a folder, one after the other, in place, and says what
 * became of each finding: `node test/peer/apply-fixes.ts FOLDER [--chains] [-p:NAME=VALUE ...]`; with `--chains` the
 * fixes that follow a chain of annotations, and no others.
 * Work on a copy; compile it before and after to see that no error is new.
 */
import path from 'node:path';
import process from 'node:process';
import { parseArguments } from '../../server/src/cli/args.ts';
import { applyFixes } from '../support/fixes.ts';

const args = parseArguments(['check', ...process.argv.slice(2).filter(argument => argument !== '--chains')], process.cwd());
const tally = new Map<string, { applied: number; gone: number }>();
for (const { kind, title, code, file, isGone } of applyFixes(
	path.resolve(args.paths[0] ?? '.'),
	args.properties,
	process.argv.includes('--chains'),
)) {
	const count = tally.get(kind) ?? { applied: 0, gone: 0 };
	tally.set(kind, { applied: count.applied + 1, gone: count.gone + Number(isGone) });
	if (!isGone) console.log(`still there: ${file} ${code} after "${title}"`);
}
for (const [kind, count] of tally) console.log(`${kind}: ${count.applied} applied, ${count.gone} findings gone`);
