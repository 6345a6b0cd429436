/**
 * Controllers as minimal API endpoints: each controller's actions that translate one to one become the handlers of a class
 * that maps them. What does not certainly answer the same stays in its controller, and the title says why.
 *
 * Asked of the runtime (.NET 10): requests that an action accepts are answered alike. Those that it refuses get the same
 * status code; a 400 for what could not be read has no body then (docs/apis/controllers.md).
 */
import type { Workspace } from '../../analysis/workspace.ts';
import type { Evidence } from '../../rules/rule.ts';
import type { BindingServices } from '../../binding/state.ts';
import { isController } from '../../frameworks/aspnet.ts';
import type { Type } from '../../symbols/types.ts';
import type { Member, SourceFile, TypeDeclaration } from '../../syntax/ast.ts';
import { currentDeclaration } from '../csharp/declarations.ts';
import { isVisible } from '../csharp/names.ts';
import { indentationAt, isNullAware, styleOf, WIDTH } from '../csharp/style.ts';
import { usingEdits, withoutUnusedUsings } from '../csharp/usings.ts';
import { mergeChanges } from '../edits.ts';
import { type Change, defineFix, type FileChange, type FileEdit, type FixContext } from '../fix.ts';
import { haveVersion } from '../targets.ts';
import { behind, type Comments, commentsOf, leadOf } from './controllers/comments.ts';
import { type Action, type Controller, readController, type TranslatedAction } from './controllers/controller.ts';
import { reasonOf } from './controllers/stays.ts';
import { canAnswerText, textResults } from './controllers/text-results.ts';

