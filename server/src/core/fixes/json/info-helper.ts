/**
 * A helper of the project that takes type information from any options just as `JsonSerializer` does (`JsonSerializer.GetTypeInfo` of
 * dotnet/runtime): the default ones where there are none, and those without a resolver by reflection, where the app has it on.
 * A call that takes its type information from there does what it did, whoever made the options; what reflection there is stands in
 * the helper alone.
 */
import { MethodSymbol } from '../../symbols/members.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import type { NamespaceScope } from '../../symbols/scope.ts';
import { importsOf, newFile, projectNamespace } from '../csharp/new-file.ts';
import { isVisible } from '../csharp/names.ts';
import { isNullAware } from '../csharp/style.ts';
import { usingEdits } from '../csharp/usings.ts';
import type { FileChange, FixContext } from '../fix.ts';

const NAME = 'JsonTypeInfoExtensions';
export const TYPE_INFO_OF = 'TypeInfoOf';

const helperOf = (compilation: Compilation) => [...compilation.own.types.values()].find(def => def.name === NAME);

export const hasInfoHelper = (compilation: Compilation): boolean => helperOf(compilation) !== undefined;

/** The changes that bring the helper into scope; undefined where its name means something else. */
export function infoHelper(context: FixContext, compilation: Compilation, scope: NamespaceScope): readonly FileChange[] | undefined {
	const { project, workspace, path } = context;
	// Another project that compiles the file has no helper.
	if (project.isFileBased || workspace.projectsOf(path).some(each => each.path !== project.path)) return undefined;
	const known = helperOf(compilation);
	if (known && !known.members(TYPE_INFO_OF).some(each => each instanceof MethodSymbol && each.isStatic)) return undefined;
	const namespace = known?.namespace ?? projectNamespace(compilation, scope, project);
	const usings = isVisible(namespace, scope) ? [] : [{ path, edits: usingEdits(context.file, namespace) }];
	if (known) return usings;
	if (workspace.peek(`${project.folder}/${NAME}.cs`) !== undefined) return undefined;
	const options = `JsonSerializerOptions${isNullAware(project) ? '?' : ''} options`;
	// No more than C# 7.3, the version of .NET Standard 2.0; `JsonSerializerOptions.Default` would warn as well.
	const lines = [
		`internal static class ${NAME}`,
		'{',
		'\tprivate static readonly JsonSerializerOptions Default = new JsonSerializerOptions();',
		'',
		'\t/// <summary>Type information as JsonSerializer takes it from options: by reflection where they have no resolver.</summary>',
		`\tpublic static JsonTypeInfo<T> ${TYPE_INFO_OF}<T>(this ${options}) => (JsonTypeInfo<T>)options.${TYPE_INFO_OF}(typeof(T));`,
		'',
		`\tpublic static JsonTypeInfo ${TYPE_INFO_OF}(this ${options}, Type type)`,
		'\t{',
		'\t\tvar resolving = options ?? Default;',
		'\t\tresolving.MakeReadOnly(populateMissingResolver: true);',
		'\t\treturn resolving.GetTypeInfo(type);',
		'\t}',
		'}',
	];
	const imported = importsOf(['System', 'System.Text.Json', 'System.Text.Json.Serialization.Metadata'], project);
	return [newFile(NAME, lines, { namespace, imported }, context, compilation), ...usings];
}
