/**
 * What an app registers: its JSON contexts and what they know, its services, its hub protocol. Facts of a whole
 * project, with the projects that it references, by which single uses are judged.
 *
 * What one file says is remembered with the file; an edit elsewhere does not read it again.
 */
import { bindSteps } from '../binding/bodies.ts';
import type { BoundBody, Use } from '../binding/bound.ts';
import type { BindingServices } from '../binding/state.ts';
import { isResult, makesResult, mapsEndpoint, writtenArguments } from '../frameworks/aspnet.ts';
import { contractsOfContext, OPEN_API_TYPES, PROBLEM_DETAILS_TYPES, jsonContextsOf } from '../frameworks/json.ts';
import { isHubClient, isConditional, optionsOf, resolverStep, type ResolverStep } from '../frameworks/json-options.ts';
import { creationOf, type Registration, registrationOf, ServiceRegistry } from '../frameworks/services.ts';
import type { Compilation, SourceModule } from '../symbols/compilation.ts';
import type { SourceTypeDef } from '../symbols/source.ts';
import { documentationId, simpleTypeName } from '../symbols/display.ts';
import type { Type, TypeDef } from '../symbols/types.ts';
import type { SourceFile } from '../syntax/ast.ts';
import type { Steps } from '../text/steps.ts';
import type { AppContracts, OpenNeed } from './contracts.ts';
import { callableAs, openNeeds } from './generic-needs.ts';
import { methodOf, objectValuesOf, parametersOf, takesObjects } from './json-values.ts';

/** Files that can say something about contracts: a look at the text before any binding. */
export const CONTRACT_WORDS =
	/\b(?:[sS]ervices?|I?ServiceCollection|TypeInfoResolver\w*|AddContext|AddJsonProtocol|IResult|JsonSerializer\w*|HybridCache|WorkerOptions|Map\w+)\b|\bobject\b\??\s+(?!obj\b|other\b|sender\b|state\b)\w+\s*[,)=]|<\s*string\s*,\s*object\b/;
/** The same of a referenced project: what it registers for an app, and what it hands on for one. */
const LIBRARY_WORDS =
	/\b(?:IServiceCollection|Services|TypeInfoResolver\w*|IResult|IEndpointRouteBuilder|HybridCache|WorkerOptions|GetTypeInfo)\b|\bobject\b\??\s+(?!obj\b|other\b|sender\b|state\b)\w+\s*[,)]/;

interface FileFacts {
	readonly path: string;
	readonly steps: readonly ResolverStep[];
	readonly registrations: readonly Registration[];
	readonly resultPayloads: ReadonlyMap<SourceTypeDef, readonly Type[]>;
	readonly genericNeeds: ReadonlyMap<string, readonly OpenNeed[]>;
	readonly objectValues: ReadonlyMap<string, readonly Type[]>;
	readonly words: ReadonlySet<string>;
	/** Bodies of methods that take objects: what they take may be written as JSON. */
	readonly bodies: readonly BoundBody[];
	readonly isOpaque: boolean;
	/** Something in it could not be bound or read: it may have registered anything. */
	readonly hasFailed: boolean;
	/** It was bound, and what a part of it says of the app is lost all the same. */
	readonly isLost: boolean;
}

/** By services first: a library's file lives on, and must not hold what an app before was bound with. */
const remembered = new WeakMap<BindingServices, WeakMap<SourceFile, FileFacts>>();

/**
 * @param files the project's own files as they are now
 * @param isOpen whether what is bound of a file is kept: it is bound again after each edit
 * @param onFailure told why what a part of a file says is lost; the rest counts
 */
