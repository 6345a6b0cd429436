/**
 * Equal outlines if and only if equal symbols: declarations of every kind, each part changed, added and removed, moved in and
 * out of what is around them.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MethodOptions, Parameter, PropertyOptions } from '../../server/src/core/symbols/members.ts';
import type { NamespaceScope } from '../../server/src/core/symbols/scope.ts';
import type { SourceTypeDef } from '../../server/src/core/symbols/source.ts';
import type { MemberSymbol, Type, TypeParameter } from '../../server/src/core/symbols/types.ts';
import type { SourceFile } from '../../server/src/core/syntax/ast.ts';
import { fullTypeName } from '../../server/src/core/symbols/display.ts';
import { haveEqualOutlines } from '../../server/src/core/syntax/outline.ts';
import { checkAll, OPTED_IN, places, workspaceOf } from '../support/core.ts';

/** What stands where, and what is no one else's business, is no part of a symbol. */
const PRIVATE = new Set([
	...['start', 'end', 'nameStart', 'nameEnd', 'nameRange', 'bracket', 'keyword', 'bodyStart', 'initializer', 'body', 'expressionBody'],
	...['defaultValue', 'baseCall', 'members', 'nested', 'shape', 'declarators'],
]);
const written = (syntax: unknown): unknown =>
	syntax === undefined ? undefined : JSON.parse(JSON.stringify(syntax, (key, value) => (PRIVATE.has(key) ? undefined : value)));

const typeOf = (type: Type | undefined): string => (type === undefined ? '-' : `${type.kind} ${fullTypeName(type)}`);
const parameterOf = (each: Parameter) => ({ ...each, type: typeOf(each.type) });
const typeParameterOf = (each: TypeParameter) => [
	each.name,
	each.variance,
	each.dam,
	{ ...each.constraints, types: each.constraints.types.map(typeOf) },
];

function symbolOf(member: MemberSymbol): unknown {
	const {
		container: _,
		declaration,
		signature: __,
		syntax,
		explicitInterface,
		constant,
		...plain
	} = member.options as MethodOptions & PropertyOptions & { constant?: () => unknown };
	const common = {
		kind: member.kind,
		...Object.fromEntries(Object.entries(plain).filter(([, value]) => typeof value !== 'function' && typeof value !== 'object')),
		dam: 'dam' in plain && plain.dam,
		requires: 'requires' in member && Object.values(member.requires).map(each => each && { ...each }),
		explicitInterface: explicitInterface && typeOf(explicitInterface()),
		constant: constant?.(),
		syntax: written(syntax ?? declaration?.member?.syntax),
	};
	switch (member.kind) {
		case 'method':
			return {
				...common,
				parameters: member.parameters.map(parameterOf),
				returns: typeOf(member.returns),
				typeParameters: member.typeParameters.map(typeParameterOf),
				returnDam: member.returnDam,
				hasBody: member.syntax?.body !== undefined,
			};
		case 'property':
			return {
				...common,
				parameters: member.parameters.map(parameterOf),
				type: typeOf(member.type),
				accessors: [member.getter, member.setter].map(each => each && symbolOf(each)),
				bodies: member.syntax && [
					member.syntax.expressionBody !== undefined,
					...member.syntax.accessors.map(each => each.body !== undefined),
				],
			};
		case 'event':
			return { ...common, type: typeOf(member.type), accessors: [member.add, member.remove].map(each => each && symbolOf(each)) };
		default:
			return { ...common, type: typeOf(member.type) };
	}
}

/** What names in it are looked up through, outwards. */
const scopesOf = (scope: NamespaceScope | undefined): string[] => (scope ? [scope.name, ...scopesOf(scope.parent)] : []);

function typeSymbolOf(def: SourceTypeDef): unknown {
	return {
		name: def.fullName,
		kind: [def.kind, def.isRecord, def.access, def.isAbstract, def.isSealed, def.isStatic, def.isByRefLike],
		base: typeOf(def.baseType),
		interfaces: def.interfaces.map(typeOf),
		typeParameters: def.ownTypeParameters.map(typeParameterOf),
		parts: def.parts.map(part => [written(part.declaration), scopesOf(part.scope)]),
		members: [...def.memberNames()].map(name => [name, def.members(name).map(symbolOf)]),
		nested: def.nestedTypes().map(nested => nested.name),
	};
}

