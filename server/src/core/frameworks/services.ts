/** What is known of dependency injection: the calls that ask a container for a service. */
import type { Use } from '../binding/bound.ts';
import { isNamed, type Type } from '../symbols/types.ts';

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

/** The service that a call asks a provider for; undefined for other calls, and where the type is not written there. */
export function requestedService(use: Use): Type | undefined {
	if (use.kind !== 'call' || use.member.kind !== 'method') return undefined;
	if (!REQUESTS.has(use.member.name) || !PROVIDERS.has(use.member.container.fullName)) return undefined;
	const [generic] = use.typeArguments;
	if (generic) return generic;
	const argument = use.args.find(each => isNamed(each.type, 'System.Type'))?.value;
	return argument?.kind === 'value' && argument.origin?.kind === 'typeof' ? argument.origin.type : undefined;
}
