/** Packs and the ECMA-335 reader. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readAssembly } from '../../server/src/core/metadata/ecma335/assembly.ts';
import { decodeAttribute } from '../../server/src/core/metadata/ecma335/attributes.ts';
import { BadImage, Bytes } from '../../server/src/core/metadata/ecma335/bytes.ts';
import { References } from '../../server/src/core/symbols/metadata.ts';
import { pack, root } from '../support/core.ts';

const APPS = ['Microsoft.NETCore.App', 'Microsoft.AspNetCore.App'];

test('each pack answers for its own version', () => {
	const facts = (framework: string) => pack(framework).facts(APPS);
	const names = (framework: string, type: string): string[] =>
		facts(framework)
			.type(type)
			?.methods.map(method => method.name) ?? [];
	// Task.WhenEach came with .NET 9, the WithInherited flags with .NET 10.
	assert.ok(
		!names('net8.0', 'System.Threading.Tasks.Task').includes('WhenEach') &&
			names('net9.0', 'System.Threading.Tasks.Task').includes('WhenEach'),
	);
	const flags = (framework: string): number =>
		facts(framework).type('System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes')?.fields.length ?? 0;
	assert.ok(flags('net10.0') > flags('net9.0'));
	assert.equal(pack('net10.0').facts(['Microsoft.NETCore.App']).type('Microsoft.AspNetCore.Builder.WebApplication'), undefined);
	const load = facts('net10.0')
		.type('System.Reflection.Assembly')
		?.methods.find(method => method.name === 'LoadFrom');
	assert.equal(load?.attributes[0]?.name, 'System.Diagnostics.CodeAnalysis.RequiresUnreferencedCodeAttribute');
	assert.equal(facts('net10.0').assemblyOf('System.Text.Json.JsonSerializer'), 'System.Text.Json');
	const constant = (type: string, name: string): unknown =>
		facts('net10.0')
			.type(type)
			?.fields.find(field => field.name === name)?.constant;
	assert.equal(constant('System.Reflection.BindingFlags', 'Default'), 0);
	assert.equal(constant('System.Int32', 'MaxValue'), 2147483647);
	assert.equal(constant('System.String', 'Empty'), undefined);
});

test('the packs are small', () => {
	const folder = path.join(root, 'server/packs');
	assert.ok(fs.readdirSync(folder).reduce((sum, file) => sum + fs.statSync(path.join(folder, file)).size, 0) < 5 * 1024 * 1024);
});

/** Any managed assembly of the machine: the SDK's own, where it is installed. */
function someAssembly(): Uint8Array | undefined {
	for (const home of ['/usr/share/dotnet', '/usr/lib/dotnet', process.env['DOTNET_ROOT'] ?? '']) {
		const packs = path.join(home, 'packs', 'Microsoft.NETCore.App.Ref');
		if (!fs.existsSync(packs)) continue;
		const found = fs
			.readdirSync(packs, { recursive: true })
			.map(String)
			.find(file => file.endsWith('System.Text.Json.dll'));
		if (found) return fs.readFileSync(path.join(packs, found));
	}
	return undefined;
}

test('truncated and bit-flipped assemblies end in "unreadable" or in facts, never otherwise', {
	skip: someAssembly() ? false : 'no .NET SDK here',
}, () => {
	const original = someAssembly() as Uint8Array;
	assert.ok(readAssembly(original).type('System.Text.Json.JsonSerializer'));
	let state = 42;
	const next = (limit: number): number => {
		state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
		return state % limit;
	};
	const read = (bytes: Uint8Array): void => {
		try {
			const facts = readAssembly(bytes);
			for (const name of facts.typeNames.slice(0, 20)) facts.type(name);
		} catch (error) {
			assert.ok(error instanceof BadImage, String(error instanceof Error ? error.stack : error));
		}
	};
	for (let count = 0; count < 600; count++) read(original.slice(0, next(original.length)));
	for (let count = 0; count < 3000; count++) {
		const bytes = original.slice();
		for (let flips = 1 + next(6); flips > 0; flips--) bytes[next(count % 2 ? 4096 : bytes.length)] = next(256);
		read(bytes);
	}
});

test('extension methods of a type that two references have count once', () => {
	const framework = pack('net10.0').facts(['Microsoft.NETCore.App']);
	const once = new References([framework]).extensionMethods('System.Linq', 'Select');
	assert.ok(once.length > 1);
	assert.equal(
		new References([framework, pack('net10.0').facts(['Microsoft.NETCore.App'])]).extensionMethods('System.Linq', 'Select').length,
		once.length,
	);
});

test('an enum of another assembly has the size with which the attribute is read to its end', () => {
	const decode = (blob: readonly number[], ...parameters: string[]) =>
		decodeAttribute('A', parameters, new Bytes(Uint8Array.from(blob)), () => undefined);
	// [SecurityRules(SecurityRuleSet.Level2)]: a byte.
	assert.deepEqual(decode([1, 0, 2, 0, 0], 'System.Security.SecurityRuleSet').args, [2]);
	// [SecurityRules(SecurityRuleSet.Level1, SkipVerificationInFullTrust = true)]
	const name = [...'SkipVerificationInFullTrust'].map(char => char.charCodeAt(0));
	assert.deepEqual(decode([1, 0, 1, 1, 0, 0x54, 2, name.length, ...name, 1], 'System.Security.SecurityRuleSet'), {
		name: 'A',
		args: [1],
		named: { SkipVerificationInFullTrust: true },
	});
	assert.deepEqual(decode([1, 0, 7, 0, 0, 0, 0, 0], 'Of.Int').args, [7]);
	assert.deepEqual(decode([1, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0], 'Of.Long').args, [7]);
	assert.throws(() => decode([1, 0], 'Of.Int'), BadImage);
	// An array of arrays can't be written, and one without an end must not exhaust the stack.
	assert.throws(() => decode([1, 0, ...Array(100_000).fill(0x1d)], 'System.Object'), BadImage);
});
