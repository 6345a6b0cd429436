/**
 * What is known of dependency injection: the calls that register services and those that ask for them, and what
 * the container says of a type (`CallSiteFactory` of Microsoft.Extensions.DependencyInjection).
 */
import type { Use } from '../binding/bound.ts';
import { isNamed, isValueType, type NamedType, type Type, type TypeDef } from '../symbols/types.ts';
import { typeKey } from './type-key.ts';

const REQUESTS: ReadonlySet<string> = new Set([
	'GetRequiredService',
	'GetService',
	'GetServices',
	'GetKeyedService',
	'GetRequiredKeyedService',
	'GetKeyedServices',
]);
const PROVIDERS: ReadonlySet<string> = new Set([
	'System.IServiceProvider',
	'Microsoft.Extensions.DependencyInjection.ServiceProvider',
	'Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions',
	'Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions',
	'Microsoft.Extensions.DependencyInjection.IKeyedServiceProvider',
]);

/** What a call asks a provider for. */
export interface Request {
	readonly type: Type;
	/** All services of the type. */
	readonly isMany: boolean;
}

/** The service that a call asks a provider for; undefined for other calls, and where the type is not written there. */
export function requestedService(use: Use): Request | undefined {
	if (use.kind !== 'call' || use.member.kind !== 'method') return undefined;
	if (!REQUESTS.has(use.member.name) || !PROVIDERS.has(use.member.container.fullName)) return undefined;
	const type = use.typeArguments[0] ?? typeofArgument(use);
	return type && { type, isMany: /Services$/.test(use.member.name) };
}

/** The class that `ActivatorUtilities` makes with services of the container; the arguments given count as services. */
export function createdByActivator(use: Use): { readonly type: Type; readonly given: readonly Type[] } | undefined {
	if (use.kind !== 'call' || use.member.container.fullName !== 'Microsoft.Extensions.DependencyInjection.ActivatorUtilities')
		return undefined;
	const type = use.typeArguments[0] ?? typeofArgument(use);
	const given = use.args.filter(argument => argument.parameter.isParams).map(argument => argument.value.type);
	return type && { type, given };
}

function typeofArgument(use: Use): Type | undefined {
	const argument = use.args.find(each => isNamed(each.type, 'System.Type'))?.value;
	return argument?.kind === 'value' && argument.origin?.kind === 'typeof' ? argument.origin.type : undefined;
}

const COLLECTION = 'Microsoft.Extensions.DependencyInjection.IServiceCollection';
const DESCRIPTOR = 'Microsoft.Extensions.DependencyInjection.ServiceDescriptor';
const FRAMEWORK = /^(?:System|Microsoft\.(?:Extensions|AspNetCore))\b/;

/** What one call adds to a container. */
export interface Registration {
	/** Types that it registers, closed. */
	readonly types: readonly Type[];
	/** Of those, the classes whose constructor the container calls: not where a factory or an instance is given. */
	readonly made: readonly Type[];
	/** Generic declarations that it registers open (`typeof(IRepository<>)`), and what implements them. */
	readonly open: readonly { readonly service: TypeDef; readonly implementation: TypeDef | undefined }[];
	readonly isKeyed: boolean;
	/** The function that it stands in: what is registered in one goes into one container. */
	readonly scope: object;
	/** Whether it may register anything: a package's method, or a type that is computed. */
	readonly isOpaque: boolean;
}

