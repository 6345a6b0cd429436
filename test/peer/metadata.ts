/** Our reading of an assembly, in the words that `metadata/Program.cs` prints for System.Reflection.Metadata's. */
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readAssembly } from '../../server/src/core/metadata/ecma335/assembly.ts';
import {
	Access,
	type AttributeFacts,
	type ConstantValue,
	MemberFlag,
	type MethodFacts,
	ParameterFlag,
	type Sig,
	type TypeFacts,
	TypeFlag,
	type TypeParameterFacts,
} from '../../server/src/core/metadata/facts.ts';
import { root } from '../support/core.ts';
import { ask, noteRecorded, type Question } from './sdk.ts';

export const METADATA_RECORDING = path.join(root, 'test', 'peer', 'metadata', 'recorded.json');

/** Lines for all visible types and members. */
export function describeAssembly(bytes: Uint8Array): string {
	const facts = readAssembly(bytes, {});
	const lines: string[] = [];
	const visit = (name: string): void => {
		const type = facts.type(name);
		if (!type) return;
		describeType(type, lines);
		for (const nested of type.nested) visit(nested);
	};
	for (const name of facts.typeNames) visit(name);
	return inOrder(lines.join('\n'));
}

/** Types by name: metadata's own order puts nested ones elsewhere. */
const inOrder = (text: string): string =>
	text
		.split(/^(?=type )/m)
		.map(block => block.trimEnd())
		.sort()
		.join('\n');

const ACCESS: Readonly<Record<number, string>> = {
	[Access.Protected]: 'protected',
	[Access.ProtectedOrInternal]: 'protected internal',
	[Access.Public]: 'public',
};
const has = (flags: number, flag: number, word: string): string => ((flags & flag) !== 0 ? word : '');
/** Names of tuple elements and `dynamic` come from attributes, which are compared as such. */
const plain = (sig: Sig): string => sig.replace(/\{[^{}]*\}/g, '').replaceAll('?dynamic', 'System.Object');

function describeType(type: TypeFacts, lines: string[]): void {
	lines.push(
		`type ${type.name} ${has(type.flags, TypeFlag.Interface, 'interface')} ${has(type.flags, TypeFlag.Abstract, 'abstract')} ${has(type.flags, TypeFlag.Sealed, 'sealed')} : ${plain(type.base ?? '')} [${type.interfaces.map(plain).join(', ')}] ${generics(type.typeParameters)} ${attributes(type.attributes)}`,
	);
	for (const field of type.fields) {
		lines.push(
			`  field ${ACCESS[field.flags & 7] ?? '?'} ${has(field.flags, MemberFlag.Static, 'static')} ${has(field.flags, MemberFlag.ReadOnly, 'readonly')} ${has(field.flags, MemberFlag.Const, 'const')} ${plain(field.type)} ${field.name} = ${field.constant === undefined ? '' : value(field.constant, field.type)} ${attributes(field.attributes)}`,
		);
	}
	for (const each of type.methods) lines.push(`  method ${method(each)}`);
	for (const property of type.properties)
		lines.push(
			`  property ${plain(property.type)} ${property.name} { ${property.getter ? method(property.getter) : ''} | ${property.setter ? method(property.setter) : ''} } ${attributes(property.attributes)}`,
		);
	for (const event of type.events)
		lines.push(
			`  event ${plain(event.type)} ${event.name} { ${event.add ? method(event.add) : ''} | ${event.remove ? method(event.remove) : ''} } ${attributes(event.attributes)}`,
		);
}

function method(facts: MethodFacts): string {
	const { flags } = facts;
	const kind = flags & MemberFlag.Override ? 'override' : flags & MemberFlag.Virtual ? 'virtual' : '';
	const parameters = facts.parameters.map(parameter => {
		const isByRef = (parameter.flags & (ParameterFlag.Ref | ParameterFlag.Out | ParameterFlag.In)) !== 0;
		return `${plain(parameter.type)}${isByRef ? '&' : ''} ${parameter.name}${has(parameter.flags, ParameterFlag.Optional, ' optional')} ${attributes(parameter.attributes)}`;
	});
	return `${ACCESS[flags & 7] ?? '?'} ${has(flags, MemberFlag.Static, 'static')} ${kind} ${has(flags, MemberFlag.Abstract, 'abstract')} ${has(flags, MemberFlag.Sealed, 'final')} ${plain(facts.returns)}${flags & MemberFlag.ReturnsByRef ? '&' : ''} ${facts.name}${generics(facts.typeParameters)}(${parameters.join('; ')}) ${attributes(facts.attributes)} ${attributes(facts.returnAttributes)}`;
}

function generics(parameters: readonly TypeParameterFacts[]): string {
	if (parameters.length === 0) return '';
	return `<${parameters.map(parameter => `${parameter.name} ${parameter.flags & 0x3f} (${parameter.constraints.map(plain).join(' & ')}) ${attributes(parameter.attributes)}`).join(', ')}>`;
}

function attributes(all: readonly AttributeFacts[]): string {
	const text = all.map(attribute => {
		const named = Object.entries(attribute.named ?? {})
			.sort(([left], [right]) => (left < right ? -1 : 1))
			.map(([name, each]) => `, ${name}=${value(each)}`);
		return `[${attribute.name}(${attribute.args.map(each => value(each)).join(', ')}${named.join('')})]`;
	});
	return text.sort().join('');
}

