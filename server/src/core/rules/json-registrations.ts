/** Registrations of JSON contexts that change nothing (AOTL2003): said where they stand. */
import type { Use } from '../binding/bound.ts';
import { contextOf, replacedSteps, resolverStep } from '../frameworks/json-options.ts';
import { registrationOf } from '../frameworks/services.ts';
import { spanOf } from './requires.ts';
import { declare, type DeclarationRule, type Rule } from './rule.ts';

export const jsonRegistration: Rule = {
	slug: 'json-registration',
	about: 'registrations of JSON contexts that change nothing',
	codes: declare('AOT', { AOTL2003: 'A registration of JSON contracts that changes nothing' }),
	isContextual: true,
	check(use, body, context, report) {
		const { app } = context;
		if (!app) return;
		const tell = (message: string): void => report({ code: 'AOTL2003', message, ...spanOf(use, body), evidence: { use, body } });
		const step = use.kind === 'call' || use.kind === 'set' ? resolverStep(use, body) : undefined;
		if (step?.options === 'mvc' && app.hasEndpoints && !app.hasControllers)
			return tell(
				"The JSON options of MVC are not those of minimal API endpoints: this registration changes nothing for them. Use 'ConfigureHttpJsonOptions'.",
			);
		const [replaced] = step && (step.options === 'http' || step.options === 'hub') ? replacedSteps(step, body) : [];
		if (replaced)
			return tell(
				`This takes away what was registered before it (${replaced.contexts.map(each => `'${each.name}'`).join(', ') || 'resolvers'}): under Native AOT their types are unknown then. Register all in one place, with 'TypeInfoResolverChain'.`,
			);
		const service = registeredContext(use);
		if (service && ![...app.contexts, ...(app.hub?.contexts ?? [])].some(each => each.fullName === service.fullName))
			tell(
				`A JSON context as a service is used by no endpoint: '${service.name}' is not part of the HTTP JSON options. Register it with 'ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ${service.name}.Default))'.`,
			);
	},
};

/** Contexts of a program that nothing names. */
export const unusedContext: DeclarationRule = {
	slug: 'unused-context',
	codes: [],
	alsoReports: ['AOTL2003'],
	check({ def, declaration, isFirstPart }, context, report) {
		if (!context.app?.unusedContexts.has(def.fullName) || !isFirstPart) return;
		report({
			code: 'AOTL2003',
			message: `'${def.name}' is named nowhere: no JSON options use it, and under Native AOT its types are unknown. Register it with 'ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ${def.name}.Default))', or name it in the call.`,
			start: declaration.start + declaration.nameRange.start,
			end: declaration.start + declaration.nameRange.end,
			evidence: undefined,
		});
	},
};

/** The context in `AddSingleton(AppJson.Default)`. */
function registeredContext(use: Use) {
	for (const type of registrationOf(use)?.types ?? []) {
		const context = contextOf({ kind: 'value', type });
		if (context) return context;
	}
	return undefined;
}
