/** Messages that no client should send: the server answers or refuses them, lives on, and still says what is right. */
import { TestClient } from '../support/lsp.ts';
import type { Random } from './random.ts';

const METHODS = [
	...['textDocument/hover', 'textDocument/codeAction', 'codeAction/resolve', 'textDocument/diagnostic', 'workspace/executeCommand'],
	...['aotLens/summary', 'aotLens/assess', 'aotLens/nothing', 'workspace/symbol', '$/unknown', 'textDocument/definition', 'initialize'],
];
const NOTIFICATIONS = [
	...['textDocument/didOpen', 'textDocument/didChange', 'textDocument/didClose', 'textDocument/didSave', 'workspace/didChangeWatchedFiles'],
	...[
		'workspace/didChangeConfiguration',
		'workspace/didChangeWorkspaceFolders',
		'$/cancelRequest',
		'$/setTrace',
		'aotLens/nothing',
		'initialized',
	],
];

/** @throws when the server does not answer any more, or says something else than before */
export async function abuse(files: Readonly<Record<string, string>>, random: Random, messages: number): Promise<void> {
	const client = await TestClient.start(files, {}, {}, { startsBundle: true });
	try {
		await client.complete();
		const expected = client.codes('F0.cs').join('\n');
		const pending: Promise<unknown>[] = [];
		const value = (depth = 0): unknown => {
			const uri = random.pick([
				client.uri('F0.cs'),
				client.uri('P.csproj'),
				'untitled:x',
				'file:///',
				'file://server/share/A.cs',
				'x',
				'',
				'file:///%ZZ',
				client.uri('none.cs'),
			]);
			const number = random.pick([0, 1, -1, 1e9, 2 ** 31, -0.5, Number.MAX_SAFE_INTEGER]);
			const position = { line: number, character: random.pick([0, -1, 1e9, 3]) };
			switch (random.below(depth > 2 ? 4 : 9)) {
				case 0:
					return random.pick([null, true, '', 'text', number]);
				case 1:
					return uri;
				case 2:
					return position;
				case 3:
					return [];
				case 4:
					return { textDocument: { uri, version: number, languageId: 'csharp', text: 'class X { }' }, position };
				case 5:
					return {
						textDocument: { uri: client.uri('none.cs'), version: number },
						contentChanges: [{ range: { start: position, end: position }, text: '{' }],
					};
				case 6:
					return { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [value(depth + 1)] } };
				case 7:
					return {
						changes: [{ uri, type: number }, value(depth + 1)],
						event: { added: [value(depth + 1)], removed: [{ uri: 'x' }] },
						settings: value(depth + 1),
					};
				default:
					return { command: random.pick(['aotLens.x', '']), arguments: [value(depth + 1)], data: value(depth + 1), id: number, title: '' };
			}
		};
		for (let count = 0; count < messages; count++) {
			if (random.next() < 0.5) void client.connection.sendNotification(random.pick(NOTIFICATIONS), value()).catch(() => {});
			else pending.push(client.connection.sendRequest(random.pick(METHODS), value()).catch(() => {}));
		}
		await within(60_000, Promise.all(pending), 'answers to all requests');
		// An ordinary client would find the server as it was; what was abused may have opened the file with another text.
		await client.open('F0.cs');
		await client.answered('F0.cs', await client.retype('F0.cs', `${files['F0.cs']}\n`));
		await client.close('F0.cs');
		await client.until(() => client.codes('F0.cs').join('\n') === expected, 'the problems from before');
	} finally {
		await client.stop();
	}
}

async function within<T>(milliseconds: number, promise: Promise<T>, what: string): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const timeout = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`no ${what} in ${milliseconds} ms`)), milliseconds);
	});
	try {
		return await Promise.race([promise, timeout]);
	} finally {
		clearTimeout(timer);
	}
}