/** The extension methods and types that the new classes name. */
const NAMESPACES = ['Microsoft.AspNetCore.Builder', 'Microsoft.AspNetCore.Http', 'Microsoft.AspNetCore.Routing'];
/** What changes how MVC binds, answers or finds actions, wherever it stands. */
const CONFIGURED =
	/\bMvcOptions\b|\bApiBehaviorOptions\b|\bConfigureApiBehaviorOptions\b|\bInvalidModelStateResponseFactory\b|\bAddMvc\w*\s*\(|\bAddControllersWithViews\b|\bAddRazorPages\b|\bAddNewtonsoftJson\b|\bAddXml\w+Formatters\b|\bApplicationModelConvention\b|\bAddApplicationPart\b|\bAddControllersAsServices\b|\bMapControllerRoute\b|\bMapDefaultControllerRoute\b/;

const VALIDATED = /\bAddValidation\s*\(/;
const ENDPOINTS = /\bMap(?:Get|Post|Put|Delete|Patch|Methods|Group|Fallback)?\s*\(/;

export const controllersToEndpoints = defineFix({
	id: 'minimal-api',
	about: 'Turns actions of controllers that translate one to one into minimal API endpoints; the others stay.',
	codes: ['IL2026'],
	// A request that can't be read gets a 400 without a body, and logs have another category.
	safety: 'changes-meaning',
	needs: { version: 8 },
	change: ({ evidence }, context) => evidence && toEndpoints(evidence, context),
});

function toEndpoints({ use, body }: Evidence, context: FixContext): Change | undefined {
	const { member } = use;
	if (
		member.name !== 'AddControllers' ||
		member.container.fullName !== 'Microsoft.Extensions.DependencyInjection.MvcServiceCollectionExtensions'
	)
		return undefined;
	const { project, workspace, text } = context;
	const services = workspace.services(project);
	const { files } = services.compilation.own;
	if (files.some(file => CONFIGURED.test(file.text))) return undefined;
	// `services.AddControllers();` by itself.
	const start = body.base + use.whole.start;
	const end = body.base + use.whole.end;
	const registration = /^([\w.]+)\.AddControllers\s*\(\s*\)$/.exec(text.slice(start, end));
	const isStatement = /^\s*;/.test(text.slice(end)) && text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
	const mapping = mappingIn(files);
	if (!registration?.[1] || !isStatement || !mapping) return undefined;

	// All endpoints validate then, those that are there already, too.
	const canValidate =
		haveVersion(project, 10) && (files.some(file => VALIDATED.test(file.text)) || !files.some(file => ENDPOINTS.test(file.text)));
	const read = readAll(services, context, canValidate);
	const chosen = read.controllers.map(each => withoutBrokenLinks(each, context)).filter(each => translatedOf(each).length > 0);
	if (chosen.length === 0) return undefined;
	const all = read.controllers.reduce((sum, each) => sum + each.actions.length, 0);
	const count = chosen.reduce((sum, each) => sum + translatedOf(each).length, 0);
	const isWhole = read.left.length === 0 && count === all && chosen.every(isWholly);
	const withText = chosen.filter(each => translatedOf(each).some(action => action.translated.answersText));
	const textScope = withText[0]?.def.parts[0]?.scope;
	const helper = textScope && textResults(context, textScope);
	const changes = [
		...chosen.flatMap(each =>
			endpointsOf(each, context, helper && withText.includes(each) ? [...each.namespaces, helper.namespace] : each.namespaces),
		),
		...requiredMembers(chosen, context),
		...(helper?.files ?? []),
	];
	const registered = afterRegistration(registration[1], isWhole, chosen, files);
	const statementEnd = text.indexOf(';', end) + 1;
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	const { newline } = styleOf(text);
	const indent = indentationAt(text, start);
	const kept = isWhole ? registered : [text.slice(start, statementEnd), ...registered];
	const nothingLeft =
		kept.length === 0 ? { start: lineStart, end: statementEnd + (/^\r?\n/.exec(text.slice(statementEnd))?.[0].length ?? 0) } : undefined;
	changes.push({
		path: context.path,
		edits: [{ ...(nothingLeft ?? { start, end: statementEnd }), text: kept.join(newline + indent) }],
	});
	changes.push(mapped(mapping, isWhole, chosen, context));
	// Findings of their own, which the generator answers, and the one that stays with the others.
	const isGenerated = project.generators.requestDelegate;
	const coming = (isGenerated ? 0 : 2 * count) + (isWhole ? 0 : 1);
	const converted = new Map(chosen.map(each => [each.file.path, each.file]));
	const merged = mergeChanges(changes).map(each => {
		const file = converted.get(each.path);
		return file ? { ...each, edits: withoutUnusedUsings(file, each.edits, services.compilation) } : each;
	});
	const leaves = coming === 0 ? '' : ` (${coming} finding${coming === 1 ? '' : 's'} for all of them)`;
	const needs = isGenerated ? ', whose JSON types have to be in a context' : '';
	return { title: titleOf(count, all, read, chosen, needs + leaves), files: merged };
}

interface ReadControllers {
	readonly controllers: readonly Controller[];
	/** Those that stay as a whole, with the reason. */
	readonly left: readonly string[];
}

function readAll(services: BindingServices, context: FixContext, canValidate: boolean): ReadControllers {
	const { own } = services.compilation;
	const isRegistered = (type: Type): boolean =>
		type.kind === 'named' && own.files.some(file => new RegExp(`\\bAdd\\w+\\s*<(?:[^<>;]*[\\s,.])?${type.def.name}\\s*>`).test(file.text));
	const app = { isNullAware: isNullAware(context.project), isRegistered, canValidate, canText: canAnswerText(context) };
	const controllers: Controller[] = [];
	const left: string[] = [];
	for (const defs of own.declared.values())
		for (const def of defs) {
			const [part] = def.parts;
			if (!part || !isController(def) || def.isAbstract || controllers.some(each => each.def === def)) continue;
			const isNamedElsewhere = seeing(part.file.path, context.workspace).some(
				path => path !== part.file.path && new RegExp(`\\b${def.name}\\b`).test(context.workspace.text(path) ?? ''),
			);
			try {
				if (isNamedElsewhere) left.push(`${def.name} is named elsewhere`);
				else if (/#/.test(part.file.text.replace(/^\s*#(?:region|endregion).*$/gm, '').replace(/"[^"\n]*"|\/\/.*$/gm, '')))
					left.push(`${def.name} has directives`);
				else controllers.push(readController(def, context, app));
			} catch (error) {
				left.push(`${def.name} ${reasonOf(error)}`);
			}
		}
	return { controllers, left };
}

/** Files of the projects that a file's types can be named in, tests too; others may have types of the same names. */
function seeing(path: string, workspace: Workspace): readonly string[] {
	const projects = workspace.projects.filter(project =>
		[project, ...workspace.referencedBy(project)].some(each => each.files.includes(path)),
	);
	return [...new Set(projects.flatMap(each => each.files))];
}

const translatedOf = (controller: Controller): readonly (Action & { readonly translated: TranslatedAction })[] =>
	controller.actions.filter((each): each is Action & { readonly translated: TranslatedAction } => each.translated !== undefined);

/** Whether nothing of a controller stays. */
const isWholly = (controller: Controller): boolean =>
	translatedOf(controller).length === controller.actions.length && controller.others === 0;

/**
 * Links must be found: an action that links to one that stays, stays too, and so does one that an action which stays, or
 * another file, names.
 */
function withoutBrokenLinks(controller: Controller, context: FixContext): Controller {
	const { compilation } = context.workspace.services(context.project);
	const { name, def, file, declaration } = controller;
	const stays = (reason: string): Controller => ({
		...controller,
		actions: controller.actions.map(({ translated, ...rest }) => ({ ...rest, ...(translated && { reason }) })),
	});
	if (compilation.typeIn(def.namespace, `${name}Endpoints`, 0, compilation.own)) return stays('has endpoints of that name already');
	const others = compilation.own.files.filter(each => each.path !== file.path);
	if (others.some(each => new RegExp(`Action(?:Link)?\\s*\\([^;]*"${name}"`).test(each.text))) return stays('is linked to from elsewhere');
	let { actions } = controller;
	for (let before = -1; before !== actions.length - actions.filter(each => each.translated).length; ) {
		before = actions.length - actions.filter(each => each.translated).length;
		const isWhole = isWholly({ ...controller, actions });
		const moved = new Set(actions.filter(each => each.translated).map(each => each.member));
		const left = declaration.members
			.filter(each => !moved.has(each))
			.map(each => file.text.slice(each.start, each.end))
			.join('\n');
		const isFound = (link: string): boolean => {
			const targets = actions.filter(each => each.name === link);
			const target = targets.length === 1 ? targets[0]?.translated : undefined;
			return target !== undefined && target.route.template !== '' && !link.endsWith('Async');
		};
		actions = actions.map(({ translated, ...rest }): Action => {
			if (!translated) return rest;
			if (translated.uses !== undefined && !isWhole) return { ...rest, reason: `uses ${translated.uses} of the controller` };
			const isNamed = new RegExp(`nameof\\(${rest.name}\\)|"${rest.name}"|(?<![.\\w]\\s*)${rest.name}\\s*\\((?!\\))`).test(
				withoutHeads(left),
			);
			if (isNamed) return { ...rest, reason: 'is named by an action that stays' };
			return translated.links.every(isFound) ? { ...rest, translated } : { ...rest, reason: 'links to an action that stays' };
		});
	}
	return { ...controller, actions };
}

/** Members without what declares them: an overload that stays names no other one. */
const withoutHeads = (members: string): string => members.replace(/\b(?:public|private|protected|internal)\b[^;{=]*?\(/g, '(');

/**
 * The class with the handlers, in place of the controller or behind what stays of it.
 * @param needed namespaces that the handlers name
 */
function endpointsOf(controller: Controller, context: FixContext, needed: readonly string[]): readonly FileChange[] {
	const { def, declaration, file } = controller;
	const { text, path } = file;
	const { newline, indent } = styleOf(text);
	const start = text.indexOf(text.slice(declaration.start).trimStart()[0] ?? '', declaration.start);
	const base = indentationAt(text, start);
	const isWhole = isWholly(controller);
	const usesTags = context.workspace
		.services(context.project)
		.compilation.own.files.some(each => /\bAdd(?:SwaggerGen|OpenApi\w*)\s*\(/.test(each.text));
	const actions = translatedOf(controller);
	const own = isNullAware(context.project);
	const needsNullable = !own && actions.some(each => each.translated.takesBody);
	const handlers = handlerNames(actions);
	const linked = new Set(actions.flatMap(each => each.translated.links));
	const prefix = controller.prefix.replace(/^\//, '');
	// Where a route leaves the controller's own out, all are written whole.
	const areWhole = actions.some(each => each.translated.route.isWhole);
	const forAll = [...(usesTags ? [`.WithTags("${controller.name}")`] : []), ...controller.policy];
	const hasGroup = !areWhole || forAll.length > 0;
	const group = `var group = routes.MapGroup("${areWhole || prefix === '' ? '' : `/${prefix}`}")`;
	const isWide = base.length + group.length + forAll.join('').length > WIDTH;
	const groupLines = isWide ? [group, ...forAll.map(each => indent + each)] : [group + forAll.join('')];
	const routes = actions.map((action, index) => {
		const { route, linkName, conventions } = action.translated;
		const name = linked.has(action.name) ? `${controller.name}.${action.name}` : linkName;
		const path = areWhole && !route.isWhole ? [prefix, route.template].filter(Boolean).join('/') : route.template;
		return `${hasGroup ? 'group' : 'routes'}.Map${route.verb}("/${path}", ${handlers[index]})${name === undefined ? '' : `.WithName("${name}")`}${conventions};`;
	});
	const rename = (code: string): string =>
		isWhole ? code.replaceAll(new RegExp(`\\b${def.name}\\b`, 'g'), `${controller.name}Endpoints`) : code;
	const { carried } = controller;
	const comments = commentsOf(text, declaration, new Set([...carried, ...actions.map(each => each.member)]));
	const methods = actions.map((action, index) => {
		const above = isWhole ? comments.above(action.member) : leadOf(text, action.member.start);
		return rename(action.translated.text(handlers[index] ?? action.name, own || needsNullable, above));
	});
	// A class that a logger is made for can't be static.
	const isStatic = !methods.some(each => each.includes(`<${controller.name}Endpoints>`));
	// What stands between the attributes and the class.
	const head = text.slice(declaration.start, declaration.start + declaration.nameRange.start);
	const lines = [
		...(isWhole ? [...head.matchAll(/^[ \t]*(\/\/.*?)[ \t\r]*$/gm)].map(([, comment = '']) => comment) : []),
		`public ${isStatic ? 'static' : 'sealed'} class ${controller.name}Endpoints`,
		'{',
		...(isWhole ? carriedLines(carried.map(each => rename(carriedText(text, each, comments)))).map(each => each && indent + each) : []),
		`${indent}public static void Map(IEndpointRouteBuilder routes)`,
		`${indent}{`,
		...(hasGroup ? `${groupLines.join('\n')};`.split('\n').map(each => indent + indent + each) : []),
		...routes.map(each => `${indent}${indent}${each}`),
		`${indent}}`,
	];
	const code = [
		...(needsNullable ? ['#nullable enable annotations'] : []),
		...lines.map(each => each && base + each),
		...methods.flatMap(each => ['', `${base}${indent}${each}`]),
		...(isWhole && comments.last ? ['', `${base}${indent}${comments.last}`] : []),
		`${base}}`,
		...(needsNullable ? ['#nullable restore annotations'] : []),
	].join(newline);
	const scope = def.parts[0]?.scope;
	const usings = usingEdits(
		file,
		...[...new Set([...NAMESPACES, ...needed])].filter(each => scope && !isVisible(each, scope)),
		...(/\bClaimsPrincipal user\b/.test(code) && scope && !isVisible('System.Security.Claims', scope) ? ['System.Security.Claims'] : []),
	);
	if (isWhole) {
		const whole = needsNullable ? { start: start - base.length, text: code } : { start, text: code.slice(base.length) };
		return [{ path, edits: [{ ...whole, end: declaration.end }, ...usings] }];
	}
	const removed = actions.map(({ member }): FileEdit => {
		const lead = leadOf(text, member.start);
		const from = lead ? text.lastIndexOf(lead, member.start) : member.start;
		const lineStart = text.lastIndexOf('\n', from - 1) + 1;
		const blank = /(?:^[ \t]*\r?\n)+$/m.exec(text.slice(0, lineStart))?.[0] ?? '';
		const next = text.indexOf('\n', member.end);
		const end = next < 0 ? member.end : next + 1;
		// Behind the brace, the empty line is the one after it.
		const isFirst = text
			.slice(0, lineStart - blank.length)
			.trimEnd()
			.endsWith('{');
		return {
			start: lineStart - blank.length,
			end: end + (isFirst ? (/^(?:[ \t]*\r?\n)+/.exec(text.slice(end))?.[0].length ?? 0) : 0),
			text: '',
		};
	});
	return [{ path, edits: [...removed, { start: declaration.end, end: declaration.end, text: newline + newline + code }, ...usings] }];
}

/** A static member or a nested type, without indentation in front of its first line. */
function carriedText(text: string, item: Member | TypeDeclaration, comments: Comments): string {
	const { newline } = styleOf(text);
	const above = comments.above(item);
	const code = text.slice(item.start, behind(text, item.end).end).trim();
	return above ? above + newline + indentationAt(text, item.start) + code : code;
}

/** Static members and nested types in front of what maps; an empty line around those that have a body. */
function carriedLines(carried: readonly string[]): readonly string[] {
	const isLong = (code: string): boolean => code.includes('\n');
	return carried.flatMap((each, index) => {
		const next = carried[index + 1];
		return [each, ...(next === undefined || isLong(each) || isLong(next) ? [''] : [])];
	});
}

/** Overloads are no method group that a handler could be: `Get(int id)` becomes `GetById`. */
function handlerNames(actions: readonly (Action & { readonly translated: TranslatedAction })[]): readonly string[] {
	const taken = new Set<string>();
	return actions.map(({ name, translated }) => {
		const values = [...translated.route.values.keys()].map(each => (each[0] ?? '').toUpperCase() + each.slice(1));
		const candidates = [name, ...(values.length > 0 ? [`${name}By${values.join('And')}`] : [])];
		let own = candidates.find(each => !taken.has(each) && each !== 'Map');
		for (let count = 2; own === undefined; count++) if (!taken.has(`${name}${count}`)) own = `${name}${count}`;
		taken.add(own);
		return own;
	});
}

interface Mapping {
	readonly file: SourceFile;
	readonly start: number;
	readonly end: number;
	readonly receiver: string;
}

/** The one `app.MapControllers();`. */
function mappingIn(files: readonly SourceFile[]): Mapping | undefined {
	const found = files.flatMap(file =>
		[...file.text.matchAll(/^[ \t]*(\w+)\.MapControllers\s*\(\s*\)\s*;/gm)].map(match => ({ file, match })),
	);
	const mentions = files.reduce((sum, file) => sum + (file.text.match(/\bMapControllers\b/g)?.length ?? 0), 0);
	const [only] = found;
	if (!only || mentions !== 1) return undefined;
	const { file, match } = only;
	const lead = /^[ \t]*/.exec(match[0])?.[0].length ?? 0;
	return { file, start: match.index + lead, end: match.index + match[0].length, receiver: match[1] ?? 'app' };
}

function mapped({ file, start, end, receiver }: Mapping, isWhole: boolean, chosen: readonly Controller[], context: FixContext): FileChange {
	const { compilation } = context.workspace.services(context.project);
	const { newline } = styleOf(file.text);
	const indent = indentationAt(file.text, start);
	const lines = [...(isWhole ? [] : [file.text.slice(start, end)]), ...chosen.map(each => `${each.name}Endpoints.Map(${receiver});`)];
	const scope = compilation.own.fileScopes.get(file.path);
	const namespaces = [...new Set(chosen.map(each => each.def.namespace))].filter(each => each && scope && !isVisible(each, scope));
	// The statement may stand in a class of a namespace that sees more than the file does.
	const inside = new Set([...(compilation.own.declared.get(file.path) ?? [])].map(each => each.namespace));
	const missing = namespaces.filter(each => ![...inside].some(own => own === each || own.startsWith(`${each}.`)));
	return { path: file.path, edits: [{ start, end, text: lines.join(newline + indent) }, ...usingEdits(file, ...missing)] };
}

/** `[Required]` where MVC asks for a member because its type is never null. */
function requiredMembers(chosen: readonly Controller[], context: FixContext): readonly FileChange[] {
	const places = chosen.flatMap(each => translatedOf(each).flatMap(({ translated }) => translated.checks?.neverNull ?? []));
	const seen = new Set<string>();
	return places.flatMap(({ part, index, isParameter }): readonly FileChange[] => {
		const current = currentDeclaration(part, context);
		if (!current) return [];
		const { file, declaration } = current;
		const parameter = isParameter ? declaration.parameters?.[index] : undefined;
		const start = parameter ? declaration.start + parameter.start : declaration.members[index]?.start;
		if (start === undefined || seen.has(`${file.path} ${start}`)) return [];
		seen.add(`${file.path} ${start}`);
		const { newline } = styleOf(file.text);
		const isFirst = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
		const between = isFirst && !parameter ? newline + indentationAt(file.text, start) : ' ';
		const usings = isVisible(ANNOTATIONS, part.scope) ? [] : usingEdits(file, ANNOTATIONS);
		return [{ path: file.path, edits: [{ start, end: start, text: `[Required(AllowEmptyStrings = true)]${between}` }, ...usings] }];
	});
}
const ANNOTATIONS = 'System.ComponentModel.DataAnnotations';

/** Services that `AddControllers` brought along (`MvcServiceCollectionExtensions` of dotnet/aspnetcore) and that the app uses, and problem details. */
function afterRegistration(
	services: string,
	isWhole: boolean,
	chosen: readonly Controller[],
	files: readonly SourceFile[],
): readonly string[] {
	const says = (pattern: RegExp): boolean => files.some(file => pattern.test(file.text));
	const lines: string[] = [];
	const isSecured = says(/\bUseAuthorization\s*\(|\[Authorize\b|\bAuthorize\b[^\n]*\]/);
	if (isWhole && isSecured && !says(/\bAddAuthorization\w*\s*\(/)) lines.push(`${services}.AddAuthorization();`);
	if (isWhole && says(/\bUseCors\s*\(|\[EnableCors\b/) && !says(/\bAddCors\s*\(/)) lines.push(`${services}.AddCors();`);
	if (isWhole && says(/\bAddSwaggerGen\s*\(/) && !says(/\bAddEndpointsApiExplorer\s*\(/))
		lines.push(`${services}.AddEndpointsApiExplorer();`);
	const validates = chosen.some(each => translatedOf(each).some(action => action.translated.checks?.isValidated));
	if (validates && !says(VALIDATED)) lines.push(`${services}.AddValidation();`);
	// With it problems are whole and have their trace id; it would change what these write, too.
	const makesProblems = chosen.some(each => translatedOf(each).some(action => action.translated.makesProblems));
	if ((makesProblems || validates) && !says(/\bAddProblemDetails\s*\(|\bUseStatusCodePages|\bUseExceptionHandler\s*\(/))
		lines.push(`${services}.AddProblemDetails();`);
	return lines;
}

function titleOf(count: number, all: number, read: ReadControllers, chosen: readonly Controller[], leaves: string): string {
	const reasons = [
		...read.left,
		...read.controllers.flatMap(each =>
			(chosen.find(one => one.def === each.def) ?? each).actions.flatMap(({ name, reason }) =>
				reason ? [`${each.name}.${name} ${reason}`] : [],
			),
		),
	];
	const told = reasons.length > 3 ? `${reasons.slice(0, 3).join('; ')}; and ${reasons.length - 3} more` : reasons.join('; ');
	const what =
		count === all && read.left.length === 0 ? (all === 1 ? 'the one action' : `all ${all} actions`) : `${count} of ${all} actions`;
	return `Turn ${what} into ${count === 1 ? 'a minimal API endpoint' : 'minimal API endpoints'}${leaves}${told ? `; left: ${told}` : ''}`;
}