export function* collectContracts(
	services: BindingServices,
	files: readonly SourceFile[],
	isOpen: (path: string) => boolean,
	onFailure: (path: string, error: unknown) => void,
): Steps<AppContracts> {
	const { compilation } = services;
	const facts: FileFacts[] = [];
	for (const module of compilation.modules) {
		const isOwn = module === compilation.own;
		for (const file of isOwn ? files : module.files) {
			const said = yield* factsOf(file, services, module, isOwn && isOpen(file.path), onFailure);
			if (said) facts.push(said);
			yield;
		}
	}
	const has = (word: string): boolean => facts.some(each => each.words.has(word));
	const steps = facts.flatMap(each => each.steps);
	const isComplete = !facts.some(each => each.hasFailed);
	const registry = new ServiceRegistry();
	for (const each of facts) {
		for (const registration of each.registrations) registry.add(registration);
		if (each.isOpaque) registry.addOpaque();
	}
	const hasProblemDetails = has('AddProblemDetails');
	const hasOpenApi = has('AddOpenApi') && has('MapOpenApi');
	const hasEndpoints = has('endpoint');
	const hasControllers = has('AddControllers') || has('AddControllersWithViews') || has('AddMvc') || has('AddMvcCore');
	const http = optionsOf('http', 'the HTTP JSON options', steps, isComplete, [
		...(hasProblemDetails ? PROBLEM_DETAILS_TYPES : []),
		...(has('AddOpenApi') ? OPEN_API_TYPES : []),
	]);
	const hub = has('AddJsonProtocol') ? optionsOf('hub', 'the JSON protocol of the hubs', steps, isComplete, []) : undefined;
	const client = has('client') ? optionsOf('client', 'the JSON protocol of the client', steps, isComplete, []) : undefined;
	const hybridSerializers = new Set(
		facts.flatMap(each => [...each.words].flatMap(word => (word.startsWith('cached ') ? [word.slice(7)] : []))),
	);
	const jsonOptions = compilation.wellKnown('System.Text.Json.JsonSerializerOptions');
	const hasHybridJson = has('AddSerializerFactory') || registry.has(jsonOptions);
	const own = compilation.modules.flatMap(module => jsonContextsOf(module).map(contractsOfContext));
	const unusedContexts = new Set(unusedOf(jsonContextsOf(compilation.own), files));
	const resultPayloads = new Map(facts.flatMap(each => [...each.resultPayloads].map(([def, types]) => [def.fullName, types] as const)));
	const genericNeeds = new Map(facts.flatMap(each => [...each.genericNeeds]));
	const objectValues = new Map(facts.flatMap(each => [...each.objectValues]));
	const hasWorkerSerializer = has('worker serializer');
	const hasScriptJson = has('script options');
	const known = { objectValues, http, hub, client, own, hasHybridJson, hasWorkerSerializer, hasScriptJson, hybridSerializers };
	const lost = new Set(facts.filter(each => each.isLost).map(each => each.path));
	const places = new Map(facts.flatMap(each => each.bodies.map(body => [body, each.path])));
	const parameters = parametersOf([...places.keys()], known, (body, error) => {
		const path = places.get(body) ?? '';
		onFailure(path, error);
		lost.add(path);
	});
	const signature = [
		http.signature,
		hub?.signature,
		client?.signature,
		hasHybridJson,
		hasWorkerSerializer,
		hasScriptJson,
		[...hybridSerializers].join(),
		own.map(each => each.signature).join(),
		hasProblemDetails,
		hasOpenApi,
		hasEndpoints,
		hasControllers,
		[...unusedContexts].join(),
		[...lost].join(),
		registry.signature,
		[...resultPayloads].map(([name, types]) => `${name}:${types.map(type => type.id).join()}`).join(),
		[...genericNeeds]
			.map(([name, needs]) => `${name}:${needs.map(({ type, by }) => type.id + (typeof by === 'string' ? by : by.signature)).join()}`)
			.join(),
		[...objectValues].map(([name, types]) => `${name}:${types.map(type => type.id).join()}`).join(),
		[...parameters].map(([name, each]) => `${name}:${each.map(({ index, mode }) => `${index}${mode}`).join()}`).join(),
	].join('||');
	return {
		...known,
		hasProblemDetails,
		hasOpenApi,
		hasEndpoints,
		hasControllers,
		unusedContexts,
		services: registry,
		resultPayloads,
		genericNeeds,
		parameters,
		signature,
		lost,
		contexts: http.contexts,
	};
}

