/**
 * The session's workspace as another thread has it: it is told what is typed and what changed, as plain data, and keeps what it
 * read from one question to the next.
 */
import { Workspace } from '../core/analysis/workspace.ts';
import type { PackFor } from '../core/analysis/references.ts';
import { type Host, overlaid } from '../core/host.ts';
import type { CSharpParser } from '../core/syntax/parser.ts';
import { extension } from '../core/text/paths.ts';

/** What a thread has to know to see what the session sees. */
export interface Mirrored {
	/** The folder that is judged. */
	readonly root: string;
	readonly includeTests: boolean;
	/** What is typed, by path. */
	readonly typed: ReadonlyMap<string, string>;
	/** Files that changed on disk, appeared or went away since the question before. */
	readonly changed: readonly string[];
}

export interface MirrorServices {
	readonly host: Host;
	readonly parser: CSharpParser;
	readonly packFor: PackFor;
	/** For so much text bodies of closed files are kept, in UTF-16 units. */
	readonly keptBodies?: number;
	readonly log: (message: string) => void;
}

/** A workspace, and the files that it reads. */
export interface Seen {
	readonly workspace: Workspace;
	readonly host: Host;
}

interface Known extends Seen {
	readonly includeTests: boolean;
	/** What is typed, over what is on disk. */
	readonly typed: Map<string, string>;
}

export class Mirror {
	readonly #services: MirrorServices;
	#known: Known | undefined;

	constructor(services: MirrorServices) {
		this.#services = services;
	}

	/** The workspace as it is now. */
	seen({ root, includeTests, typed, changed }: Mirrored): Seen {
		let known = this.#known;
		if (known?.workspace.root !== root || known.includeTests !== includeTests) known = this.#known = this.#make(root, includeTests);
		const others = new Set(changed);
		for (const [path, text] of typed) {
			if (known.typed.get(path) === text) continue;
			known.typed.set(path, text);
			if (extension(path) === '.cs') known.workspace.open(path, text);
			else others.add(path);
		}
		for (const path of [...known.typed.keys()]) {
			if (typed.has(path)) continue;
			known.typed.delete(path);
			known.workspace.close(path);
			others.add(path);
		}
		if (others.size > 0) known.workspace.filesChanged([...others]);
		return known;
	}

	#make(root: string, includeTests: boolean): Known {
		const { parser, packFor, keptBodies, log } = this.#services;
		const typed = new Map<string, string>();
		const host = overlaid(this.#services.host, typed);
		const options = { properties: {}, useEditorConfig: true, includeTests, assess: true, log, ...(keptBodies && { keptBodies }) };
		return { workspace: new Workspace(root, host, parser, packFor, options), includeTests, typed, host };
	}
}
