/**
 * What publishing will say of a package, by what the app does with it. The package is compiled (`package/Package.cs`; the DLL is
 * made by `node test/whole-program/record.ts`); each test is an app of a few lines.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { type CliResult, runCli } from '../support/cli.ts';
import { root } from '../support/core.ts';

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-packages-'));
after(() => fs.rmSync(home, { recursive: true, force: true }));
const library = path.join(home, 'packages', 'sample.package', '1.0.0', 'lib', 'netstandard2.0');
fs.mkdirSync(library, { recursive: true });
fs.copyFileSync(path.join(root, 'test', 'whole-program', 'package', 'Sample.Package.dll'), path.join(library, 'Sample.Package.dll'));

const PROJECT = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net9.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Sample.Package" Version="1.0.0" /></ItemGroup>
</Project>`;

const NEEDS_ABSENT =
	'<package><metadata><id>Growing</id><dependencies><dependency id="Absent" version="1.0.0" /></dependencies></metadata></package>';

let apps = 0;
function app(program: string): string {
	const folder = path.join(home, `app${++apps}`);
	fs.mkdirSync(folder);
	fs.writeFileSync(path.join(folder, 'App.csproj'), PROJECT);
	fs.writeFileSync(path.join(folder, 'Program.cs'), `using Sample;\n${program}\n`);
	return folder;
}

/** With a cache folder, which each run opens anew. */
const packages = (folder: string, args: readonly string[], cache: string, installed = path.join(home, 'packages')): Promise<CliResult> =>
	runCli(['packages', folder, '--cache-dir', cache, ...args], installed);

async function run(program: string, ...args: string[]): Promise<string> {
	const { stdout, stderr } = await runCli(['packages', app(program), '--no-cache', ...args], path.join(home, 'packages'));
	assert.equal(stderr, '');
	return stdout;
}

interface Document {
	readonly packages: readonly { readonly name: string; readonly il2104: boolean; readonly il3053: boolean; readonly reached: boolean }[];
	readonly warnings: readonly { readonly id: string; readonly member: string; readonly message: string; readonly reachedFrom: string }[];
}
const predict = async (program: string): Promise<Document> => JSON.parse(await run(program, '--format', 'json')) as Document;
const lines = async (program: string): Promise<readonly string[]> =>
	(await predict(program)).warnings.map(each => `${each.id} ${each.member}`).sort();

test('a call that leads to what requires', async () => {
	const { packages, warnings } = await predict('Api.Direct();');
	assert.deepEqual(warnings, [
		{
			id: 'IL2026',
			assembly: 'Sample.Package',
			member: 'Sample.Api.Direct()',
			message:
				"Using member 'Sample.Risky.Reflect()' which has 'RequiresUnreferencedCodeAttribute' can break functionality when trimming application code. Reflects. https://example.org",
			reachedFrom: 'Program.cs(2,1)',
		},
	]);
	assert.deepEqual(
		packages.map(({ name, il2104, il3053, reached }) => ({ name, il2104, il3053, reached })),
		[{ name: 'Sample.Package', il2104: true, il3053: false, reached: true }],
	);
});

test('what warns without running: who makes one of its type', async () => {
	const { warnings } = await predict('Api.Keep();\nConsole.WriteLine(new Loud());');
	assert.deepEqual(warnings.map(({ id, member, reachedFrom }) => [id, member, reachedFrom]).sort(), [
		['IL2046', 'Sample.Loud.Speak()', 'Program.cs(3,19)'],
		['IL2091', 'Sample.Kept`1', 'Program.cs(2,1)'],
		['IL2091', 'Sample.Kept`1.Kept`1()', 'Program.cs(2,1)'],
	]);
});

test('quiet: not referenced, marked, suppressed, behind a switch that is off', async () => {
	assert.deepEqual(await lines('Console.WriteLine();'), []);
	assert.deepEqual(await lines('Api.Quiet(); Api.Marked(); Api.Suppressed(); Api.Guarded();'), []);
});

