/** The readiness report, as the editor asks for it. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { OPTED_IN } from '../support/core.ts';
import { TestClient } from '../support/lsp.ts';

const ENUM = `class A
{
    void M() => System.Enum.GetValues(typeof(System.DayOfWeek));
}
`;

const started: TestClient[] = [];
after(async () => {
	for (const client of started) await client.stop();
});
async function start(files: Record<string, string>): Promise<TestClient> {
	const client = await TestClient.start(files);
	started.push(client);
	await client.complete();
	return client;
}

test('a report that is asked for right after a project file changed tells of the project as it is then', async () => {
	const client = await start({ 'P.csproj': OPTED_IN, 'A.cs': ENUM });
	fs.writeFileSync(path.join(client.folder, 'P.csproj'), `${OPTED_IN}<!-- saved -->`);
	await client.changed('P.csproj');
	const { html } = await client.connection.sendRequest<{ html: string }>('aotLens/report');
	assert.match(html, /<caption>Places of P<\/caption>[\s\S]*A\.cs:3<\/a>/);
});

test('a report that takes a while comes whole', async () => {
	const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`A${index}.cs`, ENUM.replace('class A', `class A${index}`)]));
	const client = await start({ 'P.csproj': OPTED_IN, ...files });
	for (const params of [[], [{}]]) {
		const { html } = await client.connection.sendRequest<{ html: string }>('aotLens/report', ...params);
		assert.match(html, /P: 60 places/);
	}
});
