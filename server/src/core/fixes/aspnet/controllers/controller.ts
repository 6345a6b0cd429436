/**
 * A controller as it is declared: its route, what it is given, its actions. Each action is translated by itself, or stays
 * with the reason. What MVC would do differently for a request that an action accepts is a reason.
 */
import { bindFile } from '../../../binding/bodies.ts';
import type { BoundBody } from '../../../binding/bound.ts';
import { awaited } from '../../../frameworks/aspnet.ts';
import type { BindingServices } from '../../../binding/state.ts';
import { currentDeclaration } from '../../csharp/declarations.ts';
import { attributeName, attributeType } from '../../../symbols/attributes.ts';
import { constantString } from '../../../symbols/literals.ts';
import { type NamespaceScope, resolveType } from '../../../symbols/scope.ts';
import type { MethodSymbol } from '../../../symbols/members.ts';
import { isSource, type SourceTypeDef } from '../../../symbols/source.ts';
import { isNamed, type MemberSymbol, type Type } from '../../../symbols/types.ts';
import type {
	AttributeSyntax,
	Expr,
	Member,
	MemberSyntax,
	MethodSyntax,
	ParameterSyntax,
	Range,
	SourceFile,
	TypeDeclaration,
} from '../../../syntax/ast.ts';
import { walkMember } from '../../../syntax/walk.ts';
import { applyEdits } from '../../edits.ts';
import type { FileEdit, FixContext } from '../../fix.ts';
import type { BodyChecks } from './bodies.ts';
import { behind } from './comments.ts';
import { guardsOf, wholeLines, withoutStatements } from './guards.ts';
import { type Route, translateParameter } from './parameters.ts';
import { CONTROLLER_BASE, isActionResult, type TranslatedReturns, translateReturns } from './results.ts';
import { reasonOf, Stays } from './stays.ts';

/** Attributes of actions that an endpoint reads from its handler. */
const KEPT =
	/^(?:Authorize|AllowAnonymous|ProducesResponseType|EnableCors|DisableCors|EnableRateLimiting|DisableRateLimiting|OutputCache|RequestTimeout|DisableRequestTimeout|Tags|EndpointSummary|EndpointDescription|Obsolete)$/;
/** Attributes of controllers that an endpoint reads from its metadata; asked of .NET 10: preflights, limits, caches and timeouts alike. */
const METADATA =
	/^(?:EnableCors|DisableCors|EnableRateLimiting|DisableRateLimiting|OutputCache|RequestTimeout|DisableRequestTimeout|ProducesResponseType)$/;
const VERB = /^Http(Get|Post|Put|Delete|Patch)$/;
/** What `ControllerBase` has of the request, and the parameter by which an endpoint gets it. */
const OF_REQUEST: Readonly<Record<string, readonly [type: string, name: string]>> = {
	User: ['ClaimsPrincipal', 'user'],
	HttpContext: ['HttpContext', 'httpContext'],
	Request: ['HttpRequest', 'request'],
	Response: ['HttpResponse', 'response'],
};

export interface Controller {
	readonly def: SourceTypeDef;
	/** As they stand now. */
	readonly file: SourceFile;
	readonly declaration: TypeDeclaration;
	/** Without the suffix, as `[controller]` in routes has it. */
	readonly name: string;
	readonly prefix: string;
	/** What `MapGroup` is followed by: `.RequireAuthorization()`. */
	readonly policy: readonly string[];
	/** Namespaces that these name. */
	readonly namespaces: readonly string[];
	readonly actions: readonly Action[];
	/** Static members and nested types, which go along where all actions do. */
	readonly carried: readonly (Member | TypeDeclaration)[];
	/** Members of which the actions take nothing with them. */
	readonly others: number;
}

export interface Action {
	readonly name: string;
	readonly member: Member;
	/** Why it stays. */
	readonly reason?: string;
	readonly translated?: TranslatedAction;
}

