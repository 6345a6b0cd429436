/** A host without a file system: texts that the client read through the editor, in memory. */
import type { Host } from '../core/host.ts';
import type { FileTexts } from '../protocol/files.ts';

/** Texts by path, and the folders that they are in. */
export class TextFiles {
	readonly #texts = new Map<string, string>();
	/** The names in each folder; those of folders end in `/`. */
	readonly #folders = new Map<string, Set<string>>();
	readonly #encoder = new TextEncoder();

	/** Takes over texts; a path without one is gone, with all that lay below it. */
	take(files: FileTexts): void {
		for (const [path, text] of files) {
			if (text !== undefined) this.#add(path, text);
			else for (const each of [...this.#texts.keys()]) if (each === path || each.startsWith(`${path}/`)) this.#remove(each);
		}
	}

	#add(path: string, text: string): void {
		this.#texts.set(path, text);
		for (let name = path; ; ) {
			const at = name.replace(/\/$/, '').lastIndexOf('/');
			if (at < 0) return;
			const folder = name.slice(0, at);
			const names = this.#folders.get(folder);
			if (names) {
				names.add(name.slice(at + 1));
				return;
			}
			this.#folders.set(folder, new Set([name.slice(at + 1)]));
			name = `${folder}/`;
		}
	}

	#remove(path: string): void {
		this.#texts.delete(path);
		for (let name = path; ; ) {
			const at = name.replace(/\/$/, '').lastIndexOf('/');
			const folder = name.slice(0, Math.max(0, at));
			const names = this.#folders.get(folder);
			names?.delete(name.slice(at + 1));
			if (at < 0 || !names || names.size > 0) return;
			this.#folders.delete(folder);
			name = `${folder}/`;
		}
	}

	/** Packages are restored on machines: there is no folder of them. */
	get host(): Host {
		return {
			packagesFolder: undefined,
			read: path => {
				const text = this.#texts.get(path);
				return text === undefined ? undefined : this.#encoder.encode(text);
			},
			list: folder => [...(this.#folders.get(folder) ?? [])].sort(),
			exists: path => this.#texts.has(path) || this.#folders.has(path),
		};
	}
}
