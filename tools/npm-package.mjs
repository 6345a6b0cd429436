// The npm package: the command line and the language server, the same bundles as in the extension, without dependencies.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

/** Folders and files that ship, from `dist/` and the repository. */
const SHIPPED = [
	...[
		'dist/cli.js',
		'dist/server.mjs',
		'dist/packages-worker.js',
		'dist/scan-worker.js',
		'dist/package.json',
		'dist/web-tree-sitter.wasm',
		'dist/tree-sitter-c_sharp.wasm',
		'dist/packs',
	],
	...['docs/rules', 'docs/schema', 'docs/ci.md', 'docs/ci', 'LICENSE', 'THIRD-PARTY-NOTICES.md', 'CHANGELOG.md'],
];

const README = `# aot-lens

Finds what .NET Native AOT and trimming will break in C# projects, without an SDK, a restore or a build.

\`\`\`sh
npx aot-lens check            # 0 clean, 1 findings, 2 wrong usage, 3 something could not be read
npx aot-lens report           # a page for a browser
npx aot-lens explain IL3050
npx aot-lens lsp --stdio      # the language server
\`\`\`

In a pipeline: [docs/ci.md](docs/ci.md). For tools: [the JSON's schema](docs/schema/check-1.schema.json). Node 20 or later.
`;

/**
 * Lays the package out, packs it, and says what is in it.
 * @param folder where it is laid out and where the archive is put; it is made anew
 * @returns the archive and the paths in it
 */
export function packNpm(folder) {
	const stage = path.join(folder, 'npm');
	fs.rmSync(stage, { recursive: true, force: true });
	fs.mkdirSync(stage, { recursive: true });
	for (const each of SHIPPED) fs.cpSync(path.join(root, each), path.join(stage, each), { recursive: true });
	fs.writeFileSync(path.join(stage, 'README.md'), README);
	const { name, version, license, repository, bugs, engines, keywords } = JSON.parse(
		fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
	);
	const manifest = {
		...{ name, version, license, repository, bugs, keywords, type: 'module' },
		description: 'Finds what .NET Native AOT and trimming will break in C# projects, without an SDK, a restore or a build.',
		engines: { node: engines.node },
		bin: { 'aot-lens': 'dist/cli.js' },
	};
	fs.writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
	const { status, stdout, stderr } = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], stage);
	if (status !== 0) throw new Error(`npm pack failed: ${stderr}`);
	const [packed] = JSON.parse(stdout);
	return { archive: path.join(folder, packed.filename), files: packed.files.map(file => file.path), size: packed.size };
}

/** Runs npm in a folder, and gives what it said. */
export const npm = (args, cwd, options = {}) =>
	spawnSync('npm', ['--no-update-notifier', ...args], {
		cwd,
		encoding: 'utf8',
		shell: process.platform === 'win32',
		maxBuffer: 2 ** 26,
		...options,
	});
