/**
 * Services that Native AOT can't make, without a word from the publish: an open generic registration that
 * is asked for over a value type (AOTL3001), hubs whose JSON nobody set up (AOTL3003).
 *
 * The container refuses the first wherever dynamic code is off, whether or not native code for the closed
 * type is there (`CallSiteFactory` of Microsoft.Extensions.DependencyInjection).
 */
import { requestedService } from '../frameworks/services.ts';
import { fullTypeName } from '../symbols/display.ts';
import { isNamed, isValueType, type NamedType, type Type } from '../symbols/types.ts';
import type { AppContracts } from './app-contracts.ts';
import { spanOf } from './requires.ts';
import { declare, type DeclarationRule, type Rule } from './rule.ts';

/** What the host registers open. */
const BUILT_IN: ReadonlySet<string> = new Set(['Microsoft.Extensions.Logging.ILogger`1']);

export const openGenericService: Rule = {
	slug: 'open-generic-service',
	about: 'open generics over value types in the container',
	codes: declare('AOT', { AOTL3001: 'An open generic service is asked for over a value type' }),
	isContextual: true,
	check(use, body, context, report) {
		const { app } = context;
		const type = app && requestedService(use);
		if (app && type && isUnmakeable(type, app))
			report({ code: 'AOTL3001', message: message(type), ...spanOf(use, body), evidence: { use, body } });
	},
};

/** Constructors of registered services. */
export const injectedService: DeclarationRule = {
	slug: 'injected-service',
	codes: [],
	alsoReports: ['AOTL3001'],
	check(type, context, report) {
		const { app } = context;
		if (!app?.services.has(type.def.self)) return;
		const tell = (wanted: Type | undefined, start: number, end: number): void => {
			if (wanted && isUnmakeable(wanted, app)) report({ code: 'AOTL3001', message: message(wanted), start, end, evidence: undefined });
		};
		const { declaration } = type;
		const primary = type.def.members('.ctor').find(member => member.kind === 'method' && !member.options.syntax);
		for (const [index, parameter] of (declaration.parameters ?? []).entries())
			tell(
				primary?.kind === 'method' ? primary.parameters[index]?.type : undefined,
				declaration.start + parameter.start,
				declaration.start + parameter.end,
			);
		for (const { member, symbols } of type.members) {
			const [symbol] = symbols;
			if (symbol?.kind !== 'method' || symbol.methodKind !== 'constructor' || !('parameters' in member.syntax)) continue;
			for (const [index, parameter] of member.syntax.parameters.entries())
				tell(symbol.parameters[index]?.type, member.start + parameter.start, member.start + parameter.end);
		}
	},
};

export const hubProtocol: Rule = {
	slug: 'hub-protocol',
	about: 'SignalR without type information',
	codes: declare('AOT', { AOTL3003: 'SignalR without JSON type information' }),
	isContextual: true,
	check(use, body, context, report) {
		if (
			!context.app ||
			context.app.hasHubProtocol ||
			use.kind !== 'call' ||
			use.member.name !== 'AddSignalR' ||
			use.member.container.fullName !== 'Microsoft.Extensions.DependencyInjection.SignalRDependencyInjectionExtensions'
		)
			return;
		report({
			code: 'AOTL3003',
			...spanOf(use, body),
			evidence: { use, body },
			message:
				"The JSON protocol of SignalR has no type information: under Native AOT every hub call fails, also for 'string' and 'int'. Add '.AddJsonProtocol(o => o.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, YourContext.Default))'.",
		});
	},
};

function message(type: Type): string {
	return `'${fullTypeName(type)}' is registered as an open generic and closed over a value type here: under Native AOT the container throws when it is resolved. Register the closed type.`;
}

function isUnmakeable(type: Type, app: AppContracts): boolean {
	if (type.kind !== 'named' || type.args.length === 0) return false;
	if (isNamed(type, 'System.Collections.Generic.IEnumerable`1')) return isUnmakeable(type.args[0] as Type, app);
	return isOpenService(type, app) && type.args.some(arg => arg.kind === 'named' && isValueType(arg)) && !app.services.has(type);
}

const isOpenService = (type: NamedType, app: AppContracts): boolean => app.openServices.has(type.def) || BUILT_IN.has(type.def.fullName);
