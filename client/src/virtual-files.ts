/** Reads the files of a workspace through the editor, where there is no file system. */
import * as vscode from 'vscode';
import type { FileTexts } from '../../server/src/protocol/files.ts';
import { toServer } from './uris.ts';

/** What packages, builds and tools put there. */
const LEFT_OUT = new Set(['.git', '.vs', 'bin', 'node_modules', 'obj']);
/** A browser has one tab's memory for all of it. */
const MAX_FILES = 20_000;
const MAX_SIZE = 4 * 2 ** 20;
const AT_ONCE = 24;

/**
 * The texts of files and of all files below folders.
 * @param isWanted which files, by their URIs
 * @returns by the server's paths; without a text for what is not there
 */
export async function readFiles(uris: readonly vscode.Uri[], isWanted: (uri: vscode.Uri) => boolean): Promise<FileTexts> {
	const texts: (readonly [string, string | undefined])[] = [];
	const waiting: (() => Promise<void>)[] = [];
	let count = 0;
	const visit = async (uri: vscode.Uri, known?: vscode.FileType): Promise<void> => {
		try {
			const type = known ?? (await vscode.workspace.fs.stat(uri)).type;
			if (type & vscode.FileType.Directory) {
				for (const [name, each] of await vscode.workspace.fs.readDirectory(uri))
					if (!LEFT_OUT.has(name)) waiting.push(() => visit(vscode.Uri.joinPath(uri, name), each));
			} else if (isWanted(uri) && count++ < MAX_FILES) {
				const bytes = await vscode.workspace.fs.readFile(uri);
				if (bytes.length <= MAX_SIZE) texts.push([pathOf(uri), new TextDecoder().decode(bytes)]);
			}
		} catch {
			texts.push([pathOf(uri), undefined]);
		}
	};
	for (const uri of uris) waiting.push(() => visit(uri));
	const work = async (): Promise<void> => {
		for (let next = waiting.pop(); next; next = waiting.pop()) await next();
	};
	// A worker that finds nothing to do may be early: others still list folders.
	while (waiting.length > 0) await Promise.all(Array.from({ length: AT_ONCE }, work));
	return texts;
}

/** What the server calls a file. */
const pathOf = (uri: vscode.Uri): string => toServer(uri).path;
