/** Applies fixes in a folder, in place: on a copy. */
import fs from 'node:fs';
import { applyEdits } from '../../server/src/core/fixes/edits.ts';
import { fixAll } from '../../server/src/core/fixes/fix-all.ts';
import { fixesFor } from '../../server/src/core/fixes/index.ts';
import { type Change, isSlow } from '../../server/src/core/fixes/fix.ts';
import { allSteps } from '../../server/src/core/text/steps.ts';
import type { FileReport } from '../../server/src/core/analysis/finding.ts';
import { Workspace } from '../../server/src/core/analysis/workspace.ts';
import { fromNative, nodeHost } from '../../server/src/node/host.ts';
import { pack, parser } from './core.ts';

export interface Applied {
	/** The kind of fix, from its title. */
	readonly kind: string;
	readonly title: string;
	readonly code: string;
	readonly file: string;
	/** Whether a finding of the code is gone after it. */
	readonly isGone: boolean;
}

/** @param ofChains applies the fixes that follow a chain, and no others */
export function applyFixes(path: string, properties: Readonly<Record<string, string>>, ofChains = false): readonly Applied[] {
	const folder = fromNative(path);
	const done = new Set<string>();
	const applied: Applied[] = [];
	const open = (): Workspace =>
		new Workspace(folder, nodeHost, parser, framework => pack(/^net(8|9|10)\.0/.exec(framework)?.[0] ?? 'net10.0'), {
			properties,
			useEditorConfig: false,
			includeTests: true,
			log: message => console.error(message),
		});
	const count = (report: FileReport | undefined, code: string): number =>
		report?.findings.filter(each => each.code === code && !each.suppressedBy).length ?? 0;
	const next = (): Applied | undefined => {
		const workspace = open();
		for (const project of workspace.projects) {
			if (!workspace.isJudged(project)) continue;
			const checker = workspace.checker(project);
			for (const file of checker.files) {
				const report = checker.check(file);
				if (!report) continue;
				for (const finding of report.findings) {
					const key = `${file} ${finding.code} ${report.text.slice(finding.start, finding.end)} ${report.text.slice(0, finding.start).split(finding.code).length} ${finding.message}`;
					if (finding.suppressedBy || done.has(key)) continue;
					const offered = fixesFor(finding, { workspace, project, path: file });
					const fixes = (): readonly Change[] => offered.flatMap(each => (isSlow(each) ? [] : each));
					const chains = (): readonly Change[] =>
						offered.filter(isSlow).map(({ title, compute }) => ({ title, files: allSteps(compute()) }));
					const [fix] = ofChains ? chains() : fixes();
					if (fix?.files.length === 0) done.add(key);
					if (!fix || fix.files.length === 0) continue;
					for (const change of fix.files)
						fs.writeFileSync(change.path, applyEdits(change.create ? '' : (workspace.peek(change.path) ?? ''), change.edits));
					const fresh = open();
					const again = fresh.projects.find(each => each.path === project.path);
					const isGone = count(again && fresh.checker(again).check(file), finding.code) < count(report, finding.code);
					if (!isGone) done.add(key);
					return {
						kind: fix.title
							.replace(/ (?:with|for) .*$| \(.*$/, '')
							.replace(/new \w+/, 'new context')
							.replace(/^Use \w*Context\d*$/, 'Use context'),
						title: fix.title,
						code: finding.code,
						file,
						isGone,
					};
				}
			}
		}
		return undefined;
	};
	for (let each = next(); each; each = next()) applied.push(each);
	return applied;
}

/** Applies all that repairs to all findings of a folder at once, in place; how many findings each fix was applied to. */
export function repairAll(path: string): Readonly<Record<string, number>> {
	const workspace = new Workspace(
		fromNative(path),
		nodeHost,
		parser,
		framework => pack(/^net(8|9|10)\.0/.exec(framework)?.[0] ?? 'net10.0'),
		{
			properties: {},
			useEditorConfig: false,
			includeTests: true,
			log: message => console.error(message),
		},
	);
	const { files, applied } = allSteps(
		fixAll(workspace, {
			isWanted: fix => fix.safety === 'repairs',
			concerns: () => true,
			concernsProject: () => true,
			concernsFile: () => true,
		}),
	);
	for (const file of files) fs.writeFileSync(file.path, file.after);
	const tally: Record<string, number> = {};
	for (const { id } of applied) tally[id] = (tally[id] ?? 0) + 1;
	return tally;
}
