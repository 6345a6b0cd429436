/**
 * URIs of files to paths and back. A path is what everything else knows a file by: absolute, with `/`. Clients spell
 * one file's URI in several ways (`file:///c%3A/a%2Bb.cs` and `file:///C:/a+b.cs`); all of them are one path.
 */

/** The path of a `file:` URI; undefined for other schemes. A share keeps its host: `//server/share`. */
export function pathOf(uri: string): string | undefined {
	if (!/^file:/i.test(uri)) return undefined;
	try {
		const { host, pathname } = new URL(uri);
		const path = decodeURIComponent(pathname);
		if (host) return `//${host}${path}`.replace(/\/$/, '');
		// `/c:/folder` on Windows, where the drive's case says nothing.
		const drive = /^\/([A-Za-z]):(.*)$/s.exec(path);
		if (drive) return `${drive[1]?.toUpperCase()}:${drive[2]?.replace(/\/$/, '') || '/'}`;
		return path.replace(/\/$/, '') || '/';
	} catch {
		return undefined;
	}
}

/** Our spelling of a path as a URI; a client's own goes before (`Documents.uriOf`). */
export function uriOf(path: string): string {
	if (path.startsWith('//')) return `file://${encode(path.slice(2))}`;
	// A drive as VS Code spells it.
	if (/^[A-Z]:/.test(path)) return `file:///${path.charAt(0).toLowerCase()}${encode(path.slice(1))}`;
	return `file://${encode(path)}`;
}

/** The segments of a path as they stand in a URI. */
export const encode = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
