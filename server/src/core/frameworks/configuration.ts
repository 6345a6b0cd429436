/** What is known of configuration binding: the calls that fill objects from configuration. */
import type { Use } from '../binding/bound.ts';

/** By declaring type: the calls that the configuration binding generator intercepts (`src/libraries/Microsoft.Extensions.Configuration.Binder/gen`). */
const BINDING_CALLS: Readonly<Record<string, ReadonlySet<string>>> = {
	'Microsoft.Extensions.Configuration.ConfigurationBinder': new Set(['Bind', 'Get', 'GetValue']),
	'Microsoft.Extensions.DependencyInjection.OptionsBuilderConfigurationExtensions': new Set(['Bind', 'BindConfiguration']),
	'Microsoft.Extensions.DependencyInjection.OptionsConfigurationServiceCollectionExtensions': new Set(['Configure']),
};

/** Whether a call binds configuration to an object. */
export const bindsConfiguration = (use: Use): boolean =>
	use.kind === 'call' && use.member.kind === 'method' && BINDING_CALLS[use.member.container.fullName]?.has(use.member.name) === true;
