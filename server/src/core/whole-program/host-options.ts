/**
 * Feature switches that a project and the MSBuild files of its packages set: items `RuntimeHostConfigurationOption` with
 * `Trim="true"` (Microsoft.NET.Publish.targets hands those to the compilers as `--feature`).
 */
import type { Host } from '../host.ts';
import { evaluateCondition, expand, type ExpressionScope } from '../project/expressions.ts';
import type { Project } from '../project/project.ts';
import { parseXml, type XmlElement } from '../project/xml.ts';
import { decodeText } from '../text/decode.ts';
import { resolve } from '../text/paths.ts';

/** What is so in every publish with Native AOT, whatever the project says. */
const PUBLISHED: Readonly<Record<string, string>> = { publishtrimmed: 'true', publishaot: 'true', _isnativeaotpublish: 'true' };

/**
 * @param files MSBuild files of the packages, absolute paths
 * @returns each switch that has a boolean value, the project's own last, which win
 */
export function switchesSet(project: Project, files: readonly string[], host: Host): ReadonlyMap<string, boolean> {
	const switches = new Map<string, boolean>();
	const set = (name: string | undefined, value: string | undefined, trim: string | undefined): void => {
		if (!name || trim?.toLowerCase() !== 'true' || !/^(?:true|false)$/i.test(value ?? '')) return;
		switches.set(name, value?.toLowerCase() === 'true');
	};
	for (const file of files) {
		const root = rootOf(file, host);
		if (root) readFile(root, project, set);
	}
	for (const { include, metadata } of project.runtimeOptions) set(include, metadata['value'], metadata['trim']);
	return switches;
}

function rootOf(file: string, host: Host): XmlElement | undefined {
	const bytes = host.read(file);
	const text = bytes && decodeText(bytes);
	if (!text?.includes('RuntimeHostConfigurationOption')) return undefined;
	try {
		return parseXml(text);
	} catch {
		// MSBuild would not publish at all.
		return undefined;
	}
}

/** One file by itself, from top to bottom; what it imports or makes of items is not looked at. */
function readFile(
	root: XmlElement,
	project: Project,
	set: (name: string | undefined, value: string | undefined, trim: string | undefined) => void,
): void {
	const own = new Map<string, string>();
	const scope: ExpressionScope = {
		property: name => own.get(name.toLowerCase()) || PUBLISHED[name.toLowerCase()] || project.property(name),
		exists: () => false,
		report: () => {},
		pathOfFileAbove: () => '',
		fullPath: path => resolve(project.folder, path),
	};
	const applies = (element: XmlElement): boolean => evaluateCondition(element.attributes['Condition'], scope);
	for (const group of root.children) {
		if ((group.name !== 'PropertyGroup' && group.name !== 'ItemGroup') || !applies(group)) continue;
		for (const element of group.children) {
			if (!applies(element)) continue;
			if (group.name === 'PropertyGroup') own.set(element.name.toLowerCase(), expand(element.text.trim(), scope));
			else if (element.name === 'RuntimeHostConfigurationOption') {
				const read = (name: string): string | undefined => {
					const text = element.attributes[name] ?? element.children.find(each => each.name === name && applies(each))?.text.trim();
					return text === undefined ? undefined : expand(text, scope);
				};
				set(read('Include'), read('Value'), read('Trim'));
			}
		}
	}
}
