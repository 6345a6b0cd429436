/**
 * URIs as the editor has them, and as the server does: it knows files by paths. On machines both are the same; a file of a virtual
 * workspace (`vscode-vfs://github/owner/repository/A.cs`) is `file:///~vscode-vfs/github/owner/repository/A.cs` to the server.
 */
import * as vscode from 'vscode';

const VIRTUAL = /^\/~([^/]+)\/([^/]*)(\/.*)?$/s;

export function toServer(uri: vscode.Uri): vscode.Uri {
	if (uri.scheme === 'file') return uri;
	return vscode.Uri.file(`/~${uri.scheme}/${encodeURIComponent(uri.authority)}${uri.path}`);
}

/** @param uri what the server calls a file, as a URI */
export function toEditor(uri: string): vscode.Uri {
	const parsed = vscode.Uri.parse(uri);
	const [, scheme, authority, path] = (parsed.scheme === 'file' && VIRTUAL.exec(parsed.path)) || [];
	return scheme === undefined ? parsed : vscode.Uri.from({ scheme, authority: decodeURIComponent(authority ?? ''), path: path ?? '/' });
}

/** @param path what the server calls a file: absolute, with `/` */
export const fileOf = (path: string): vscode.Uri => toEditor(vscode.Uri.file(path).toString());
