/**
 * Makes the framework packs from the reference packages in the NuGet packages folder:
 *
 *     npm run packs -- net8.0=8.0.28 net9.0=9.0.16 net10.0=10.0.10
 *
 * A new .NET version is one more argument and one more file; each pack is based on the one before.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { readAssembly } from '../src/core/metadata/ecma335/assembly.ts';
import { keepAttribute } from '../src/core/metadata/kept-attributes.ts';
import { Pack, type PackInput, writePack } from '../src/core/metadata/pack.ts';

const SHARED_FRAMEWORKS = ['Microsoft.NETCore.App', 'Microsoft.AspNetCore.App'];
const packages = process.env['NUGET_PACKAGES'] ?? path.join(os.homedir(), '.nuget', 'packages');
const output = new URL('../packs/', import.meta.url);

let base: Pack | undefined;
for (const argument of process.argv.slice(2)) {
	const [framework, version] = argument.split('=');
	if (!framework || !version) throw new Error(`expected FRAMEWORK=VERSION, not ${argument}`);
	const assemblies = SHARED_FRAMEWORKS.flatMap(shared => {
		const folder = path.join(packages, `${shared.toLowerCase()}.ref`, version, 'ref', framework);
		return fs
			.readdirSync(folder)
			.filter(file => file.endsWith('.dll'))
			.sort()
			.map(file => ({ facts: readAssembly(fs.readFileSync(path.join(folder, file)), { keepAttribute }), framework: shared }))
			.filter(({ facts }) => facts.typeNames.length > 0);
	});
	const input: PackInput = { framework, assemblies, ...(base && { base }) };
	const bytes = writePack(input, data => deflateRawSync(data, { level: 9 }));
	fs.writeFileSync(new URL(`${framework}.pack`, output), bytes);
	const previous = base;
	base = new Pack(bytes, inflateRawSync, () => previous);
	console.log(`${framework}: ${assemblies.length} assemblies, ${[...base.typeNames].length} types, ${bytes.length} bytes`);
}
