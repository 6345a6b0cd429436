/** The only way out of the core: files, read and never written. Paths are absolute with `/`. */
export interface Host {
	/** A file's bytes; undefined when it can't be read. */
	read(path: string): Uint8Array | undefined;
	/** Names in a folder, folders with a trailing `/`; empty when it can't be read. */
	list(folder: string): readonly string[];
	exists(path: string): boolean;
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
