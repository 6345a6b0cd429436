/** Paths with `/`, absolute or relative. On Windows a drive such as `C:` is just the first part. */

/** Resolves `.` and `..` and doubled separators; `\` counts as a separator, as in project files. A share keeps its `//`. */
export function normalize(path: string): string {
	const parts: string[] = [];
	const isAbsolute = /^[\\/]/.test(path);
	for (const part of path.split(/[\\/]+/)) {
		if (part === '' || part === '.') continue;
		if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
		else if (part !== '..' || !isAbsolute) parts.push(part);
	}
	const start = /^[\\/]{2}[^\\/]/.test(path) ? '//' : isAbsolute ? '/' : '';
	return start + parts.join('/');
}

export const isAbsolute = (path: string): boolean => /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path);
export const dirname = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/'))) || (path.startsWith('/') ? '/' : '');
export const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const extension = (path: string): string => /\.[^./]*$/.exec(basename(path))?.[0].toLowerCase() ?? '';
export const resolve = (folder: string, path: string): string => normalize(isAbsolute(path) ? path : `${folder}/${path}`);

/** The deepest folder that holds all of these. */
export function commonFolder(folders: readonly string[]): string {
	let common = folders[0] ?? '/';
	for (const folder of folders)
		while (folder !== common && !folder.startsWith(`${common}/`) && common !== dirname(common)) common = dirname(common);
	return common;
}

/** `path` as seen from `folder`; unchanged when it lies elsewhere on another root. */
export function relative(folder: string, path: string): string {
	const from = folder.split('/').filter(Boolean);
	const to = path.split('/').filter(Boolean);
	let common = 0;
	while (common < from.length && common < to.length && from[common] === to[common]) common++;
	return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}
