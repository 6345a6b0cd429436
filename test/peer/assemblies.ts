/**
 * Reads every assembly there is, whole: types, members, attributes and friends, also what is internal.
 *
 *     npm run assemblies [-- FOLDER...]
 *
 * Without a folder, the global packages folder. Prints how much was read, why files are no assemblies, and each failure; files with
 * the same bytes are read once. Ends with status 1 where an assembly, a type of it, or its friends could not be read.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { BadImage } from '../../server/src/core/metadata/ecma335/bytes.ts';
import { readAssembly } from '../../server/src/core/metadata/ecma335/assembly.ts';
import type { AssemblyFacts, AttributeFacts, MethodFacts, ParameterFacts, TypeFacts } from '../../server/src/core/metadata/facts.ts';
import { nodeHost } from '../../server/src/node/host.ts';

/** What files are that hold native code, or none: the reader's words for them. */
const NO_ASSEMBLY: ReadonlySet<string> = new Set(['not a managed assembly', 'not a PE file', 'no PE signature']);

const counts = { files: 0, copies: 0, megabytes: 0, assemblies: 0, types: 0, members: 0, attributes: 0, friends: 0 };
const others = new Map<string, number>();
const failures: string[] = [];
const seen = new Set<string>();

const folders = process.argv.slice(2);
for (const folder of folders.length > 0 ? folders : [nodeHost.packagesFolder ?? '.'])
	for (const file of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }))
		if (/\.(?:dll|exe|winmd)$/i.test(file)) read(path.join(folder, file));

for (const [name, count] of Object.entries(counts)) console.log(`${name}: ${count.toLocaleString('en-US')}`);
for (const [reason, count] of others) console.log(`${reason}: ${count.toLocaleString('en-US')} files`);
for (const failure of failures) console.log(failure);
console.log(`${failures.length} failures`);
process.exitCode = failures.length > 0 ? 1 : 0;

function read(file: string): void {
	const bytes = nodeHost.read(file.replaceAll('\\', '/'));
	if (!bytes) return;
	counts.files++;
	const hash = createHash('sha1').update(bytes).digest('base64');
	if (seen.has(hash)) counts.copies++;
	else {
		seen.add(hash);
		counts.megabytes += Math.round(bytes.length / 1e6);
		try {
			readWhole(readAssembly(bytes, { internals: true }), file);
		} catch (error) {
			const { message } = error as Error;
			if (error instanceof BadImage && NO_ASSEMBLY.has(message)) others.set(message, (others.get(message) ?? 0) + 1);
			else failures.push(`${file}: ${message}`);
		}
	}
}

function readWhole(assembly: AssemblyFacts, file: string): void {
	counts.assemblies++;
	counts.friends += assembly.friends.length;
	const attributes = (list: readonly AttributeFacts[]): void => {
		counts.attributes += list.length;
	};
	const parameters = (list: readonly ParameterFacts[]): void => list.forEach(each => attributes(each.attributes));
	const method = (each: MethodFacts | undefined): void => {
		if (!each) return;
		counts.members++;
		attributes(each.attributes);
		attributes(each.returnAttributes);
		parameters(each.parameters);
	};
	const members = (type: TypeFacts): void => {
		counts.types++;
		attributes(type.attributes);
		type.methods.forEach(method);
		for (const each of [...type.fields, ...type.properties, ...type.events]) {
			counts.members++;
			attributes(each.attributes);
		}
		for (const { getter, setter, parameters: own } of type.properties) {
			method(getter);
			method(setter);
			parameters(own);
		}
		for (const { add, remove } of type.events) {
			method(add);
			method(remove);
		}
	};
	attributes(assembly.attributes);
	const waiting = [...assembly.typeNames];
	for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
		try {
			const type = assembly.type(name);
			if (!type) throw new Error('is named and not there');
			members(type);
			waiting.push(...type.nested);
		} catch (error) {
			failures.push(`${file}: ${name}: ${(error as Error).message}`);
		}
	}
}
