/** What the client and the server say to each other beyond LSP. Plain types; all that the client imports. */
import type { Summary } from './report.ts';

/** Settings under `aotLens`, with the defaults that package.json declares. */
export interface Settings {
	/** How findings of projects that have not opted in are shown. */
	readonly notOptedIn: 'information' | 'warning' | 'off';
	/** Judges test projects too. */
	readonly includeTests: boolean;
	/** Writes what the server does to the output channel. */
	readonly trace: boolean;
}

export const DEFAULT_SETTINGS: Settings = { notOptedIn: 'information', includeTests: false, trace: false };

export interface InitializationOptions {
	readonly settings?: Partial<Settings>;
}

/** Server to client: the summary after a change. */
export const SUMMARY_NOTIFICATION = 'aotLens/summary';
/** Client to server: the summary as it is now. */
export const SUMMARY_REQUEST = 'aotLens/getSummary';

export type { Summary };
