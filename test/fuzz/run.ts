/**
 * `npm run fuzz [FOLDER...] [--seed N] [--minutes N]`: random input, until the time is up or something is wrong.
 *
 * In turns: edits through the protocol, each batch held against a fresh server; edits in the core, held against a fresh workspace;
 * damaged assemblies, project files and `project.assets.json`; messages that no client should send. What went wrong is printed
 * with its seed, which alone repeats it. Folders hold the C# files that are edited; the fixtures of the rules by default.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { OPTED_IN, root, WEB_OPTED_IN } from '../support/core.ts';
import { abuse } from './abuse.ts';
import { damagedInputs } from './damage.ts';
import { editAtRandom } from './edits.ts';
import { editThroughProtocol } from './protocol.ts';
import { Random } from './random.ts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { seed: { type: 'string', default: '1' }, minutes: { type: 'string', default: '2' }, only: { type: 'string' } },
});
const end = Date.now() + Number(values.minutes) * 60_000;

/** Longer files say nothing that shorter ones don't, and take the time of many. */
const MAX_LENGTH = 40_000;

function sources(folders: readonly string[]): string[] {
	return folders
		.flatMap(folder => fs.readdirSync(folder, { recursive: true }).map(file => path.join(folder, String(file))))
		.filter(file => file.endsWith('.cs') && fs.statSync(file).size < MAX_LENGTH && !/[\\/](?:obj|bin)[\\/]/.test(file))
		.sort();
}

const files = sources(positionals.length > 0 ? positionals : [path.join(root, 'test/rules'), path.join(root, 'samples')]);

/** A project of a few of the files. */
function project(random: Random, count: number): Record<string, string> {
	const result: Record<string, string> = {
		'P.csproj': random.next() < 0.5 ? OPTED_IN : WEB_OPTED_IN.replaceAll('IsAotCompatible', 'PublishAot'),
	};
	for (let index = 0; index < count; index++) result[`F${index}.cs`] = fs.readFileSync(random.pick(files), 'utf8').replace(/^\uFEFF/, '');
	return result;
}

/** Each throws an error that says what is wrong. */
const KINDS: Readonly<Record<string, (random: Random) => void | Promise<void>>> = {
	core: random => {
		const difference = editAtRandom(project(random, 3), random, 60, 15);
		if (difference) throw new Error(`findings differ from a fresh workspace's:\n${JSON.stringify(difference, null, 1)}`);
	},
	protocol: random => editThroughProtocol(project(random, 3), random, 60),
	damage: random => damagedInputs(project(random, 1), random, 40),
	abuse: random => abuse(project(random, 2), random, 80),
};

let failures = 0;
const counts = new Map<string, number>();
for (let seed = Number(values.seed); Date.now() < end && failures < 10; seed++) {
	for (const [name, run] of Object.entries(KINDS)) {
		if (values.only && values.only !== name) continue;
		const started = Date.now();
		try {
			await run(new Random(seed));
			counts.set(name, (counts.get(name) ?? 0) + 1);
		} catch (error) {
			failures++;
			const file = path.join(os.tmpdir(), `aot-lens-fuzz-${name}-${seed}.txt`);
			fs.writeFileSync(file, String((error as Error).stack));
			console.error(`\n${name}, --seed ${seed} --only ${name}: ${String((error as Error).message).slice(0, 500)}\n(all of it: ${file})`);
		}
		if (Date.now() - started > 120_000) console.error(`${name}, seed ${seed}: took ${Math.round((Date.now() - started) / 1000)} s`);
	}
}
console.log(`${[...counts].map(([name, count]) => `${name} ${count}`).join(', ')} rounds without a fault, ${failures} with one`);
process.exitCode = failures > 0 ? 1 : 0;
