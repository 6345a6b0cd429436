/** One run in a real VS Code: the downloaded desktop one where it can be had, the embedded one otherwise. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { root } from '../support/core.ts';

process.env['VSCODE_HOST_CACHE'] ??= path.join(root, '.vscode-test', 'web-host');
const { vscodeExecutable } = (await import(path.join(root, 'tools/vscode-host/executable.mjs'))) as { vscodeExecutable(): Promise<string> };

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-e2e-'));
// All of it happens in a folder whose name editors and we percent-encode in different ways.
const PARENT = "it's (my) C# a+b@c";
// A package that is restored, beside the folder that is open.
const library = path.join(work, 'node', PARENT, 'packages', 'sample.package', '1.0.0', 'lib', 'netstandard2.0');
fs.mkdirSync(library, { recursive: true });
fs.copyFileSync(path.join(root, 'test', 'whole-program', 'package', 'Sample.Package.dll'), path.join(library, 'Sample.Package.dll'));

/** Runs one suite, bundled, in one extension host. */
async function inCode(suite: string, platform: 'node' | 'browser', extension: string, ...args: readonly string[]): Promise<void> {
	// The tests change files: they get a copy of the sample.
	const folder = path.join(work, platform, PARENT, 'shop-api');
	fs.cpSync(process.env['AOT_LENS_E2E_FOLDER'] ?? path.join(root, 'samples', 'shop-api'), folder, { recursive: true });
	// A workspace file: a second folder can come and go without a restart of what runs the tests.
	const workspace = path.join(work, platform, 'shop.code-workspace');
	fs.writeFileSync(workspace, JSON.stringify({ folders: [{ path: path.relative(path.dirname(workspace), folder) }] }));
	// Within the extension: its host is the one that runs them. This repository's own stays clean.
	const bundle = path.join(extension === root ? work : extension, `${suite}.cjs`);
	const entry = path.join(root, 'test', 'e2e', `${suite}.ts`);
	await build({ entryPoints: [entry], outfile: bundle, bundle: true, platform, format: 'cjs', external: ['vscode'], logLevel: 'warning' });
	await runTests({
		vscodeExecutablePath: await vscodeExecutable(),
		extensionDevelopmentPath: extension,
		extensionTestsPath: bundle,
		launchArgs: [workspace, '--disable-extensions', `--user-data-dir=${path.join(work, `${platform}-data`)}`, ...args],
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
	await inCode('suite', 'node', root);
	await inCode('web-suite', 'browser', forBrowsers(), '--extensionDevelopmentKind=web');
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
} finally {
	fs.rmSync(work, { recursive: true, force: true, maxRetries: 3 });
}
