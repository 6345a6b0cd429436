/**
 * Fixtures of our own codes: folders of `test/rules` with a `fixture.csproj`, in which each C# file is a program of its own.
 * What they should give stands in them as carets, and in words beside them; both are written by `npm run record -- --own`, and
 * read by the one who changes them: the truth is what a published program did, which the head of the file tells.
 */
import fs from 'node:fs';
import path from 'node:path';
import { type Marked, withCarets, withoutCarets, type Words, wordsOf } from './carets.ts';
import { checkAll, root, workspaceOf } from './core.ts';

const folder = path.join(root, 'test', 'rules');

/** Relative paths of all fixtures of our own codes. */
export function ownFixtures(): string[] {
	const files = fs.readdirSync(folder, { recursive: true }).map(file => String(file).replaceAll('\\', '/'));
	const projects = files.filter(file => file.endsWith('/fixture.csproj')).map(path.posix.dirname);
	return files.filter(file => file.endsWith('.cs') && projects.includes(path.posix.dirname(file))).sort();
}

const wordsFile = (file: string): string => path.join(folder, file.replace(/\.cs$/, '.json'));

export const readOwn = (file: string): { readonly text: string; readonly words: readonly Words[] } => ({
	text: fs.readFileSync(path.join(folder, file), 'utf8'),
	words: fs.existsSync(wordsFile(file)) ? (JSON.parse(fs.readFileSync(wordsFile(file), 'utf8')) as Words[]) : [],
});

/** What is reported of a program with our own codes. */
export function findingsIn(file: string, text: string): readonly Marked[] {
	const project = fs.readFileSync(path.join(folder, path.dirname(file), 'fixture.csproj'), 'utf8');
	const { workspace } = workspaceOf({ 'Fixture.csproj': project, 'Program.cs': text });
	return checkAll(workspace)
		.filter(report => report.path.endsWith('.cs'))
		.flatMap(report => report.findings.filter(each => !each.suppressedBy && each.code.startsWith('AOTL')));
}

/** Writes what is reported now into the fixtures. */
export function recordOwn(): void {
	for (const file of ownFixtures()) {
		const text = withoutCarets(readOwn(file).text);
		const findings = findingsIn(file, text);
		fs.writeFileSync(path.join(folder, file), withCarets(text, findings));
		const words = wordsOf(text, findings);
		if (words.length > 0) fs.writeFileSync(wordsFile(file), `${JSON.stringify(words, undefined, 1)}\n`);
		else fs.rmSync(wordsFile(file), { force: true });
	}
}
