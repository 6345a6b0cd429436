/**
 * The state of a repository that a branch started from, read from git's objects into memory: no work tree of it is made.
 *
 * Invariant: what git is asked reads objects and the index. Files of the work tree are compared by their hash here, so that no
 * filter of the repository runs. What git ignores and what is built or restored (`obj`) is taken as it lies on disk now.
 */
import { createHash } from 'node:crypto';
import { type Host, isInside } from '../core/host.ts';
import { dirname, normalize } from '../core/text/paths.ts';

/** What a command of git said. */
export interface GitAnswer {
	readonly status: number;
	readonly output: Uint8Array;
	readonly complaint: string;
}
/** Runs a command of git in a folder; undefined where there is no git. */
export type Git = (folder: string, args: readonly string[], input?: string) => GitAnswer | undefined;

/** There is no such state; the message says why, and a way out. */
export class BaseError extends Error {}

export interface GitBase {
	/** The commit, in hexadecimal digits. */
	readonly commit: string;
	/** The files as they were then. */
	readonly host: Host;
	/** Absolute paths now, by those then, of files that were renamed. */
	readonly renamed: ReadonlyMap<string, string>;
	/** Absolute paths, then or now, of files that differ and may have a say in what is found. */
	readonly changed: ReadonlySet<string>;
}

interface Entry {
	readonly mode: string;
	readonly id: string;
}

/** How many blobs are asked for at once. */
const BATCH = 2000;

/**
 * Where a branch started: the last commit that it shares with `written`.
 * @param root the folder of the repository, with `.git`
 * @param written a branch, tag or commit
 * @throws BaseError
 */
export function gitBase(git: Git, disk: Host, root: string, written: string): GitBase {
	if (!disk.exists(`${root}/.git`)) throw new BaseError(`${root} is not in a git repository, so there is nothing to compare with`);
	const reader = new Reader(git, root);
	const commit = reader.forkPoint(written);
	const tree = reader.tree(commit);
	const present = reader.present();
	const submodules = [...tree].filter(([, entry]) => isSubmodule(entry)).map(([path]) => `${path}/`);
	const unversioned = new Set([...reader.ignored(), ...present.filter(path => path.endsWith('/')), ...submodules]);
	const files = new TreeFiles(reader, tree, root, disk);
	return {
		commit,
		host: hostOver(disk, root, files, unversioned),
		renamed: reader.renamed(commit),
		changed: changes(files, tree, present, root),
	};
}

/** Asks git, and puts its answers into words. */
class Reader {
	readonly #git: Git;
	readonly #root: string;

	constructor(git: Git, root: string) {
		this.#git = git;
		this.#root = root;
	}

	/** @throws BaseError */
	forkPoint(written: string): string {
		const base = this.#commit(written) ?? this.#commit(`origin/${written}`);
		const isShallow = this.#text(['rev-parse', '--is-shallow-repository'])?.trim() === 'true';
		const deepen = 'this clone is shallow: fetch the history (actions/checkout: fetch-depth: 0; elsewhere: git fetch --unshallow)';
		if (base === undefined)
			throw new BaseError(`git knows no commit '${written}'; ${isShallow ? deepen : `git fetch origin ${written} may bring it`}`);
		const head = this.#commit('HEAD');
		if (head === undefined) throw new BaseError('the repository has no commit yet');
		const shared = this.#text(['merge-base', base, head])?.trim();
		if (!shared) throw new BaseError(`'${written}' and HEAD share no commit${isShallow ? `; ${deepen}` : ''}`);
		return shared;
	}

