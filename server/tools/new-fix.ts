/**
 * Makes the frame of a fix in C#: `npm run new-fix -- ID CODE "WHAT IT DOES"`. It writes the fix, its line in the index and the file
 * that it is tested from; what is left to do is printed.
 */
import process from 'node:process';
import { addToIndex, constantName, create, isSlug } from './scaffold.ts';

const [id = '', code = '', about = ''] = process.argv.slice(2);
const name = constantName(id);

if (!isSlug(id) || !/^(?:IL|AOTL)\d{4}$/.test(code) || !about) {
	console.error('npm run new-fix -- ID CODE "WHAT IT DOES", for example: npm run new-fix -- no-collect AOTL4009 "Takes the call away."');
	process.exit(2);
}

create(
	`server/src/core/fixes/direct/${id}.ts`,
	`/** ${about} What the program does stays the same because ... */
import { type Change, defineFix, type FixContext } from '../fix.ts';
import type { BoundBody, Use } from '../../binding/bound.ts';

export const ${name} = defineFix({
	id: '${id}',
	about: '${about.replaceAll("'", "\\'")}',
	codes: ['${code}'],
	safety: 'repairs',
	change: ({ evidence }, context) => evidence && changed(evidence.use, evidence.body, context),
});

function changed(use: Use, body: BoundBody, context: FixContext): Change | undefined {
	if (use.kind !== 'call' || use.member.name !== 'Collect') return undefined;
	const [start, end] = [body.base + use.whole.start, body.base + use.whole.end];
	return { title: 'Collect on request only', files: [{ path: context.path, edits: [{ start, end, text: 'GC.KeepAlive(args)' }] }] };
}
`,
);
create(
	`test/fixes/${id}/${id}.cs`,
	`//- A.cs
using System;

GC.Collect();
//- P.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <OutputType>Exe</OutputType>
    <PublishAot>true</PublishAot>
  </PropertyGroup>
</Project>
//- fixed: Collect on request only
//- A.cs
using System;

GC.KeepAlive(args);
`,
);
addToIndex(
	'server/src/core/fixes/index.ts',
	"import type { Fix, FixDefinition, SlowFix } from './fix.ts';",
	`import { ${name} } from './direct/${id}.ts';`,
	'FIXES',
	name,
);
console.log(`
Then:
  1. write what it changes in server/src/core/fixes/direct/${id}.ts; nothing where it is not sure; put it in its place in FIXES, best first
  2. write before and after into test/fixes/${id}/${id}.cs; one more file for each shape, '//- unfixed' where nothing is to be offered
  3. node --test test/fixes/fixes.test.ts
  4. npm run prove-fixes -- --fix ${id} FOLDER...   on real code; npm run meaning, where what the program does could change`);
