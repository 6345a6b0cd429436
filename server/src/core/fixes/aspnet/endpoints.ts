/**
 * Minimal API endpoints: the request delegate generator takes the reflection out of `Map*`, and a
 * registered context takes it out of JSON. The fix turns the generator on, lists the types that the
 * endpoint reads and writes, and registers the context.
 */
import { jsonContextsOf } from '../../frameworks/json.ts';
import { isVisible } from '../csharp/names.ts';
import { indentationAt, styleOf } from '../csharp/style.ts';
import { usingEdits } from '../csharp/usings.ts';
import { mergeChanges } from '../edits.ts';
import { bindFile } from '../../binding/bodies.ts';
import type { Bound, BoundBody, Use } from '../../binding/bound.ts';
import { allInterfaces } from '../../binding/lookup.ts';
import { awaited, endpointHandler, makesResult, mapsEndpoint, writtenArguments } from '../../frameworks/aspnet.ts';
import { bodyReads, type HandlerParameter, handlerParameters, hasInferredBody, isParsable } from '../../frameworks/endpoints.ts';
import type { BindingServices } from '../../binding/state.ts';
import { isAnonymous } from '../../symbols/anonymous.ts';
import { attributeName } from '../../symbols/attributes.ts';
import { isJsonContext } from '../../symbols/generated.ts';
import { isForWritingOnly } from '../../symbols/json-reach.ts';
import { isSource, type SourceTypeDef } from '../../symbols/source.ts';
import { isNamed, mentions, nullableUnderlying, type Type, type TypeDef, unknownType } from '../../symbols/types.ts';
import { generatorHandles } from '../../rules/generators.ts';
import { setProperty } from '../files/generators.ts';
import { type Change, defineFix, type FileChange, type FixContext } from '../fix.ts';
import { type ContextPlace, contextFor, extend, scopeOf } from '../json/contexts.ts';
import { canBeListed } from '../json/listed-types.ts';
import { WEB_OPTIONS } from '../json/json-options.ts';

export const requestDelegateGenerator = defineFix({
	id: 'request-delegate-generator',
	about: 'Turns the request delegate generator on and registers type information for what the endpoint reads and writes.',
	codes: ['IL2026', 'IL3050'],
	safety: 'repairs',
	change: ({ evidence }, context) => evidence && endpointFix(evidence.use, evidence.body, context),
});

function endpointFix(use: Use, body: BoundBody, context: FixContext): Change | undefined {
	const { project, workspace } = context;
	// A handler in a variable is beyond the generator.
	if (!endpointHandler(use) || !generatorHandles(use, { requestDelegate: true, configurationBinding: false })) return undefined;
	if (!project.frameworks.includes('Microsoft.AspNetCore.App') || project.generators.requestDelegate || !project.path.endsWith('.csproj'))
		return undefined;
	const services = workspace.services(project);
	if (!endpointsOf(services).isUsable) return undefined;
	const projectChange = setProperty(context, 'EnableRequestDelegateGenerator', 'true');
	if (!projectChange) return undefined;
	// A class library's JSON options are those of the app that maps its endpoints.
	if (!project.isWeb) return { title: 'Use the request delegate generator', files: [projectChange] };
	if (endpointTypes(use, body, services).some(type => !canBeListed(type, services.compilation))) return undefined;
	// The generator is on for all endpoints then: what the others read and write is listed with it.
	const { types: ofAll } = endpointsOf(services);
	const listed = ofAll.filter(types => types.every(type => canBeListed(type, services.compilation)));
	const types = [...new Set(listed.flat())];
	const changes: FileChange[] = [projectChange];
	if (types.length > 0) {
		const scope = scopeOf(body, context, services.compilation);
		const registered = registeredContext(services);
		// Its own options say nothing of endpoints: those of the app are used with it.
		const place =
			registered && scope
				? extend(registered, types, context, scope)
				: contextFor(types, WEB_OPTIONS, context, services.compilation, scope);
		const registration = place && register(place, context, services);
		if (!place || !registration) return undefined;
		changes.push(...place.changes, ...registration);
	}
	const many = listed.length < ofAll.length ? `${listed.length} of ${ofAll.length}` : `all ${ofAll.length}`;
	const where = ofAll.length > 1 ? ` (for ${many} endpoints)` : '';
	return { title: `Use the request delegate generator with JSON type information${where}`, files: mergeChanges(changes) };
}

interface Endpoints {
	/** False where what the generator makes of a handler would not compile: types that can't be named, objects of a form. */
	readonly isUsable: boolean;
	/** What each of them reads and writes as JSON. */
	readonly types: readonly (readonly Type[])[];
}

const known = new WeakMap<BindingServices, Endpoints>();

