/**
 * Calls that no warning covers and that give something else, or throw, in a native binary (AOTL4001):
 * loading assemblies by name, tokens and callers, the list of platform assemblies, attributes that are made at run
 * time, files and lines of stack traces, marshalling that there is no code for.
 *
 * Each was published with Native AOT for net10.0 and run on Linux (`test/runtime/probes/silent-console`).
 */
import type { Use } from '../binding/bound.ts';
import type { MethodSymbol } from '../symbols/members.ts';
import { attributeName, findAttribute } from '../symbols/attributes.ts';
import { isNamed } from '../symbols/types.ts';
import type { Expr } from '../syntax/ast.ts';
import { inScope, spanOf } from './requires.ts';
import { declare, type Rule, type RuleContext } from './rule.ts';

export const runtimeFacts: Rule = {
	slug: 'runtime-facts',
	about: 'calls that always fail or answer otherwise at run time, such as loading an assembly',
	codes: declare('AOT', { AOTL4001: 'Works differently in a native binary' }),
	isContextual: true,
	check(use, body, context, report) {
		// What is marked as not for trimming or Native AOT says so to its callers.
		if (!context.app || inScope(use.enclosing, body, 'unreferencedCode') || inScope(use.enclosing, body, 'dynamicCode')) return;
		const message = problemOf(use, context);
		if (message) report({ code: 'AOTL4001', message, ...spanOf(use, body), evidence: { use, body } });
	},
};

function problemOf(use: Use, context: RuleContext): string | undefined {
	const { member } = use;
	if (member.kind !== 'method') return undefined;
	const [first] = use.args;
	const constant = first?.value.kind === 'value' ? first.value.constant?.value : undefined;
	switch (member.container.fullName) {
		case 'System.Reflection.Assembly':
			if (member.name === 'GetCallingAssembly')
				return 'A native binary before .NET 11 does not know which assembly calls: Assembly.GetCallingAssembly throws PlatformNotSupportedException. Take the assembly as a parameter, or from typeof(T).Assembly.';
			return member.name === 'Load' ? loadingProblem(use, context) : undefined;
		case 'System.AppDomain':
			return member.name === 'Load' ? loadingProblem(use, context) : undefined;
		case 'System.Runtime.Loader.AssemblyLoadContext':
			return member.name === 'LoadFromAssemblyName' ? loadingProblem(use, context) : undefined;
		case 'System.Runtime.Loader.AssemblyDependencyResolver':
			return use.kind === 'new'
				? 'A native binary has no host that resolves assemblies: AssemblyDependencyResolver throws PlatformNotSupportedException. Refer to the types that you need, or load native libraries with NativeLibrary.Load.'
				: undefined;
		case 'System.Runtime.ControlledExecution':
			return use.kind === 'call'
				? 'A native binary can abort no thread: ControlledExecution.Run throws PlatformNotSupportedException. Ask a CancellationToken in the code that runs.'
				: undefined;
		case 'System.Runtime.JitInfo':
			return use.kind === 'call' && member.name.startsWith('GetCompil')
				? `Nothing is compiled while a native binary runs: JitInfo.${member.name} gives 0.`
				: undefined;
		case 'System.Reflection.MemberInfo':
			return use.kind === 'get' && member.associated?.name === 'MetadataToken'
				? 'A native binary has no metadata tokens: MemberInfo.MetadataToken throws InvalidOperationException. Compare members themselves, or by name.'
				: undefined;
		case 'System.AppContext':
			return use.kind === 'call' && member.name === 'GetData' && typeof constant === 'string' && HOST_PROPERTIES.has(constant)
				? `A native binary has no assembly files: AppContext.GetData("${constant}") gives null.`
				: undefined;
		case 'System.ComponentModel.DefaultValueAttribute':
			return use.kind === 'new' && isNamed(first?.type, 'System.Type')
				? "Native AOT turns the conversion of DefaultValueAttribute(Type, string) off: reading the value throws ArgumentException. Use the overload for the value's own type."
				: undefined;
		case 'System.Diagnostics.StackFrame':
			return use.kind === 'call' && SOURCE_PLACES.has(member.name)
				? `A native binary knows no source files: StackFrame.${member.name} gives ${member.name === 'GetFileName' ? 'null' : '0'} (seen on Linux). The names of methods are there.`
				: undefined;
		case 'System.Configuration.ConfigurationManager':
			if (use.kind !== 'get' && use.kind !== 'call') return undefined;
			return 'System.Configuration makes what it reads app.config with by reflection, and those constructors are trimmed: the call throws in a native binary. Read settings with Microsoft.Extensions.Configuration.';
		case 'System.String':
			return use.kind === 'call' && typeof constant === 'string' && constant.includes(':line') && isStackTrace(use)
				? 'A native binary knows no source files: the text of a stack trace has no ":line" (seen on Linux). The names of methods are there.'
				: undefined;
		default:
			return use.kind === 'call' && marshalsAnything(member)
				? `'${member.name}' marshals an object as UnmanagedType.AsAny, and a native binary has no code for that: the call throws PlatformNotSupportedException. Declare the parameter with its type.`
				: undefined;
	}
}

