/** One run in a real VS Code: the downloaded desktop one where it can be had, the embedded one otherwise. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { root } from '../support/core.ts';
import { applied, fixCases } from '../support/fix-cases.ts';
import type { LaidOut } from './fixes-suite.ts';

process.env['VSCODE_HOST_CACHE'] ??= path.join(root, '.vscode-test', 'web-host');
const { vscodeExecutable } = (await import(path.join(root, 'tools/vscode-host/executable.mjs'))) as { vscodeExecutable(): Promise<string> };

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-e2e-'));
// All of it happens in a folder whose name editors and we percent-encode in different ways.
const PARENT = "it's (my) C# a+b@c";
// A package that is restored, beside the folder that is open.
const library = path.join(work, 'suite', PARENT, 'packages', 'sample.package', '1.0.0', 'lib', 'netstandard2.0');
fs.mkdirSync(library, { recursive: true });
fs.copyFileSync(path.join(root, 'test', 'whole-program', 'package', 'Sample.Package.dll'), path.join(library, 'Sample.Package.dll'));

/** The tests change files: they get a copy of the sample. */
function layOutSample(folder: string): void {
	fs.cpSync(process.env['AOT_LENS_E2E_FOLDER'] ?? path.join(root, 'samples', 'shop-api'), folder, { recursive: true });
}

/** For each fix the case that takes the fewest actions, in a folder of its own. */
function layOutFixes(folder: string): void {
	const cases = new Map<string, LaidOut>();
	for (const { id, files, title, fixed } of fixCases()) {
		if (title === undefined) continue;
		const { titles } = applied(id, files);
		if (titles.length >= (cases.get(id)?.titles.length ?? Number.POSITIVE_INFINITY)) continue;
		// Titles name the folder as the cases' own tests have it.
		const below = path.join(id, 'w');
		cases.set(id, { id, folder: below, titles: [...new Set(titles)], fixed });
		fs.rmSync(path.join(folder, below), { recursive: true, force: true });
		for (const [name, text] of Object.entries(files)) {
			const file = path.join(folder, below, name);
			fs.mkdirSync(path.dirname(file), { recursive: true });
			fs.writeFileSync(file, text);
		}
	}
	fs.writeFileSync(path.join(folder, '..', 'fixes.json'), JSON.stringify([...cases.values()]));
}

interface Suite {
	readonly name: string;
	readonly platform: 'node' | 'browser';
	readonly layOut: (folder: string) => void;
	/** Of the extension. */
	readonly extension: string;
	readonly args?: readonly string[];
}

/** Runs one suite, bundled, in one extension host. */
async function inCode({ name: suite, platform, layOut, extension, args = [] }: Suite): Promise<void> {
	const folder = path.join(work, suite, PARENT, 'shop-api');
	layOut(folder);
	// A workspace file: a second folder can come and go without a restart of what runs the tests.
	const workspace = path.join(work, suite, 'shop.code-workspace');
	fs.writeFileSync(workspace, JSON.stringify({ folders: [{ path: path.relative(path.dirname(workspace), folder) }] }));
	// Within the extension: its host is the one that runs them. This repository's own stays clean.
	const bundle = path.join(extension === root ? work : extension, `${suite}.cjs`);
	const entry = path.join(root, 'test', 'e2e', `${suite}.ts`);
	await build({ entryPoints: [entry], outfile: bundle, bundle: true, platform, format: 'cjs', external: ['vscode'], logLevel: 'warning' });
	await runTests({
		vscodeExecutablePath: await vscodeExecutable(),
		extensionDevelopmentPath: extension,
		extensionTestsPath: bundle,
		launchArgs: [workspace, '--disable-extensions', `--user-data-dir=${path.join(work, `${suite}-data`)}`, ...args],
	});
}

/** The extension as it ships, and as a browser sees it: this workbench has a Node host, too, which would take it for its own. */
function forBrowsers(): string {
	const extension = path.join(work, 'extension');
	execFileSync(process.execPath, [path.join(root, 'tools', 'shipped.mjs'), extension]);
	const manifest = JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8')) as Record<string, unknown>;
	fs.writeFileSync(path.join(extension, 'package.json'), JSON.stringify({ ...manifest, main: undefined }));
	return extension;
}

try {
	await inCode({ name: 'suite', platform: 'node', layOut: layOutSample, extension: root });
	await inCode({ name: 'fixes-suite', platform: 'node', layOut: layOutFixes, extension: root });
	await inCode({
		name: 'web-suite',
		platform: 'browser',
		layOut: layOutSample,
		extension: forBrowsers(),
		args: ['--extensionDevelopmentKind=web'],
	});
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
} finally {
	fs.rmSync(work, { recursive: true, force: true, maxRetries: 3 });
}