	/** All files of a commit by path. */
	tree(commit: string): ReadonlyMap<string, Entry> {
		const found = new Map<string, Entry>();
		for (const line of lines(this.#ask(['ls-tree', '-r', '-z', '--full-tree', commit]))) {
			const tab = line.indexOf('\t');
			const [mode = '', , id = ''] = line.slice(0, tab).split(' ');
			found.set(line.slice(tab + 1), { mode, id });
		}
		return found;
	}

	/** Paths that are in the index, or would be after `git add`; those of repositories within this one with a trailing `/`. */
	present(): readonly string[] {
		return lines(this.#ask(['ls-files', '-z', '--cached', '--others', '--exclude-standard']));
	}

	/** Paths that git ignores; those of folders, which hold nothing else, with a trailing `/`. */
	ignored(): ReadonlySet<string> {
		return new Set(lines(this.#ask(['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory'])));
	}

	/** Absolute paths now by those then. */
	renamed(commit: string): ReadonlyMap<string, string> {
		const options = [
			'--cached',
			'-r',
			'-z',
			'-M',
			'--name-status',
			'--diff-filter=R',
			'--no-ext-diff',
			'--no-textconv',
			'--ignore-submodules',
		];
		const fields = lines(this.#ask(['diff-index', ...options, commit]));
		const renamed = new Map<string, string>();
		for (let at = 0; at + 2 < fields.length; at += 3) renamed.set(`${this.#root}/${fields[at + 1]}`, `${this.#root}/${fields[at + 2]}`);
		return renamed;
	}

	/** The bytes of blobs, in the order of their ids; undefined for those that the clone lacks. */
	blobs(ids: readonly string[]): readonly (Uint8Array | undefined)[] {
		const output = this.#ask(['cat-file', '--batch'], ids.map(id => `${id}\n`).join(''));
		const found: (Uint8Array | undefined)[] = [];
		for (let at = 0; at < output.length; ) {
			const end = output.indexOf(10, at);
			const size = /^[0-9a-f]+ blob (\d+)$/.exec(decode(output.subarray(at, end)))?.[1];
			at = end + 1;
			found.push(size === undefined ? undefined : output.slice(at, at + Number(size)));
			if (size !== undefined) at += Number(size) + 1;
		}
		return found;
	}

	#commit(name: string): string | undefined {
		return this.#text(['rev-parse', '--verify', '--quiet', `${name}^{commit}`])?.trim() || undefined;
	}

	/** What a command prints; undefined where it fails. */
	#text(args: readonly string[]): string | undefined {
		const answer = this.#run(args);
		if (/dubious ownership/.test(answer.complaint))
			throw new BaseError(`git does not read ${this.#root}, as another user owns it (git config --global --add safe.directory)`);
		return answer.status === 0 ? decode(answer.output) : undefined;
	}

	/** @throws BaseError where the command fails */
	#ask(args: readonly string[], input?: string): Uint8Array {
		const { status, output, complaint } = this.#run(args, input);
		if (status !== 0) throw new BaseError(`git ${args[0]} failed: ${complaint.split('\n')[0] ?? ''}`);
		return output;
	}

	#run(args: readonly string[], input?: string): GitAnswer {
		const answer = this.#git(this.#root, args, input);
		if (!answer) throw new BaseError('there is no git on the PATH, and what a branch adds is read through it');
		return answer;
	}
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const lines = (bytes: Uint8Array): readonly string[] => decode(bytes).split('\0').filter(Boolean);

const isLink = ({ mode }: Entry): boolean => mode === '120000';
const isSubmodule = ({ mode }: Entry): boolean => mode === '160000';

/** The files of a commit, read as they are asked for: from disk where that is the same, all others from git. */
class TreeFiles {
	readonly #reader: Reader;
	readonly #tree: ReadonlyMap<string, Entry>;
	readonly #root: string;
	readonly #disk: Host;
	readonly #folders = new Map<string, Set<string>>();
	/** By id. */
	readonly #known = new Map<string, Uint8Array | undefined>();

	constructor(reader: Reader, tree: ReadonlyMap<string, Entry>, root: string, disk: Host) {
		this.#reader = reader;
		this.#tree = tree;
		this.#root = root;
		this.#disk = disk;
		for (const [path, entry] of tree) {
			let name = isSubmodule(entry) ? `${path}/` : path;
			for (let folder = dirname(path); ; folder = dirname(folder)) {
				const names = this.#folders.get(folder) ?? new Set();
				const isKnown = this.#folders.has(folder);
				this.#folders.set(folder, names.add(name.slice(folder === '' ? 0 : folder.length + 1)));
				if (isKnown || folder === '') break;
				name = `${folder}/`;
			}
		}
	}

	/** What a folder holds, as hosts list it; undefined where there is none. */
	list(folder: string): readonly string[] | undefined {
		const names = this.#folders.get(folder);
		return names && [...names].filter(name => name.endsWith('/') || this.#file(join(folder, name)) !== undefined);
	}

	hasFile(path: string): boolean {
		return this.#file(path) !== undefined;
	}

	hasFolder(path: string): boolean {
		return this.#folders.has(path);
	}

	read(path: string): Uint8Array | undefined {
		const file = this.#file(path);
		if (!file) return undefined;
		const { id } = file.entry;
		if (!this.#known.has(id)) {
			if (this.isOnDisk(file.path, id)) return this.#disk.read(`${this.#root}/${file.path}`);
			this.prefetch([id]);
		}
		return this.#known.get(id);
	}

	/** Whether a file has the bytes of a blob. */
	isOnDisk(path: string, id: string): boolean {
		const bytes = this.#disk.read(`${this.#root}/${path}`);
		return bytes !== undefined && blobId(bytes, id.length) === id;
	}

	prefetch(ids: readonly string[]): void {
		const wanted = [...new Set(ids)].filter(id => !this.#known.has(id));
		for (let at = 0; at < wanted.length; at += BATCH) {
			const batch = wanted.slice(at, at + BATCH);
			for (const [index, bytes] of this.#reader.blobs(batch).entries()) this.#known.set(batch[index] ?? '', bytes);
		}
	}

	/** The file at a path, also behind links that stay within the repository. */
	#file(path: string, hops = 0): { readonly path: string; readonly entry: Entry } | undefined {
		const entry = this.#tree.get(path);
		if (!entry || isSubmodule(entry)) return undefined;
		if (!isLink(entry)) return { path, entry };
		this.prefetch([entry.id]);
		const target = decode(this.#known.get(entry.id) ?? new Uint8Array());
		const behind = target.startsWith('/') ? '..' : normalize(`${dirname(path)}/${target}`);
		return hops > 8 || behind.startsWith('..') ? undefined : this.#file(behind.replace(/^\//, ''), hops + 1);
	}
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** How git names a blob, by the length of its names: SHA-1 or SHA-256 (gitformat-pack, "Object names"; `git hash-object`). */
function blobId(bytes: Uint8Array, length: number): string {
	return createHash(length === 64 ? 'sha256' : 'sha1')
		.update(`blob ${bytes.length}\0`)
		.update(bytes)
		.digest('hex');
}

/** The files of a commit over those of the disk that no commit has: what is ignored, built or restored, and submodules. */
function hostOver(disk: Host, root: string, files: TreeFiles, unversioned: ReadonlySet<string>): Host {
	const inRepository = (path: string): string | undefined =>
		path === root ? '' : isInside(path, root) ? path.slice(root.length + 1) : undefined;
	const fromDisk = (path: string): boolean => isUnversioned(path, unversioned) && !files.hasFile(path);
	const realRoot = disk.realPath?.(root) ?? root;
	return {
		packagesFolder: disk.packagesFolder,
		...(disk.isPackagesFolderFixed !== undefined && { isPackagesFolderFixed: disk.isPackagesFolderFixed }),
		read(path) {
			const inside = inRepository(path);
			return inside === undefined || fromDisk(inside) ? disk.read(path) : files.read(inside);
		},
		list(folder) {
			const inside = inRepository(folder);
			if (inside === undefined) return disk.list(folder);
			const versioned = files.list(inside) ?? [];
			const others = disk.list(folder).filter(name => fromDisk(join(inside, name)));
			return [...new Set([...versioned, ...others])].sort();
		},
		exists(path) {
			const inside = inRepository(path);
			if (inside === undefined || inside === '.git') return disk.exists(path);
			return files.hasFile(inside) || files.hasFolder(inside) || (fromDisk(inside) && disk.exists(path));
		},
		realPath(path) {
			const inside = inRepository(path);
			if (inside === undefined || fromDisk(inside)) return disk.realPath ? disk.realPath(path) : path;
			return files.hasFile(inside) || files.hasFolder(inside) ? `${realRoot}${inside && `/${inside}`}` : undefined;
		},
	};
}

/** Whether a path is one that no commit has: one of those given, or below a folder that is; or what a build or a restore left. */
function isUnversioned(path: string, unversioned: ReadonlySet<string>): boolean {
	if (/(?:^|\/)(?:obj|bin)\//.test(path) || unversioned.has(path) || unversioned.has(`${path}/`)) return true;
	for (let folder = dirname(path.replace(/\/$/, '')); folder !== ''; folder = dirname(folder))
		if (unversioned.has(`${folder}/`)) return true;
	return false;
}

/** Kinds of files that have a say in what is found. */
const MATTERS =
	/\.(?:cs|csproj|props|targets|proj|projitems|shproj|editorconfig|globalconfig|config|rsp|dockerfile|containerfile)$|(?:^|\/)(?:dockerfile|containerfile)[^/]*$|(?:^|\/)(?:global|packages\.lock|rd|ILLink[^/]*)\.(?:json|xml)$/i;

/** Absolute paths of what differs between the commit and the disk. */
function changes(files: TreeFiles, tree: ReadonlyMap<string, Entry>, present: readonly string[], root: string): ReadonlySet<string> {
	const differing = [...tree].filter(
		([path, entry]) => MATTERS.test(path) && !isSubmodule(entry) && (isLink(entry) || !files.isOnDisk(path, entry.id)),
	);
	files.prefetch(differing.map(([, { id }]) => id));
	const added = present.filter(path => MATTERS.test(path) && !tree.has(path));
	return new Set([...differing.map(([path]) => path), ...added].map(path => `${root}/${path}`));
}
