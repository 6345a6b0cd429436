/**
 * Whether what a fix writes exists for every target of every project that compiles a file. Where one lacks it, only code
 * behind an `#if` that leaves that target out is changed.
 */
import type { Project } from '../project/project.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { FileChange } from './fix.ts';

/** The first version of .NET with what a fix writes, and the attribute that older targets may declare themselves. */
export interface Needs {
	readonly version: number;
	readonly attribute?: string;
	/** The package of that version that brings the same to older targets. */
	readonly package?: string;
}

export function fitsAllTargets(files: readonly FileChange[], needs: Needs, workspace: Workspace): boolean {
	return files.every(({ path, edits, create }) => {
		if (create || !path.endsWith('.cs')) return true;
		const lacking = workspace
			.projectsOf(path)
			.filter(project => oldestTarget(project) < needs.version && !bringsPackage(project, needs, workspace));
		if (lacking.every(project => declares(project, needs.attribute, workspace))) return true;
		const text = workspace.text(path) ?? '';
		return edits.every(edit => isForNewTargets(text, edit.start));
	});
}

/** The major version of .NET; 0 for .NET Framework and .NET Standard. */
function oldestTarget(project: Project): number {
	const targets = (project.property('TargetFrameworks') || project.targetFramework).split(';').map(each => each.trim());
	const versions = targets.filter(Boolean).map(target => Number(/^net(?:coreapp)?(\d+)\.\d/.exec(target)?.[1] ?? 0));
	return Math.min(...versions);
}

/** Whether a project references a package in that version at least, whatever the target, as far as its files say which. */
function bringsPackage(project: Project, needs: Needs, workspace: Workspace): boolean {
	const { package: name } = needs;
	if (name === undefined || !project.packageItems.some(item => item.include.toLowerCase() === name.toLowerCase())) return false;
	const said = new RegExp(`<Package(?:Version|Reference)\\s[^>]*(?:Include|Update)="${name.replaceAll('.', '\\.')}"[^>]*`, 'gi');
	const versions = project.inputs
		.filter(path => /\.(?:csproj|props|targets)$/i.test(path))
		.flatMap(path => [...(workspace.peek(path) ?? '').matchAll(said)])
		.flatMap(([element]) => /\bVersion="\[?(\d+)\./.exec(element)?.[1] ?? []);
	return versions.length > 0 && versions.every(version => Number(version) >= needs.version);
}

const declaring = new WeakMap<Project, Map<string, boolean>>();

/** Whether a project brings an attribute along for its old targets: in source, or by a package that writes it. */
function declares(project: Project, attribute: string | undefined, workspace: Workspace): boolean {
	if (attribute === undefined) return false;
	if (project.packageItems.some(item => /^(?:PolySharp|Polyfill|Meziantou\.Polyfill)$/i.test(item.include))) return true;
	let known = declaring.get(project);
	if (!known) declaring.set(project, (known = new Map()));
	let isDeclared = known.get(attribute);
	if (isDeclared === undefined) {
		isDeclared = project.files.some(path => workspace.text(path)?.includes(`class ${attribute}Attribute`));
		known.set(attribute, isDeclared);
	}
	return isDeclared;
}

const NEW = /(?:^|[^!\w])NET(?:\d+_\d+(?:_OR_GREATER)?|COREAPP\w*)?\b/;
const OLD = /^\s*(?:!\s*NET(?:\d+_\d+_OR_GREATER|COREAPP\w*)?|NETSTANDARD\w*|NETFRAMEWORK|NET4\d\w*)\s*$/;

/** Whether a place is compiled for targets of modern .NET only, as far as the conditions around it say so. */
function isForNewTargets(text: string, offset: number): boolean {
	const conditions: { before: string; now: string }[] = [];
	for (const [, word, condition = ''] of text.slice(0, offset).matchAll(/^[ \t]*#[ \t]*(if|elif|else|endif)\b(.*)$/gm)) {
		const last = conditions.at(-1);
		if (word === 'if') conditions.push({ before: '', now: condition });
		else if (word === 'endif') conditions.pop();
		else if (last) {
			last.before = last.now;
			last.now = word === 'elif' ? condition : '';
		}
	}
	return conditions.some(({ before, now }) => (now === '' ? OLD.test(before) : NEW.test(now) && !now.includes('||')));
}