function value(constant: ConstantValue, type?: Sig): string {
	if (constant === null) return 'null';
	if (Array.isArray(constant)) return `{${(constant as readonly ConstantValue[]).map(each => value(each)).join(', ')}}`;
	switch (typeof constant) {
		case 'string':
			return type === 'System.Char' ? String(constant.charCodeAt(0)) : `'${constant.replaceAll('\r', '\\r').replaceAll('\n', '\\n')}'`;
		case 'number':
			return Number.isSafeInteger(constant) && !Object.is(constant, -0) ? String(constant) : exponential(constant);
		case 'object':
			return 'type' in constant ? `'${constant.type.split(',')[0]}'` : '?';
		default:
			return String(constant);
	}
}

/** .NET's `E6`. */
function exponential(number: number): string {
	if (!Number.isFinite(number)) return Number.isNaN(number) ? 'NaN' : number > 0 ? 'Infinity' : '-Infinity';
	const [digits = '', exponent = '0'] = number.toExponential(6).split('e');
	return `${Object.is(number, -0) ? '-' : ''}${digits}E${exponent.startsWith('-') ? '-' : '+'}${exponent.replace(/[+-]/, '').padStart(3, '0')}`;
}

export const digest = (content: string | Uint8Array): string => crypto.createHash('sha256').update(content).digest('hex').slice(0, 32);

/** The reader's program, run over assemblies; the answer is the digest of each. */
export function readerQuestion(assemblies: ReadonlyMap<string, string>): Question {
	const files = ['Metadata.csproj', 'Program.cs'].map(file => [
		file,
		fs.readFileSync(path.join(root, 'test', 'peer', 'metadata', file), 'utf8'),
	]);
	return {
		name: 'Metadata',
		files: Object.fromEntries(files) as Record<string, string>,
		get about() {
			return JSON.stringify([...assemblies].map(([name, file]) => [name, digest(fs.readFileSync(file))]));
		},
		read: folder => {
			const told = runReader(folder, [...assemblies.values()]);
			return JSON.stringify(Object.fromEntries([...assemblies].map(([name, file]) => [name, digest(told.get(file) ?? '')])));
		},
	};
}

/** What the reader says of an assembly. */
export function askReader(file: string): string {
	const question = readerQuestion(new Map());
	return ask([{ ...question, read: folder => runReader(folder, [file]).get(file) ?? '' }]).get(question.name) ?? '';
}

function runReader(folder: string, paths: readonly string[]): ReadonlyMap<string, string> {
	const program = path.join(folder, 'bin', 'Debug', 'net10.0', 'Metadata.dll');
	const ran = spawnSync('dotnet', [program, ...paths], { encoding: 'utf8', maxBuffer: 2 ** 30 });
	if (ran.status !== 0) throw new Error(ran.stderr);
	return new Map(
		ran.stdout
			.split(/^# /m)
			.slice(1)
			.map(part => {
				const end = part.indexOf('\n');
				return [part.slice(0, end), inOrder(part.slice(end + 1))];
			}),
	);
}

const packagesFolder = process.env['NUGET_PACKAGES'] ?? path.join(os.homedir(), '.nuget', 'packages');

/** Packages whose assemblies are compared, with the versions that were recorded. */
const PACKAGES = [
	'Newtonsoft.Json',
	'Dapper',
	'Castle.Core',
	'Npgsql',
	'Moq',
	'NSubstitute',
	'Quartz',
	'RestSharp',
	'Serilog',
	'Spectre.Console',
	'System.CommandLine',
	'System.Reactive',
	'StackExchange.Redis',
	'Google.Protobuf',
	'FluentValidation',
	'CommandLineParser',
	'Azure.Core',
	'Microsoft.EntityFrameworkCore',
	'OpenTelemetry',
];
const FRAMEWORKS = [
	['net8.0', '8.0.28'],
	['net9.0', '9.0.16'],
	['net10.0', '10.0.10'],
] as const;

/** The assemblies of this machine that can be compared: a name that is the same everywhere, and the path. */
export function comparableAssemblies(): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	const add = (folder: string): void => {
		const full = path.join(packagesFolder, folder);
		if (fs.existsSync(full))
			for (const file of fs
				.readdirSync(full)
				.filter(each => each.endsWith('.dll'))
				.sort())
				found.set(`${folder}/${file}`, path.join(full, file));
	};
	for (const [framework, version] of FRAMEWORKS)
		for (const shared of ['netcore', 'aspnetcore']) add(`microsoft.${shared}.app.ref/${version}/ref/${framework}`);
	for (const name of PACKAGES) {
		const home = path.join(packagesFolder, name.toLowerCase());
		for (const version of fs.existsSync(home) ? fs.readdirSync(home) : [])
			for (const framework of fs.existsSync(path.join(home, version, 'lib')) ? fs.readdirSync(path.join(home, version, 'lib')) : [])
				add(`${name.toLowerCase()}/${version}/lib/${framework}`);
	}
	return found;
}

/** All that is recorded of the reader's answers; the names have the packages' versions, which are never published twice. */
export const metadataRecording = (): string => fs.readFileSync(METADATA_RECORDING, 'utf8');

export const readRecording = (): Record<string, string> => JSON.parse(metadataRecording()) as Record<string, string>;

/** Asks the reader about all assemblies of this machine, and keeps a digest of each answer; of others the last one stays. */
export function recordMetadata(): number {
	const assemblies = comparableAssemblies();
	const question = readerQuestion(assemblies);
	const told = JSON.parse(ask([question]).get(question.name) ?? '{}') as Record<string, string>;
	fs.writeFileSync(METADATA_RECORDING, `${JSON.stringify({ ...readRecording(), ...told }, undefined, 1)}\n`);
	noteRecorded(question, metadataRecording());
	return assemblies.size;
}
