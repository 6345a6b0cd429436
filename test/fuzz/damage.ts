/** Damaged inputs: assemblies, project files, `project.assets.json`, sources. Each costs only itself, and no time. */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { readAssembly } from '../../server/src/core/metadata/ecma335/assembly.ts';
import { checkAll, workspaceOf } from '../support/core.ts';
import { EditedText, type Random } from './random.ts';

/** A round that takes longer hangs, on the slowest machine. */
const MAX_MS = 20_000;

const PROJECT = `<Project Sdk="Microsoft.NET.Sdk">
  <Import Project="Shared.props" Condition="Exists('Shared.props')" />
  <PropertyGroup Condition="'$(TargetFramework)' != 'net8.0' and $([System.String]::IsNullOrEmpty('$(A)'))">
    <TargetFrameworks>net8.0;net10.0</TargetFrameworks><IsAotCompatible>true</IsAotCompatible>
    <B>$([MSBuild]::VersionGreaterThanOrEquals('10.0', '9.0'))</B><C>$(B.Replace('t', '$(A)').Substring(0, 1))</C>
  </PropertyGroup>
  <ItemGroup><Compile Include="**/*.cs;../x/*.cs" Exclude="obj/**" /><Compile Remove="F1.cs" /><PackageReference Include="A" Version="[1.0,2.0)" /></ItemGroup>
</Project>`;
const ASSETS = JSON.stringify({
	version: 3,
	targets: {
		'net10.0': {
			'A/1.0.0': { type: 'package', compile: { 'lib/net10.0/A.dll': {} }, dependencies: { B: '1.0.0' } },
			'B/1.0.0': { type: 'project' },
		},
	},
	libraries: { 'A/1.0.0': { path: 'a/1.0.0', type: 'package', files: ['lib/net10.0/A.dll'] } },
	packageFolders: { '/w/packages/': {} },
	project: { frameworks: { 'net10.0': { dependencies: { A: { target: 'Package', version: '[1.0.0, )' } } } } },
});
const EDITORCONFIG =
	'[*.cs]\ndotnet_diagnostic.IL2026.severity = error\n[{a,b}/**/[!x]*.{cs,csx}]\ndotnet_diagnostic.IL3050.severity = none\n';
const DOCKERFILE =
	'FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nRUN dotnet publish -c Release \\\n -o /app\nFROM mcr.microsoft.com/dotnet/runtime-deps:10.0\nCOPY --from=build /app .\nENTRYPOINT ["./P"]\n';

/** @throws when an input makes something fail that it is no part of, or takes too long */
export function damagedInputs(files: Readonly<Record<string, string>>, random: Random, count: number): void {
	for (let index = 0; index < count; index++) {
		const edited = {
			...files,
			'P.csproj': PROJECT,
			'obj/project.assets.json': ASSETS,
			'.editorconfig': EDITORCONFIG,
			Dockerfile: DOCKERFILE,
		};
		const name = random.pick(Object.keys(edited)) as keyof typeof edited;
		const text = new EditedText(edited[name]);
		for (let step = random.below(12); step >= 0; step--) text.step(random);
		const started = performance.now();
		const assembly = damagedAssembly(random);
		const input = { ...edited, [name]: text.text, ...(assembly && { 'packages/a/1.0.0/lib/net10.0/A.dll': assembly }) };
		const log: string[] = [];
		try {
			checkAll(workspaceOf(input, { log: message => void log.push(message) }).workspace);
		} catch (error) {
			throw new Error(`${name} ends the check: ${(error as Error).stack}\n${text.text}`);
		}
		const failed = log.filter(line => /failed in|not judged/.test(line));
		if (failed.length > 0) throw new Error(`${name}: ${failed.join('\n')}\n${text.text}`);
		const taken = performance.now() - started;
		if (taken > MAX_MS) throw new Error(`${name} takes ${Math.round(taken)} ms\n${text.text}`);
	}
}

/** An assembly of the machine's SDK, where there is one, with a few bytes changed; it is read whole. */
function damagedAssembly(random: Random): Uint8Array | undefined {
	const original = someAssembly();
	if (!original) return undefined;
	const bytes = original.slice(0, random.next() < 0.3 ? random.below(original.length) : original.length);
	for (let count = random.below(20); count >= 0; count--) bytes[random.below(bytes.length)] = random.below(256);
	try {
		const facts = readAssembly(bytes);
		for (const name of facts.typeNames) for (const method of facts.type(name)?.methods ?? []) void method.attributes.length;
	} catch (error) {
		// What it throws is caught by whoever reads references; it must be an error, and soon.
		if (error instanceof RangeError && /call stack/.test(error.message)) throw new Error(`assembly: ${error.stack}`);
	}
	return bytes;
}

let found: Uint8Array | undefined | null = null;
function someAssembly(): Uint8Array | undefined {
	if (found !== null) return found;
	found = undefined;
	for (const home of ['/usr/share/dotnet', '/usr/lib/dotnet', process.env['DOTNET_ROOT'] ?? '']) {
		const packs = path.join(home, 'packs', 'Microsoft.NETCore.App.Ref');
		if (!fs.existsSync(packs)) continue;
		const file = fs
			.readdirSync(packs, { recursive: true })
			.map(String)
			.find(each => each.endsWith('System.Collections.Immutable.dll'));
		if (file) found = fs.readFileSync(path.join(packs, file));
	}
	return found;
}
