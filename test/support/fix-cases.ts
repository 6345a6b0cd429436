/**
 * Cases of `test/fixes`, each a file of sections: `//- A.cs`, then `//- fixed: TITLE` with the files that are other or new;
 * `//- unfixed` says that nothing is offered.
 */
import fs from 'node:fs';
import path from 'node:path';
import { applyEdits } from '../../server/src/core/fixes/edits.ts';
import { fixAll } from '../../server/src/core/fixes/fix-all.ts';
import { type FixDefinition, isSlow } from '../../server/src/core/fixes/fix.ts';
import { fixesFor } from '../../server/src/core/fixes/index.ts';
import { allSteps } from '../../server/src/core/text/steps.ts';
import { checkAll, OPTED_IN, root, WEB_OPTED_IN, workspaceOf } from './core.ts';

/** Texts by name. */
export type Texts = Readonly<Record<string, string>>;

export interface FixCase {
	/** Of the fix. */
	readonly id: string;
	readonly name: string;
	readonly files: Texts;
	/** Of the action that is offered first; undefined where nothing is to be offered. */
	readonly title: string | undefined;
	/** The files that are other or new when all is fixed. */
	readonly fixed: Texts;
}

/** All cases of one fix after the other. */
export function* fixCases(): Generator<FixCase> {
	const folder = path.join(root, 'test', 'fixes');
	for (const id of fs.readdirSync(folder).filter(name => fs.statSync(path.join(folder, name)).isDirectory()))
		for (const name of fs.readdirSync(path.join(folder, id)))
			yield { id, name: name.replace('.cs', ''), ...read(fs.readFileSync(path.join(folder, id, name), 'utf8')) };
}

function read(text: string): Pick<FixCase, 'files' | 'title' | 'fixed'> {
	const files: Record<string, string> = {};
	const fixed: Record<string, string> = {};
	let [into, name]: [Record<string, string>, string | undefined] = [files, undefined];
	let title: string | undefined;
	for (const line of text.split(/(?<=\n)/)) {
		const head = /^\/\/- (.+)\n$/.exec(line)?.[1];
		if (head?.startsWith('fixed: ')) {
			title = head.slice('fixed: '.length);
			[into, name] = [fixed, undefined];
		} else if (head === 'unfixed') name = undefined;
		else if (head !== undefined) into[(name = head)] = '';
		else if (name !== undefined) into[name] += line;
	}
	if (!Object.keys(files).some(each => each.endsWith('.csproj')))
		files['P.csproj'] = /\bWebApplication\b|Microsoft\.AspNetCore/.test(Object.values(files).join('')) ? WEB_OPTED_IN : OPTED_IN;
	return { files, title, fixed };
}

export interface Applied {
	/** Of the actions that were applied, one after the other. */
	readonly titles: readonly string[];
	/** The files that are other or new. */
	readonly changed: Texts;
}

/** Applies a fix to one finding after the other, until none is left; one that takes a while to the first that it is offered for. */
export function applied(id: string, files: Texts): Applied {
	const { workspace } = workspaceOf(files);
	const isWanted = (fix: FixDefinition): boolean => fix.id === id;
	const offered = checkAll(workspace).flatMap(({ project, path, findings }) =>
		findings.flatMap(finding => fixesFor(finding, { workspace, project, path }, isWanted)),
	);
	const nameOf = (path: string): string => path.slice('/w/'.length);
	const slow = offered.find(isSlow);
	if (slow) {
		const changed = allSteps(slow.compute()).map(({ path, edits }) => [nameOf(path), applyEdits(files[nameOf(path)] ?? '', edits)]);
		return { titles: [slow.title], changed: Object.fromEntries(changed) as Texts };
	}
	const all = (): boolean => true;
	const { workspace: fresh } = workspaceOf(files);
	const result = allSteps(fixAll(fresh, { isWanted, concerns: all, concernsProject: all, concernsFile: all }));
	return {
		titles: result.applied.map(each => each.title),
		changed: Object.fromEntries(result.files.map(each => [nameOf(each.path), each.after])),
	};
}