test('virtual calls run what exists', async () => {
	assert.deepEqual(await lines('Api.Visit(new Used());'), ['IL2026 Sample.Used.Visit()']);
	assert.deepEqual(await lines('Api.Run(new Used());'), ['IL3050 Sample.Used.Run()']);
	assert.deepEqual(await lines('Api.Visit(null!); Api.Run(null!);'), []);
	assert.deepEqual(await lines('new Used().Inherited();'), ['IL2026 Sample.Base.Inherited()']);
});

test('the app overrides, implements and derives', async () => {
	assert.deepEqual(await lines('Api.Visit(new Mine());\nclass Mine : Base { public override void Visit() => Api.Direct(); }'), [
		'IL2026 Sample.Api.Direct()',
	]);
	assert.deepEqual(await lines('Api.Run(new Mine());\nclass Mine : IPlugin { public void Run() => Api.Direct(); }'), [
		'IL2026 Sample.Api.Direct()',
	]);
	assert.deepEqual(await lines('class Mine : Base { public override void Visit() => Api.Direct(); static void Main() { } }'), []);
});

test('generated code keeps its name', async () => {
	assert.deepEqual(await lines('Api.Lambda()();'), ['IL2026 Sample.Api.<>c.<Lambda>b__7_0()']);
	assert.match((await lines('await Api.Later();')).join(), /^IL2026 Sample\.Api\.<Later>d__\d+\.MoveNext\(\)$/);
});

test('static constructors, new T(), a check for a type that nobody makes', async () => {
	assert.deepEqual(await lines('Console.WriteLine(Slow.Number);'), ['IL2026 Sample.Slow..cctor()']);
	assert.deepEqual(await lines('Api.Checked("");'), []);
	assert.deepEqual(await lines('Api.Checked(new Unused());'), ['IL3050 Sample.Api.Checked(Object)']);
	assert.deepEqual(await lines('Api.Plugged("");'), ['IL3050 Sample.Api.Plugged(Object)']);
	assert.deepEqual(await lines('Api.Generic("", 1);'), ['IL2026 Sample.Api.Generic<T>(T,Int32)']);
});

test("code over reference types is one, but what it makes is each one's own", async () => {
	const others = 'Api.MakeThrough<object>(new Maker<string>()); Api.Named<string>(); Api.Visit(null!);';
	assert.deepEqual(await lines(others), []);
	assert.deepEqual(await lines(`${others} Api.MakeThrough<Created>(new Maker<object>());`), ['IL3050 Sample.Created.Created()']);
	assert.deepEqual(await lines(`${others} Api.Named<Used>();`), ['IL2026 Sample.Used.Visit()']);
});

test('a switch that the project hands to the compilers', async () => {
	const predicted = async (option: string): Promise<readonly string[]> => {
		const folder = app('Api.Switched();');
		fs.writeFileSync(path.join(folder, 'App.csproj'), PROJECT.replace('</Project>', `<ItemGroup>${option}</ItemGroup></Project>`));
		const { stdout } = await runCli(['packages', folder, '--no-cache', '--format', 'json'], path.join(home, 'packages'));
		return (JSON.parse(stdout) as Document).warnings.map(each => `${each.id} ${each.member}`);
	};
	const option = '<RuntimeHostConfigurationOption Include="Sample.HasExtras" Value="false" Trim="true" />';
	assert.deepEqual(await predicted(''), ['IL2026 Sample.Api.Switched()']);
	assert.deepEqual(await predicted(option), []);
	// Without `Trim` it is a setting of the running app, which nothing is cut for.
	assert.deepEqual(await predicted(option.replace(' Trim="true"', '')), ['IL2026 Sample.Api.Switched()']);
});

test('what constraints promise counts besides annotations', async () => {
	assert.deepEqual(await lines('Api.Holds<int>();'), []);
	// The class of the lambda has the type parameter, but not its annotation.
	assert.deepEqual(await lines('Api.HoldsLater<int>()();'), []);
	assert.deepEqual(await lines('Api.Fails<int>();'), ['IL2091 Sample.Api.Fails<T>()']);
});