export interface TranslatedAction {
	readonly route: Route;
	/** The method below its comments, without indentation in front of its first line. */
	readonly text: (handler: string, isNullAware: boolean, above: string) => string;
	readonly linkName: string | undefined;
	/** Actions that it links to. */
	readonly links: readonly string[];
	readonly takesBody: boolean;
	/** What is to be asked of its body. */
	readonly checks: BodyChecks | undefined;
	/** What its endpoint is given: `.Accepts<Order>("application/json")`. */
	readonly conventions: string;
	/** A member of the controller that it uses, and that goes along with all actions only. */
	readonly uses: string | undefined;
	readonly makesProblems: boolean;
	readonly answersText: boolean;
}

interface Injected {
	readonly name: string;
	readonly text: string;
}

/** What an app says of all its controllers. */
export interface AppContext {
	readonly isNullAware: boolean;
	/** Whether the code registers a type as a service. */
	readonly isRegistered: (type: Type) => boolean;
	/** Whether endpoints may be told to validate. */
	readonly canValidate: boolean;
	/** Whether the project can have the helper that answers with text. */
	readonly canText: boolean;
}

/**
 * @throws Stays where none of its actions can be translated
 */
export function readController(def: SourceTypeDef, context: Pick<FixContext, 'workspace' | 'project'>, app: AppContext): Controller {
	const [part, another] = def.parts;
	if (!part || another) throw new Stays('is partial');
	const current = currentDeclaration(part, context);
	if (!current) throw new Stays('could not be read');
	const { file, declaration } = current;
	if (declaration.members.some(each => isPartial(each.syntax))) throw new Stays('has partial members');
	const bases = basesOf(def);
	if (def.interfaces.length > 0 || declaration.typeParameters.length > 0 || def.container || def.isAbstract)
		throw new Stays('is more than a plain class');
	const written = [{ text: file.text, declaration, scope: part.scope }, ...bases].flatMap(each =>
		each.declaration.attributes.map((attribute): WrittenAttribute => ({ attribute, ...each })),
	);
	const find = (wanted: string): readonly WrittenAttribute[] => written.filter(each => attributeName(each.attribute) === wanted);
	if (find('ApiController').length === 0) throw new Stays('has no [ApiController]');
	const metadata = written.filter(({ attribute }, index) => {
		const own = attributeName(attribute);
		// The nearest counts of those that there is one of.
		const isFirst = written.findIndex(each => attributeName(each.attribute) === own) === index;
		return METADATA.test(own) && (isFirst || own === 'ProducesResponseType');
	});
	const unknown = written.find(
		({ attribute: each }) =>
			!METADATA.test(attributeName(each)) && !/^(?:ApiController|Route|Authorize|AllowAnonymous|Produces)$/.test(attributeName(each)),
	);
	if (unknown) throw new Stays(`has [${attributeName(unknown.attribute)}]`);
	if (find('Produces').some(each => !isOfJson(each.attribute))) throw new Stays('has [Produces]');
	// The nearest routes count (`DefaultApplicationModelProvider` of dotnet/aspnetcore).
	const routes = find('Route');
	const [route, second] = routes.filter(each => each.declaration === routes[0]?.declaration).map(each => each.attribute);
	const template = route?.args.length === 1 && route.args[0] ? constantString(route.args[0].value) : undefined;
	if (second || (route && template === undefined)) throw new Stays('has several routes, or one that is no literal');
	const name = declaration.name.replace(/Controller$/, '');
	const { text } = file;
	const injected = injectedInto(declaration, text);
	const bodies = bodiesOf(def, file, context.workspace.services(context.project));
	const prefix = withTokens(template ?? '', name, '');
	const producesJson = find('Produces').length > 0;
	const surroundings = { declaration, text, name, prefix, injected, bodies, producesJson, ...app };
	const actions = declaration.members.flatMap((member, index): readonly Action[] => {
		const { syntax } = member;
		if (syntax.kind !== 'method') return [];
		const declared = part.declaration.members[index];
		const [symbol] = declared ? def.symbolsOf(declared.syntax) : [];
		const isAction = syntax.modifiers.includes('public') && !syntax.modifiers.includes('static');
		if (!isAction || syntax.attributes.some(each => attributeName(each) === 'NonAction')) return [];
		try {
			return [{ name: syntax.name, member, translated: translate(symbol, member, syntax, surroundings) }];
		} catch (error) {
			return [{ name: syntax.name, member, reason: reasonOf(error) }];
		}
	});
	const carried = [
		...declaration.members.filter(each => isCarried(each.syntax)),
		...declaration.nested.filter(each => isOpen(each.modifiers)),
	];
	const own = new Set([
		...[...actions, ...carried.map(member => ({ member }))].map(each => each.member),
		...declaration.members.filter(each => isOfInjection(each, injected)),
	]);
	return {
		def,
		file,
		declaration,
		name,
		prefix,
		policy: [
			...find('AllowAnonymous').map(() => '.AllowAnonymous()'),
			...find('Authorize').map(authorization),
			...(metadata.length > 0 ? [`.WithMetadata(${metadata.map(made).join(', ')})`] : []),
		],
		namespaces: [...metadata, ...find('Authorize').filter(each => each.attribute.args.length > 0)].flatMap(({ attribute, scope }) => {
			const type = attributeType(attribute, syntax => resolveType(syntax, { namespace: scope }));
			return type.kind === 'named' ? [type.def.namespace] : [];
		}),
		actions,
		carried: carried.sort((left, right) => left.start - right.start),
		others: [...declaration.members, ...declaration.nested].filter(each => !own.has(each)).length,
	};
}

