/**
 * `aot-lens fix`: applies fixes to all that is asked for, and writes what changed. Nothing outside the repository is
 * written; a file that is other on disk than when it was read is left and named.
 */
import { createTwoFilesPatch } from 'diff';
import type { Workspace } from '../core/analysis/workspace.ts';
import { type AppliedFix, fixAll, type FixedFile } from '../core/fixes/fix-all.ts';
import type { FixDefinition } from '../core/fixes/fix.ts';
import type { Project } from '../core/project/project.ts';
import { forTerminal } from '../core/text/escape.ts';
import { relative } from '../core/text/paths.ts';
import { allSteps } from '../core/text/steps.ts';
import type { Arguments } from './args.ts';
import { selectionOf } from './selection.ts';
import type { Runtime, Target } from './runtime.ts';

const DONE = 0;
const NOT_WRITTEN = 3;

/** Fixes what a target asks for, and says what was done; the exit status. */
export function fix(workspace: Workspace, target: Target, args: Arguments, base: string, runtime: Runtime): number {
	const concerned = workspace.projects.filter(each => target.concerns(each));
	// A property for the whole command line opts tests in, too: what mends an app leaves them as they are.
	const fixesTests = args.includeTests || concerned.every(each => each.isTest);
	const isAsked = (project: Project): boolean =>
		(args.fixesAllProjects || project.kind !== 'not-opted-in') && (fixesTests || !project.isTest);
	const skipped = concerned.filter(each => workspace.isJudged(each) && !isAsked(each));
	const isTold = selectionOf(args, workspace.boundary, runtime.host);
	const { files, applied, left } = allSteps(
		fixAll(workspace, {
			isWanted: each => isWanted(each, args),
			concerns: finding => args.rules.length === 0 || args.rules.includes(finding.code),
			concernsProject: project => target.concerns(project) && isAsked(project),
			concernsFile: path => isTold(path) && (target.file === undefined || target.file === path),
		}),
	);
	const inOrder = [...files].sort((one, other) => one.path.localeCompare(other.path));
	if (args.showsDiff) {
		for (const file of inOrder) runtime.print(diffOf(file, base));
		return DONE;
	}
	const refused = args.isDryRun ? [] : inOrder.flatMap(file => runtime.replace(file, workspace.boundary) ?? []);
	for (const reason of refused) runtime.complain(`aot-lens: ${forTerminal(reason)}\n`);
	runtime.print(summary(applied, inOrder, base, args.isDryRun, left) + saidOfSkipped(skipped));
	return refused.length > 0 ? NOT_WRITTEN : DONE;
}

/** What changes meaning is applied only where that was said; what passes a warning on or silences it only by name. */
function isWanted(each: FixDefinition, { fixes, isUnsafe, isSafeOnly }: Arguments): boolean {
	if (fixes.length > 0 && !fixes.includes(each.id)) return false;
	if (each.safety === 'repairs') return true;
	return !isSafeOnly && (each.safety === 'changes-meaning' ? isUnsafe : fixes.length > 0);
}

function saidOfSkipped(projects: readonly Project[]): string {
	const said = (why: string, option: string, names: ReadonlySet<string>): string => {
		const all = [...names];
		if (all.length === 0) return '';
		const listed = all.length > 5 ? `${all.slice(0, 5).join(', ')} and ${all.length - 5} more` : all.join(', ');
		return `left alone, ${why}: ${listed} (${option})\n`;
	};
	const named = (isTest: boolean): ReadonlySet<string> =>
		new Set(projects.filter(each => each.isTest === isTest).map(each => forTerminal(each.name)));
	return said('not opted in', '--all-projects', named(false)) + said('tests', '--include-tests', named(true));
}

function diffOf({ path, before, after }: FixedFile, base: string): string {
	const name = relative(base, path);
	return createTwoFilesPatch(before === undefined ? '/dev/null' : `a/${name}`, `b/${name}`, before ?? '', after).replace(/^=+\n/, '');
}

function summary(applied: readonly AppliedFix[], files: readonly FixedFile[], base: string, isDryRun: boolean, left: number): string {
	const byFix = new Map<string, number>();
	for (const { id } of applied) byFix.set(id, (byFix.get(id) ?? 0) + 1);
	const counts = [...byFix].sort((one, other) => other[1] - one[1]).map(([id, count]) => `  ${count} by ${id}\n`);
	const names = files.map(({ path, before }) => `  ${before === undefined ? 'new ' : ''}${forTerminal(relative(base, path))}\n`);
	const did = isDryRun ? 'would be fixed' : 'fixed';
	return `${counted(applied.length, 'finding')} ${did} in ${counted(files.length, 'file')}; ${left} left\n${counts.join('')}${names.join('')}`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
