/**
 * The only way out of the core: files, read and never written. Paths are absolute with `/`. What a workspace says of paths is not
 * trusted: what it reads through is a `boundedHost`.
 */
export interface Host {
	/** The bytes of a regular file of at most `MAX_READ_SIZE`; undefined for all else and for what can't be read. */
	read(path: string): Uint8Array | undefined;
	/** Names of regular files and of folders, these with a trailing `/`; empty when it can't be read. Links to folders are left out. */
	list(folder: string): readonly string[];
	exists(path: string): boolean;
	/** The path behind all links; undefined when there is nothing. Hosts without links have none. */
	realPath?(path: string): string | undefined;
	/** Where restored NuGet packages lie unless a `nuget.config` of the repository says otherwise. */
	readonly packagesFolder: string | undefined;
	/** Whether that is settled for all projects, as by an environment variable. */
	readonly isPackagesFolderFixed?: boolean;
}

/** The same files, some of which have other texts, or are there for the first time. */
export function overlaid(host: Host, texts: ReadonlyMap<string, string>): Host {
	const encoder = new TextEncoder();
	return {
		packagesFolder: host.packagesFolder,
		...(host.isPackagesFolderFixed !== undefined && { isPackagesFolderFixed: host.isPackagesFolderFixed }),
		...(host.realPath && { realPath: (path: string) => host.realPath?.(path) }),
		read: path => {
			const text = texts.get(path);
			return text === undefined ? host.read(path) : encoder.encode(text);
		},
		exists: path => texts.has(path) || host.exists(path),
		list: folder => {
			const added = [...texts.keys()].filter(path => path.slice(0, path.lastIndexOf('/')) === folder);
			return [...new Set([...host.list(folder), ...added.map(path => path.slice(folder.length + 1))])].sort();
		},
	};
}

/** Larger files are no text and no assembly that a project means; reading them would stall everything else. */
export const MAX_READ_SIZE = 256 * 1024 * 1024;

/** Whether a path lies in a folder, or is it. */
export const isInside = (path: string, folder: string): boolean =>
	path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);

/**
 * A host that reads and lists nothing beyond a folder, whatever paths and links say.
 * @param boundary the folder of a repository; an absolute path without a trailing `/`
 */
export function boundedHost(host: Host, boundary: string): Host {
	const real = host.realPath?.(boundary) ?? boundary;
	const isAllowed = (path: string): boolean => {
		if (!isInside(path, boundary)) return false;
		if (!host.realPath) return true;
		// What is not on disk is typed, or isn't there at all.
		const behind = host.realPath(path);
		return behind === undefined || isInside(behind, real);
	};
	return {
		packagesFolder: host.packagesFolder,
		...(host.isPackagesFolderFixed !== undefined && { isPackagesFolderFixed: host.isPackagesFolderFixed }),
		...(host.realPath && { realPath: (path: string) => (isInside(path, boundary) ? host.realPath?.(path) : undefined) }),
		read: path => (isAllowed(path) ? host.read(path) : undefined),
		list: folder => (isAllowed(folder) ? host.list(folder) : []),
		exists: path => isInside(path, boundary) && host.exists(path),
	};
}