test('type arguments where something is made of them, not where an instance has to be there', async () => {
	const program = 'Api.OnShelf(new Shelf<int>(null!, default));';
	const methods = (names: readonly string[]): readonly string[] => names.map(each => `IL2091 Sample.Shelf\`1.${each}()`);
	assert.deepEqual(await lines(program), methods(['Generic', 'Static']));
	// The compiler of .NET 10 looks at what is boxed, too.
	const folder = app(program);
	fs.writeFileSync(path.join(folder, 'App.csproj'), PROJECT.replace('net9.0', 'net10.0'));
	const { stdout } = await runCli(['packages', folder, '--no-cache', '--format', 'json'], path.join(home, 'packages'));
	assert.deepEqual(
		(JSON.parse(stdout) as Document).warnings.map(({ id, member }) => `${id} ${member}`).sort(),
		methods(['Boxed', 'Generic', 'Static']),
	);
});

test('type arguments that a signature names, where reflection reaches the member', async () => {
	assert.deepEqual(await lines('Api.Files();'), ['IL2091 Sample.Filed`1.Field', 'IL2091 Sample.Filed`1.Take(Box`1<!0>)']);
});

test('what reflection reaches is told of what it requires, and of its annotations', async () => {
	assert.deepEqual(await lines('Api.ListsTwice();'), ['IL2026 Sample.Api.ListsTwice()', 'IL2111 Sample.Api.ListsTwice()']);
});

test('a method of an instantiated type is named with its arguments', async () => {
	const { warnings } = await predict('Api.ListsText();');
	assert.deepEqual(
		warnings.map(({ id, message }) => `${id} ${message.replace(/ with .*/, '')}`),
		["IL2111 Method 'Sample.Outer`1<String>.Put<U>(Maker`1<String>,Type,!!0)'"],
	);
});

test('why a member is reached', async () => {
	assert.equal(
		(await run('Go();\nstatic void Go() => Api.Visit(new Used());', '--explain', 'Sample.Used.Visit'))
			.split('\n')
			.slice(1)
			.map(line => line.trim())
			.filter(Boolean)
			.at(-1),
		'runs, by a virtual call, Sample.Used.Visit()  [Sample.Package]',
	);
	assert.match(await run('Api.Quiet();', '--explain', 'Sample.Used.Visit'), /'Sample\.Used\.Visit' is not reached/);
});

test('the table says what is not known', async () => {
	const table = await run('Api.Direct();');
	assert.match(table, /Sample\.Package 1\.0\.0 +IL2104 \(1 warning\)/);
	assert.match(table, /Program\.cs\(2,1\): 1/);
	assert.match(table, /note: The code of \.NET 9 is not on this machine/);
});

test('what was predicted before is taken again until the code needs something else', async () => {
	const cache = path.join(home, 'cache');
	const folder = app('Api.Direct();');
	const write = (program: string): void => fs.writeFileSync(path.join(folder, 'Program.cs'), program);
	const tell = async (): Promise<string> => (await packages(folder, ['--format', 'json'], cache)).stdout;
	// The prediction, and which state of the app it belongs to.
	const first = await tell();
	assert.equal(fs.readdirSync(cache).length, 2);
	assert.equal(await tell(), first);
	// Lines move, what is needed stays: the place is that of the new text.
	write('using Sample;\n// A comment.\nApi.Direct();\n');
	const moved = first.replaceAll('Program.cs(2,1)', 'Program.cs(3,1)');
	assert.equal(await tell(), moved);
	assert.equal(await tell(), moved);
	assert.equal(fs.readdirSync(cache).length, 3);
	write('using Sample;\nApi.Quiet();\n');
	assert.match(await tell(), /"warnings": \[\]/);
	assert.equal(fs.readdirSync(cache).length, 5);
	write('using Sample;\nApi.Direct();\n');
	assert.equal(await tell(), first);
});

test('a package that changes in its folder is followed again', async () => {
	const cache = path.join(home, 'changing');
	const folder = app('Api.Direct();');
	const own = path.join(folder, 'packages');
	fs.cpSync(path.join(home, 'packages'), own, { recursive: true });
	const tell = async (): Promise<string> => (await packages(folder, ['--format', 'json'], cache, own)).stdout;
	assert.match(await tell(), /"il2104": true/);
	const dll = path.join(own, 'sample.package', '1.0.0', 'lib', 'netstandard2.0', 'Sample.Package.dll');
	fs.writeFileSync(dll, 'not an assembly');
	assert.match(await tell(), /Sample\.Package\.dll: /);
});