function* factsOf(
	file: SourceFile,
	services: BindingServices,
	module: SourceModule,
	remembers: boolean,
	onFailure: (path: string, error: unknown) => void,
): Steps<FileFacts | undefined> {
	const known = remembered.get(services)?.get(file);
	if (known) return known;
	if (!(module === services.compilation.own ? CONTRACT_WORDS : LIBRARY_WORDS).test(file.text)) return undefined;
	const all: BodyFacts[] = [];
	let [hasFailed, isLost] = [false, false];
	/** What the declaration that is being bound says. */
	let current: BodyFacts[] = all;
	const ofDeclarations = declarationFacts(services.compilation);
	yield* bindSteps(
		file,
		services,
		{
			enter: (def, declaration) => {
				const said = ofDeclarations.get(declaration.shape)?.get(def);
				if (said) all.push(...said);
				else current = [];
				return !said;
			},
			leave: (def, declaration) => {
				all.push(...current);
				// What failed is told again.
				if (remembers && !hasFailed) {
					const byType = ofDeclarations.get(declaration.shape) ?? new Map<TypeDef, readonly BodyFacts[]>();
					ofDeclarations.set(declaration.shape, byType.set(def, current));
				}
				current = all;
			},
			// One body that fails here must not take the whole app's files with it.
			body: body => {
				try {
					const said = factsOfBody(body, services.compilation);
					if (said !== NO_FACTS) current.push(said);
				} catch (error) {
					onFailure(file.path, error);
					hasFailed = isLost = true;
				}
			},
			failed: () => {
				hasFailed = true;
			},
		},
		{ module, remembers },
	);
	const resultPayloads = new Map<SourceTypeDef, readonly Type[]>();
	for (const { result } of all)
		if (result) resultPayloads.set(result.type, [...(resultPayloads.get(result.type) ?? []), ...result.payloads]);
	const facts: FileFacts = {
		path: file.path,
		steps: all.flatMap(each => each.steps),
		registrations: all.flatMap(each => each.registrations),
		resultPayloads,
		genericNeeds: new Map(all.flatMap(each => each.genericNeeds)),
		objectValues: new Map(all.flatMap(each => each.objectValues)),
		words: new Set(all.flatMap(each => each.words)),
		bodies: all.flatMap(each => each.takesObjects ?? []),
		isOpaque: OTHER_CONTAINERS.some(name => timesOf(name, file) > 0),
		hasFailed,
		isLost,
	};
	const ofServices = remembered.get(services) ?? new WeakMap<SourceFile, FileFacts>();
	remembered.set(services, ofServices.set(file, facts));
	return facts;
}

/** What one body says of the app. */
interface BodyFacts {
	readonly steps: readonly ResolverStep[];
	readonly registrations: readonly Registration[];
	readonly result: { readonly type: SourceTypeDef; readonly payloads: readonly Type[] } | undefined;
	readonly genericNeeds: readonly (readonly [string, readonly OpenNeed[]])[];
	readonly objectValues: readonly (readonly [string, readonly Type[]])[];
	readonly words: readonly string[];
	/** The body, where it belongs to a method that takes objects; where it stood in its file may have changed since. */
	readonly takesObjects: BoundBody | undefined;
}

const NO_FACTS: BodyFacts = {
	...{ steps: [], registrations: [], result: undefined, genericNeeds: [], objectValues: [], words: [] },
	takesObjects: undefined,
};

const allDeclarationFacts = new WeakMap<Compilation, WeakMap<object, Map<TypeDef, readonly BodyFacts[]>>>();

/** By compilation, shape and type: what declarations said whose text did not change. An edit reads one of them again. */
function declarationFacts(compilation: Compilation): WeakMap<object, Map<TypeDef, readonly BodyFacts[]>> {
	let known = allDeclarationFacts.get(compilation);
	if (!known) allDeclarationFacts.set(compilation, (known = new WeakMap()));
	return known;
}

/** Remembered as long as a body's uses are. */
const ofBodies = new WeakMap<BoundBody['uses'], BodyFacts>();

