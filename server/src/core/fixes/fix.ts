/** What fixes are made of. A fix that can't apply is not offered. */
import type { JudgedFinding } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Project } from '../project/project.ts';
import type { SourceFile } from '../syntax/ast.ts';
import type { Steps } from '../text/steps.ts';

/** Offsets are absolute UTF-16 code units in the file's current text. */
export interface FileEdit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

export interface FileChange {
	readonly path: string;
	/** The file does not exist yet. */
	readonly create?: boolean;
	readonly edits: readonly FileEdit[];
}

export interface Fix {
	readonly title: string;
	readonly isPreferred: boolean;
	readonly files: readonly FileChange[];
}

/** A fix that takes a while to make: its changes are computed when it is chosen. */
export interface SlowFix {
	readonly title: string;
	/** Makes the changes in steps, so that others get their turn; none when it turns out that it can't apply. */
	compute(): Steps<readonly FileChange[]>;
}

export const isSlow = (fix: Fix | SlowFix): fix is SlowFix => 'compute' in fix;

export interface FixContext {
	readonly workspace: Workspace;
	readonly project: Project;
	readonly file: SourceFile;
}

/** Offers fixes for a finding; nothing where none applies. */
export type FixProvider = (finding: JudgedFinding, context: FixContext) => readonly Fix[];

/** How a file is written: its line ending and one level of indentation. */
export function styleOf(text: string): { readonly newline: string; readonly indent: string } {
	const newline = text.includes('\r\n') ? '\r\n' : '\n';
	const tabs = /^\t/m.test(text);
	const spaces = /^( {2,8})\S/m.exec(text)?.[1] ?? '    ';
	return { newline, indent: tabs ? '\t' : spaces };
}

/** The white space at the start of the line that an offset stands on. */
export function indentationAt(text: string, offset: number): string {
	const start = text.lastIndexOf('\n', offset - 1) + 1;
	return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}
