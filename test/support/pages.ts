/**
 * The examples of the pages in `docs/rules`: what gives the code, and what does not. An example is one file or several. C# is
 * a program, or the types of a library; the usings of `USINGS` go without saying. XML is a project file or a `web.config`. A
 * first line that is a comment with a path names another file.
 */
import fs from 'node:fs';
import path from 'node:path';
import { findingsIn, type Question } from '../peer/sdk.ts';
import { checkAll, root, workspaceOf } from './core.ts';

export interface Page {
	readonly code: string;
	readonly before: Example;
	readonly after: Example;
}

/** The files of an example, by name. */
export type Example = Readonly<Record<string, string>>;

const USINGS = [
	'System.Diagnostics.CodeAnalysis',
	'System.Linq.Expressions',
	'System.Reflection',
	'System.Runtime.CompilerServices',
	'System.Runtime.InteropServices',
	'System.Runtime.InteropServices.Marshalling',
	'System.Text.Json',
	'System.Text.Json.Serialization',
];
const project = (sdk: string, outputType: string, optIn: string): string => `<Project Sdk="${sdk}">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <OutputType>${outputType}</OutputType>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <NoWarn>CS8321;CS0649;CS0169;CS0414</NoWarn>
    <${optIn}>true</${optIn}>
  </PropertyGroup>
  <ItemGroup>
${USINGS.map(each => `    <Using Include="${each}" />`).join('\n')}
  </ItemGroup>
</Project>
`;
/** All examples that the analyzer knows, compiled as one library. */
const LIBRARY = project('Microsoft.NET.Sdk', 'Library', 'IsAotCompatible');

/** The example under a heading. */
function example(page: string, heading: string): Example | undefined {
	const [, blocks = ''] = new RegExp(`^## ${heading}\\n\\n((?:\`\`\`\\w+\\n[\\s\\S]*?^\`\`\`\\n*)+)`, 'm').exec(page) ?? [];
	const files = [...blocks.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => [fileOf(language, text), text]);
	return files.length > 0 ? (Object.fromEntries(files) as Example) : undefined;
}

function fileOf(language: string, text: string): string {
	const named = /^(?:\/\/|<!--) ([\w./]+\.\w+)(?: -->)?\n/.exec(text)?.[1];
	if (named) return named;
	if (language === 'csharp') return 'Program.cs';
	if (language === 'dockerfile') return 'Dockerfile';
	return text.includes('<configuration>') ? 'web.config' : 'App.csproj';
}

/** @param kind of codes, or of families of APIs; those have an example of what to do at least */
export function pages(kind: 'rules' | 'apis' = 'rules'): readonly Page[] {
	const folder = path.join(root, 'docs', kind);
	return fs.readdirSync(folder).flatMap(file => {
		const text = fs.readFileSync(path.join(folder, file), 'utf8');
		const [before, after] = [example(text, 'Before'), example(text, 'After')];
		return (before || kind === 'apis') && after ? [{ code: file.replace('.md', ''), before: before ?? {}, after }] : [];
	});
}

/** What is reported of an example. */
export function codesIn(code: string, example: Example): readonly string[] {
	const isApp = !code.startsWith('IL');
	const app = project(isApp ? 'Microsoft.NET.Sdk.Web' : 'Microsoft.NET.Sdk', 'Exe', isApp ? 'PublishAot' : 'IsAotCompatible');
	return checkAll(workspaceOf({ 'App.csproj': app, 'Program.cs': '', ...example }).workspace).flatMap(report =>
		report.findings.filter(each => !each.suppressedBy).map(each => each.code),
	);
}

const TYPES =
	/^(?:\[[A-Z].*\]\n|\[[A-Z].*\] )*(?:(?:public|internal|file|static|sealed|abstract|partial|readonly) )*(?:class|record|struct|interface|enum|delegate) /m;

/** An example as a part of a library: in a namespace of its own, statements in a method. */
function asLibrary(name: string, text: string): string {
	const at = TYPES.exec(text)?.index ?? text.length;
	const statements = text.slice(0, at).trim();
	const method = statements && `static class TopLevel { static void Run(string[] args) {\n${statements}\n} }\n`;
	return `namespace ${name} {\n${method}${text.slice(at)}}\n`;
}

/** What is recorded of an answer to the next question: that nothing was wrong. */
export const PAGES_RECORDING = '';

/** The examples that don't give their code, or give it where they should not, by an answer to the next question. */
export function wrongPages(answer: string): readonly string[] {
	const found = JSON.parse(answer) as Readonly<Record<string, readonly { readonly code: string }[]>>;
	return pages()
		.filter(page => page.code.startsWith('IL'))
		.flatMap(({ code }) => {
			const isTold = (part: string): boolean => found[`${code}.${part}.cs`]?.some(each => each.code === code) === true;
			return [...(isTold('before') ? [] : [`${code} before`]), ...(isTold('after') ? [`${code} after`] : [])];
		});
}

/** The examples of the analyzer's codes, each in a file of its own. */
export function pageQuestion(): Question {
	const files = Object.fromEntries(
		pages()
			.filter(page => page.code.startsWith('IL'))
			.flatMap(({ code, before, after }) => [
				[`${code}.before.cs`, asLibrary(`${code}.Before`, before['Program.cs'] ?? '')],
				[`${code}.after.cs`, asLibrary(`${code}.After`, after['Program.cs'] ?? '')],
			]),
	) as Record<string, string>;
	return {
		name: 'Pages',
		files: { ...files, 'Pages.csproj': LIBRARY },
		read: folder => JSON.stringify(findingsIn(folder, files)),
	};
}