/** An attribute where it is written. */
interface WrittenAttribute {
	readonly attribute: AttributeSyntax;
	readonly text: string;
	readonly declaration: TypeDeclaration;
	readonly scope: NamespaceScope;
}

const CONTROLLER = 'Microsoft.AspNetCore.Mvc.Controller';

/**
 * Bases below `ControllerBase` that only bring attributes, nearest first.
 * @throws Stays where one brings more
 */
function basesOf(def: SourceTypeDef): readonly Omit<WrittenAttribute, 'attribute'>[] {
	const bases: Omit<WrittenAttribute, 'attribute'>[] = [];
	let base = def.baseType;
	while (!isNamed(base, CONTROLLER_BASE) && !isNamed(base, CONTROLLER)) {
		const own = base?.kind === 'named' && isSource(base.def) ? base.def : undefined;
		const [part, another] = own?.parts ?? [];
		if (!own?.isAbstract || !part || another || own.interfaces.length > 0) throw new Stays('has a base of its own');
		const { file, declaration, scope } = part;
		if (declaration.members.length + declaration.nested.length > 0) throw new Stays('has a base of its own');
		bases.push({ text: file.text, declaration, scope });
		base = own.baseType;
	}
	return bases;
}

/** Whether it stays what it is in a class of another name that may be static. */
const isOpen = (modifiers: readonly string[]): boolean => !modifiers.some(each => /^(?:protected|partial|extern)$/.test(each));

/** Whether a member goes along where all actions do: it belongs to no instance. */
function isCarried(syntax: MemberSyntax): boolean {
	if (syntax.kind !== 'field' && syntax.kind !== 'method' && syntax.kind !== 'property') return false;
	return syntax.modifiers.some(each => /^(?:static|const)$/.test(each)) && isOpen(syntax.modifiers);
}

const isPartial = (syntax: MemberSyntax): boolean => 'modifiers' in syntax && syntax.modifiers.includes('partial');

/** Whether `[Consumes]` or `[Produces]` names JSON alone. */
function isOfJson({ args }: AttributeSyntax): boolean {
	const [only, another] = args;
	if (!only || another || only.isNamed) return false;
	const { value } = only;
	const isConstant =
		value.kind === 'member' && value.name.name === 'Json' && value.receiver.kind === 'member' && value.receiver.name.name === 'Application';
	return isConstant || constantString(value) === 'application/json';
}

/** `[Authorize(Roles = "a")]` as what a group requires. */
const authorization = (written: WrittenAttribute): string =>
	`.RequireAuthorization(${written.attribute.args.length === 0 ? '' : made(written)})`;

