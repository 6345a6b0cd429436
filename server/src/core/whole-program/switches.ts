/**
 * Feature switches and what they cut: the values that a publish passes, and the substitutions that assemblies bring
 * (docs/design/tools/illink/... of dotnet/runtime: `ILLink.Substitutions.xml`; read in BodySubstitutionsParser.cs).
 */
import { decodeText } from '../text/decode.ts';
import { parseXml, type XmlElement } from '../project/xml.ts';
import type { MethodDef, Module, Type, TypeDef } from './definitions.ts';

/**
 * Values that PublishAot passes where a project says nothing (Microsoft.NET.Publish.targets, Microsoft.NETCore.Native.targets;
 * seen in the response files of publishes for net9.0).
 */
export const DEFAULT_SWITCHES: Readonly<Record<string, boolean>> = {
	'System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported': false,
	'System.Diagnostics.Tracing.EventSource.IsSupported': false,
	'System.Resources.UseSystemResourceKeys': false,
	'System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault': false,
	'System.Runtime.InteropServices.BuiltInComInterop.IsSupported': false,
	'System.Runtime.InteropServices.Marshalling.EnableGeneratedComInterfaceComImportInterop': false,
	'System.Runtime.Serialization.EnableUnsafeBinaryFormatterSerialization': false,
	'System.ComponentModel.TypeConverter.EnableUnsafeBinaryFormatterInDesigntimeLicenseContextSerialization': false,
	'System.Text.Encoding.EnableUnsafeUTF7Encoding': false,
	'System.Resources.ResourceManager.AllowCustomResourceTypes': false,
	'System.Reflection.Metadata.MetadataUpdater.IsSupported': false,
	'System.StartupHookProvider.IsSupported': false,
	'System.Runtime.InteropServices.EnableConsumingManagedCodeFromNativeHosting': false,
	'System.Runtime.InteropServices.EnableCppCLIHostActivation': false,
	'System.Threading.Thread.EnableAutoreleasePool': false,
	'System.ComponentModel.DefaultValueAttribute.IsSupported': false,
	'System.ComponentModel.Design.IDesignerHost.IsSupported': false,
	'System.ComponentModel.TypeDescriptor.IsComObjectDescriptorSupported': false,
	'System.Net.Security.UseManagedNtlm': false,
	'Microsoft.Extensions.DependencyInjection.VerifyOpenGenericServiceTrimmability': true,
	'System.Linq.Expressions.CanEmitObjectArrayDelegate': false,
	'System.Diagnostics.Debugger.IsSupported': false,
};

/** What the Web SDK changes (Microsoft.NET.Sdk.Web.ProjectSystem.targets). */
export const WEB_SWITCHES: Readonly<Record<string, boolean>> = {
	'System.Diagnostics.Tracing.EventSource.IsSupported': true,
	'Microsoft.AspNetCore.SignalR.Hub.IsCustomAwaitableSupported': false,
	'Microsoft.AspNetCore.Mvc.ApiExplorer.IsEnhancedModelMetadataSupported': false,
	'Microsoft.AspNetCore.Components.Endpoints.NavigationManager.DisableThrowNavigationException': false,
};

/** The properties that set a switch. */
export const SWITCH_PROPERTIES: Readonly<Record<string, string>> = {
	DynamicCodeSupport: 'System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported',
	EventSourceSupport: 'System.Diagnostics.Tracing.EventSource.IsSupported',
	UseSystemResourceKeys: 'System.Resources.UseSystemResourceKeys',
	JsonSerializerIsReflectionEnabledByDefault: 'System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault',
	BuiltInComInteropSupport: 'System.Runtime.InteropServices.BuiltInComInterop.IsSupported',
	EnableUnsafeBinaryFormatterSerialization: 'System.Runtime.Serialization.EnableUnsafeBinaryFormatterSerialization',
	EnableUnsafeUTF7Encoding: 'System.Text.Encoding.EnableUnsafeUTF7Encoding',
	CustomResourceTypesSupport: 'System.Resources.ResourceManager.AllowCustomResourceTypes',
	MetadataUpdaterSupport: 'System.Reflection.Metadata.MetadataUpdater.IsSupported',
	StartupHookSupport: 'System.StartupHookProvider.IsSupported',
	InvariantGlobalization: 'System.Globalization.Invariant',
	HttpActivityPropagationSupport: 'System.Net.Http.EnableActivityPropagation',
	DebuggerSupport: 'System.Diagnostics.Debugger.IsSupported',
	MetricsSupport: 'System.Diagnostics.Metrics.Meter.IsSupported',
	NullabilityInfoContextSupport: 'System.Reflection.NullabilityInfoContext.IsSupported',
	XmlResolverIsNetworkingEnabledByDefault: 'System.Xml.XmlResolver.IsNetworkingEnabledByDefault',
};

/** What a method or field is replaced by: a constant, a throwing body (`throws`), or an empty one. */
export type Substitution = { readonly value: number | undefined; readonly throws: boolean };

