/** Random edits in a workspace that stays, held against one that is made anew from the same texts. */
import type { FileReport } from '../../server/src/core/analysis/finding.ts';
import type { Workspace } from '../../server/src/core/analysis/workspace.ts';
import { checkAll, workspaceOf } from '../support/core.ts';
import { EditedText, type Random } from './random.ts';

/** All that is shown of findings, without what is only kept for fixes. */
export function shown(reports: readonly FileReport[]): string[] {
	return reports
		.flatMap(report =>
			report.findings.map(
				finding =>
					`${report.path} ${finding.start}-${finding.end} ${finding.code} ${finding.level} ${finding.suppressedBy ?? ''} ${finding.message}`,
			),
		)
		.sort();
}

export interface Difference {
	readonly edit: number;
	readonly texts: Readonly<Record<string, string>>;
	readonly missing: readonly string[];
	readonly extra: readonly string[];
}

/**
 * @param files a project and its C# files, by relative path
 * @param every after so many edits the findings are compared
 * @returns the first difference, or undefined
 */
export function editAtRandom(
	files: Readonly<Record<string, string>>,
	random: Random,
	edits: number,
	every: number,
): Difference | undefined {
	const problems: string[] = [];
	const log = (message: string): void => void problems.push(message);
	const { workspace } = workspaceOf(files, { log });
	const texts = new Map(
		Object.entries(files).flatMap(([name, text]) => (name.endsWith('.cs') ? [[name, new EditedText(text)] as const] : [])),
	);
	const clipboard = [...texts.values()].map(each => each.text);
	for (const [name, { text }] of texts) workspace.open(`/w/${name}`, text);
	checkAll(workspace);
	const names = [...texts.keys()];
	for (let edit = 1; edit <= edits; edit++) {
		const name = random.pick(names);
		const edited = texts.get(name) as EditedText;
		edited.step(random, clipboard);
		workspace.open(`/w/${name}`, edited.text);
		checkOne(workspace, name);
		if (edit % every !== 0 && edit !== edits) continue;
		const now = { ...files, ...Object.fromEntries([...texts].map(([each, { text }]) => [each, text])) };
		for (const each of names) workspace.settle(`/w/${each}`);
		const warm = shown(checkAll(workspace));
		const { workspace: other } = workspaceOf(now, { log });
		for (const each of names) other.open(`/w/${each}`, now[each] ?? '');
		const fresh = shown(checkAll(other));
		if (warm.join('\n') !== fresh.join('\n') || problems.length > 0)
			return {
				edit,
				texts: now,
				missing: [...problems, ...fresh.filter(each => !warm.includes(each))],
				extra: warm.filter(each => !fresh.includes(each)),
			};
	}
	return undefined;
}

function checkOne(workspace: Workspace, name: string): void {
	for (const project of workspace.projectsOf(`/w/${name}`)) workspace.check(project, `/w/${name}`);
}
