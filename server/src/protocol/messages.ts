/** What the client and the server say to each other beyond LSP. Plain types; all that the client imports. */
import type { Summary } from './report.ts';

/** Settings under `aotLens`, with the defaults that package.json declares. */
export interface Settings {
	/** How findings of projects that have not opted in are shown; `quiet`: by one line in the project file. */
	readonly notOptedIn: 'quiet' | 'information' | 'warning' | 'off';
	/** Judges test projects too. */
	readonly includeTests: boolean;
	/** `short`: a short sentence first, the SDK's below; `sdk`: the SDK's alone. */
	readonly messages: 'short' | 'sdk';
	/** The codes of one use are one problem. */
	readonly combineCodes: boolean;
	/** How problems are shown, by code (`IL2026`) or area (`Trimming`, `AOT`, `SingleFile`, `Advice`); a code's own word counts first. */
	readonly severities: Readonly<Record<string, ShownAs>>;
	/** Glob patterns of files, relative to the folder that is open, of which nothing is shown. */
	readonly exclude: readonly string[];
	/** What the client shows of a problem that another extension shows as well. */
	readonly duplicates: 'hide' | 'show';
	/** Lines above project files and JSON contexts. */
	readonly codeLens: boolean;
	/** Follows the calls of opted-in apps into their restored packages. */
	readonly packages: boolean;
}

export type ShownAs = 'error' | 'warning' | 'information' | 'off';

export const DEFAULT_SETTINGS: Settings = {
	notOptedIn: 'quiet',
	includeTests: false,
	messages: 'short',
	combineCodes: true,
	severities: {},
	exclude: [],
	duplicates: 'hide',
	codeLens: true,
	packages: true,
};

export interface InitializationOptions {
	readonly settings?: Partial<Settings>;
	/** The client offers `SAVE_COMMAND`: a fix that creates a file has it saved. */
	readonly canSave?: boolean;
	/** The client offers `ASSESS_COMMAND`. */
	readonly canAssess?: boolean;
	/** The client wants to be told of problems, although it could ask for them. */
	readonly wantsToBeTold?: boolean;
	/** URIs of the project files that are assessed (see `ASSESS_NOTIFICATION`). */
	readonly assessed?: readonly string[];
}

/** What a diagnostic carries for the client: the short sentence that its message begins with. */
export interface ProblemData {
	readonly brief?: string;
}

/** A command of the client: saves the files with these URIs. */
export const SAVE_COMMAND = 'aotLens.save';

/** A command of the client: shows what Native AOT would break in the project with this URI. */
export const ASSESS_COMMAND = 'aotLens.assessProject';

/** Commands of the client: the way back from an assessment of the project with this URI; the summary. */
export const STOP_ASSESSING_COMMAND = 'aotLens.stopAssessing';
export const SUMMARY_COMMAND = 'aotLens.showSummary';

/** A command of the server: fixes all that its argument says. */
export const FIX_ALL_COMMAND = 'aotLens.fixAll';

/** A command of the server: opts the project with the URI that it is given in. */
export const OPT_IN_COMMAND = 'aotLens.optIn';

/** Client to server: the URIs of all project files that are assessed now. A project that opted in needs no assessment. */
export const ASSESS_NOTIFICATION = 'aotLens/assess';
export interface AssessParams {
	readonly projects: readonly string[];
}

/** Client to server: the paths of the projects that a file is part of, as the summary has them. */
export const PROJECTS_REQUEST = 'aotLens/projects';
export interface ProjectsParams {
	readonly uri: string;
}

/** Client to server: the places with a finding in a project, shown or not, in the order of files and lines. */
export const PLACES_REQUEST = 'aotLens/places';
export interface PlacesParams {
	/** The path of a project as the summary has it. */
	readonly project: string;
}
export interface Place {
	readonly uri: string;
	/** 0-based, UTF-16. */
	readonly range: { readonly start: PlacePosition; readonly end: PlacePosition };
	readonly code: string;
	readonly title: string;
	/** What the rule is about: "Trimming", "AOT", ... */
	readonly area: string;
	readonly level: 'error' | 'warning' | 'info';
	readonly message: string;
}
export interface PlacePosition {
	readonly line: number;
	readonly character: number;
}

/** Client to server: the readiness report as a page of HTML, whose links are `OPEN_PLACE_COMMAND` and `aotLens.openRule`. */
export const REPORT_REQUEST = 'aotLens/report';
export interface ReportAnswer {
	readonly html: string;
}

/** A command of the client: opens a file (URI) at a line and a character, both 0-based. */
export const OPEN_PLACE_COMMAND = 'aotLens.openPlace';

/** Server to client: the summary after a change. */
export const SUMMARY_NOTIFICATION = 'aotLens/summary';
/** Client to server: the summary as it is now. */
export const SUMMARY_REQUEST = 'aotLens/getSummary';

export type { Summary };