function factsOfBody(body: BoundBody, compilation: Compilation): BodyFacts {
	let known = ofBodies.get(body.uses);
	if (!known) ofBodies.set(body.uses, (known = readBody(body, compilation)));
	return known;
}

function readBody(body: BoundBody, compilation: Compilation): BodyFacts {
	const { type, uses } = body;
	const registrations = uses.map(use => registrationOf(use) ?? creationOf(use)).filter(each => each !== undefined);
	const steps = uses.map(use => resolverStep(use, body)).filter(each => each !== undefined);
	const makers = type && isResult(type.self) ? uses.filter(makesResult) : [];
	const facts: BodyFacts = {
		steps,
		registrations,
		result:
			type && makers.length > 0
				? { type, payloads: makers.flatMap(use => writtenArguments(use).map(argument => argument.value.type)) }
				: undefined,
		genericNeeds: genericNeedsOf(body, compilation),
		objectValues: [...objectValuesOf(body)],
		words: [...new Set(uses.flatMap(use => wordsOf(use, body)))],
		takesObjects: takesObjects(body) ? body : undefined,
	};
	const { takesObjects: takes, result, ...lists } = facts;
	return takes || result || Object.values(lists).some(list => list.length > 0) ? facts : NO_FACTS;
}

function genericNeedsOf(body: BoundBody, compilation: Compilation): BodyFacts['genericNeeds'] {
	const method = methodOf(body);
	if (!method || method.typeParameters.length === 0) return [];
	const needs = body.uses.flatMap(use => [...openNeeds(use, body)]);
	const callable = needs.length > 0 && body.type ? callableAs(method, body.type, compilation) : [];
	return callable.map(each => [documentationId(each), needs]);
}

/** What a use says of the app by being there. */
function wordsOf(use: Use, body: BoundBody): readonly string[] {
	const { name, container } = use.member;
	const words: string[] = [];
	if (use.kind === 'call') {
		if (WORDS.has(name)) words.push(isHubClient(use) ? 'client' : name);
		if (name === 'MapOpenApi' && !isConditional(use, body)) words.push(name);
		if (name === 'AddSerializer') words.push(...use.typeArguments.map(type => `cached ${simpleTypeName(type)}`));
	}
	if (mapsEndpoint(use)) words.push('endpoint');
	if (container.fullName === 'Microsoft.JSInterop.JSRuntime' && /JsonSerializerOptions$/.test(name)) words.push('script options');
	if (use.kind === 'set' && container.fullName === 'Microsoft.Azure.Functions.Worker.WorkerOptions') words.push('worker serializer');
	return words;
}

const timesIn = new WeakMap<SourceFile, Map<string, number>>();

/** Contexts that stand nowhere but where they are declared. */
function unusedOf(contexts: readonly SourceTypeDef[], files: readonly SourceFile[]): readonly string[] {
	return contexts
		.filter(({ name, parts }) => files.reduce((sum, file) => sum + timesOf(name, file), 0) === parts.length)
		.map(each => each.fullName);
}

/** How often a name stands in a file's text, as a word. */
function timesOf(name: string, file: SourceFile): number {
	let times = timesIn.get(file);
	if (!times) timesIn.set(file, (times = new Map()));
	let known = times.get(name);
	if (known === undefined) {
		known = 0;
		for (let at = file.text.indexOf(name); at >= 0; at = file.text.indexOf(name, at + name.length))
			if (!isWordAt(file.text, at - 1) && !isWordAt(file.text, at + name.length)) known++;
		times.set(name, known);
	}
	return known;
}

const isWordAt = (text: string, at: number): boolean => /\w/.test(text.charAt(at));

/** Calls that say something by being there. */
const WORDS: ReadonlySet<string> = new Set([
	'AddProblemDetails',
	'AddJsonProtocol',
	'AddOpenApi',
	'AddSerializerFactory',
	'AddControllers',
	'AddControllersWithViews',
	'AddMvc',
	'AddMvcCore',
]);
/** Containers whose registrations are not followed. */
const OTHER_CONTAINERS = ['UseServiceProviderFactory', 'ConfigureContainer', 'ContainerBuilder'];
