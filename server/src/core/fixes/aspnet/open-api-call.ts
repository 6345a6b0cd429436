/**
 * `WithOpenApi()` builds a description of an endpoint by reflection, for generators of documents that read it there. That of
 * ASP.NET Core itself (`AddOpenApi`, .NET 9 and later) does not: documents of an app with every kind of parameter, answer, group and
 * name were the same byte for byte without the call, with versions 9 and 10 of its package.
 */
import type { BoundBody, Use } from '../../binding/bound.ts';
import { basename } from '../../text/paths.ts';
import { type Change, defineFix, type FixContext } from '../fix.ts';

const CONTAINER = 'Microsoft.AspNetCore.Builder.OpenApiEndpointConventionBuilderExtensions';
/** Assemblies that read the description. */
const READERS = /^(?:Swashbuckle\.AspNetCore\.SwaggerGen|NSwag\.Generation.*|ServiceStack\..*OpenApi.*)\.dll$/i;

export const openApiCall = defineFix({
	id: 'open-api-call',
	about: 'Removes WithOpenApi() where the document is made by AddOpenApi(), which does not read what it adds.',
	codes: ['IL2026', 'IL3050'],
	safety: 'repairs',
	change: ({ evidence }, context) => evidence && withoutCall(evidence.use, evidence.body, context),
});

function withoutCall({ kind, member, syntax }: Use, { base }: BoundBody, context: FixContext): Change | undefined {
	if (kind !== 'call' || member.name !== 'WithOpenApi' || member.container.fullName !== CONTAINER) return undefined;
	// What a function does to the description may be meant for somebody else.
	if (syntax?.kind !== 'call' || syntax.args.length > 0 || syntax.callee.kind !== 'member') return undefined;
	const { receiver } = syntax.callee;
	const [start, end] = [base + receiver.end, base + syntax.end];
	// A name alone is no statement.
	if (receiver.kind !== 'call' || !/^\s*\.\s*WithOpenApi(?:<\w+>)?\s*\(\s*\)$/.test(context.text.slice(start, end))) return undefined;
	if (!isMadeByFramework(context)) return undefined;
	return {
		title: 'Remove WithOpenApi(): AddOpenApi() does not read it',
		files: [{ path: context.path, edits: [{ start, end, text: '' }] }],
	};
}

/** Whether the project or one that it references adds the framework's document, and nobody there knows another generator. */
function isMadeByFramework({ workspace, project }: FixContext): boolean {
	const projects = [project, ...workspace.referencedBy(project)];
	if (projects.some(each => each.packages.assemblies.some(path => READERS.test(basename(path))))) return false;
	const texts = projects.flatMap(each => each.files.map(path => workspace.text(path) ?? ''));
	return texts.some(text => /\bAddOpenApi\s*\(/.test(text)) && !texts.some(text => /\bOpenApiOperation\b/.test(text));
}
