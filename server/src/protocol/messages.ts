/** What the client and the server say to each other beyond LSP. Plain types; all that the client imports. */
import type { Summary } from './report.ts';

/** Settings under `aotLens`, with the defaults that package.json declares. */
export interface Settings {
	/** How findings of projects that have not opted in are shown. */
	readonly notOptedIn: 'information' | 'warning' | 'off';
	/** Judges test projects too. */
	readonly includeTests: boolean;
}

export const DEFAULT_SETTINGS: Settings = { notOptedIn: 'information', includeTests: false };

export interface InitializationOptions {
	readonly settings?: Partial<Settings>;
	/** The client offers `SAVE_COMMAND`: a fix that creates a file has it saved. */
	readonly canSave?: boolean;
}

/** A command of the client: saves the files with these URIs. */
export const SAVE_COMMAND = 'aotLens.save';

/** Server to client: the summary after a change. */
export const SUMMARY_NOTIFICATION = 'aotLens/summary';
/** Client to server: the summary as it is now. */
export const SUMMARY_REQUEST = 'aotLens/getSummary';

export type { Summary };
