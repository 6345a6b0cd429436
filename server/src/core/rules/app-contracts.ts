/**
 * What an app registers: its JSON contexts and what they know, its services, its hub protocol. Facts of a whole
 * project, with the projects that it references, by which single uses are judged.
 *
 * What one file says is remembered with the file; an edit elsewhere does not read it again.
 */
import { bindSteps } from '../binding/bodies.ts';
import type { BoundBody } from '../binding/bound.ts';
import type { BindingServices } from '../binding/state.ts';
import { isResult, makesResult, mapsEndpoint, writtenArguments } from '../frameworks/aspnet.ts';
import { contractsOfContext, OPEN_API_TYPES, PROBLEM_DETAILS_TYPES } from '../frameworks/json.ts';
import { isHubClient, isConditional, optionsOf, resolverStep, type ResolverStep } from '../frameworks/json-options.ts';
import { creationOf, type Registration, registrationOf, ServiceRegistry } from '../frameworks/services.ts';
import type { SourceModule } from '../symbols/compilation.ts';
import { isJsonContext } from '../symbols/generated.ts';
import type { SourceTypeDef } from '../symbols/source.ts';
import { documentationId, simpleTypeName } from '../symbols/display.ts';
import type { Type } from '../symbols/types.ts';
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

const remembered = new WeakMap<SourceFile, { readonly services: BindingServices; readonly facts: FileFacts }>();

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
	const own = compilation.modules.flatMap(module => [...module.types.values()].filter(isJsonContext).map(contractsOfContext));
	const unusedContexts = new Set(unusedOf([...compilation.own.types.values()].filter(isJsonContext), files));
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
	const known = remembered.get(file);
	if (known?.services === services) return known.facts;
	if (!(module === services.compilation.own ? CONTRACT_WORDS : LIBRARY_WORDS).test(file.text)) return undefined;
	const steps: ResolverStep[] = [];
	const registrations: Registration[] = [];
	const resultPayloads = new Map<SourceTypeDef, readonly Type[]>();
	const genericNeeds = new Map<string, readonly OpenNeed[]>();
	const objectValues = new Map<string, readonly Type[]>();
	const words = new Set<string>();
	const bodies: BoundBody[] = [];
	const visit = (body: BoundBody): void => {
		if (takesObjects(body)) bodies.push(body);
		for (const [id, types] of objectValuesOf(body)) objectValues.set(id, types);
		const method = methodOf(body);
		if (method && method.typeParameters.length > 0) {
			const needs = body.uses.flatMap(use => [...openNeeds(use, body)]);
			const callable = needs.length > 0 && body.type ? callableAs(method, body.type, services.compilation) : [];
			for (const each of callable) genericNeeds.set(documentationId(each), needs);
		}
		for (const use of body.uses) {
			if (use.kind === 'call' && WORDS.has(use.member.name)) words.add(isHubClient(use) ? 'client' : use.member.name);
			if (use.kind === 'call' && use.member.name === 'MapOpenApi' && !isConditional(use, body)) words.add('MapOpenApi');
			if (mapsEndpoint(use)) words.add('endpoint');
			if (use.member.container.fullName === 'Microsoft.JSInterop.JSRuntime' && /JsonSerializerOptions$/.test(use.member.name))
				words.add('script options');
			if (use.kind === 'set' && use.member.container.fullName === 'Microsoft.Azure.Functions.Worker.WorkerOptions')
				words.add('worker serializer');
			if (use.kind === 'call' && use.member.name === 'AddSerializer')
				for (const type of use.typeArguments) words.add(`cached ${simpleTypeName(type)}`);
			const registration = registrationOf(use) ?? creationOf(use);
			if (registration) registrations.push(registration);
			const step = resolverStep(use, body);
			if (step) steps.push(step);
			if (body.type && makesResult(use) && isResult(body.type.self))
				resultPayloads.set(body.type, [
					...(resultPayloads.get(body.type) ?? []),
					...writtenArguments(use).map(argument => argument.value.type),
				]);
		}
	};
	let [hasFailed, isLost] = [false, false];
	const failed = (): void => {
		hasFailed = true;
	};
	// One body that fails here must not take the whole app's files with it.
	const guarded = (body: BoundBody): void => {
		try {
			visit(body);
		} catch (error) {
			onFailure(file.path, error);
			hasFailed = isLost = true;
		}
	};
	yield* bindSteps(file, services, { body: guarded, failed }, { module, remembers });
	const facts: FileFacts = {
		path: file.path,
		steps,
		registrations,
		resultPayloads,
		genericNeeds,
		objectValues,
		words,
		bodies,
		isOpaque: OTHER_CONTAINERS.test(file.text),
		hasFailed,
		isLost,
	};
	remembered.set(file, { services, facts });
	return facts;
}

const namesIn = new WeakMap<SourceFile, ReadonlyMap<string, number>>();

/** Contexts that stand nowhere but where they are declared. */
function unusedOf(contexts: readonly SourceTypeDef[], files: readonly SourceFile[]): readonly string[] {
	const times = new Map<string, number>();
	for (const file of files) {
		let names = namesIn.get(file);
		if (!names) {
			const counted = new Map<string, number>();
			for (const [name] of file.text.matchAll(/\b\w*(?:Context|Json)\w*\b/g)) counted.set(name, (counted.get(name) ?? 0) + 1);
			namesIn.set(file, (names = counted));
		}
		for (const [name, count] of names) times.set(name, (times.get(name) ?? 0) + count);
	}
	// A name without either word is not counted, and nothing is said of it.
	return contexts.filter(each => times.get(each.name) === each.parts.length).map(each => each.fullName);
}

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
const OTHER_CONTAINERS = /\b(?:UseServiceProviderFactory|ConfigureContainer|ContainerBuilder)\b/;
