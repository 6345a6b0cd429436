/**
 * What publishing with Native AOT warns of in fixtures where the SDK's analyzer is silent: calls that the compiler inserts.
 * `node test/peer/published.ts` publishes those fixtures (they are programs) and writes `published.json`; takes a minute.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { withoutCarets } from '../support/carets.ts';
import { root } from '../support/core.ts';
import { fixtureText } from './fixtures.ts';

/** Fixtures that are programs, and that are published to be judged by that, too. */
export const PUBLISHED_FIXTURES: readonly string[] = ['requires/implicit-calls.cs'];
const RECORDING = path.join(root, 'test', 'peer', 'published.json');

/** A warning of the publish: it has no column and writes members in another way, so it is known by its line and its reason. */
export interface Published {
	readonly code: string;
	/** The line of code, without white space around it; empty for code that the compiler makes (`Clone` of a record). */
	readonly line: string;
	/** The words of the attribute. */
	readonly reason: string;
}

export const publishedOf = (file: string): readonly Published[] =>
	(JSON.parse(fs.readFileSync(RECORDING, 'utf8')) as Record<string, readonly Published[]>)[file] ?? [];

/** The words of the attribute in a message of either side. */
export const reasonOf = (message: string): string =>
	/(?:when trimming application code|when AOT compiling)\.\s*(.*?)(?:\s+\[[^\]]*\])?$/.exec(message)?.[1] ?? message;

function publish(file: string): readonly Published[] {
	const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-published-'));
	try {
		const text = withoutCarets(fixtureText(file));
		fs.writeFileSync(path.join(work, 'Program.cs'), text);
		fs.writeFileSync(
			path.join(work, 'Published.csproj'),
			'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><PublishAot>true</PublishAot><AllowUnsafeBlocks>true</AllowUnsafeBlocks></PropertyGroup></Project>',
		);
		const { stdout } = spawnSync('dotnet', ['publish', work, '-c', 'Release', '-nologo', '-v:q', '--ucr'], {
			encoding: 'utf8',
			env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
		});
		const lines = text.split('\n');
		// Lines of the analyzer have a column, too: those are recorded elsewhere.
		const found = [...stdout.matchAll(/(?:Program\.cs\((\d+)\)|^ILC ?): (?:Trim|AOT) analysis warning (IL\d+): (.*)$/gm)].map(
			([, at, code = '', message = '']): Published => ({
				code,
				line: at ? (lines[Number(at) - 1] ?? '').trim() : '',
				reason: reasonOf(message),
			}),
		);
		const unique = new Map(found.map(each => [JSON.stringify(each), each]));
		return [...unique.values()].sort((left, right) => JSON.stringify(left).localeCompare(JSON.stringify(right)));
	} finally {
		fs.rmSync(work, { recursive: true, force: true });
	}
}

if (process.argv[1] === import.meta.filename) {
	const found = Object.fromEntries(PUBLISHED_FIXTURES.map(file => [file, publish(file)]));
	fs.writeFileSync(RECORDING, `${JSON.stringify(found, undefined, 1)}\n`);
	for (const [file, each] of Object.entries(found)) console.log(`${file}: ${each.length} warnings`);
}