/** All endpoints of a project: the generator replaces every `Map*` of it. */
function endpointsOf(services: BindingServices): Endpoints {
	const earlier = known.get(services);
	if (earlier) return earlier;
	let isUsable = true;
	const types: (readonly Type[])[] = [];
	for (const file of services.compilation.own.files) {
		if (!/\bMap(?:Get|Post|Put|Delete|Patch|Methods|Fallback)?\s*\(/.test(file.text)) continue;
		bindFile(file, services, {
			body: body => {
				for (const use of body.uses) {
					const handler = mapsEndpoint(use) ? use.args.at(-1)?.value : undefined;
					if (!handler) continue;
					types.push(endpointTypes(use, body, services));
					if (
						returnsOf(handler).some(type => hasAnonymous(type) || type === unknownType) ||
						dependsOnContext(handler, body) ||
						handlerParameters(handler).some(isFormObject)
					)
						isUsable = false;
				}
			},
			failed: () => {
				isUsable = false;
			},
		});
	}
	const found = { isUsable, types };
	known.set(services, found);
	return found;
}

/** An object that is made of a form: the generator takes it for text, and what it writes does not compile (CS0029). */
function isFormObject({ type, attributes }: HandlerParameter): boolean {
	if (!attributes.some(each => attributeName(each) === 'FromForm')) return false;
	const element = type.kind === 'array' ? type.element : type;
	const bare = nullableUnderlying(element) ?? element;
	return !(bare.kind === 'named' && /^Microsoft\.AspNetCore\.Http\.IForm/.test(bare.def.fullName)) && !isParsable(bare);
}

/** A return type that is inferred with the help of a generated context is none for the other generator. */
function dependsOnContext(handler: Bound, body: BoundBody): boolean {
	if (handler.kind !== 'lambda' || handler.syntax.returnType) return false;
	const { start, end } = handler.syntax;
	return body.uses.some(
		use => use.start >= start && use.end <= end && isSource(use.member.container) && isJsonContext(use.member.container),
	);
}

function hasAnonymous(type: Type): boolean {
	if (isAnonymous(type)) return true;
	if (type.kind === 'array') return hasAnonymous(type.element);
	return type.kind === 'named' && type.args.some(hasAnonymous);
}

/** The types that a handler's returns have. */
function returnsOf(handler: Bound): readonly Type[] {
	if (handler.kind === 'lambda') {
		const types = handler.parameterTypes;
		// What it is written to return counts, whatever its returns are made of.
		const written = handler.syntax.returnType && handler.naturalReturn();
		if (written) return [written];
		if (!types || types.some(type => type === undefined)) return [];
		return handler.body(types as readonly Type[], undefined).returns.map(value => value.type);
	}
	return handler.kind === 'methods' ? handler.group.candidates.map(candidate => candidate.member.returns) : [];
}

/** What an endpoint reads and writes as JSON: return types, what results carry, body parameters. */
function endpointTypes(use: Use, body: BoundBody, services: BindingServices): readonly Type[] {
	const found: Type[] = [];
	const add = (type: Type): void => {
		const union = awaited(type);
		if (union.kind === 'named' && /^Microsoft\.AspNetCore\.Http\.HttpResults\.Results`\d$/.test(union.def.fullName)) {
			for (const each of union.args) add(each);
			return;
		}
		const inner = payload(type);
		if (inner && !found.includes(inner)) found.push(inner);
	};
	const handler = use.args.at(-1)?.value;
	if (!handler) return [];
	for (const type of returnsOf(handler)) add(type);
	if (handler.kind === 'lambda') {
		const { start, end } = handler.syntax;
		for (const inner of body.uses) {
			if (inner.start < start || inner.end > end || !makesResult(inner)) continue;
			for (const argument of writtenArguments(inner)) add(argument.value.type);
		}
	}
	for (const parameter of handlerParameters(handler))
		for (const { type } of bodyReads(parameter, hasInferredBody(use), each => (isDataType(each, services) ? false : undefined))) add(type);
	return found;
}

/** The type that is written: without tasks; none for text, results and nothing. */
function payload(type: Type): Type | undefined {
	if (type === unknownType || type.kind === 'special' || type.kind === 'parameter' || mentions(type, () => true)) return undefined;
	if (type.kind !== 'named') return type;
	const name = type.def.fullName;
	if (/^System\.Threading\.Tasks\.(?:Value)?Task`1$/.test(name)) return payload(type.args[0] ?? unknownType);
	if (
		/^System\.Threading\.Tasks\.(?:Value)?Task$/.test(name) ||
		name === 'System.Void' ||
		name === 'System.String' ||
		name === 'System.Object'
	)
		return undefined;
	if (isNamed(type, 'Microsoft.AspNetCore.Http.IResult')) return undefined;
	if (allInterfaces(type).some(each => isNamed(each, 'Microsoft.AspNetCore.Http.IResult'))) {
		return type.def.namespace === 'Microsoft.AspNetCore.Http.HttpResults' && type.args.length === 1
			? payload(type.args[0] ?? unknownType)
			: undefined;
	}
	return type;
}

/** Whether code of the workspace registers a class as a service: `AddScoped<CurrentUser>()`. */
const isService = (def: TypeDef, { compilation }: BindingServices): boolean => {
	const registers = new RegExp(`\\bAdd(?:Keyed)?(?:Scoped|Singleton|Transient)\\s*<(?:[^<>;]*[\\s,.])?${def.name}\\s*>`);
	return compilation.modules.some(module => module.files.some(file => registers.test(file.text)));
};

/** A class that looks like data, not like a service: declared here, without a base or interfaces, and registered nowhere. */
function isDataType(type: Type, services: BindingServices): boolean {
	if (type.kind === 'array') return isDataType(type.element, services);
	if (type.kind !== 'named') return false;
	if (/^System\.Collections\.Generic\.(?:List|Dictionary|HashSet)`\d$/.test(type.def.fullName))
		return type.args.every(arg => isDataType(arg, services) || /^System\.\w+$/.test(arg.kind === 'named' ? arg.def.fullName : ''));
	if (!isSource(type.def) || type.def.isAbstract) return false;
	const def = type.def as SourceTypeDef;
	if (isService(def, services)) return false;
	if (def.isRecord) return true;
	const constructors = def.members('.ctor');
	return (
		def.kind === 'class' &&
		// A base that is not known makes no data: the context of a database whose package was not restored.
		def.parts.every(part => part.declaration.bases.length === 0) &&
		constructors.every(member => member.kind === 'method' && member.parameters.length === 0)
	);
}

/** Whether code of the project gives JSON options a context of this name. */
const isRegistered = (name: string, { compilation }: BindingServices): boolean =>
	compilation.own.files.some(file =>
		new RegExp(`(?:Insert\\s*\\(\\s*0\\s*,|Add\\s*\\(|=)\\s*(?:\\w+\\.)*${name}\\.Default`).test(file.text),
	);

/** The context that the app's options of endpoints have, in a project that registers one. */
function registeredContext(services: BindingServices): SourceTypeDef | undefined {
	const { own } = services.compilation;
	const isHttp = own.files.some(file => /\bConfigureHttpJsonOptions\b/.test(file.text));
	const contexts = isHttp ? jsonContextsOf(own).filter(def => !def.container && !isForWritingOnly(def)) : [];
	const registered = contexts.filter(def => isRegistered(def.name, services));
	return registered.length === 1 ? registered[0] : undefined;
}

/** Registers a context after the statement that creates the builder; nothing where it is registered already. */
export function register(
	{ name, namespace }: Pick<ContextPlace, 'name' | 'namespace'>,
	context: FixContext,
	services: BindingServices,
): readonly FileChange[] | undefined {
	if (isRegistered(name, services)) return [];
	const changes = afterBuilder(context, services, (builder, indent) => [
		`${builder}.Services.ConfigureHttpJsonOptions(options =>`,
		'{',
		`${indent}options.SerializerOptions.TypeInfoResolverChain.Insert(0, ${name}.Default);`,
		'});',
	]);
	// The file that creates the builder may be another one than the finding's.
	const usings = (changes ?? []).flatMap(({ path }): readonly FileChange[] => {
		const file = context.workspace.sourceFile(path, context.project);
		const scope = services.compilation.own.fileScopes.get(path);
		return file && scope && !isVisible(namespace, scope) ? [{ path, edits: usingEdits(file, namespace) }] : [];
	});
	return changes && [...changes, ...usings];
}

/** Puts lines after the statement that creates the builder; undefined where there is none. */
function afterBuilder(
	context: FixContext,
	services: BindingServices,
	lines: (builder: string, indent: string) => readonly string[],
): readonly FileChange[] | undefined {
	for (const file of services.compilation.own.files) {
		const text = context.workspace.text(file.path);
		const match =
			text === undefined
				? null
				: /(?:var|WebApplicationBuilder)\s+(\w+)\s*=\s*WebApplication\s*\.\s*Create(?:Slim|Empty)?Builder\s*\((?:(?!\.\s*Build\s*\()[^;])*;/.exec(
						text,
					);
		if (!match || text === undefined) continue;
		const { newline, indent } = styleOf(text);
		const base = indentationAt(text, match.index);
		const end = match.index + match[0].length;
		return [
			{
				path: file.path,
				edits: [
					{
						start: end,
						end,
						text: lines(match[1] ?? 'builder', indent)
							.map(line => `${newline}${base}${line}`)
							.join(''),
					},
				],
			},
		];
	}
	return undefined;
}