/** All that others can learn of a file, and the file. */
function both(text: string): { symbols: string; file: SourceFile } {
	const { workspace } = workspaceOf({ 'P.csproj': OPTED_IN, 'A.cs': text });
	const project = workspace.projects[0];
	assert.ok(project);
	const { compilation } = workspace.services(project);
	const { own } = compilation;
	const file = own.files.find(each => each.path.endsWith('A.cs'));
	assert.ok(file);
	const symbols = [...own.types.values()].map(typeSymbolOf);
	return {
		symbols: JSON.stringify(
			[symbols, (own.declared.get(file.path) ?? []).map(def => def.fullName), written(file.unit.usings), [...own.friends]],
			null,
			1,
		),
		file,
	};
}

/** Alternatives for each part of a declaration; the first is the usual one. */
type Parts = readonly (readonly string[])[];

const ATTRIBUTES = ['', '[Obsolete] ', '[Obsolete("x")] ', '[Obsolete("y")] ', '[RequiresUnreferencedCode("u")] '];
const TYPES = ['int', 'string', 'List<int>', 'List<string>', 'int[]', '(int a, int b)'];
const PARAMETERS = [
	'int p',
	'',
	'int q',
	'string p',
	'ref int p',
	'int p = 1',
	'int p = 2',
	'params int[] p',
	'[Obsolete] int p',
	'int p, int r',
];

const MEMBERS: Readonly<Record<string, Parts>> = {
	method: [
		[...ATTRIBUTES, '[return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] '],
		['public ', '', 'private ', 'public static ', 'public virtual ', 'protected internal ', 'public async '],
		TYPES,
		[' M', ' N', ' IDisposable.M'],
		['<T>', '', '<U>', '<T, U>', '<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] T>'],
		PARAMETERS.map(each => `(${each})`),
		['', ' where T : class', ' where T : new()', ' where T : struct', ' where T : IDisposable'],
		[' { return default; }', ' { throw null; }', ' => default;', '\n/* why */ { }', ';'],
	],
	constructor: [
		ATTRIBUTES,
		['public ', 'private ', 'static '],
		['C'],
		PARAMETERS.map(each => `(${each})`),
		['', ' : this()', ' : base()'],
		[' { }', ' { int x = 1; }'],
	],
	destructor: [ATTRIBUTES, ['~C() { }', '~C() { int x; }']],
	property: [
		ATTRIBUTES,
		['public ', '', 'public static ', 'public required ', 'public override '],
		TYPES,
		[' P', ' Q'],
		[
			' { get; set; }',
			' { get; }',
			' { get; init; }',
			' { set; get; }',
			' { get; private set; }',
			' { [Obsolete] get; set; }',
			' { [RequiresUnreferencedCode("u")] get; set; }',
			' { [RequiresUnreferencedCode("v")] get; set; }',
			' { get; [param: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] set; }',
			' { get { return default; } set { } }',
			' { get { return 1; } set { } }',
			' => default;',
			' => 1;',
		],
		['', ' = 1;', ' = 2;'],
	],
	indexer: [
		ATTRIBUTES,
		['public '],
		TYPES,
		[' this'],
		PARAMETERS.filter(each => each).map(each => `[${each}]`),
		[' { get => default; }', ' { get => 1; }', ' => default;'],
	],
	event: [
		ATTRIBUTES,
		['public ', 'public static '],
		['event Action', 'event EventHandler'],
		[' E', ' F'],
		[' { add { } remove { } }', ' { add { int x; } remove { } }', ' { [Obsolete] add { } remove { } }'],
	],
	'field-like event': [ATTRIBUTES, ['public ', 'private '], ['event Action', 'event EventHandler'], [' E', ' F', ' E, F', ' E = null']],
	field: [
		ATTRIBUTES,
		['public ', '', 'static ', 'public readonly '],
		TYPES,
		[' f', ' g', ' f, g', ' f = 1', ' f = 2', ' f = 1, g = 2'],
	].map((each, at, all) => (at === all.length - 1 ? each.map(text => `${text};`) : each)),
	constant: [ATTRIBUTES, ['public const ', 'const '], ['int', 'long'], [' k = 1;', ' k = 2;', ' k = 1 + 1;', ' j = 1;', ' k = 1, l = 2;']],
	operator: [
		ATTRIBUTES,
		['public static '],
		['C operator '],
		['+', '-', '!'],
		['(C a, C b)', '(C a)', '(C a, int b)'],
		[' => a;', ' { return a; }'],
	],
	conversion: [
		ATTRIBUTES,
		['public static '],
		['implicit', 'explicit'],
		[' operator '],
		['int', 'string'],
		['(C a)', '(List<C> a)'],
		[' => default;', ' => throw null;'],
	],
};

