/**
 * Applies every quick fix that is offered in a folder, one after the other, in place, and says what
 * became of each finding: `node test/peer/apply-fixes.ts FOLDER [-p:NAME=VALUE ...]`.
 * Work on a copy; compile it before and after to see that no error is new.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fixesFor } from '../../server/src/core/fixes/index.ts';
import { Workspace } from '../../server/src/core/analysis/workspace.ts';
import { parseArguments } from '../../server/src/cli/args.ts';
import { fromNative, nodeHost } from '../../server/src/node/host.ts';
import { pack, parser } from '../support/core.ts';

const args = parseArguments(['check', ...process.argv.slice(2)]);
const folder = fromNative(path.resolve(args.paths[0] ?? '.'));
const tally = new Map<string, { applied: number; gone: number }>();
const done = new Set<string>();

const open = (): Workspace => new Workspace(folder, nodeHost, parser, framework => pack(/^net(8|9|10)\.0/.exec(framework)?.[0] ?? 'net10.0'), { properties: args.properties, useEditorConfig: false, includeTests: true, log: message => console.error(message) });

function applyNext(): boolean {
	const workspace = open();
	for (const project of workspace.projects) {
		if (!workspace.isJudged(project)) continue;
		for (const file of project.files) {
			const report = workspace.check(project, file);
			const source = workspace.sourceFile(file, project);
			if (!report || !source) continue;
			for (const finding of report.findings) {
				const key = `${file} ${finding.code} ${report.text.slice(finding.start, finding.end)} ${report.text.slice(0, finding.start).split(finding.code).length} ${finding.message}`;
				if (finding.suppressedBy || done.has(key)) continue;
				const [fix] = fixesFor(finding, { workspace, project, file: source });
				if (!fix) continue;
				const kind = fix.title.replace(/ (?:with|for) .*$| \(.*$/, '').replace(/new \w+/, 'new context').replace(/^Use \w*Context\d*$/, 'Use context');
				for (const change of fix.files) {
					let text = change.create ? '' : (workspace.peek(change.path) ?? '');
					for (const edit of [...change.edits].reverse()) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
					fs.writeFileSync(change.path, text);
				}
				const before = report.findings.filter(each => each.code === finding.code && !each.suppressedBy).length;
				const after = open().check(open().projects.find(each => each.path === project.path) ?? project, file)?.findings.filter(each => each.code === finding.code && !each.suppressedBy).length ?? 0;
				const count = tally.get(kind) ?? { applied: 0, gone: 0 };
				tally.set(kind, { applied: count.applied + 1, gone: count.gone + Number(after < before) });
				if (after >= before) {
					done.add(key);
					console.log(`still there: ${file} ${finding.code} after "${fix.title}"`);
				}
				return true;
			}
		}
	}
	return false;
}

while (applyNext());
for (const [kind, count] of tally) console.log(`${kind}: ${count.applied} applied, ${count.gone} findings gone`);
