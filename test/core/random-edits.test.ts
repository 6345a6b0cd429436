/** What is found after edits is what is found in the same texts afresh, in broken code too: 2,000 edits in `npm test`, some of them in `npm run unit`. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { editAtRandom } from '../fuzz/edits.ts';
import { Random } from '../fuzz/random.ts';
import { OPTED_IN, root, WEB_OPTED_IN } from '../support/core.ts';

/** Small fixtures of many rules, in a fixed order. */
const FIXTURES = ['requires', 'type-flow', 'mismatch']
	.flatMap(slug => {
		const folder = path.join(root, 'test/rules', slug);
		return fs
			.readdirSync(folder, { recursive: true })
			.map(file => path.join(folder, String(file)))
			.filter(file => file.endsWith('.cs'))
			.sort();
	})
	.map(file => fs.readFileSync(file, 'utf8'))
	.filter(text => text.length < 3000);

const WEB = `using System.Text.Json.Serialization;
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddSingleton<Store>();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));
var app = builder.Build();
app.MapGet("/", (Store store) => store.All());
app.MapPost("/add", async (Note note, Store store) => Pick(() => store.Add(note)));
app.Run();
static T Pick<T>(Func<T> make) => make();
partial class Store { public Note[] All() => []; public Note Add(Note note) => note; }
record Note(int Id, string Text) { public Note? Next { get; set; } }
[JsonSerializable(typeof(Note[]))] partial class AppJson : JsonSerializerContext;
`;

const EDITS = Number(process.env['EDITS'] ?? 400);
/** Each on other files. */
const EDITS_EACH = 100;

test(`after each of ${EDITS} random edits findings are those of a fresh workspace`, () => {
	const seed = Number(process.env['SEED'] ?? 1);
	for (let round = 0; round < EDITS / EDITS_EACH; round++) {
		const random = new Random(seed * 1000 + round);
		const isWeb = round % 4 === 0;
		const files = {
			'P.csproj': isWeb ? WEB_OPTED_IN.replace('IsAotCompatible', 'PublishAot').replace('/IsAotCompatible', '/PublishAot') : OPTED_IN,
			'A.cs': isWeb ? WEB : random.pick(FIXTURES),
			'B.cs': random.pick(FIXTURES),
			'sub/C.cs': random.pick(FIXTURES),
		};
		const difference = editAtRandom(files, random, EDITS_EACH, 20);
		assert.equal(difference, undefined, `round ${round} of seed ${seed}: ${JSON.stringify(difference, null, 1)}`);
	}
});
