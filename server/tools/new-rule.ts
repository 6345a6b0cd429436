/**
 * Makes the frame of a rule over uses: `npm run new-rule -- SLUG CODE "TITLE"`. It writes the rule, its line in the index, a fixture
 * and the frame of its page; what is left to do is printed.
 */
import process from 'node:process';
import { addToIndex, constantName, create, isSlug } from './scaffold.ts';

const [slug = '', code = '', title = ''] = process.argv.slice(2);
const name = constantName(slug);

if (!isSlug(slug) || !/^AOTL\d{4}$/.test(code) || !title) {
	console.error(
		'npm run new-rule -- SLUG CODE "TITLE", for example: npm run new-rule -- empty-catch AOTL4009 "A catch block hides the failure"',
	);
	process.exit(2);
}

create(
	`server/src/core/rules/${slug}.ts`,
	`/** ${title} (${code}): what breaks, and how that was seen. */
import { spanOf } from './requires.ts';
import { declare, type Rule } from './rule.ts';

export const ${name}: Rule = {
	slug: '${slug}',
	about: '${title.toLowerCase()}',
	codes: declare('AOT', { ${code}: '${title.replaceAll("'", "\\'")}' }),
	isContextual: true,
	check(use, body, context, report) {
		if (!context.app || use.kind !== 'call' || use.member.container.fullName !== 'System.GC' || use.member.name !== 'Collect') return;
		report({ code: '${code}', message: 'What breaks, and why. What to do.', ...spanOf(use, body), evidence: { use, body } });
	},
};
`,
);
create(
	`test/rules/${slug}/fixture.csproj`,
	`<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <OutputType>Exe</OutputType>
    <ImplicitUsings>enable</ImplicitUsings>
    <PublishAot>true</PublishAot>
  </PropertyGroup>
</Project>
`,
);
create(
	`test/rules/${slug}/${slug}.cs`,
	'// What is told, and what is not: each line was published with Native AOT and run.\nGC.Collect();\nGC.KeepAlive(args);\n',
);

addToIndex('server/src/core/rules/index.ts', 'import type { BodyRule,', `import { ${name} } from './${slug}.ts';`, 'RULES', name);
console.log(`
Then:
  1. write what it looks for in server/src/core/rules/${slug}.ts
  2. npm run docs                     the page's frame and the README's line; fill in docs/rules/${code}.md
  3. npm run record -- --own          writes the expectations into test/rules/${slug}/${slug}.cs; read them
  4. node --test test/rules/*.test.ts`);
