/** What all commands share: what they ask of the machine, what they are asked for, and how they end. */
import type { ReadFile } from '../core/analysis/files.ts';
import type { PackFor } from '../core/analysis/references.ts';
import type { FixedFile } from '../core/fixes/fix-all.ts';
import type { Host } from '../core/host.ts';
import type { Project } from '../core/project/project.ts';
import type { CSharpParser } from '../core/syntax/parser.ts';
import { forTerminal } from '../core/text/escape.ts';
import type { StampedStore } from '../core/text/text-store.ts';
import type { PredictionStore } from '../core/whole-program/remembered.ts';
import type { Arguments } from './args.ts';
import type { Git } from './git-base.ts';
import type { JudgeQuestion, JudgeWorker } from './judge-messages.ts';

/** What the command line asks of the machine. Paths are absolute with `/`. */
export interface Runtime {
	readonly host: Host;
	readonly parser: () => Promise<CSharpParser>;
	readonly packFor: PackFor;
	readonly version: string;
	/** The page of a code, in Markdown. */
	readonly page: (code: string) => string | undefined;
	/** Whether text on the terminal is coloured. */
	readonly hasColor: boolean;
	/** The folder in which the command was given. */
	readonly folder: string;
	/** A path as it was written on the command line, and what is there. */
	locate(written: string): { readonly path: string; readonly kind: 'file' | 'folder' | undefined };
	print(text: string): void;
	/** Shows in place how far the run is, and takes it away when the text is empty; undefined where nobody looks. */
	readonly progress: ((text: string) => void) | undefined;
	/** Tells on the second channel, which a redirected output leaves alone. */
	complain(text: string): void;
	/** How many bytes a file has; 0 for what can't be read. */
	sizeOf(path: string): number;
	/** The date, as 2026-01-31. */
	today(): string;
	/** Runs git, and nothing that the repository's configuration names. */
	readonly git: Git;
	/**
	 * Where predictions of packages, and what was found in projects, is kept; nothing where it is not.
	 * @param folder as it was written on the command line; absent: the system's cache folder
	 * @param note told what is wrong with it
	 */
	stores(folder: string | undefined, note: (text: string) => void): Stores;
	/** How many threads judge unless somebody says otherwise. */
	readonly jobs: number;
	/**
	 * Has a thread of its own judge projects.
	 * @param onRead told what it has read, while it works
	 */
	askWorker(question: JudgeQuestion, onRead: (read: readonly ReadFile[]) => void): JudgeWorker;
	/** Has the memory of what nothing refers to any more given back. */
	collect(): void;
	/** Takes more memory from here on where that saves time. */
	growFreely(): void;
	/** Lets signals and messages come through. */
	breathe(): Promise<void>;
	/** @throws Error when the file can't be written */
	save(written: string, text: string): void;
	/** Writes what fixes made of a file, nowhere but within `boundary`; gives the reason where it was left. */
	replace(file: FixedFile, boundary: string): string | undefined;
}

/** Exit statuses; 3 wins over 1. */
export const Exit = { clean: 0, findings: 1, usage: 2, unreadable: 3 } as const;

/** What a path on the command line asks for. */
export interface Target {
	/** What results are told relative to. */
	readonly base: string;
	/** Where projects are looked for. */
	readonly folder: string;
	readonly concerns: (project: Project) => boolean;
	readonly file: string | undefined;
	/** Projects that a solution lists. */
	readonly listed: readonly string[];
}

export interface Stores {
	readonly predictions?: PredictionStore | undefined;
	readonly findings?: StampedStore | undefined;
}

export function storesOf(args: Arguments, runtime: Runtime): Stores {
	return args.usesCache ? runtime.stores(args.cacheFolder, text => runtime.complain(`aot-lens: ${forTerminal(text)}\n`)) : {};
}

/** Writes to a file, or to the terminal where none is given; gives the exit status. */
export function write(text: string, output: string | undefined, runtime: Runtime): number {
	if (output === undefined) {
		runtime.print(text);
		return Exit.clean;
	}
	try {
		runtime.save(output, text);
		return Exit.clean;
	} catch (error) {
		runtime.complain(`aot-lens: ${forTerminal((error as Error).message)}\n`);
		return Exit.unreadable;
	}
}