/** `[EnableCors("a")]` as an object: `new EnableCorsAttribute("a")`. */
function made({ attribute, text, declaration }: WrittenAttribute): string {
	const written = (range: Range): string => text.slice(declaration.start + range.start, declaration.start + range.end);
	const [, name = '', typeArguments = ''] = /^([^<]*?)(?:Attribute)?(<.*)?$/s.exec(written(attribute.name)) ?? [];
	const positional = attribute.args.filter(each => !each.isNamed).map(each => written(each));
	const named = attribute.args.filter(each => each.isNamed).map(each => `${each.name} = ${written(each.value)}`);
	const set = named.length > 0 ? ` { ${named.join(', ')} }` : '';
	return `new ${name}Attribute${typeArguments}${positional.length > 0 || !set ? `(${positional.join(', ')})` : ''}${set}`;
}

/** Replaces `[controller]` and `[action]`; a literal bracket is written twice. */
function withTokens(template: string, controller: string, action: string): string {
	const replaced = template.replace(/\[(\w+)\]/gi, (whole, token: string) =>
		/^controller$/i.test(token) ? controller : /^action$/i.test(token) && action ? action : whole,
	);
	if (/[[\]*=~]|^\/\//.test(replaced)) throw new Stays('has a route that is not translated');
	return replaced;
}

/** Names of constructor parameters by the fields that hold them, or by themselves for a primary constructor. */
function injectedInto(declaration: TypeDeclaration, text: string): ReadonlyMap<string, Injected> {
	const found = new Map<string, Injected>();
	const written = (parameter: ParameterSyntax, base: number): Injected => {
		if (parameter.attributes.some(each => attributeName(each) !== 'FromKeyedServices') || parameter.defaultValue)
			throw new Stays('has a constructor that does more than keep services');
		return { name: parameter.name, text: text.slice(base + parameter.start, base + parameter.end) };
	};
	for (const parameter of declaration.parameters ?? []) found.set(parameter.name, written(parameter, declaration.start));
	const constructors = declaration.members.filter(each => each.syntax.kind === 'constructor' && !each.syntax.modifiers.includes('static'));
	const [only, another] = constructors;
	if (another || (only && declaration.parameters)) throw new Stays('has several constructors');
	if (!only) return found;
	const syntax = only.syntax as MethodSyntax;
	const failed = new Stays('has a constructor that does more than keep services');
	if (syntax.initializer || !syntax.body) throw failed;
	const assignments = syntax.body.kind === 'block-body' ? syntax.body.block.statements : [syntax.body.value];
	for (const each of assignments) {
		const expr = each.kind === 'expression' ? each.value : each;
		if (expr.kind !== 'assign' || expr.operator !== '=') throw failed;
		const field = simpleName(expr.left as Expr);
		const value =
			expr.right.kind === 'binary' && expr.right.operator === '??' && expr.right.right.kind === 'throw' ? expr.right.left : expr.right;
		const parameter = value.kind === 'name' ? syntax.parameters.find(candidate => candidate.name === value.name) : undefined;
		if (!field || !parameter || found.has(field)) throw failed;
		found.set(field, written(parameter, only.start));
	}
	return found;
}

/** `_orders` or `this._orders`. */
function simpleName(expr: Expr): string | undefined {
	if (expr.kind === 'name') return expr.name;
	return expr.kind === 'member' && expr.receiver.kind === 'this' ? expr.name.name : undefined;
}

/** Whether a member is only there to keep what is injected. */
function isOfInjection({ syntax }: Member, injected: ReadonlyMap<string, Injected>): boolean {
	if (syntax.kind === 'constructor') return !syntax.modifiers.includes('static');
	return syntax.kind === 'field' && syntax.declarators.every(each => injected.has(each.name) && !each.value);
}

/** By where the member starts. */
function bodiesOf(def: SourceTypeDef, file: SourceFile, services: BindingServices): ReadonlyMap<number, BoundBody> {
	const bodies = new Map<number, BoundBody>();
	bindFile(file, services, {
		enter: each => each === def,
		body: body => {
			if (body.type === def && body.member && !body.isHeader) bodies.set(body.base, body);
		},
		failed: () => {
			throw new Stays('could not be read');
		},
	});
	return bodies;
}

interface ActionContext extends AppContext {
	readonly declaration: TypeDeclaration;
	readonly text: string;
	readonly name: string;
	readonly prefix: string;
	readonly injected: ReadonlyMap<string, Injected>;
	readonly bodies: ReadonlyMap<number, BoundBody>;
	/** Of the class: what is answered is written as JSON, whatever is accepted. */
	readonly producesJson: boolean;
}

function translate(symbol: MemberSymbol | undefined, member: Member, syntax: MethodSyntax, context: ActionContext): TranslatedAction {
	const { text, injected, isNullAware } = context;
	const { body, returnType } = syntax;
	if (symbol?.kind !== 'method' || !body || !returnType || syntax.modifiers.some(each => !/^(?:public|async)$/.test(each)))
		throw new Stays('is no plain method');
	if (syntax.typeParameters.length > 0) throw new Stays('is generic');
	const { route, linkName } = routeOf(syntax, context);
	const bound = context.bodies.get(member.start);
	const recorded = bound?.record();
	const guards = guardsOf(body, bound?.uses ?? []);
	const uses = (bound?.uses ?? []).filter(({ whole }) => !guards.some(each => each.start <= whole.start && each.end >= whole.end));
	const names = new Set(text.slice(member.start, member.end).match(/\w+/g) ?? []);
	const links: string[] = [];
	const parameters = syntax.parameters.map((each, index) => {
		const parameter = symbol.parameters[index];
		if (!parameter) throw new Stays('could not be read');
		return translateParameter(
			parameter,
			each,
			text.slice(member.start + each.start, member.start + each.end),
			route,
			isNullAware,
			context.isRegistered,
			context.canValidate,
		);
	});
	const declared = localsOf(syntax);
	const isTaken = (name: string): boolean =>
		declared.has(name) || syntax.parameters.some(each => each.name === name) || [...injected.values()].some(each => each.name === name);
	const request = isTaken('request') ? 'httpRequest' : 'request';
	const returns = translateReturns({
		body: guards.length > 0 ? withoutStatements(body, guards) : body,
		request,
		uses,
		recorder: recorded?.recorder ?? NOTHING_RECORDED,
		names,
		known: new Set(parameters.flatMap((each, index) => (each.isBody ? (symbol.parameters[index]?.name ?? []) : []))),
		returns: awaited(symbol.returns),
		parameters: new Map(symbol.parameters.map(each => [each.name, each.type])),
		textOf: range => text.slice(member.start + range.start, member.start + range.end),
		linkTo: action => {
			links.push(action);
			return `${context.name}.${action}`;
		},
	});
	const taken = new Map<string, string>();
	const edits: FileEdit[] = [...returns.edits, ...guards.map(each => wholeLines(each, text, member.start))];
	/** Puts a parameter in for what the class or its base has. */
	const put = (range: Range, name: string, declared: string): void => {
		if (syntax.parameters.some(each => each.name === name)) throw new Stays(`has a parameter that is called ${name}, too`);
		taken.set(name, declared);
		edits.push({ start: range.start, end: range.end, text: name });
	};
	const isCapture = (name: string): boolean => injected.get(name)?.name === name && context.declaration.parameters !== undefined;
	/** What it uses of the controller itself. */
	let carried = context.declaration.nested.find(each => names.has(each.name))?.name;
	for (const use of uses) {
		const { container, name } = use.member;
		if (returns.translated.has(use)) continue;
		if (container === symbol.container) {
			if (use.member.isStatic) {
				carried ??= name;
				continue;
			}
			const field = use.kind === 'field' ? injected.get(name) : undefined;
			if (!field) throw new Stays(`uses ${name} of the controller`);
			if (declared.has(field.name)) throw new Stays(`has a local that is called ${field.name}, too`);
			put(use.whole, field.name, field.text);
		} else if (/^Microsoft\.AspNetCore\.Mvc\.Controller(?:Base)?$/.test(container.fullName)) {
			const property = use.kind === 'get' ? use.member.name.replace(/^get_/, '') : '';
			const known = OF_REQUEST[property];
			const given = property === 'Request' ? request : known?.[1];
			if (!known || !given || declared.has(given)) throw new Stays(`uses ${property || name} of its base`);
			put(use.whole, given, `${known[0]} ${given}`);
		}
	}
	walkMember(syntax, {
		expr: expr => {
			if (expr.kind === 'base') throw new Stays('uses its base');
			if (expr.kind === 'member' && expr.receiver.kind === 'this') return false;
			if (expr.kind === 'this') throw new Stays('gives itself away');
			if (expr.kind === 'name' && isCapture(expr.name)) {
				if (declared.has(expr.name)) throw new Stays(`has a local that is called ${expr.name}, too`);
				taken.set(expr.name, injected.get(expr.name)?.text ?? '');
			}
			return true;
		},
	});
	if (returns.answersText) {
		if (!context.canText) throw new Stays('answers with text, which depends on what is accepted');
		if (isTaken(request)) throw new Stays(`has something that is called ${request}, too`);
		taken.set(request, `HttpRequest ${request}`);
	}
	const returned = returnText(symbol, text.slice(member.start + returnType.start, member.start + returnType.end), returns, syntax);
	const kept = syntax.attributes.filter(each => KEPT.test(attributeName(each)));
	const isSaid = (wanted: string): boolean => syntax.attributes.some(each => attributeName(each) === wanted);
	// Problems, too, are written as what is produced then.
	if (returns.makesProblems && (context.producesJson || isSaid('Produces'))) throw new Stays('has [Produces], which problems have, too');
	if (returns.answersText && (context.producesJson || isSaid('Produces'))) throw new Stays('has [Produces], which text is written by');
	const bodyType = syntax.parameters[parameters.findIndex(each => each.isBody)]?.type;
	if (isSaid('Consumes') && !bodyType) throw new Stays('has [Consumes]');
	return {
		route,
		linkName,
		links,
		takesBody: bodyType !== undefined,
		checks: parameters.find(each => each.isBody)?.checks,
		conventions:
			bodyType && isSaid('Consumes')
				? `.Accepts<${text.slice(member.start + bodyType.start, member.start + bodyType.end)}>("application/json")`
				: '',
		uses: carried,
		makesProblems: returns.makesProblems,
		answersText: returns.answersText,
		text: (handler, isNullAwareThere, above) => {
			const written = (each: (typeof parameters)[number]): string => (isNullAwareThere ? (each.nullAwareText ?? each.text) : each.text);
			const list = [
				...parameters.filter(each => !each.hasDefault).map(written),
				...taken.values(),
				...parameters.filter(each => each.hasDefault).map(written),
			].join(', ');
			const attributes = kept.map(each => `[${text.slice(member.start + each.start, member.start + each.end)}]`);
			const isAsync = returns.waits || syntax.modifiers.includes('async') ? 'async ' : '';
			const head = `private static ${isAsync}${returned} ${handler}(${list})`;
			const code = { start: bodyStart(text, member, syntax), end: member.end - member.start };
			const starts = parameters.flatMap(each => each.start ?? []);
			return methodText({ text, member, syntax, above, attributes, head, code, edits, starts });
		},
	};
}

const NOTHING_RECORDED = { values: new Map(), locals: new Map(), functions: new Map(), enumerations: new Map(), expansions: new Map() };

/** Names of locals, and of parameters of lambdas. */
function localsOf(syntax: MethodSyntax): ReadonlySet<string> {
	const names = new Set<string>();
	walkMember(syntax, {
		declarator: each => void names.add(each.name),
		expr: expr => {
			if (expr.kind === 'lambda') for (const each of expr.parameters ?? []) names.add(each.name);
			return true;
		},
		statement: statement => {
			if (statement.kind === 'foreach' && statement.names.kind === 'single') names.add(statement.names.name);
			if (statement.kind === 'local-function') throw new Stays('has a function of its own');
			return true;
		},
	});
	return names;
}

const isMediaType = (attribute: AttributeSyntax): boolean =>
	/^(?:Consumes|Produces)$/.test(attributeName(attribute)) && isOfJson(attribute);

/** The one verb and the template of an action. */
function routeOf(syntax: MethodSyntax, { name, prefix }: ActionContext): { readonly route: Route; readonly linkName: string | undefined } {
	const verbs = syntax.attributes.filter(each => VERB.test(attributeName(each)));
	const [verb, another] = verbs;
	if (!verb || another) throw new Stays('has no verb of its own, or several');
	// A verb that says nothing else takes the route beside it (`DefaultApplicationModelProvider` of dotnet/aspnetcore).
	const routes = syntax.attributes.filter(each => attributeName(each) === 'Route');
	const [written = verb, second] = routes;
	if (second || (written !== verb && verb.args.length > 0)) throw new Stays('has several routes');
	const unknown = syntax.attributes.find(
		each => each !== verb && each !== written && !KEPT.test(attributeName(each)) && !isMediaType(each),
	);
	if (unknown) throw new Stays(`has [${attributeName(unknown)}]`);
	let template = '';
	let linkName: string | undefined;
	for (const argument of written.args) {
		const value = constantString(argument.value);
		if (value === undefined || (argument.isNamed && argument.name !== 'Name')) throw new Stays('has a route that is not translated');
		if (argument.isNamed) linkName = value;
		else template = value;
	}
	const isWhole = /^~?\//.test(template);
	const own = withTokens(template.replace(/^~?\//, ''), name, syntax.name.replace(/Async$/, ''));
	const values = new Map<string, boolean>();
	for (const [, value = '', isOptional] of (isWhole ? own : `${prefix}/${own}`).matchAll(/\{(\w+)(?::(?:[^{}]|\{\{|\}\})*?)?(\?)?\}/g))
		values.set(value.toLowerCase(), isOptional !== undefined);
	return { route: { verb: attributeName(verb).slice('Http'.length), template: own, isWhole, values }, linkName };
}

/** The return type of the handler: as it is written where no return was translated. */
function returnText(symbol: MethodSymbol, written: string, { edits, waits }: TranslatedReturns, syntax: MethodSyntax): string {
	const inner = awaited(symbol.returns);
	const isTask = inner !== symbol.returns;
	if (edits.length === 0 && !isActionResult(inner)) return written;
	if (isTask && !waits && !syntax.modifiers.includes('async')) throw new Stays('returns a task that it did not wait for');
	if (!isTask) return 'IResult';
	return symbol.returns.kind === 'named' && symbol.returns.def.name === 'ValueTask' ? 'ValueTask<IResult>' : 'Task<IResult>';
}

/** Where the code of a method starts: `{` or `=>`; counts as the member does. */
function bodyStart(text: string, member: Member, syntax: MethodSyntax): number {
	const { body } = syntax;
	if (body?.kind === 'block-body') return body.block.start;
	const value = body?.value.start ?? 0;
	return text.slice(0, member.start + value).lastIndexOf('=>') - member.start;
}

interface MethodParts {
	readonly text: string;
	readonly member: Member;
	readonly syntax: MethodSyntax;
	readonly above: string;
	readonly attributes: readonly string[];
	readonly head: string;
	readonly code: Range;
	readonly edits: readonly FileEdit[];
	readonly starts: readonly string[];
}

/** The method as it is written, with another head. */
function methodText({ text, member, syntax, above, attributes, head, code, edits, starts }: MethodParts): string {
	const newline = text.includes('\r\n') ? '\r\n' : '\n';
	const lineStart = text.lastIndexOf('\n', member.start - 1) + 1;
	const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
	const isBlock = syntax.body?.kind === 'block-body';
	if (starts.length > 0 && !isBlock) throw new Stays('takes text in an expression');
	const edited = applyEdits(
		text.slice(member.start, member.end),
		[...edits].sort((left, right) => left.start - right.start),
	).slice(code.start);
	const body =
		starts.length > 0
			? edited.replace(/^\{/, `{${starts.map(each => `${newline}${indent}${indent.includes('\t') ? '\t' : '    '}${each}`).join('')}`)
			: edited;
	const between = isBlock ? text.slice(text.slice(0, member.start + code.start).lastIndexOf(')') + 1, member.start + code.start) : ' ';
	return [...(above ? [above] : []), ...attributes, `${head}${between}${body}${behind(text, member.end).text}`].join(`${newline}${indent}`);
}
