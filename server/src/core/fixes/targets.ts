/**
 * Whether what a fix writes exists for every target of every project that compiles a file. Where one lacks it, only code
 * behind an `#if` that leaves that target out is changed.
 */
import { Access } from '../metadata/facts.ts';
import type { CompiledTarget, Project } from '../project/project.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { FileChange, Needs } from './fix.ts';

export function fitsAllTargets(files: readonly FileChange[], needs: Needs, workspace: Workspace): boolean {
	return files.every(({ path, edits, create }) => {
		if (!path.endsWith('.cs')) return true;
		const compiling = projectsOf(path, create === true, workspace);
		if (compiling.some(project => seesTwice(project, needs.attribute, workspace))) return false;
		const lacking = compiling.filter(project => isLacking(project, needs, workspace));
		if (lacking.every(project => declares(project, needs.attribute, workspace))) return true;
		const text = workspace.text(path) ?? '';
		return !create && edits.every(edit => isForNewTargets(text, edit.start));
	});
}

/** The projects that compile a file; one that is made is compiled by those in whose folder it lies. */
const projectsOf = (path: string, create: boolean, workspace: Workspace): readonly Project[] =>
	create ? workspace.projects.filter(project => path.startsWith(`${project.folder}/`)) : workspace.projectsOf(path);

/** Whether one of a project's targets has neither the version of .NET nor the package. */
const isLacking = (project: Project, needs: Needs, workspace: Workspace): boolean =>
	project.targets().some(target => versionOf(target.framework) < needs.version && !brings(target, needs, workspace, 0));

/** Whether all targets of a project have a version of .NET. */
export const haveVersion = (project: Project, version: number): boolean =>
	project.targets().every(target => versionOf(target.framework) >= version);

/** The major version of .NET; 0 for .NET Framework and .NET Standard. */
const versionOf = (framework: string): number => Number(/^net(?:coreapp)?(\d+)\.\d/.exec(framework)?.[1] ?? 0);

/** References of references are followed so far. */
const MAX_DEPTH = 8;

/** Whether a target has the package in that version at least: by itself, or from a project that it references. */
function brings(target: CompiledTarget, needs: Needs, workspace: Workspace, depth: number): boolean {
	const { package: name } = needs;
	if (name === undefined || depth > MAX_DEPTH) return false;
	const own = target.packages.find(each => each.name.toLowerCase() === name.toLowerCase());
	if (own) return Number(/^\[?(\d+)\./.exec(own.version)?.[1] ?? 0) >= needs.version;
	return target.projectReferences.some(path => {
		const targets = workspace.projects.find(project => project.path === path)?.targets() ?? [];
		const nearest = targets.find(each => each.framework === target.framework) ?? (targets.length === 1 ? targets[0] : undefined);
		return nearest !== undefined && brings(nearest, needs, workspace, depth + 1);
	});
}

/** Whether an attribute is two types to a project: the framework's, and what a referenced project keeps for old targets (CS0433). */
function seesTwice(project: Project, attribute: string | undefined, workspace: Workspace): boolean {
	if (attribute === undefined || !workspace.isPrepared(project)) return false;
	const { compilation } = workspace.services(project);
	const { own, modules, references } = compilation;
	const name = `System.Diagnostics.CodeAnalysis.${attribute}Attribute`;
	// A project's own comes first (CS0436, a warning).
	if (own.types.has(name)) return false;
	const seen = modules.filter(module => {
		const def = module.types.get(name);
		return def && (def.access === Access.Public || module.friends.has(own.name));
	});
	return seen.length > (references.find(name) ? 0 : 1);
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
