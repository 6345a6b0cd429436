/** Which files are told of: `--include` and `--exclude`, and what `.gitignore` files name. All files are compiled as before. */
import { type Host, isInside } from '../core/host.ts';
import { decodeText } from '../core/text/decode.ts';
import { type PathMatcher, sectionGlob } from '../core/text/glob.ts';
import { dirname, relative } from '../core/text/paths.ts';

/** A glob as `.editorconfig` has them, relative to a folder; it names a file, or a folder with all that is below. */
export interface Pattern {
	readonly folder: string;
	readonly glob: string;
}

/** @param isIgnored what `.gitignore` says */
export function selection(
	include: readonly Pattern[],
	exclude: readonly Pattern[],
	isIgnored: (path: string) => boolean,
): (path: string) => boolean {
	const [isIncluded, isExcluded] = [include, exclude].map(patterns => {
		const matchers = patterns.map(({ folder, glob }) => ({ folder, matches: anyDepth(glob.replace(/\/+$/, '')) }));
		return (path: string): boolean => matchers.some(({ folder, matches }) => isInside(path, folder) && matches(relative(folder, path)));
	});
	return path => (include.length === 0 || isIncluded?.(path) === true) && isExcluded?.(path) !== true && !isIgnored(path);
}

function anyDepth(glob: string): PathMatcher {
	const [own, below] = [sectionGlob(glob), sectionGlob(`${glob.includes('/') ? glob : `**/${glob}`}/**`)];
	return path => own(path) || below(path);
}

interface IgnoreRule {
	readonly matches: PathMatcher;
	readonly isNegated: boolean;
	readonly isForFolders: boolean;
}

/**
 * The `.gitignore` files of a repository (gitignore, "Pattern format"): the last pattern that matches decides, those of deeper
 * folders after those above; nothing below an ignored folder comes back. What the index holds is not asked.
 */
export class IgnoreFiles {
	readonly #host: Host;
	readonly #root: string;
	readonly #rules = new Map<string, readonly IgnoreRule[]>();
	readonly #folders = new Map<string, boolean>();

	/** @param root the repository's folder */
	constructor(host: Host, root: string) {
		this.#host = host;
		this.#root = root;
	}

	isIgnored(path: string): boolean {
		return path !== this.#root && isInside(path, this.#root) && (this.#isFolderIgnored(dirname(path)) || this.#decides(path, false));
	}

	#isFolderIgnored(folder: string): boolean {
		if (folder === this.#root || !isInside(folder, this.#root)) return false;
		let known = this.#folders.get(folder);
		if (known === undefined) {
			known = this.#isFolderIgnored(dirname(folder)) || this.#decides(folder, true);
			this.#folders.set(folder, known);
		}
		return known;
	}

	#decides(path: string, isFolder: boolean): boolean {
		for (let folder = dirname(path); ; folder = dirname(folder)) {
			const name = relative(folder, path);
			const rule = this.#rulesOf(folder).findLast(each => (isFolder || !each.isForFolders) && each.matches(name));
			if (rule) return !rule.isNegated;
			if (folder === this.#root || folder === dirname(folder)) return false;
		}
	}

	#rulesOf(folder: string): readonly IgnoreRule[] {
		let rules = this.#rules.get(folder);
		if (!rules) {
			const bytes = this.#host.read(`${folder}/.gitignore`);
			rules = ((bytes && decodeText(bytes)) ?? '').split(/\r?\n/).flatMap(ruleOf);
			this.#rules.set(folder, rules);
		}
		return rules;
	}
}

function ruleOf(line: string): readonly IgnoreRule[] {
	const text = line.replace(/(?<!\\) +$/, '');
	if (text === '' || text.startsWith('#')) return [];
	const isNegated = text.startsWith('!');
	const pattern = (isNegated ? text.slice(1) : text).replace(/\/$/, '');
	if (pattern === '') return [];
	// Braces stand for themselves; `/**/` may be one slash; `[^a]` is `[!a]`. One with a slash starts at its folder.
	const glob = pattern
		.replace(/[{}]/g, '\\$&')
		.replaceAll('[^', '[!')
		.replace(/\/\*\*(?=\/)/g, '{,/**}');
	return [{ matches: sectionGlob(glob), isNegated, isForFolders: text.endsWith('/') }];
}

/** What of the arguments chooses files. */
export interface Selected {
	readonly include: readonly Pattern[];
	readonly exclude: readonly Pattern[];
	readonly usesGitignore: boolean;
}

/** Which files are told of. */
export function selectionOf({ include, exclude, usesGitignore }: Selected, repository: string, host: Host): (path: string) => boolean {
	const ignored = new IgnoreFiles(host, repository);
	return selection(include, exclude, path => usesGitignore && ignored.isIgnored(path));
}
