/** What requests are answered from, and how they look at places. Positions are the protocol's: 0-based, UTF-16. */
import type { Connection, Position, Range } from 'vscode-languageserver';
import type { Workspace } from '../../core/analysis/workspace.ts';
import type { Project } from '../../core/project/project.ts';
import { LineIndex } from '../../core/text/line-index.ts';
import type { PackageJudgement } from '../../core/rules/packages.ts';
import type { Documents } from '../documents.ts';
import type { Packages } from '../packages.ts';
import type { Publisher } from '../publisher.ts';
import type { Turns } from '../turns.ts';

/** The page of a code. */
export interface Docs {
	uri(code: string): string | undefined;
	/** The page of a family of APIs (`api-pages.ts`). */
	api(page: string): string | undefined;
	/** What to do, in Markdown. */
	advice(code: string): string | undefined;
}

export interface RequestContext {
	readonly connection: Connection;
	readonly documents: Documents;
	readonly publisher: Publisher;
	readonly turns: Turns;
	/** The workspace that judges a file. */
	readonly workspaceOf: (path: string) => Workspace | undefined;
	/** Checks what is typed in a file, if that was not done yet. */
	readonly settle: (path: string, isCancelled: () => boolean) => Promise<void>;
	readonly docs: Docs;
	/** What publishing will say of packages. */
	readonly packages: Packages;
}

/** Whether a position stands in a range, its end included. */
export const holds = ({ start, end }: Range, { line, character }: Position): boolean =>
	(line > start.line || (line === start.line && character >= start.character)) &&
	(line < end.line || (line === end.line && character <= end.character));

/** Whether two ranges have a position in common, their ends included. */
export const overlap = (left: Range, right: Range): boolean =>
	!(
		left.end.line < right.start.line ||
		left.start.line > right.end.line ||
		(left.end.line === right.start.line && left.end.character < right.start.character) ||
		(left.start.line === right.end.line && left.start.character > right.end.character)
	);

/** What is known of the packages that a project file, or a file-based app, references. */
export function packagesOf(
	context: RequestContext,
	path: string,
): { readonly project: Project; readonly lines: LineIndex; readonly packages: readonly PackageJudgement[] } | undefined {
	const report = context.publisher.reportsOf(path).find(each => each.project.path === path);
	return report?.packages && { project: report.project, lines: new LineIndex(report.text), packages: report.packages };
}
