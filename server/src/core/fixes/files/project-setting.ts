/** Sets the property, or adds the item, of the published app that mends a finding in its code. */
import type { Project } from '../../project/project.ts';
import { parseXml, type XmlElement } from '../../project/xml.ts';
import type { Finding, ProjectRepair } from '../../rules/rule.ts';
import { indentationAt, styleOf } from '../csharp/style.ts';
import { type Change, defineFix, type FileEdit, type FixContext } from '../fix.ts';

export const projectSetting = defineFix({
	id: 'project-setting',
	about: 'Switches on what the published app needs, in its project file.',
	codes: ['AOTL4002', 'AOTL4003'],
	safety: 'repairs',
	change: set,
});

function set({ repair }: Pick<Finding, 'repair'>, { workspace, project }: FixContext): Change | undefined {
	if (repair?.kind !== 'set-property' && repair?.kind !== 'add-item') return undefined;
	const apps = workspace
		.nativeAppsOf(project)
		.filter(app => app.path.endsWith('.csproj') && (repair.kind === 'set-property' || app.path !== project.path));
	const files = apps.flatMap(app => {
		const edit = settingEdit(repair, app, workspace.text(app.path));
		return edit ? [{ path: app.path, edits: [edit] }] : [];
	});
	const [app] = apps;
	if (!app || files.length !== apps.length) return undefined;
	const where = apps.length === 1 ? ` in ${app.name}` : '';
	return {
		title:
			repair.kind === 'set-property'
				? `Set ${repair.name} to ${repair.value}${where}`
				: `Export the entry points of ${repair.include}${where}`,
		files,
	};
}

/** The edit that makes a setting in a project file; undefined where the file can't be read or sets it under a condition. */
function settingEdit(
	repair: ProjectRepair & { kind: 'set-property' | 'add-item' },
	app: Project,
	text: string | undefined,
): FileEdit | undefined {
	let root: XmlElement;
	try {
		root = parseXml(text ?? '');
	} catch {
		return undefined;
	}
	if (text === undefined) return undefined;
	const line =
		repair.kind === 'set-property' ? `<${repair.name}>${repair.value}</${repair.name}>` : `<${repair.name} Include="${repair.include}" />`;
	const group = repair.kind === 'set-property' ? 'PropertyGroup' : 'ItemGroup';
	const groups = root.children.filter(child => child.name === group && child.attributes['Condition'] === undefined);
	if (repair.kind === 'set-property') {
		const written = root.children
			.filter(child => child.name === group)
			.flatMap(child => child.children)
			.filter(child => child.name.toLowerCase() === repair.name.toLowerCase());
		const [only] = written;
		if (only)
			return written.length === 1 && app.property(repair.name) === only.text.trim()
				? { start: only.start, end: only.end, text: line }
				: undefined;
	}
	const place =
		groups.flatMap(each => each.children).find(child => child.name === 'PublishAot') ?? groups.flatMap(each => each.children).at(-1);
	const { newline, indent } = styleOf(text);
	if (place && repair.kind === 'set-property') {
		const start = text.lastIndexOf('\n', place.start - 1) + 1;
		const isAlone = text.slice(start, place.start).trim() === '';
		return { start: place.end, end: place.end, text: isAlone ? `${newline}${indentationAt(text, place.start)}${line}` : line };
	}
	const end = text.lastIndexOf('</Project>');
	if (end < 0) return undefined;
	return { start: end, end, text: `${indent}<${group}>${newline}${indent}${indent}${line}${newline}${indent}</${group}>${newline}` };
}