const TYPE_DECLARATIONS: Readonly<Record<string, Parts>> = {
	class: [
		[...ATTRIBUTES, '[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] '],
		['public ', '', 'internal sealed ', 'abstract ', 'static ', 'partial ', 'file '],
		['class D', 'class E', 'struct D', 'interface D', 'record D', 'record struct D', 'ref struct D'],
		['<T>', '', '<U>', '<T, U>', '<out T>'],
		['', '(int p)', '(int q)', '(int p = 1)', '(int p = 2)', '([property: Obsolete] int p)'],
		['', ' : List<int>', ' : IDisposable', ' : List<int>, IDisposable'],
		['', ' where T : class', ' where T : IDisposable, new()'],
		[' { }', ' { /* nothing */ }', ';', ' { int x; }'],
	],
	enum: [
		ATTRIBUTES,
		['public ', ''],
		['enum D', 'enum E'],
		['', ' : byte', ' : long'],
		[' { A, B }', ' { B, A }', ' { A = 1, B }', ' { A = 2, B }', ' { A }', ' { [Obsolete] A, B }'],
	],
	delegate: [ATTRIBUTES, ['public ', ''], ['delegate '], TYPES, [' D', ' E'], ['<T>', ''], PARAMETERS.map(each => `(${each})`), [';']],
	extension: [
		['static class D { extension'],
		['<T>', ''],
		['(List<int> list)', '(List<int> other)', '(int list)'],
		[' { public int M() => 1; }', ' { public int M() => 2; }', ' { public int N() => 1; }'],
		[' }'],
	],
};

const USINGS = 'using System;\nusing System.Collections.Generic;\nusing System.Diagnostics.CodeAnalysis;\n';
const inClass = (member: string): string => `${USINGS}class C\n{\n\tC other;\n\t${member}\n}\n`;
const inFile = (type: string): string => `${USINGS}${type}\n`;

/** Each pair differs in one part. */
function* variants(parts: Parts): Generator<readonly [string, string]> {
	const usual = parts.map(alternatives => alternatives[0] ?? '');
	for (const [at, alternatives] of parts.entries())
		for (const other of alternatives.slice(1)) yield [usual.join(''), usual.map((part, index) => (index === at ? other : part)).join('')];
}