/** The registration that a call makes: of a method on `IServiceCollection`, or of one that makes a `ServiceDescriptor`. */
export function registrationOf(use: Use): Registration | undefined {
	if (use.kind !== 'call' || use.member.kind !== 'method') return undefined;
	const container = use.member.container;
	const isDescriptor = container.fullName === DESCRIPTOR;
	if (!isDescriptor && !use.args.some(argument => isNamed(argument.type, COLLECTION))) return undefined;
	const types: Type[] = [...use.typeArguments];
	const named: Type[] = [];
	let isOpaque = !isDescriptor && !container.module.isSource && !FRAMEWORK.test(container.namespace);
	for (const argument of use.args) {
		const { value } = argument;
		if (isNamed(argument.type, 'System.Type')) {
			if (value.kind === 'value' && value.origin?.kind === 'typeof') named.push(value.origin.type);
			else isOpaque = true;
		} else if (argument.parameter.name === 'implementationInstance' || argument.parameter.name === 'instance') types.push(value.type);
	}
	const open: { service: TypeDef; implementation: TypeDef | undefined }[] = [];
	const [service, implementation] = named;
	// `typeof(IRepository<>)` is the declaration itself.
	if (service?.kind === 'named' && isOpenForm(service))
		open.push({ service: service.def, implementation: implementation?.kind === 'named' ? implementation.def : undefined });
	types.push(...named.filter(type => type.kind === 'named' && !isOpenForm(type)));
	const isGiven = use.args.some(
		({ type, parameter }) => (type.kind === 'named' && type.def.isDelegate) || /[iI]nstance$/.test(parameter.name),
	);
	return { types, made: isGiven ? [] : types, open, isKeyed: /Keyed/.test(use.member.name), scope: use.enclosing, isOpaque };
}

/** Calls that make the framework create a class with services of the container. */
const CREATORS: ReadonlySet<string> = new Set(['MapHub', 'MapGrpcService', 'UseMiddleware', 'AddEndpointFilter']);

/** A call that makes the framework create a class, as a registration of it. */
export function creationOf(use: Use): Registration | undefined {
	if (use.kind !== 'call' || !CREATORS.has(use.member.name) || !FRAMEWORK.test(use.member.container.namespace)) return undefined;
	return { types: [], made: use.typeArguments, open: [], isKeyed: false, scope: use.enclosing, isOpaque: false };
}

const isOpenForm = (type: NamedType): boolean => type.args.length > 0 && type === type.def.self;

/** Open generics that hosts and frameworks register. */
const BUILT_IN: readonly string[] = [
	'Microsoft.Extensions.Logging.ILogger`1',
	'Microsoft.Extensions.Options.IOptions`1',
	'Microsoft.Extensions.Options.IOptionsSnapshot`1',
	'Microsoft.Extensions.Options.IOptionsMonitor`1',
	'Microsoft.Extensions.Options.IOptionsFactory`1',
	'Microsoft.Extensions.Options.IOptionsMonitorCache`1',
	'Microsoft.Extensions.Localization.IStringLocalizer`1',
	'Microsoft.AspNetCore.SignalR.IHubContext`1',
];
/** What the provider answers for by itself. */
const PROVIDED: ReadonlySet<string> = new Set([
	'System.IServiceProvider',
	'Microsoft.Extensions.DependencyInjection.IServiceScopeFactory',
	'Microsoft.Extensions.DependencyInjection.IServiceProviderIsService',
	'Microsoft.Extensions.DependencyInjection.IServiceProviderIsKeyedService',
]);
const ENUMERABLE = 'System.Collections.Generic.IEnumerable`1';

/** Why the container refuses a service where dynamic code is off. */
export type Refusal =
	| { readonly kind: 'open-generic'; readonly type: NamedType }
	/** `IEnumerable<T>` of a value type. */
	| { readonly kind: 'enumerable'; readonly type: NamedType }
	/** `IEnumerable<S<T>>` where S is registered open and T is a value type: a closed registration beside it does not help. */
	| { readonly kind: 'enumerable-of-open'; readonly type: NamedType };

/** All registrations of an app. Types are kept by name: a library's endpoints are judged by the app's. */
export class ServiceRegistry {
	readonly #types = new Set<string>();
	readonly #keyed = new Set<string>();
	readonly #made = new Set<string>();
	readonly #open = new Set<string>(BUILT_IN);
	readonly #scopes = new Map<string, Set<object>>();
	#isOpaque = false;

