/** The fixtures of `test/rules`, what the SDK's analyzer says of them, and how to ask it. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Log } from 'sarif';
import { root } from '../support/core.ts';

const folder = path.join(root, 'test', 'rules');
export const RECORDING = path.join(root, 'test', 'peer', 'recorded.json');

/** One finding as both sides tell it; positions are 1-based. */
export interface PeerFinding {
	readonly file: string;
	readonly line: number;
	readonly column: number;
	readonly code: string;
	readonly message: string;
}

export interface Recording {
	readonly sdk: string;
	readonly findings: readonly PeerFinding[];
}

/** Relative paths of all fixtures. */
export function fixtureFiles(): string[] {
	return fs
		.readdirSync(folder, { recursive: true })
		.map(String)
		.filter(file => file.endsWith('.cs'))
		.map(file => file.replaceAll('\\', '/'))
		.sort();
}

export const fixtureText = (file: string): string => fs.readFileSync(path.join(folder, file), 'utf8');

export const FIXTURE_PROJECT = `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <IsAotCompatible>true</IsAotCompatible>
    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <NoWarn>CS8321;CS0219;CS0168;CS8602;CS8604</NoWarn>
  </PropertyGroup>
</Project>
`;

export function hasSdk(): boolean {
	return spawnSync('dotnet', ['--version'], { encoding: 'utf8' }).stdout?.startsWith('10.') ?? false;
}

/** Builds the fixtures with the installed SDK and reads what its analyzers report. */
export function askSdk(): Recording {
	const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-peer-'));
	try {
		fs.cpSync(folder, work, { recursive: true });
		fs.writeFileSync(path.join(work, 'Fixtures.csproj'), FIXTURE_PROJECT);
		const log = path.join(work, 'out.sarif');
		const built = spawnSync('dotnet', ['build', work, '-nologo', '-v:q', `-p:ErrorLog=${log}%2cversion=2.1`], {
			encoding: 'utf8',
			env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
		});
		if (built.status !== 0)
			throw new Error(
				`dotnet build failed:\n${built.stdout
					.split('\n')
					.filter(line => line.includes(' error '))
					.join('\n')}\n${built.stderr}`,
			);
		const sarif = JSON.parse(fs.readFileSync(log, 'utf8').replace(/^\uFEFF/, '')) as Log;
		const findings = (sarif.runs[0]?.results ?? [])
			.filter(result => /^IL\d+$/.test(result.ruleId ?? '') && !result.suppressions?.length)
			.map((result): PeerFinding => {
				const place = result.locations?.[0]?.physicalLocation;
				const uri = place?.artifactLocation?.uri ?? '';
				const file = uri.startsWith('file:')
					? path.relative(work, fileURLToPath(uri))
					: path.relative(work, fileURLToPath(new URL(uri, pathToFileURL(`${work}/`))));
				return {
					file: file.replaceAll('\\', '/'),
					line: place?.region?.startLine ?? 0,
					column: place?.region?.startColumn ?? 0,
					code: result.ruleId ?? '',
					message: result.message.text ?? '',
				};
			});
		const order = (finding: PeerFinding): string =>
			`${finding.file} ${String(finding.line).padStart(6)} ${String(finding.column).padStart(4)} ${finding.code}`;
		const unique = new Map(findings.map(finding => [`${order(finding)} ${finding.message}`, finding]));
		return {
			sdk: spawnSync('dotnet', ['--version'], { encoding: 'utf8' }).stdout.trim(),
			findings: [...unique.values()].sort((left, right) => order(left).localeCompare(order(right))),
		};
	} finally {
		fs.rmSync(work, { recursive: true, force: true });
	}
}