test('a damaged or closed cache costs nothing but itself', async () => {
	const cache = path.join(home, 'damaged');
	const folder = app('Api.Direct();');
	const whole = (await packages(folder, [], cache)).stdout;
	for (const name of fs.readdirSync(cache)) fs.truncateSync(path.join(cache, name), 100);
	const damaged = await packages(folder, [], cache);
	assert.equal(damaged.stdout, whole);
	assert.match(damaged.stderr, /^aot-lens: predictions of an earlier run are ignored in .*damaged: [0-9a-f]+ is damaged\n$/);
	assert.equal((await packages(folder, [], cache)).stderr, '');
	const file = path.join(home, 'file');
	fs.writeFileSync(file, '');
	const closed = await packages(folder, [], file);
	assert.equal(closed.stdout, whole);
	assert.match(closed.stderr, /^aot-lens: .*ENOTDIR.*\n$/);
	assert.equal((await packages(folder, ['--no-cache'], file)).stderr, '');
});

test('what somebody else calls is told where the source makes the object', async () => {
	const cache = path.join(home, 'cache-of-places');
	const folder = app('IPlugin made = new Used();\nmade.Run();');
	for (let time = 0; time < 2; time++) {
		const { warnings } = JSON.parse((await packages(folder, ['--format', 'json'], cache)).stdout) as Document;
		assert.deepEqual(
			warnings.map(({ id, member, reachedFrom }) => [id, member, reachedFrom]),
			[['IL3050', 'Sample.Used.Run()', 'Program.cs(2,16)']],
		);
	}
});

test('the way to a warning goes through who gives a generic method the type', async () => {
	interface Chained {
		readonly packages: readonly { readonly firstChain: readonly { readonly member: string }[] }[];
		readonly warnings: readonly { readonly reachedFrom: string }[];
	}
	const from = async (first: string, second: string): Promise<readonly string[]> => {
		const document = await run(
			`One.Go();\nTwo.Go();\nclass Plain { }\nclass One { public static void Go() => Api.Make<${first}>(); }\nclass Two { public static void Go() => Api.Make<${second}>(); }`,
			'--format',
			'json',
		);
		const { packages, warnings } = JSON.parse(document) as Chained;
		return [...(packages[0]?.firstChain ?? []).map(each => each.member), ...warnings.map(each => each.reachedFrom)];
	};
	const steps = (by: string, place: string): readonly string[] => [
		'<Program>.Main()',
		`${by}.Go()`,
		'Sample.Api.Make<T>()',
		'Sample.Created.Created()',
		place,
	];
	assert.deepEqual(await from('Plain', 'Created'), steps('Two', 'Program.cs(6,40)'));
	assert.deepEqual(await from('Created', 'Plain'), steps('One', 'Program.cs(5,40)'));
});

