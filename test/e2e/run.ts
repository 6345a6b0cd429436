/** One run in a real VS Code: the downloaded desktop one where it can be had, the embedded one otherwise. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { root } from '../support/core.ts';

process.env['VSCODE_HOST_CACHE'] ??= path.join(root, '.vscode-test', 'web-host');
const { vscodeExecutable } = (await import(path.join(root, 'tools/vscode-host/executable.mjs'))) as { vscodeExecutable(): Promise<string> };

// The tests change files: they get a copy of the sample.
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-e2e-'));
const folder = path.join(work, 'shop-api');
fs.cpSync(process.env['AOT_LENS_E2E_FOLDER'] ?? path.join(root, 'samples', 'shop-api'), folder, { recursive: true });
// A package that is restored, beside the folder that is open.
const library = path.join(work, 'packages', 'sample.package', '1.0.0', 'lib', 'netstandard2.0');
fs.mkdirSync(library, { recursive: true });
fs.copyFileSync(path.join(root, 'test', 'whole-program', 'package', 'Sample.Package.dll'), path.join(library, 'Sample.Package.dll'));
const suite = path.join(work, 'suite.cjs');
await build({
	entryPoints: [path.join(root, 'test/e2e/suite.ts')],
	outfile: suite,
	bundle: true,
	platform: 'node',
	format: 'cjs',
	external: ['vscode'],
	logLevel: 'warning',
});
try {
	await runTests({
		vscodeExecutablePath: await vscodeExecutable(),
		extensionDevelopmentPath: root,
		extensionTestsPath: suite,
		launchArgs: [folder, '--disable-extensions', `--user-data-dir=${path.join(work, 'data')}`],
	});
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
} finally {
	fs.rmSync(work, { recursive: true, force: true, maxRetries: 3 });
}