	add(registration: Registration): void {
		const types = registration.isKeyed ? this.#keyed : this.#types;
		for (const type of registration.types) {
			types.add(typeKey(type));
			this.#note(typeKey(type), registration.scope);
		}
		for (const type of registration.made) this.#made.add(typeKey(type));
		for (const { service } of registration.open) {
			this.#open.add(service.fullName);
			this.#note(service.fullName, registration.scope);
		}
		this.#isOpaque ||= registration.isOpaque;
	}

	#note(key: string, scope: object): void {
		const scopes = this.#scopes.get(key);
		if (scopes) scopes.add(scope);
		else this.#scopes.set(key, new Set([scope]));
	}

	/** What can't be followed adds registrations. */
	addOpaque(): void {
		this.#isOpaque = true;
	}

	get signature(): string {
		return [this.#types, this.#keyed, this.#made, this.#open].map(each => [...each].sort().join()).join('|') + this.#isOpaque;
	}

	/** Whether the container calls the constructor of a class. */
	makes(type: Type): boolean {
		return this.#made.has(typeKey(type));
	}

	/** Whether a closed type itself is registered. */
	has(type: Type): boolean {
		return this.#types.has(typeKey(type)) || this.#keyed.has(typeKey(type));
	}

	/** `IServiceProviderIsService`: whether the container answers for a type without a key; undefined where it can't be told. */
	isService(type: Type): boolean | undefined {
		if (this.#types.has(typeKey(type))) return true;
		if (type.kind !== 'named') return false;
		const { def } = type;
		if (def.fullName === ENUMERABLE || PROVIDED.has(def.fullName) || this.#open.has(def.fullName)) return true;
		if (!def.module.isSource) return DATA.test(def.fullName) ? false : undefined;
		if (!this.#isOpaque || def.isRecord || def.isValueType) return false;
		return def.kind === 'interface' || def.isAbstract || isMadeOfServices(def) ? undefined : false;
	}

	/** Why a service can't be made natively; undefined where it can. */
	refusal(type: Type, isMany = false): Refusal | undefined {
		if (type.kind !== 'named') return undefined;
		if (isMany) return this.#refusalOfMany(type);
		if (type.def.fullName === ENUMERABLE) {
			const [element] = type.args;
			return this.has(type) || element?.kind !== 'named' ? undefined : this.#refusalOfMany(element);
		}
		return this.#isOpen(type) && !this.has(type) ? { kind: 'open-generic', type } : undefined;
	}

	#refusalOfMany(element: NamedType): Refusal | undefined {
		if (this.#types.has(`${ENUMERABLE.replace('`1', '')}<${typeKey(element)}>`)) return undefined;
		if (element.def.isValueType) return { kind: 'enumerable', type: element };
		if (this.has(element) && !this.#isBesideOpen(element)) return undefined;
		return this.#isOpen(element) ? { kind: 'enumerable-of-open', type: element } : undefined;
	}

	/** Whether a closed registration stands in the same function as an open one. */
	#isBesideOpen(type: NamedType): boolean {
		const open = this.#scopes.get(type.def.fullName);
		return [...(this.#scopes.get(typeKey(type)) ?? [])].some(scope => open?.has(scope));
	}

	/** Registered open, and closed over a value type. */
	#isOpen(type: NamedType): boolean {
		return this.#open.has(type.def.fullName) && type.args.some(arg => arg.kind === 'named' && isValueType(arg));
	}
}

/** Types of the framework that are data and never services. */
const DATA =
	/^System\.(?:[A-Z]\w*$|Collections\.|Text\.Json\.|Tuple|ValueTuple|Nullable|Memory|ReadOnlyMemory|Numerics\.)|^Microsoft\.AspNetCore\.Mvc\.ProblemDetails$/;

/** A class that takes interfaces or other classes in its constructor looks like a service. */
function isMadeOfServices(def: TypeDef): boolean {
	return def
		.members('.ctor')
		.some(
			member =>
				member.kind === 'method' &&
				member.parameters.some(
					({ type }) =>
						type.kind === 'named' && (type.def.kind === 'interface' || type.def.kind === 'class') && !isNamed(type, 'System.String'),
				),
		);
}
