/** What ships in the .vsix: these files and no others. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { CODES } from '../../server/src/core/rules/catalog.ts';
import { API_PAGES } from '../../server/src/lsp/requests/api-pages.ts';
import { root } from '../support/core.ts';

const { shippedFiles, copyShipped } = (await import(path.join(root, 'tools/shipped.mjs'))) as {
	shippedFiles(): Promise<readonly string[]>;
	copyShipped(folder: string): Promise<void>;
};

const SHIPPED: Readonly<Record<string, readonly string[]>> = {
	about: ['CHANGELOG.md', 'LICENSE', 'README.md', 'THIRD-PARTY-NOTICES.md', 'package.json'],
	bundles: ['dist/cli.js', 'dist/extension.cjs', 'dist/package.json', 'dist/packages-worker.js', 'dist/scan-worker.js', 'dist/server.mjs'],
	browsers: ['extension.cjs', 'pages.json', 'server.js'].map(name => `dist/web/${name}`),
	grammar: ['dist/tree-sitter-c_sharp.wasm', 'dist/web-tree-sitter.wasm', 'syntaxes/suppressions.tmLanguage.json'],
	frameworks: ['net10.0', 'net8.0', 'net9.0'].map(name => `dist/packs/${name}.pack`),
	images: ['fix', 'fix-menu', 'fixed', 'icon', 'problems', 'summary'].map(name => `docs/images/${name}.png`),
	schemas: ['aot-lens', 'baseline-1', 'check-1'].map(name => `docs/schema/${name}.schema.json`),
	walkthrough: ['assess', 'keep'].map(name => `docs/walkthrough/${name}.md`),
	words: [...['de', 'zh-cn'].flatMap(name => [`l10n/bundle.l10n.${name}.json`, `package.nls.${name}.json`]), 'package.nls.json'],
	apis: API_PAGES.map(page => `docs/apis/${page}.md`),
	pages: CODES.map(code => `docs/rules/${code}.md`),
};
/** In bytes: what the files take before they are packed. */
const MAX_SIZE = 20 * 2 ** 20;

test('the package has what is needed and nothing else', async () => {
	const files = await shippedFiles();
	assert.deepEqual(files.toSorted(), Object.values(SHIPPED).flat().toSorted());
	const size = files.reduce((sum, file) => sum + fs.statSync(path.join(root, file)).size, 0);
	assert.ok(size < MAX_SIZE, `${size} bytes`);
});

test('what npm start opens is what ships', async () => {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-shipped-'));
	try {
		await copyShipped(folder);
		const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter(each => each.isFile());
		const paths = files.map(each => path.relative(folder, path.join(each.parentPath, each.name)).replaceAll(path.sep, '/'));
		assert.deepEqual(paths.toSorted(), Object.values(SHIPPED).flat().toSorted());
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
});

test('pages, README and manifest name no file that does not ship', async () => {
	const files = new Set(await shippedFiles());
	const missing = [...files]
		.filter(file => file.endsWith('.md') && file !== 'CHANGELOG.md')
		.flatMap(file =>
			[...fs.readFileSync(path.join(root, file), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
				.map(([, target = '']) => path.posix.join(path.posix.dirname(file), target))
				.filter(target => !files.has(target))
				.map(target => `${file}: ${target}`),
		);
	assert.deepEqual(missing, []);
	const { main, icon, bin } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		main: string;
		icon: string;
		bin: Readonly<Record<string, string>>;
	};
	for (const file of [main, icon, ...Object.values(bin)]) assert.ok(files.has(path.posix.normalize(file)), file);
});
