/** Which projects a solution lists: `.sln`, `.slnx` and `.slnf`. */
import type { Host } from '../host.ts';
import { decodeText } from '../text/decode.ts';
import { dirname, extension, resolve } from '../text/paths.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** A project's line: type, name, path, id. Solution folders have lines too, without a project file. */
const PROJECT_LINE = /^\s*Project\("\{[^"]*\}"\)\s*=\s*"[^"]*"\s*,\s*"([^"]*)"/gm;

export const isSolution = (path: string): boolean => /^\.sln[xf]?$/.test(extension(path));

/**
 * Absolute paths of the C# projects that a solution lists, in its order.
 * @throws Error with a readable message when the file can't be read or says something else.
 */
export function solutionProjects(path: string, host: Host): readonly string[] {
	const bytes = host.read(path);
	const text = bytes && decodeText(bytes);
	if (text === undefined) throw new Error('the file could not be read');
	const kind = extension(path);
	const paths =
		kind === '.slnx'
			? fromXml(parseXml(text))
			: kind === '.slnf'
				? fromFilter(text)
				: [...text.matchAll(PROJECT_LINE)].map(match => match[1] ?? '');
	// A filter's paths start from the solution that it filters.
	const folder = kind === '.slnf' ? dirname(resolve(dirname(path), filter(text).path ?? '.')) : dirname(path);
	return [...new Set(paths.filter(each => extension(each.replaceAll('\\', '/')) === '.csproj').map(each => resolve(folder, each)))];
}

function fromXml(element: XmlElement): readonly string[] {
	if (element.name === 'Project') return [element.attributes['Path'] ?? ''];
	return element.children.flatMap(fromXml);
}

function filter(text: string): { readonly path?: string; readonly projects?: readonly string[] } {
	return (JSON.parse(text) as { solution?: { path?: string; projects?: readonly string[] } } | null)?.solution ?? {};
}

function fromFilter(text: string): readonly string[] {
	const { projects } = filter(text);
	if (!Array.isArray(projects)) throw new Error('no list of projects');
	return projects.filter(each => typeof each === 'string');
}
