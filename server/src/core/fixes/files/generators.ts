/**
 * Source generators that a property of the project turns on, and that take over calls: the request delegate generator
 * for endpoints of class libraries, the configuration binding generator for `Bind`, `Get<T>` and `Configure<T>`.
 */
import { generatorHandles } from '../../rules/generators.ts';
import type { Use } from '../../binding/bound.ts';
import { bindsConfiguration } from '../../frameworks/configuration.ts';
import { Access } from '../../metadata/facts.ts';
import { isNamed, type Type, type TypeDef } from '../../symbols/types.ts';
import { parseXml, type XmlElement } from '../../project/xml.ts';
import { styleOf } from '../csharp/style.ts';
import { type Change, defineFix, type FileChange, type FixContext } from '../fix.ts';

export const configurationBindingGenerator = defineFix({
	id: 'configuration-binding-generator',
	about: 'Turns the configuration binding generator on, which binds without reflection.',
	codes: ['IL2026', 'IL3050'],
	safety: 'repairs',
	change: ({ evidence }, context) => evidence && bindingFix(evidence.use, context),
});

const BINDER = 'Microsoft.Extensions.Configuration.Binder';

function bindingFix(use: Use, context: FixContext): Change | undefined {
	const { project } = context;
	if (!bindsConfiguration(use) || project.generators.configurationBinding) return undefined;
	if (!generatorHandles(use, { requestDelegate: false, configurationBinding: true })) return undefined;
	// The generator comes with the package, or with the shared framework of ASP.NET Core.
	const isThere =
		project.frameworks.includes('Microsoft.AspNetCore.App') ||
		project.packages.assemblies.some(path => path.toLowerCase().includes(`/${BINDER.toLowerCase()}/`) && majorOf(path) >= 8);
	const bound = boundType(use);
	if (!isThere || (bound && !canBeNamed(bound))) return undefined;
	const change = setProperty(context, 'EnableConfigurationBindingGenerator', 'true');
	return change && { title: 'Use the configuration binding generator', files: [change] };
}

const majorOf = (path: string): number => Number(/\/(\d+)\.\d+\.\d+[^/]*\//.exec(path)?.[1] ?? 0);

/** The type whose properties are set, as far as the call says it. */
const boundType = (use: Use): Type | undefined =>
	use.typeArguments[0] ?? use.args.find(argument => ['instance', 'o'].includes(argument.parameter.name))?.value.type;

/** Whether code elsewhere in the project can name a type (the generator's can't otherwise, SYSLIB1104) and it is more than `object`. */
function canBeNamed(type: Type): boolean {
	if (type.kind === 'array') return canBeNamed(type.element);
	if (type.kind !== 'named' || isNamed(type, 'System.Object')) return false;
	for (let def: TypeDef | undefined = type.def; def; def = def.container)
		if (def.access !== Access.Public && def.access !== Access.Internal && def.access !== Access.ProtectedOrInternal) return false;
	return type.args.every(canBeNamed);
}

/** The last property of a project's first group without a condition. */
function lastProperty(text: string): XmlElement | undefined {
	try {
		const groups = parseXml(text).children.filter(each => each.name === 'PropertyGroup' && each.attributes['Condition'] === undefined);
		return groups.find(each => each.children.length > 0)?.children.at(-1);
	} catch {
		return undefined;
	}
}

/**
 * Sets a property of a project: where it is set to something else, or in its first property group without a condition.
 * Undefined where the project file does not say it in a way that can be changed.
 * @param condition under which it is set, where it is new
 */
export function setProperty(
	{ project, workspace }: Pick<FixContext, 'project' | 'workspace'>,
	name: string,
	value: string,
	condition?: string,
): FileChange | undefined {
	const { path } = project;
	const text = path.endsWith('.csproj') ? workspace.text(path) : undefined;
	if (text === undefined) return undefined;
	const written = new RegExp(`<${name}>\\s*(\\w+)\\s*</`).exec(text);
	if (written) {
		const start = written.index + written[0].indexOf(written[1] as string, name.length + 2);
		return written[1] === value ? undefined : { path, edits: [{ start, end: start + (written[1] as string).length, text: value }] };
	}
	// Set under a condition: what that means is somebody's business.
	if (new RegExp(`<${name}\\s`).test(text)) return undefined;
	const element = `<${name}${condition === undefined ? '' : ` Condition="${condition}"`}>${value}</${name}>`;
	const { newline } = styleOf(text);
	// At the end of the first group without a condition.
	const last = lastProperty(text);
	if (last) {
		const start = text.lastIndexOf('\n', last.start - 1) + 1;
		if (text.slice(start, last.start).trim() === '')
			return {
				path,
				edits: [{ start: last.end, end: last.end, text: `${newline}${text.slice(start, last.start)}${element}`, entry: name }],
			};
	}
	const root = /<Project\b[^>]*[^/]>[ \t]*/.exec(text);
	if (!root) return undefined;
	const at = root.index + root[0].length;
	// As what stands there first.
	const indent = /^([ \t]+)</m.exec(text)?.[1] ?? '  ';
	const lines = [`${indent}<PropertyGroup>`, `${indent}${indent}${element}`, `${indent}</PropertyGroup>`];
	return { path, edits: [{ start: at, end: at, text: lines.map(line => newline + line).join('') }] };
}
