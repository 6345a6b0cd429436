/** What a clean publish hides besides JSON: services, hubs, configuration, facts of a native binary. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAll, workspaceOf } from '../support/core.ts';

const project = (properties = '<PublishAot>true</PublishAot>', framework = 'net9.0'): string =>
	`<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>${framework}</TargetFramework><ImplicitUsings>enable</ImplicitUsings>${properties}</PropertyGroup></Project>`;

/** Findings of our own codes: code and the text that they stand on. */
function found(code: string, properties?: string): readonly string[] {
	const { workspace } = workspaceOf({ 'P.csproj': project(properties), 'Program.cs': code });
	return checkAll(workspace).flatMap(report =>
		report.findings
			.filter(each => each.code.startsWith('AOTL') && each.code !== 'AOTL1001')
			.map(each => `${each.code} ${report.text.slice(each.start, each.end)}`),
	);
}

const REPOSITORY = 'public interface IRepo<T> { } public class Repo<T> : IRepo<T> { } public struct Point { } public class Order { }';

test('an open generic over a value type, by call and by constructor', () => {
	const code = (registrations: string, body: string): string =>
		`var services = new ServiceCollection();\n${registrations}\nvar provider = services.BuildServiceProvider();\n${body}\n${REPOSITORY}\npublic class Needs(IRepo<Guid> repo, IRepo<Order> other) { }\npublic class Explicit { public Explicit(IRepo<int> repo) { } }\npublic class Manual(IRepo<long> repo) { }`;
	const open = 'services.AddScoped(typeof(IRepo<>), typeof(Repo<>));';
	assert.deepEqual(
		found(
			code(
				open,
				'provider.GetRequiredService<IRepo<int>>(); provider.GetService(typeof(IRepo<Point>)); provider.GetServices<IRepo<DayOfWeek>>(); provider.GetRequiredService<IRepo<string>>(); provider.GetRequiredService<IRepo<Order>>();',
			),
		),
		['AOTL3001 provider.GetRequiredService<IRepo<int>>', 'AOTL3001 provider.GetService', 'AOTL3001 provider.GetServices<IRepo<DayOfWeek>>'],
	);
	assert.deepEqual(found(code(`${open} services.AddScoped<IRepo<int>, Repo<int>>();`, 'provider.GetRequiredService<IRepo<int>>();')), []);
	assert.deepEqual(found(code('', 'provider.GetRequiredService<IRepo<int>>(); provider.GetRequiredService<ILogger<Point>>();')), [
		'AOTL3001 provider.GetRequiredService<ILogger<Point>>',
	]);
	assert.deepEqual(found(code(`${open} services.AddScoped<Needs>(); services.AddTransient<Explicit>();`, '')), [
		'AOTL3001 IRepo<Guid> repo',
		'AOTL3001 IRepo<int> repo',
	]);
	assert.deepEqual(found(code(open, 'provider.GetRequiredService<IRepo<int>>();'), ''), []);
});

test('hubs without a JSON protocol', () => {
	assert.deepEqual(found('var builder = WebApplication.CreateSlimBuilder(args);\nbuilder.Services.AddSignalR();'), [
		'AOTL3003 builder.Services.AddSignalR',
	]);
	assert.deepEqual(
		found(
			'var builder = WebApplication.CreateSlimBuilder(args);\nbuilder.Services.AddSignalR().AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, null!));',
		),
		[],
	);
});

test('configuration that the generator leaves out', () => {
	const code = (call: string): string =>
		`using System.ComponentModel;\nIConfiguration config = new ConfigurationBuilder().Build();\n${call}\npublic class Plain { public string? Name { get; set; } public Inner? Inner { get; set; } }\npublic class Inner { public int N { get; init; } }\npublic record Record(string Name);\n[TypeConverter(typeof(TypeConverter))] public class Degrees { }\npublic class Weather { public Degrees? Now { get; set; } }\npublic class Base { public int A { get; set; } }\npublic class Derived : Base { public int B { get; set; } }`;
	assert.deepEqual(found(code('config.Get<Plain>();')), ['AOTL3002 config.Get<Plain>']);
	assert.deepEqual(found(code('config.Get<Record>();')), []);
	assert.deepEqual(found(code('new ServiceCollection().Configure<Weather>(config);')).length, 1);
	assert.deepEqual(found(code('Base b = new Derived(); config.Bind(b);')), ['AOTL3002 config.Bind']);
	assert.deepEqual(found(code('var b = new Derived(); config.Bind(b); Base c = new Base(); config.Bind(c);')), []);
	assert.deepEqual(
		found(
			code('config.Get<Plain>();'),
			'<PublishAot>true</PublishAot><EnableConfigurationBindingGenerator>false</EnableConfigurationBindingGenerator>',
		),
		[],
	);
});

test('values whose own type the contracts do not see', () => {
	const code = (endpoint: string, types = ''): string =>
		`using System.Text.Json.Serialization;\nvar builder = WebApplication.CreateSlimBuilder(args);\nbuilder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));\nvar app = builder.Build();\n${endpoint}\napp.Run();\npublic record Item(int Id); public record Price(int Cents); public record Envelope(object Content); public class Animal { } public class Dog : Animal { public int Age { get; set; } }\n[JsonDerivedType(typeof(Cat))] public class Marked { } public class Cat : Marked { public int Age { get; set; } }\n${types}\n[JsonSerializable(typeof(Price)), JsonSerializable(typeof(Envelope)), JsonSerializable(typeof(Animal)), JsonSerializable(typeof(Marked))]\ninternal partial class AppJson : JsonSerializerContext { }`;
	assert.deepEqual(found(code('app.MapGet("/", () => new Envelope(new Price(1)));')), []);
	assert.deepEqual(found(code('app.MapGet("/", () => new Envelope(new Item(1)));')), ['AOTL2001 new Item(1)']);
	// Written by the contract of a listed base, as measured.
	assert.deepEqual(found(code('app.MapGet("/", () => new Envelope(new Dog()));')), []);
	assert.deepEqual(
		found(
			code(
				'app.MapGet("/", Animal () => new Dog()); app.MapGet("/m", Marked () => new Cat()); app.MapGet("/a", Animal () => new Animal());',
			),
		),
		['AOTL2002 app.MapGet'],
	);
	assert.deepEqual(found(code('app.MapGet("/", () => { object x = new Item(1); return x; });')), ['AOTL2001 new Item(1)']);
	assert.deepEqual(
		found(
			code(
				'app.MapGet("/", () => new Custom(new Item(1)));',
				'public class Custom(Item item) : IResult { public Task ExecuteAsync(HttpContext context) => TypedResults.Ok(item).ExecuteAsync(context); }',
			),
		),
		['AOTL2001 app.MapGet', 'AOTL2001 item'],
	);
});
