/** The core on a few files in memory: for tests of binding, rules and fixes. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { FileReport } from '../../server/src/core/analysis/finding.ts';
import { Workspace, type WorkspaceOptions } from '../../server/src/core/analysis/workspace.ts';
import type { Host } from '../../server/src/core/host.ts';
import { Pack } from '../../server/src/core/metadata/pack.ts';
import { CSharpParser } from '../../server/src/core/syntax/parser.ts';
import { LineIndex } from '../../server/src/core/text/line-index.ts';

export const root = path.dirname(path.dirname(import.meta.dirname));

export const parser = await CSharpParser.create({
	runtime: fs.readFileSync(path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm')),
	grammar: fs.readFileSync(path.join(root, 'grammars/tree-sitter-c_sharp.wasm')),
});

const opened = new Map<string, Pack>();
export function pack(framework: string): Pack {
	let known = opened.get(framework);
	if (!known) {
		known = new Pack(fs.readFileSync(path.join(root, 'server/packs', `${framework}.pack`)), inflateRawSync, pack);
		opened.set(framework, known);
	}
	return known;
}

/** A host over files in memory. */
export function memoryHost(files: ReadonlyMap<string, string | Uint8Array>): Host {
	const encoder = new TextEncoder();
	return {
		packagesFolder: undefined,
		read: file => {
			const content = files.get(file);
			return typeof content === 'string' ? encoder.encode(content) : content;
		},
		exists: file => files.has(file) || [...files.keys()].some(each => each.startsWith(`${file}/`)),
		list: folder => {
			const names = new Set<string>();
			for (const file of files.keys()) {
				if (!file.startsWith(`${folder}/`)) continue;
				const rest = file.slice(folder.length + 1);
				const slash = rest.indexOf('/');
				names.add(slash < 0 ? rest : `${rest.slice(0, slash)}/`);
			}
			return [...names].sort();
		},
	};
}

export const OPTED_IN =
	'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><IsAotCompatible>true</IsAotCompatible><Nullable>enable</Nullable></PropertyGroup></Project>';
export const WEB_OPTED_IN =
	'<Project Sdk="Microsoft.NET.Sdk.Web">\n  <PropertyGroup>\n    <TargetFramework>net10.0</TargetFramework>\n    <ImplicitUsings>enable</ImplicitUsings>\n    <IsAotCompatible>true</IsAotCompatible>\n  </PropertyGroup>\n</Project>\n';

/** A workspace over files given by relative path, in the folder `/w`. */
export function workspaceOf(
	files: Readonly<Record<string, string | Uint8Array>>,
	options: Partial<WorkspaceOptions> = {},
): { workspace: Workspace; files: Map<string, string | Uint8Array> } {
	const map = new Map(Object.entries(files).map(([name, content]) => [`/w/${name}`, content]));
	const workspace = new Workspace('/w', memoryHost(map), parser, framework => pack(/^net(8|9|10)\.0/.exec(framework)?.[0] ?? 'net10.0'), {
		properties: {},
		useEditorConfig: true,
		includeTests: false,
		log: message => {
			throw new Error(message);
		},
		...options,
	});
	return { workspace, files: map };
}

/** All reports of a workspace. */
export function checkAll(workspace: Workspace): readonly FileReport[] {
	const reports = workspace.projects
		.filter(project => workspace.isJudged(project))
		.flatMap(project => {
			const checker = workspace.checker(project);
			return checker.files.map(file => checker.check(file)).filter(report => report !== undefined);
		});
	// What is shown holds on to no symbol: it can be stored and posted.
	for (const finding of reports.flatMap(report => report.findings)) assert.ok(isPlain(finding), `${finding.code} is no plain data`);
	return reports;
}

const isPlain = (value: unknown): boolean =>
	typeof value === 'object' && value !== null
		? [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value) as object) && Object.values(value).every(isPlain)
		: typeof value !== 'function';

/** Findings as `file:line:column code`, 1-based, without suppressed ones. */
export function places(reports: readonly FileReport[]): string[] {
	return reports.flatMap(report => {
		const lines = new LineIndex(report.text);
		return report.findings
			.filter(finding => !finding.suppressedBy)
			.map(finding => {
				const { line, character } = lines.position(finding.start);
				return `${report.path.slice('/w/'.length)}:${line + 1}:${character + 1} ${finding.code}`;
			});
	});
}

/** Findings of one C# text in an opted-in project, as `line:column code`. */
export function findingsOf(source: string): string[] {
	return places(checkAll(workspaceOf({ 'P.csproj': OPTED_IN, 'A.cs': source }).workspace)).map(place => place.replace('A.cs:', ''));
}
