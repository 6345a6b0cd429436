/** The server of a browser: its bundle in a worker that has what browsers' workers have, and no file system. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { FILES_NOTIFICATION, type PageData, type WorkerStart } from '../../server/src/protocol/files.ts';
import { SUMMARY_NOTIFICATION } from '../../server/src/protocol/messages.ts';
import type { Summary } from '../../server/src/protocol/report.ts';
import { TextFiles } from '../../server/src/web/text-host.ts';
import { root } from '../support/core.ts';

const FOLDER = '/~vscode-vfs/github/owner/shop';
const dist = (...names: readonly string[]): Buffer => fs.readFileSync(path.join(root, 'dist', ...names));

/** What a browser's worker calls by the names that it has there. */
const PRELUDE = `
	const { parentPort } = require('node:worker_threads');
	const listeners = new Set();
	globalThis.self = globalThis;
	globalThis.postMessage = message => parentPort.postMessage(message);
	globalThis.addEventListener = (_, listener, options) => listeners.add({ listener, once: options?.once === true });
	parentPort.on('message', data => {
		const { onmessage } = globalThis;
		for (const each of [...listeners]) {
			if (each.once) listeners.delete(each);
			each.listener({ data });
		}
		onmessage?.({ data });
	});
	delete globalThis.setImmediate;
`;
/** The bundle, to which what Node has more is hidden. */
const SERVER = `(function (process, require, module, Buffer) {${String(dist('web', 'server.js'))}})();`;

/** A worker that was started with files, and what it said. */
class Browser {
	readonly #worker: Worker;
	readonly diagnostics = new Map<string, readonly Diagnostic[]>();
	summary: Summary | undefined;
	readonly #waiting = new Set<() => void>();
	#failure: unknown;

	constructor(files: Readonly<Record<string, string>>) {
		this.#worker = new Worker(`${PRELUDE}${SERVER}`, { eval: true });
		this.#worker.on('message', ({ id, method, params }: { id?: number; method?: string; params: unknown }) => {
			if (method === 'textDocument/publishDiagnostics') {
				const { uri, diagnostics } = params as PublishDiagnosticsParams;
				this.diagnostics.set(uri.slice(`file://${FOLDER}/`.length), diagnostics);
			} else if (method === SUMMARY_NOTIFICATION) this.summary = params as Summary;
			else if (method !== undefined && id !== undefined) this.#post({ id, result: null });
			for (const look of this.#waiting) look();
		});
		this.#worker.on('error', error => (this.#failure = error));
		this.#worker.on('exit', () => {
			for (const look of this.#waiting) look();
		});
		this.#worker.postMessage({
			version: '0.0.0',
			runtime: dist('web-tree-sitter.wasm'),
			grammar: dist('tree-sitter-c_sharp.wasm'),
			packs: Object.fromEntries(['net8.0', 'net9.0', 'net10.0'].map(name => [name, dist('packs', `${name}.pack`)])),
			pages: JSON.parse(String(dist('web', 'pages.json'))) as PageData,
			docs: 'https://example.org/docs/',
			files: Object.entries(files).map(([name, text]) => [`${FOLDER}/${name}`, text]),
		} satisfies WorkerStart);
		this.#post({ id: 1, method: 'initialize', params: { rootUri: `file://${FOLDER}`, capabilities: {}, locale: 'de' } });
		this.notify('initialized', {});
	}

	#post(message: object): void {
		this.#worker.postMessage({ jsonrpc: '2.0', ...message });
	}
	notify(method: string, params: unknown): void {
		this.#post({ method, params });
	}
	/** Files change in the editor's own file system. */
	change(name: string, text: string | undefined): void {
		const file = `${FOLDER}/${name}`;
		this.notify(FILES_NOTIFICATION, { files: [[file, text]] });
		this.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: `file://${file}`, type: text === undefined ? 3 : 2 }] });
	}
	codes(name: string): string {
		return (this.diagnostics.get(name) ?? []).map(each => String(each.code)).join();
	}
	until(holds: () => boolean): Promise<void> {
		return new Promise((resolve, reject) => {
			const look = (): void => {
				if (this.#failure !== undefined) reject(this.#failure);
				if (!holds()) return;
				this.#waiting.delete(look);
				resolve();
			};
			this.#waiting.add(look);
			look();
		});
	}
	close(): Promise<number> {
		return this.#worker.terminate();
	}
}

test('a browser has the problems of a machine, and follows files without a file system', async () => {
	const browser = new Browser({
		'Shop.csproj':
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><PublishAot>true</PublishAot></PropertyGroup><ItemGroup><PackageReference Include="Dapper" Version="2.1.66" /></ItemGroup></Project>',
		'src/A.cs': 'class A { object M(System.Type t) => System.Activator.CreateInstance(t)!; }\n',
	});
	try {
		await browser.until(() => browser.codes('src/A.cs') === 'IL2067');
		await browser.until(() => browser.summary?.isComplete === true);
		assert.deepEqual(
			browser.summary?.projects.map(project => project.missingPackages),
			[['Dapper']],
		);
		browser.change('src/B.cs', 'class B { object M() => System.Enum.GetValues(typeof(System.DayOfWeek)); }\n');
		await browser.until(() => browser.codes('src/B.cs') === 'IL3050');
		browser.change('src', undefined);
		await browser.until(() => browser.codes('src/A.cs') === '' && browser.codes('src/B.cs') === '');
	} finally {
		await browser.close();
	}
});

test('texts in memory are files in folders', () => {
	const texts = new TextFiles();
	const { host } = texts;
	texts.take([
		['/a/b/C.cs', 'class C { }'],
		['/a/b/d/E.cs', ''],
		['/a/F.csproj', '<Project />'],
	]);
	assert.deepEqual([host.list('/a'), host.list('/a/b'), host.list('/a/x')], [['F.csproj', 'b/'], ['C.cs', 'd/'], []]);
	assert.equal(String(host.read('/a/F.csproj') && new TextDecoder().decode(host.read('/a/F.csproj'))), '<Project />');
	texts.take([
		['/a/b', undefined],
		['/a/G.cs', ''],
	]);
	assert.deepEqual(
		[host.list('/a'), host.exists('/a/b'), host.exists('/a/G.cs'), host.read('/a/b/C.cs')],
		[['F.csproj', 'G.cs'], false, true, undefined],
	);
});