interface Entries {
	/** By `Type::signature`. */
	readonly methods: Map<string, Substitution>;
	readonly fields: Map<string, number>;
	readonly removedResources: Set<string>;
	/** Full names of types of which anything is replaced under some switches. */
	readonly types: Set<string>;
}

const EMPTY: Entries = { methods: new Map(), fields: new Map(), removedResources: new Set(), types: new Set() };

export class Substitutions {
	readonly switches: ReadonlyMap<string, boolean>;
	readonly #byModule = new WeakMap<Module, Entries>();

	constructor(switches: ReadonlyMap<string, boolean>) {
		this.switches = switches;
	}

	method(def: MethodDef): Substitution | undefined {
		const { methods } = this.#entries(def.module);
		if (methods.size === 0) return undefined;
		const type = def.owner.fullName.replaceAll('+', '/');
		if (!methods.has(`${type}::`)) return undefined;
		return methods.get(`${type}::${signatureText(def)}`);
	}

	/** Whether anything of a type is replaced under some switches, be it these or others. */
	names(def: TypeDef): boolean {
		const { types } = this.#entries(def.module);
		return types.size > 0 && types.has(def.fullName.replaceAll('+', '/'));
	}

	/** The constant that a static field holds. */
	field(module: Module, type: string, name: string): number | undefined {
		const { fields } = this.#entries(module);
		return fields.size === 0 ? undefined : fields.get(`${type.replaceAll('+', '/')}::${name}`);
	}

	#entries(module: Module): Entries {
		let entries = this.#byModule.get(module);
		if (!entries) this.#byModule.set(module, (entries = this.#read(module)));
		return entries;
	}

	#read(module: Module): Entries {
		const bytes = module.resource('ILLink.Substitutions.xml');
		const text = bytes && decodeText(bytes.array);
		if (!text) return EMPTY;
		let root: XmlElement;
		try {
			root = parseXml(text);
		} catch {
			return EMPTY;
		}
		const entries: Entries = { methods: new Map(), fields: new Map(), removedResources: new Set(), types: new Set() };
		for (const assembly of root.children) {
			if (assembly.name !== 'assembly') continue;
			for (const type of assembly.children) if (type.name === 'type') entries.types.add(type.attributes['fullname'] ?? '');
			if (!this.#applies(assembly)) continue;
			for (const type of assembly.children) {
				if (type.name !== 'type' || !this.#applies(type)) continue;
				const name = type.attributes['fullname'] ?? '';
				for (const member of type.children) {
					if (!this.#applies(member)) continue;
					if (member.name === 'method') {
						entries.methods.set(`${name}::`, { value: undefined, throws: false });
						const body = member.attributes['body'];
						entries.methods.set(`${name}::${normalize(member.attributes['signature'] ?? '')}`, {
							value: body === 'stub' ? constantOf(member.attributes['value']) : undefined,
							throws: body === 'remove',
						});
					} else if (member.name === 'field') {
						const value = constantOf(member.attributes['value']);
						if (value !== undefined) entries.fields.set(`${name}::${member.attributes['name'] ?? ''}`, value);
					}
				}
			}
		}
		return entries;
	}

	#applies(element: XmlElement): boolean {
		const { feature, featurevalue, featuredefault } = element.attributes as Readonly<Record<string, string | undefined>>;
		if (!feature) return true;
		const set = this.switches.get(feature);
		return set === undefined ? featuredefault?.toLowerCase() === 'true' : String(set) === (featurevalue ?? '').toLowerCase();
	}
}

function constantOf(value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	const lower = value.toLowerCase();
	if (lower === 'true') return 1;
	if (lower === 'false') return 0;
	const number = Number(value);
	return Number.isInteger(number) ? number : undefined;
}

const normalize = (signature: string): string => signature.replace(/\s*,\s*/g, ',').trim();

/** `System.Boolean get_IsSupported()`, as substitutions name methods. */
function signatureText(def: MethodDef): string {
	const { returns, parameters } = def.signature;
	return `${typeText(returns, def)} ${def.name}(${parameters.map(type => typeText(type, def)).join(',')})`;
}

function typeText(type: Type, def: MethodDef): string {
	switch (type.kind) {
		case 'named': {
			const name = type.def.fullName.replaceAll('+', '/');
			return type.args.length > 0 ? `${name}<${type.args.map(arg => typeText(arg, def)).join(',')}>` : name;
		}
		case 'array':
			return `${typeText(type.element, def)}[${','.repeat(type.rank - 1)}]`;
		case 'pointer':
			return `${typeText(type.element, def)}*`;
		case 'byref':
			return `${typeText(type.element, def)}&`;
		case 'variable':
			return (type.ofMethod ? def.parameters : def.owner.parameters)[type.index]?.name ?? '?';
		case 'missing':
			return type.name;
		default:
			return '?';
	}
}