/** `Assembly.Load(name)`, `AssemblyLoadContext.LoadFromAssemblyName(name)`, `AppDomain.Load(name)`. */
function loadingProblem(use: Use, context: RuleContext): string | undefined {
	const { member } = use;
	const [first] = use.args;
	const constant = first?.value.kind === 'value' ? first.value.constant?.value : undefined;
	if (use.kind !== 'call' || !first) return undefined;
	if (!isNamed(first.type, 'System.String') && !isNamed(first.type, 'System.Reflection.AssemblyName')) return undefined;
	const name = typeof constant === 'string' ? constant : writtenName(first.syntax);
	if (name !== undefined && isOwn(name, context)) return undefined;
	return `A native binary loads no assemblies: ${member.container.name}.${member.name} finds only what is compiled into the app, and throws FileNotFoundException for anything else. Refer to the types that you need.`;
}

/** `new AssemblyName("Name")`. */
function writtenName(expr: Expr | undefined): string | undefined {
	const name = expr?.kind === 'new' ? expr.args[0]?.value : undefined;
	return name?.kind === 'literal' && name.literal === 'string' ? name.text.slice(1, -1) : undefined;
}

/** What a host tells of the files of an app (`hostpolicy` of dotnet/runtime). */
const HOST_PROPERTIES: ReadonlySet<string> = new Set([
	'TRUSTED_PLATFORM_ASSEMBLIES',
	'NATIVE_DLL_SEARCH_DIRECTORIES',
	'PLATFORM_RESOURCE_ROOTS',
	'APP_CONTEXT_DEPS_FILES',
	'FX_DEPS_FILE',
]);

const anything = new WeakMap<MethodSymbol, boolean>();

/** Whether a P/Invoke of the app has a parameter with `[MarshalAs(UnmanagedType.AsAny)]`. */
function marshalsAnything(method: MethodSymbol): boolean {
	const { syntax } = method;
	if (!syntax) return false;
	let result = anything.get(method);
	if (result === undefined) {
		result =
			findAttribute(syntax.attributes, 'DllImport') !== undefined &&
			syntax.parameters.some(parameter =>
				parameter.attributes.some(each => {
					const value = attributeName(each) === 'MarshalAs' ? each.args[0]?.value : undefined;
					return value?.kind === 'member' && value.name.name === 'AsAny';
				}),
			);
		anything.set(method, result);
	}
	return result;
}

const SOURCE_PLACES: ReadonlySet<string> = new Set(['GetFileName', 'GetFileLineNumber', 'GetFileColumnNumber']);

/** A call on `Exception.StackTrace` or `Environment.StackTrace`. */
function isStackTrace({ receiver }: Use): boolean {
	const origin = receiver?.kind === 'value' ? receiver.origin : undefined;
	return (
		origin?.kind === 'return' &&
		origin.method.associated?.name === 'StackTrace' &&
		/^System\.(?:Exception|Environment)$/.test(origin.method.container.fullName)
	);
}

/** Assemblies of this app's own sources are compiled in. */
function isOwn(name: string, context: RuleContext): boolean {
	const simple = name.split(',')[0]?.trim().toLowerCase() ?? '';
	return context.compilation.modules.some(module => module.name.toLowerCase() === simple);
}