function* pairs(): Generator<readonly [string, string]> {
	for (const parts of Object.values(MEMBERS)) {
		for (const [left, right] of variants(parts)) yield [inClass(left), inClass(right)];
		const member = parts.map(alternatives => alternatives[0]).join('');
		yield [inClass(member), inClass('')];
		yield [inClass(member), inClass(`// ${member.replaceAll('\n', ' ')}`)];
		yield [inClass(member), inClass(`${member}\n\t// after`)];
		yield [inClass(member), inClass(`int before;\n\t${member}`)];
		yield [inClass(`int before;\n\t${member}`), inClass(`${member}\n\tint before;`)];
		yield [inClass(`${member}\n\tclass I { }`), inClass(`class I { ${member} }`)];
		yield [inClass(`${member} }\nclass I {`), inClass(`}\nclass I { ${member}`)];
		yield [inClass(member), `${inClass(member)}\n`.replaceAll('\t', '    ')];
	}
	for (const parts of Object.values(TYPE_DECLARATIONS)) {
		for (const [left, right] of variants(parts)) yield [inFile(left), inFile(right)];
		const type = parts.map(alternatives => alternatives[0]).join('');
		yield [inFile(type), inFile('')];
		yield [inFile(type), inFile(`namespace N;\n${type}`)];
		yield [inFile(`namespace N;\n${type}`), inFile(`namespace M;\n${type}`)];
		yield [inFile(`namespace N;\n${type}`), inFile(`namespace N\n{\n${type}\n}`)];
		yield [inFile(`namespace N { ${type} } namespace M { }`), inFile(`namespace N { } namespace M { ${type} }`)];
		yield [inFile(`namespace N { namespace M { } ${type} }`), inFile(`namespace N { namespace M { ${type} } }`)];
		yield [inFile(`namespace A.B { ${type} }`), inFile(`namespace A { namespace B { ${type} } }`)];
		yield [inFile(`class O { } ${type}`), inFile(`class O { ${type} }`)];
		yield [inFile(`class O { class P { } ${type} }`), inFile(`class O { class P { ${type} } }`)];
		yield [inFile(`partial class O { ${type} } partial class O { }`), inFile(`partial class O { } partial class O { ${type} }`)];
		yield [inFile(`// before\n${type}`), inFile(type)];
	}
	const usings = [
		'',
		'using System.Text;',
		'using System.Linq;',
		'using S = System.String;',
		'using S = System.Int32;',
		'using static System.Math;',
		'global using System.Text;',
	];
	for (const left of usings) for (const right of usings) if (left < right) yield [`${left}\nclass C { }`, `${right}\nclass C { }`];
	yield ['namespace N { using System; class C { } }', 'using System; namespace N { class C { } }'];
	yield ['class C { }', 'System.Console.WriteLine(); class C { }'];
	yield ['System.Console.WriteLine(); class C { }', 'System.Console.Write(1); class C { }'];
	const assembly = (text: string): string => `[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(${text})]\nclass C { }`;
	yield ['class C { }', assembly('"A"')];
	yield [assembly('"A"'), assembly('"B"')];
	yield [assembly('"A"'), assembly(' "A" ')];
}

test('outlines are equal if and only if symbols are', () => {
	const known = new Map<string, ReturnType<typeof both>>();
	const of = (text: string): ReturnType<typeof both> => {
		let found = known.get(text);
		if (!found) known.set(text, (found = both(text)));
		return found;
	};
	const counts = { equal: 0, different: 0 };
	const wrong: string[] = [];
	for (const [left, right] of pairs()) {
		const a = of(left);
		const b = of(right);
		const isEqual = haveEqualOutlines(a.file, b.file);
		counts[isEqual ? 'equal' : 'different']++;
		if (isEqual !== (a.symbols === b.symbols))
			wrong.push(`outlines ${isEqual ? 'equal' : 'differ'}, symbols do not agree:\n${left}---\n${right}`);
	}
	assert.deepEqual(wrong, []);
	assert.ok(counts.equal > 45 && counts.different > 300, JSON.stringify(counts));
});

const WEB =
	'<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><PublishAot>true</PublishAot></PropertyGroup></Project>';

test('what a body sees does not depend on which body was bound last', () => {
	const app = `
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSingleton<Note>();
var app = builder.Build();
Routes.Map(app);
class Note { }
static class Routes
{
    public static void Map(WebApplication app) => app.MapGet("/a", () => "a").AddEndpointFilter(async (c, next) => Pick(Helper));
    static T Pick<T>(Func<T> pick) => pick();
    private static Note Helper() => new();
}
`;
	const services = (body: string): string => `class Other { static void Add(IServiceCollection services) { ${body} } }`;
	const files = { 'P.csproj': WEB, 'A.cs': app, 'B.cs': services('') };
	const { workspace } = workspaceOf(files);
	workspace.open('/w/A.cs', files['A.cs']);
	workspace.open('/w/B.cs', files['B.cs']);
	const [project] = workspace.projects;
	assert.ok(project);
	const found = places(checkAll(workspace));
	assert.ok(found.includes('A.cs:9:51 AOTL2001'), found.join());
	// What the services are is read anew, so that the endpoints are judged again, and not bound again.
	for (const body of ['services.AddSingleton<Other>();', '} static void More() { Func<string> f = Console.ReadLine!;', '']) {
		workspace.open('/w/B.cs', services(body));
		assert.ok(workspace.check(project, '/w/B.cs').affectsOthers, body);
		assert.deepEqual(places(checkAll(workspace)), found, body);
		workspace.open('/w/B.cs', services(`${body} /* said */`));
		assert.ok(!workspace.check(project, '/w/B.cs').affectsOthers, body);
	}
});
