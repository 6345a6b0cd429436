/** Bundles the extension into `dist/`: client, server, command line, and the data that they read. */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { build, type BuildOptions } from 'esbuild';
import { adviceOf } from './server/src/protocol/markdown.ts';
import type { PageData } from './server/src/protocol/files.ts';

const root = import.meta.dirname;
const dist = path.join(root, 'dist');
const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
const shared: BuildOptions = {
	bundle: true,
	platform: 'node',
	target: 'node20',
	sourcemap: process.argv.includes('--sourcemap'),
	minify: process.argv.includes('--minify'),
	define: { VERSION: JSON.stringify(version) },
	logLevel: 'warning',
	legalComments: 'none',
};
const inBrowser: BuildOptions = { ...shared, platform: 'browser', target: 'es2022' };
/** Bundled CommonJS packages ask for `require` in an ES module. */
const requireBanner = {
	js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
};

fs.mkdirSync(path.join(dist, 'packs'), { recursive: true });
await Promise.all([
	build({ ...shared, entryPoints: ['client/src/node.ts'], outfile: 'dist/extension.cjs', format: 'cjs', external: ['vscode'] }),
	build({
		...inBrowser,
		entryPoints: ['client/src/browser.ts'],
		outfile: 'dist/web/extension.cjs',
		format: 'cjs',
		external: ['vscode'],
	}),
	build({ ...inBrowser, entryPoints: ['server/src/web/server.ts'], outfile: 'dist/web/server.js', format: 'iife' }),
	build({ ...shared, entryPoints: ['server/src/node/server.ts'], outfile: 'dist/server.mjs', format: 'esm', banner: requireBanner }),
	...['packages-worker', 'scan-worker'].map(name =>
		build({
			...shared,
			entryPoints: [`server/src/node/${name}.ts`],
			outfile: `dist/${name}.js`,
			format: 'esm',
			banner: requireBanner,
		}),
	),
	build({ ...shared, entryPoints: ['server/src/node/cli.ts'], outfile: 'dist/cli.js', format: 'esm', banner: requireBanner }),
]);
fs.writeFileSync(path.join(dist, 'package.json'), '{ "type": "module" }\n');
fs.writeFileSync(path.join(dist, 'web', 'pages.json'), `${JSON.stringify(pageData())}\n`);
fs.copyFileSync('node_modules/web-tree-sitter/web-tree-sitter.wasm', 'dist/web-tree-sitter.wasm');
fs.copyFileSync('grammars/tree-sitter-c_sharp.wasm', 'dist/tree-sitter-c_sharp.wasm');
for (const pack of fs.readdirSync('server/packs').filter(file => file.endsWith('.pack')))
	fs.copyFileSync(`server/packs/${pack}`, `dist/packs/${pack}`);

/** What a server without a file system says in its own words. */
function pageData(): PageData {
	const pages = (folder: string): string[] => fs.readdirSync(path.join(root, folder)).filter(name => name.endsWith('.md'));
	const words = /^bundle\.l10n\.([\w-]+)\.json$/;
	return {
		advice: Object.fromEntries(
			pages('docs/rules').map(name => [path.basename(name, '.md'), adviceOf(fs.readFileSync(`docs/rules/${name}`, 'utf8')) ?? '']),
		),
		apis: pages('docs/apis').map(name => path.basename(name, '.md')),
		words: Object.fromEntries(
			fs.readdirSync(path.join(root, 'l10n')).flatMap(name => {
				const [, language] = words.exec(name) ?? [];
				return language === undefined ? [] : [[language, JSON.parse(fs.readFileSync(`l10n/${name}`, 'utf8')) as PageData['words'][string]]];
			}),
		),
	};
}
