/**
 * Text as MVC answers with it (`DefaultOutputFormatterSelector`, `StringOutputFormatter` and `HttpNoContentOutputFormatter` of
 * dotnet/aspnetcore): as JSON where a client asks for JSON before text, none at all for null. Asked of .NET 10: 32 values of `Accept`,
 * each with text, an empty one, null and odd characters, answered alike by eight forms of actions.
 */
import type { Compilation } from '../../../symbols/compilation.ts';
import type { NamespaceScope } from '../../../symbols/scope.ts';
import { importsOf, newFile, projectNamespace } from '../../csharp/new-file.ts';
import { isNullAware } from '../../csharp/style.ts';
import type { FileChange, FixContext } from '../../fix.ts';

/** The helper of the project that the new classes call. */
export const TEXT_RESULTS = 'TextResults';

/** Whether the project has the helper, or can have it. */
export function canAnswerText({ project, workspace }: Pick<FixContext, 'project' | 'workspace'>): boolean {
	const known = helperOf(workspace.services(project).compilation);
	if (known) return known.members('Text').some(each => each.kind === 'method' && each.isStatic && each.parameters.length === 3);
	return !project.isFileBased && workspace.peek(`${project.folder}/${TEXT_RESULTS}.cs`) === undefined;
}

const helperOf = (compilation: Compilation) => [...compilation.own.types.values()].find(def => def.name === TEXT_RESULTS);

/** The namespace of the helper, and the file that declares it where none does yet. */
export function textResults(
	context: FixContext,
	scope: NamespaceScope,
): { readonly namespace: string; readonly files: readonly FileChange[] } {
	const { project, workspace } = context;
	const { compilation } = workspace.services(project);
	const known = helperOf(compilation);
	if (known) return { namespace: known.namespace, files: [] };
	const namespace = projectNamespace(compilation, scope, project);
	const lines = [
		'/// <summary>Answers with text as controllers do: as JSON where a client asks for JSON before text.</summary>',
		`internal static class ${TEXT_RESULTS}`,
		'{',
		'\tprivate static readonly MediaTypeHeaderValue PlainText = new MediaTypeHeaderValue("text/plain");',
		'',
		'\tprivate static readonly MediaTypeHeaderValue[] Json =',
		'\t{',
		'\t\tnew MediaTypeHeaderValue("application/json"),',
		'\t\tnew MediaTypeHeaderValue("text/json"),',
		'\t};',
		'',
		`\tpublic static IResult Text(HttpRequest request, string${isNullAware(project) ? '?' : ''} text, int statusCode = StatusCodes.Status200OK)`,
		'\t{',
		'\t\tif (text is null)',
		'\t\t\treturn Results.StatusCode(statusCode == StatusCodes.Status200OK ? StatusCodes.Status204NoContent : statusCode);',
		'',
		'\t\tvar accepted = request.GetTypedHeaders().Accept;',
		'\t\tif (!accepted.Any(each => each.MatchesAllTypes))',
		'\t\t{',
		'\t\t\tforeach (var range in accepted.OrderByDescending(each => each.Quality ?? 1))',
		'\t\t\t{',
		'\t\t\t\tif (PlainText.IsSubsetOf(range))',
		'\t\t\t\t\tbreak;',
		'\t\t\t\tif (Json.FirstOrDefault(each => each.IsSubsetOf(range)) is { } json)',
		'\t\t\t\t{',
		'\t\t\t\t\tvar quoted = "\\"" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text) + "\\"";',
		'\t\t\t\t\treturn Results.Text(quoted, $"{json}; charset=utf-8", statusCode: statusCode);',
		'\t\t\t\t}',
		'\t\t\t}',
		'\t\t}',
		'',
		'\t\treturn Results.Text(text, statusCode: statusCode);',
		'\t}',
		'}',
	];
	const imported = importsOf(
		['System.Linq', 'System.Text.Encodings.Web', 'Microsoft.AspNetCore.Http', 'Microsoft.Net.Http.Headers'],
		project,
	);
	return { namespace, files: [newFile(TEXT_RESULTS, lines, { namespace, imported }, context, compilation)] };
}
