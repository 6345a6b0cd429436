/**
 * The feature switches of an app that is published with Native AOT: what their properties count as, and who says so.
 *
 * Sources: `Microsoft.NETCore.Native.targets` of Microsoft.DotNet.ILCompiler 10.0.12 (`EventSourceSupport`),
 * `Microsoft.NET.ILLink.targets` of Microsoft.NET.ILLink.Tasks 10.0.12,
 * `Microsoft.NET.Sdk.Web.BeforeCommon.targets` and `Microsoft.NET.Sdk.targets` of SDK 10.0.401.
 */
import type { Project } from '../project/project.ts';

/** Properties that a rule speaks of. */
export type SwitchProperty =
	| 'CustomResourceTypesSupport'
	| 'EventSourceSupport'
	| 'InvariantGlobalization'
	| 'MetricsSupport'
	| 'PredefinedCulturesOnly'
	| 'StackTraceSupport'
	| 'UseSystemResourceKeys';

export interface SwitchValue {
	readonly isOn: boolean;
	/** What stands in the way of the other value: a line of the project, or what publishing sets where there is none. */
	readonly setBy: 'project' | 'publish';
}

/** What each property counts as where a native binary is made. */
export type AppSwitches = Readonly<Record<SwitchProperty, SwitchValue>>;

/** What counts where the project says nothing. */
const DEFAULTS: Readonly<Record<SwitchProperty, (project: Project) => boolean>> = {
	// What is in the way counts where resources are written that are more than text.
	CustomResourceTypesSupport: project => project.property('GenerateResourceUsePreserializedResources').toLowerCase() !== 'true',
	EventSourceSupport: project => project.isWeb,
	InvariantGlobalization: () => false,
	MetricsSupport: () => true,
	PredefinedCulturesOnly: () => true,
	StackTraceSupport: () => true,
	UseSystemResourceKeys: () => false,
};

/**
 * The switches of the apps that a project's code ends up in: of itself, or of those that reference it.
 *
 * @param apps all of them; only those with `PublishAot` count
 * @returns undefined where there is none, or where two of them differ in anything
 */
export function switchesOf(apps: readonly Project[]): AppSwitches | undefined {
	const all = apps.filter(app => app.publishesAot).map(switchesOfApp);
	const [first] = all;
	return first && all.every(each => NAMES.every(name => each[name].isOn === first[name].isOn)) ? first : undefined;
}

const NAMES = Object.keys(DEFAULTS) as readonly SwitchProperty[];

const switchesOfApp = (app: Project): AppSwitches =>
	Object.fromEntries(
		NAMES.map((name): [SwitchProperty, SwitchValue] => {
			const written = app.property(name).toLowerCase();
			return [name, written === '' ? { isOn: DEFAULTS[name](app), setBy: 'publish' } : { isOn: written === 'true', setBy: 'project' }];
		}),
	) as Record<SwitchProperty, SwitchValue>;
