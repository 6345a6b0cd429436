/**
 * Swaps `CreateSlimBuilder` in for `CreateBuilder` and puts back what the app uses and the slim
 * builder leaves out: HTTPS, HTTP/3, IIS, static web assets, regex route constraints.
 */
import { indentationAt, styleOf } from '../csharp/style.ts';
import { isVisible } from '../csharp/names.ts';
import { usingEdits } from '../csharp/usings.ts';
import type { Evidence } from '../../rules/rule.ts';
import { type Change, defineFix, type FileEdit, type FixContext } from '../fix.ts';
import { scopeOf } from '../json/contexts.ts';

interface Feature {
	readonly what: string;
	readonly isUsed: (texts: AppTexts) => boolean;
	/** A name in the statement: an app that says it has put the feature back itself. */
	readonly marker: string;
	/** The statement that puts it back, for a builder variable. */
	readonly restore: (builder: string) => string;
	/** Namespaces of what it calls. */
	readonly namespaces: readonly string[];
}

/** What an app consists of, as text: its sources and its settings files. */
interface AppTexts {
	readonly sources: string;
	readonly settings: string;
	readonly hasWebConfig: boolean;
}

const FEATURES: readonly Feature[] = [
	{
		what: 'HTTPS',
		isUsed: texts =>
			/\bUseHttps\s*\(|\bUseHttpsRedirection\s*\(|\bUseHsts\s*\(|\b(?:UseUrls|Urls\.Add|Run|RunAsync)\s*\(\s*"https:\/\//.test(
				texts.sources,
			) || /"https:\/\/(?:localhost|\*|\+|0\.0\.0\.0|\[|127\.)|https:\/\/(?:localhost|\*|\+)/i.test(texts.settings),
		marker: 'UseKestrelHttpsConfiguration',
		restore: builder => `${builder}.WebHost.UseKestrelHttpsConfiguration();`,
		namespaces: ['Microsoft.AspNetCore.Hosting'],
	},
	{
		what: 'HTTP/3',
		isUsed: texts =>
			/\bHttpProtocols\s*\.\s*Http(?:3|1AndHttp2AndHttp3)\b/.test(texts.sources) || /Http1AndHttp2AndHttp3|"Http3"/.test(texts.settings),
		marker: 'UseQuic',
		restore: builder => `${builder}.WebHost.UseQuic();`,
		namespaces: ['Microsoft.AspNetCore.Hosting'],
	},
	{
		what: 'IIS',
		isUsed: texts => texts.hasWebConfig || /\bUseIIS\s*\(|\bIISServerOptions\b/.test(texts.sources),
		marker: 'UseIISIntegration',
		restore: builder => `${builder}.WebHost.UseIISIntegration();`,
		namespaces: ['Microsoft.AspNetCore.Hosting'],
	},
	{
		what: 'static web assets',
		isUsed: texts =>
			/\bMapStaticAssets\s*\(|\bMapRazorComponents\s*<|\bAddRazorPages\s*\(|\bAddServerSideBlazor\s*\(|\bUseBlazorFrameworkFiles\s*\(/.test(
				texts.sources,
			),
		marker: 'UseStaticWebAssets',
		restore: builder => `${builder}.WebHost.UseStaticWebAssets();`,
		namespaces: ['Microsoft.AspNetCore.Hosting'],
	},
	{
		what: 'regex route constraints',
		isUsed: texts => /:regex\(/.test(texts.sources),
		marker: 'RegexInlineRouteConstraint',
		restore: builder =>
			`${builder}.Services.Configure<RouteOptions>(options => options.SetParameterPolicy<RegexInlineRouteConstraint>("regex"));`,
		namespaces: ['Microsoft.AspNetCore.Routing', 'Microsoft.AspNetCore.Routing.Constraints', 'Microsoft.Extensions.DependencyInjection'],
	},
];

/** Without `UseStartup` the app does not start, and hosting startup assemblies are not loaded: no fix. */
const IMPOSSIBLE = /\bUseStartup\s*<|\bUseStartup\s*\(|\bHostingStartup\b/;

export const slimBuilder = defineFix({
	id: 'slim-builder',
	about: 'Uses CreateSlimBuilder, and puts back what the app uses and the slim builder leaves out.',
	codes: ['AOTL1001'],
	// Logging providers and hosting startup go, too.
	safety: 'changes-meaning',
	change: ({ evidence }, context) => evidence && withSlimBuilder(evidence, context),
});

function withSlimBuilder({ use, body }: Evidence, context: FixContext): Change | undefined {
	const texts = appTexts(context);
	if (IMPOSSIBLE.test(texts.sources)) return undefined;
	const name = body.base + use.name;
	const edits: FileEdit[] = [{ start: name, end: name + 'CreateBuilder'.length, text: 'CreateSlimBuilder' }];
	const used = FEATURES.filter(feature => feature.isUsed(texts) && !texts.sources.includes(feature.marker));
	const { text } = context.file;
	if (used.length > 0) {
		// `var builder = ...;`: what is put back stands after it.
		const statement = /(?:var|WebApplicationBuilder)\s+(\w+)\s*=\s*[\w.\s]*$/.exec(text.slice(0, name));
		const end = statement ? text.indexOf(';', body.base + use.whole.end) : -1;
		if (!statement || end < 0 || text.slice(body.base + use.whole.end, end).trim() !== '') return undefined;
		const { newline } = styleOf(text);
		const base = indentationAt(text, statement.index + (statement[0].length - statement[0].trimStart().length));
		const lines = used.map(feature => `${newline}${base}${feature.restore(statement[1] ?? 'builder')}`);
		edits.push({ start: end + 1, end: end + 1, text: lines.join('') });
		const scope = scopeOf(body, context, context.workspace.services(context.project).compilation);
		const lacking = new Set(used.flatMap(each => each.namespaces).filter(each => !scope || !isVisible(each, scope)));
		edits.push(...usingEdits(context.file, ...lacking));
	}
	const kept = used.length > 0 ? ` (keeps ${used.map(feature => feature.what).join(', ')})` : '';
	return {
		title: `Use CreateSlimBuilder${kept}`,
		files: [{ path: context.file.path, edits: [...edits].sort((left, right) => left.start - right.start) }],
	};
}

function appTexts(context: FixContext): AppTexts {
	const { project, workspace } = context;
	const { folder } = project;
	const read = (path: string): string => workspace.peek(path) ?? '';
	const settings = ['appsettings.json', 'appsettings.Development.json', 'appsettings.Production.json', 'Properties/launchSettings.json']
		.map(file => read(`${folder}/${file}`))
		.join('\n');
	// Comments tell nothing of what runs.
	const sources = project.files.map(file => (workspace.text(file) ?? '').replace(/^\s*\/\/.*$/gm, '')).join('\n');
	return { sources, settings, hasWebConfig: workspace.peek(`${folder}/web.config`) !== undefined };
}
