/**
 * What fixes are made of. A fix says which codes it answers and what it does to them; for a finding it gives the edits,
 * or nothing where it can't apply. One finding or all of a project is the engine's business (`fix-all.ts`), not the fix's.
 */
import type { CheckedFinding } from '../analysis/check.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Project } from '../project/project.ts';
import type { SourceFile } from '../syntax/ast.ts';
import type { Steps } from '../text/steps.ts';

/** Offsets are absolute UTF-16 code units in the file's current text. */
export interface FileEdit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
	/**
	 * An entry of a list, by the name that must be its only one there: insertions at one place with different names can
	 * stand beside each other when several fixes are applied at once. Other insertions at one place wait for each other.
	 */
	readonly entry?: string;
	/** Where several fixes are applied at once: the one that made it, for a preview. */
	readonly by?: AppliedBy;
}

/** A fix and the code that it answered. */
export interface AppliedBy {
	readonly id: string;
	readonly code: string;
}

export interface FileChange {
	readonly path: string;
	/** The file does not exist yet. */
	readonly create?: boolean;
	readonly edits: readonly FileEdit[];
}

/**
 * What becomes of a finding and of the program.
 * - `repairs`: the code does the same without what breaks.
 * - `changes-meaning`: it repairs, but what the program does can differ, as the title says.
 * - `passes-on`: the callers, or the declaration that a value comes from, are told instead.
 * - `silences`: only the finding goes.
 */
export type Safety = 'repairs' | 'changes-meaning' | 'passes-on' | 'silences';

/** What a fix does to one finding. */
export interface Change {
	readonly title: string;
	readonly files: readonly FileChange[];
}

/** A change that takes a while to make: its edits are computed when it is chosen. */
export interface SlowChange {
	readonly title: string;
	/** Makes the changes in steps, so that others get their turn; none when it turns out that it can't apply. */
	compute(): Steps<readonly FileChange[]>;
}

interface Offered {
	readonly id: string;
	readonly safety: Safety;
	/** What a person would choose without looking: a repair that keeps what the program does. */
	readonly isPreferred: boolean;
}

/** A change as it is offered. */
export interface Fix extends Change, Offered {}
export interface SlowFix extends SlowChange, Offered {}

export const isSlow = (fix: Fix | SlowFix): fix is SlowFix => 'compute' in fix;

/** Where a finding stands. */
export interface FileContext {
	readonly workspace: Workspace;
	readonly project: Project;
	readonly path: string;
	readonly text: string;
}

/** Where a finding in C# stands. */
export interface FixContext extends FileContext {
	readonly file: SourceFile;
}

/** The first version of .NET with what a fix writes, and the attribute that older targets may declare themselves. */
export interface Needs {
	readonly version: number;
	readonly attribute?: string;
	/** The package of that version that brings the same to older targets. */
	readonly package?: string;
}

interface Definition<Context, Made extends Change | SlowChange> {
	/** In lower case with hyphens: it is a word of the command line, and the name of the fix's tests. */
	readonly id: string;
	/** What it does, in a line. */
	readonly about: string;
	/** The codes of findings that it may answer. */
	readonly codes: readonly string[];
	readonly safety: Safety;
	/** What older targets lack of what it writes in C#. */
	readonly needs?: Needs;
	/** The change for one finding of these codes; undefined where it can't apply. */
	change(finding: CheckedFinding, context: Context): Made | undefined;
}

/** A fix in C#. */
export type CSharpFix = Definition<FixContext, Change | SlowChange> & { readonly language: 'csharp' };
/** A fix in a project file, a `web.config` or a Dockerfile. */
export type FileFix = Definition<FileContext, Change> & { readonly language: 'file' };
export type FixDefinition = CSharpFix | FileFix;

export const defineFix = (fix: Definition<FixContext, Change | SlowChange>): CSharpFix => ({ ...fix, language: 'csharp' });
export const defineFileFix = (fix: Definition<FileContext, Change>): FileFix => ({ ...fix, language: 'file' });