test('what would help: a newer version in the packages folder that is quiet', async () => {
	const folder = app('Api.Direct();');
	const reference = (version: string): string => `<PackageReference Include="Growing" Version="${version}" />`;
	const use = (version: string): void =>
		fs.writeFileSync(
			path.join(folder, 'App.csproj'),
			PROJECT.replace('<PackageReference Include="Sample.Package" Version="1.0.0" />', reference(version)),
		);
	const bytes = fs.readFileSync(path.join(library, 'Sample.Package.dll'));
	// In version 2 nobody calls `Reflect`, the third method: bodies that do nothing else (II.25.4.2) just return.
	const calling = Buffer.from([0x1a, 0x28, 3, 0, 0, 0x06, 0x2a]);
	const repaired = Buffer.from(bytes);
	for (let at = repaired.indexOf(calling); at >= 0; at = repaired.indexOf(calling)) repaired.fill(0, at + 1, at + 6);
	for (const [version, content] of [
		['1.0.0', bytes],
		['1.5.0', bytes],
		['2.0.0', repaired],
	] as const) {
		const lib = path.join(home, 'packages', 'growing', version, 'lib', 'netstandard2.0');
		fs.mkdirSync(lib, { recursive: true });
		fs.writeFileSync(path.join(lib, 'Sample.Package.dll'), content);
	}
	use('1.0.0');
	const { stdout } = await runCli(['packages', folder, '--no-cache'], path.join(home, 'packages'));
	assert.match(stdout, /Growing 1\.0\.0 +IL2104 \(1 warning\)\n +2\.0\.0, which is in the packages folder, is quiet\n/);
	use('2.0.0');
	assert.match((await runCli(['packages', folder, '--no-cache'], path.join(home, 'packages'))).stdout, /Growing 2\.0\.0 +quiet/);
	// Kept as long as no version comes.
	const cache = path.join(home, 'cache-of-newer');
	use('1.0.0');
	for (let time = 0; time < 2; time++)
		assert.match((await packages(folder, [], cache)).stdout, /2\.0\.0, which is in the packages folder, is quiet\n/);
	const newest = path.join(home, 'packages', 'growing', '3.0.0', 'lib', 'netstandard2.0');
	fs.mkdirSync(newest, { recursive: true });
	fs.writeFileSync(path.join(newest, 'Sample.Package.dll'), bytes);
	for (let time = 0; time < 2; time++) assert.doesNotMatch((await packages(folder, [], cache)).stdout, /is quiet/);
	// A version without code for the app's framework is none.
	fs.renameSync(path.dirname(newest), path.join(home, 'packages', 'growing', '3.0.0', 'lib-of-others'));
	assert.doesNotMatch((await packages(folder, [], cache)).stdout, /is quiet/);
	fs.rmSync(path.join(home, 'packages', 'growing', '3.0.0'), { recursive: true });
	fs.writeFileSync(path.join(home, 'packages', 'growing', '2.0.0', 'growing.nuspec'), NEEDS_ABSENT);
	use('1.0.0');
	assert.doesNotMatch((await runCli(['packages', folder, '--no-cache'], path.join(home, 'packages'))).stdout, /is quiet/);
});

test('sets of members that .NET 10 adds are named with their parts', async () => {
	const { warnings } = await predict('Api.Asks<string>();');
	assert.deepEqual(
		warnings.map(each => `${each.id} ${each.message.replaceAll('DynamicallyAccessedMemberTypes.', '').replace(/ in '.*$/, '')}`),
		["IL2091 'T' generic argument does not satisfy 'PublicMethods', 'NonPublicMethods', 'NonPublicMethodsWithInherited', 'AllMethods'"],
	);
});

