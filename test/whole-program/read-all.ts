/**
 * Reads every assembly below a folder to its last body: `node test/whole-program/read-all.ts [FOLDER]` (the packages folder
 * without one). Prints each file that ends in something else than an answer, or takes longer than it should, and the figures;
 * fails where there is one. Files of equal name and content count once.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BadImage } from '../../server/src/core/metadata/ecma335/bytes.ts';
import { Program } from '../../server/src/core/whole-program/program.ts';
import { Shelf } from '../../server/src/core/whole-program/shelf.ts';

/** No assembly takes longer than this, in milliseconds of processor time; one that does has a part that grows with its square. */
const TOO_LONG = 30_000;

const figures = { files: 0, same: 0, notManaged: 0, types: 0, methods: 0, bodies: 0, unreadableBodies: 0, badRows: 0, failed: 0, slow: 0 };
const seen = new Set<string>();

function* assemblies(folder: string): Generator<string> {
	for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
		const file = path.join(folder, entry.name);
		if (entry.isDirectory()) yield* assemblies(file);
		else if (/\.(?:dll|exe)$/i.test(entry.name) && entry.isFile()) yield file;
	}
}

/** Everything of one assembly, by itself: its references lead nowhere. */
function readWhole(file: string, bytes: Uint8Array): void {
	const shelf = new Shelf(asked => (asked === file ? bytes : undefined));
	const program = new Program(shelf, [{ path: file, isFramework: false }], new Map());
	const module = program.module(path.basename(file).replace(/\.[^.]*$/, ''));
	if (!module) {
		figures.notManaged++;
		return;
	}
	const attempt = (read: () => unknown): void => {
		try {
			read();
		} catch (error) {
			if (!(error instanceof BadImage)) throw error;
			figures.badRows++;
		}
	};
	for (let row = 1; row <= module.typeCount; row++) {
		const def = module.typeDef(row);
		figures.types++;
		attempt(() => [def.base, def.interfaces, def.parameters, program.attributes.type(def)]);
		attempt(() => program.slots.virtual(def));
		attempt(() => program.slots.interfaces(def));
		for (const field of def.fields) attempt(() => [field.type, program.attributes.field(field)]);
		for (const method of def.methods) {
			figures.methods++;
			if (method.hasBody) figures.bodies++;
			attempt(() => [method.signature, program.attributes.method(method)]);
			attempt(() => program.needsOf(method));
			attempt(() => program.owners.ownerOf(method));
		}
	}
	figures.unreadableBodies += module.unreadable.size;
}

const start = performance.now();
for (const file of assemblies(process.argv[2] ?? path.join(os.homedir(), '.nuget', 'packages'))) {
	const bytes = fs.readFileSync(file);
	const key = `${path.basename(file)} ${createHash('sha1').update(bytes).digest('hex')}`;
	if (seen.has(key)) {
		figures.same++;
		continue;
	}
	seen.add(key);
	figures.files++;
	const before = process.cpuUsage();
	try {
		readWhole(file, bytes);
	} catch (error) {
		figures.failed++;
		console.log(`${file}: ${(error as Error).stack}`);
	}
	const took = process.cpuUsage(before).user / 1000;
	if (took > TOO_LONG) {
		figures.slow++;
		console.log(`${file}: ${Math.round(took)} ms`);
	}
}
console.log(JSON.stringify({ ...figures, seconds: Math.round((performance.now() - start) / 1000) }));
if (figures.failed > 0 || figures.slow > 0) process.exitCode = 1;
