/** What an app registers, as rules ask for it; `app-contracts.ts` collects it. */
import type { JsonContracts } from '../frameworks/json.ts';
import type { Mode } from '../frameworks/json-flow.ts';
import type { ServiceRegistry } from '../frameworks/services.ts';
import type { SourceTypeDef } from '../symbols/source.ts';
import type { Type } from '../symbols/types.ts';

export interface AppContracts {
	/** What the JSON options of endpoints know. */
	readonly http: JsonContracts;
	/** What hubs know; undefined where nobody set up their JSON. */
	readonly hub: JsonContracts | undefined;
	/** What the clients of hubs know; undefined where nobody set up their JSON. */
	readonly client: JsonContracts | undefined;
	/** Whether HybridCache has JSON options or serializers that may know anything. */
	readonly hasHybridJson: boolean;
	/** Whether the app reaches for the JSON options of its JavaScript calls. */
	readonly hasScriptJson: boolean;
	/** Whether the worker of Azure Functions is given a serializer. */
	readonly hasWorkerSerializer: boolean;
	/** Types that HybridCache has a serializer for. */
	readonly hybridSerializers: ReadonlySet<string>;
	/** Each context by itself, for the calls that name it. */
	readonly own: readonly JsonContracts[];
	readonly hasProblemDetails: boolean;
	/** Whether an OpenAPI document is served on no condition: most apps serve it in development alone. */
	readonly hasOpenApi: boolean;
	readonly hasEndpoints: boolean;
	readonly hasControllers: boolean;
	readonly services: ServiceRegistry;
	/** By the full name of a class of the app that implements `IResult`: the types that it hands to the framework's results. */
	readonly resultPayloads: ReadonlyMap<string, readonly Type[]>;
	/** By documentation id of a method or field of type `object`: the types of what it gives. */
	readonly objectValues: ReadonlyMap<string, readonly Type[]>;
	/** By documentation id of a generic method: what its endpoints need of the types that its callers choose. */
	readonly genericNeeds: ReadonlyMap<string, readonly OpenNeed[]>;
	/** Parameters of the app's methods whose value JSON writes by its own type. */
	readonly parameters: JsonParameters;
	/** Full names of contexts that no file names beside their declaration. */
	readonly unusedContexts: ReadonlySet<string>;
	/** Equal text means that nothing else can be said of any endpoint. */
	readonly signature: string;
	/** Paths of files of which a part could not be read for what it says of the app. */
	readonly lost: ReadonlySet<string>;
	/** Contexts that HTTP JSON uses. */
	readonly contexts: readonly SourceTypeDef[];
}

/** A type with type parameters that a use in a generic method needs, and what fails without it. */
export interface OpenNeed {
	readonly type: Type;
	readonly reach: string;
	/** What would have to know it: the JSON options of endpoints, those of HybridCache, or these contexts. */
	readonly by: 'http' | 'cache' | JsonContracts;
}

/** A parameter whose value JSON writes by its own type, and what must know it. */
export interface JsonParameter {
	readonly index: number;
	readonly mode: Mode;
	readonly contracts: readonly JsonContracts[];
	readonly reach: string;
}

/** By documentation id of the method. */
export type JsonParameters = ReadonlyMap<string, readonly JsonParameter[]>;
