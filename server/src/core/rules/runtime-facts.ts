/**
 * Calls that no warning covers and that give something else, or throw, in a native binary (AOTL4001):
 * loading assemblies by name, the list of platform assemblies, attributes that are made at run time, files and
 * lines of stack traces.
 */
import type { Use } from '../binding/bound.ts';
import { isNamed } from '../symbols/types.ts';
import { spanOf } from './requires.ts';
import { declare, type Rule, type RuleContext } from './rule.ts';

export const runtimeFacts: Rule = {
	slug: 'runtime-facts',
	about: 'calls that always fail or answer otherwise at run time, such as loading an assembly',
	codes: declare('AOT', { AOTL4001: 'Works differently in a native binary' }),
	isContextual: true,
	check(use, body, context, report) {
		if (!context.app || use.member.kind !== 'method') return;
		const message = problemOf(use, context);
		if (message) report({ code: 'AOTL4001', message, ...spanOf(use, body), evidence: { use, body } });
	},
};

function problemOf(use: Use, context: RuleContext): string | undefined {
	const { member } = use;
	const [first] = use.args;
	const constant = first?.value.kind === 'value' ? first.value.constant?.value : undefined;
	switch (member.container.fullName) {
		case 'System.Reflection.Assembly':
			if (use.kind !== 'call' || member.name !== 'Load' || !first || isNamed(first.type, 'System.Byte[]')) return undefined;
			if (!isNamed(first.type, 'System.String') && !isNamed(first.type, 'System.Reflection.AssemblyName')) return undefined;
			if (typeof constant === 'string' && isOwn(constant, context)) return undefined;
			return 'A native binary loads no assemblies: Assembly.Load finds only what is compiled into the app, and throws FileNotFoundException for anything else. Refer to the types that you need.';
		case 'System.AppContext':
			return use.kind === 'call' && member.name === 'GetData' && constant === 'TRUSTED_PLATFORM_ASSEMBLIES'
				? 'A native binary has no assembly files: AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") gives null.'
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
			return undefined;
	}
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