test('of two assemblies of one name the higher version runs', async () => {
	const bytes = fs.readFileSync(path.join(library, 'Sample.Package.dll'));
	// The row of the assembly (II.22.2): SHA-1, then major, minor, build and revision.
	const row = bytes.indexOf(Buffer.from([0x04, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
	assert.ok(row > 0);
	bytes[row + 4] = 2;
	const newer = path.join(home, 'packages', 'newer', '1.0.0', 'lib', 'netstandard2.0');
	fs.mkdirSync(newer, { recursive: true });
	fs.writeFileSync(path.join(newer, 'Sample.Package.dll'), bytes);
	const folder = app('Api.Direct();');
	const reference = '<PackageReference Include="Newer" Version="1.0.0" />';
	fs.writeFileSync(path.join(folder, 'App.csproj'), PROJECT.replace('</ItemGroup>', `${reference}</ItemGroup>`));
	const { stdout } = await runCli(['packages', folder, '--no-cache'], path.join(home, 'packages'));
	assert.match(stdout, /Newer 1\.0\.0 +IL2104 \(1 warning\)/);
	assert.match(stdout, /Sample\.Package 1\.0\.0 +no code of its own/);
});

interface Checked {
	readonly file: string;
	readonly line: number;
	readonly code: string;
	readonly level: string;
	readonly message: string;
	readonly suppressed: boolean;
	readonly related?: readonly { readonly message: string; readonly file?: string }[];
}

async function check(folder: string, ...args: readonly string[]): Promise<readonly Checked[]> {
	const command = ['check', folder, '--packages', '--no-cache', '--format', 'json', ...args];
	const { stdout, stderr } = await runCli(command, path.join(home, 'packages'));
	assert.equal(stderr, '');
	return (JSON.parse(stdout) as { findings: readonly Checked[] }).findings.filter(each => /IL2104|IL3053|AOTL1006/.test(each.code));
}

test('in check: the package on its line, the call with the way', async () => {
	const folder = app('Api.Visit(new Used());\nConsole.WriteLine(); Api.Quiet();');
	const found = await check(folder, '-p:PublishAot=true');
	const [onCall, onPackage, ...rest] = found.toSorted((left, right) => left.code.localeCompare(right.code));
	assert.deepEqual(rest, []);
	assert.deepEqual(onPackage, {
		...onPackage,
		file: 'App.csproj',
		line: 3,
		code: 'IL2104',
		level: 'warning',
		message: "Assembly 'Sample.Package' produced trim warnings. One place warns in Sample.Package 1.0.0, reached from one call.",
		related: [{ message: 'leads to 1 of them', file: 'Program.cs', line: 2, column: 1 }],
	});
	assert.deepEqual(onCall, {
		...onCall,
		file: 'Program.cs',
		line: 2,
		code: 'AOTL1006',
		level: 'note',
		message: 'Reaches code in Sample.Package 1.0.0 that may break under Native AOT: Api.Visit > Used.Visit (IL2026).',
	});
	assert.deepEqual(
		onCall?.related?.map(({ message, file }) => [message.slice(0, 40), file]),
		[
			['Sample.Api.Visit(Base) [Sample.Package 1', 'App.csproj'],
			['Sample.Used.Visit() [Sample.Package 1.0.', 'App.csproj'],
			["IL2026: Using member 'Sample.Risky.Refle", undefined],
		],
	);
});

test('in check: one advice for a statement, one for each use of the member', async () => {
	const told = async (program: string, ...args: string[]): Promise<readonly string[]> =>
		(await check(app(program), ...args))
			.filter(each => !each.suppressed)
			.map(each => `${each.code} ${each.line}`)
			.sort();
	assert.deepEqual(await told('Api.Direct();\nApi.Direct();'), ['AOTL1006 2', 'AOTL1006 3', 'IL2104 3']);
	assert.deepEqual(await told('Go(Api.Lambda(),\n\tApi.Lambda());\nstatic void Go(object a, object b) => Api.Quiet();'), [
		'AOTL1006 2',
		'IL2104 3',
	]);
	assert.deepEqual(await told('#pragma warning disable AOTL1006\nApi.Direct();', '-p:NoWarn=IL2104'), []);
});

test('in check: packages that do not say that they are compatible, where the project asks; also those that others bring', async () => {
	const nuspec = path.join(home, 'packages', 'bringer', '2.0.0', 'bringer.nuspec');
	fs.mkdirSync(path.dirname(nuspec), { recursive: true });
	fs.writeFileSync(
		nuspec,
		'<package><metadata><id>Bringer</id><dependencies><dependency id="Sample.Package" version="1.0.0" /></dependencies></metadata></package>',
	);
	const told = async (framework: string, properties: string, reference: string): Promise<readonly string[]> => {
		const folder = app('Api.Quiet();');
		fs.writeFileSync(
			path.join(folder, 'App.csproj'),
			`<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>${framework}</TargetFramework><PublishAot>true</PublishAot>
${properties}</PropertyGroup><ItemGroup>\n${reference}\n</ItemGroup></Project>`,
		);
		const { stdout } = await runCli(['check', folder, '--no-cache', '--format', 'json'], path.join(home, 'packages'));
		const { findings } = JSON.parse(stdout) as { readonly findings: readonly Checked[] };
		return findings.map(({ code, line, message }) => `${code} ${line} ${message.replace(/^.*Native AOT. |^.*trimmed. /, '')}`);
	};
	const aot = '<VerifyReferenceAotCompatibility>true</VerifyReferenceAotCompatibility>';
	const trim = '<VerifyReferenceTrimCompatibility>true</VerifyReferenceTrimCompatibility>';
	const own = '<PackageReference Include="Sample.Package" Version="1.0.0" />';
	assert.deepEqual(await told('net10.0', aot + trim, own), [
		"IL2125 3 Referenced assembly 'Sample.Package' is not built with `<IsTrimmable>true</IsTrimmable>` and may not be compatible with trimming.",
		"IL3058 3 Referenced assembly 'Sample.Package' is not built with `<IsAotCompatible>true</IsAotCompatible>` and may not be compatible with AOT.",
	]);
	assert.deepEqual(await told('net10.0', aot, '<PackageReference Include="Bringer" Version="2.0.0" />'), [
		"IL3058 3 Referenced assembly 'Sample.Package' is not built with `<IsAotCompatible>true</IsAotCompatible>` and may not be compatible with AOT. It comes through Bringer.",
	]);
	assert.deepEqual(await told('net10.0', '', own), []);
	assert.deepEqual(await told('net9.0', aot + trim, own), []);
});

test('what is not published is not followed, unless it is asked for', async () => {
	const isTest = '<IsTestProject>true</IsTestProject>';
	for (const property of [isTest, '<IsPublishable>false</IsPublishable>', '<IsAspireHost>true</IsAspireHost>']) {
		const folder = app('Api.Direct();');
		fs.writeFileSync(path.join(folder, 'App.csproj'), PROJECT.replace('<PropertyGroup>', `<PropertyGroup>${property}`));
		const told = async (...args: string[]): Promise<string> =>
			(await runCli(['packages', folder, '--no-cache', ...args], path.join(home, 'packages'))).stdout;
		assert.match(await told(), /^No program found/);
		if (property === isTest) assert.match(await told('--include-tests'), /IL2104/);
	}
});

test('several apps at once: each is told what it is told alone', async () => {
	const programs = [
		'Api.Visit(new Mine());\nclass Mine : Base { public override void Visit() => Api.Direct(); }',
		'Api.Visit(new Mine()); new List<Mine>().Add(new Mine());\nclass Mine : Base { public override void Visit() => new Used().Inherited(); }',
		'Api.Visit(null!);\nclass Mine : Base { public override void Visit() => Api.Direct(); }',
		'Api.Run(new Used());',
	];
	const folders = programs.map(app);
	const { stdout, stderr } = await runCli(['packages', ...folders, '--no-cache', '--format', 'json'], path.join(home, 'packages'));
	assert.equal(stderr, '');
	const { projects } = JSON.parse(stdout) as { readonly projects: readonly Pick<Document, 'warnings'>[] };
	assert.deepEqual(
		projects.map(({ warnings }) => warnings.map(each => `${each.id} ${each.member}`)),
		[['IL2026 Sample.Api.Direct()'], ['IL2026 Sample.Used.Visit()', 'IL2026 Sample.Base.Inherited()'], [], ['IL3050 Sample.Used.Run()']],
	);
	for (const [index, program] of programs.entries())
		assert.deepEqual(
			projects[index]?.warnings.map(each => each.message),
			(await predict(program)).warnings.map(each => each.message),
		);
});

test('not restored, with reference assemblies for another framework than what runs: what runs is followed', async () => {
	const installed = path.join(home, 'with-references');
	const own = path.join(installed, 'sample.package', '1.0.0');
	for (const part of ['lib/netstandard2.0', 'ref/netcoreapp3.0']) {
		fs.mkdirSync(path.join(own, part), { recursive: true });
		fs.copyFileSync(path.join(library, 'Sample.Package.dll'), path.join(own, part, 'Sample.Package.dll'));
	}
	const { stdout } = await runCli(['packages', app('Api.Direct();'), '--no-cache', '--format', 'json'], installed);
	const { warnings, projects } = JSON.parse(stdout) as Document & {
		readonly projects: readonly { readonly unreadable: readonly string[] }[];
	};
	assert.deepEqual(projects[0]?.unreadable, []);
	assert.deepEqual(
		warnings.map(each => each.member),
		['Sample.Api.Direct()'],
	);
});
