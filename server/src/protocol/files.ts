/** Which files say something to the server, by their names; and what a client hands over where the server has no file system. */

/** What is watched on disk: what is compiled, and what says how. */
export const WATCHED = [
	'**/*.{cs,csproj,props,targets,projitems,dockerfile,Dockerfile,containerfile,Containerfile}',
	'**/{.editorconfig,.globalconfig,project.assets.json,nuget.config,NuGet.config,NuGet.Config,global.json,web.config}',
	'**/{Dockerfile,Dockerfile.*,Containerfile,Containerfile.*}',
];

/** The same, of a path. */
export const isWatched = (path: string): boolean =>
	/\.(?:cs|csproj|props|targets|projitems|dockerfile|containerfile)$|\/(?:\.editorconfig|\.globalconfig|project\.assets\.json|nuget\.config|global\.json|web\.config|(?:dockerfile|containerfile)(?:\.[^/]+)?)$/i.test(
		path,
	);

/** Texts of files by path, as the client and the server name them; `undefined` for those that went away. */
export type FileTexts = readonly (readonly [path: string, text: string | undefined])[];

/** Client to server, in a browser: files that changed, before the event that tells of them. */
export const FILES_NOTIFICATION = 'aotLens/files';
export interface FilesParams {
	readonly files: FileTexts;
}

/** The first message to a server in a worker, before any of the protocol. */
export interface WorkerStart {
	readonly version: string;
	/** The wasm modules: tree-sitter's runtime, and the grammar. */
	readonly runtime: Uint8Array;
	readonly grammar: Uint8Array;
	/** The packs by framework (`net8.0`). */
	readonly packs: Readonly<Record<string, Uint8Array>>;
	readonly pages: PageData;
	/** Where the pages lie: a URI that ends in `/docs/`. */
	readonly docs: string;
	readonly files: FileTexts;
}

/** What the server says in its own words, made by the build: `dist/web/pages.json`. */
export interface PageData {
	/** What to do, in Markdown, by code. */
	readonly advice: Readonly<Record<string, string>>;
	/** Names of the pages of API families. */
	readonly apis: readonly string[];
	/** The words of each language but English. */
	readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
