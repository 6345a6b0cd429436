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
