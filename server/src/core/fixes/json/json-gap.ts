/** Closes a gap in the JSON contracts: lists the type on the registered context, or makes and registers one. */
import { mergeChanges } from '../edits.ts';
import { recordFix } from './anonymous-record.ts';
import { register } from '../aspnet/endpoints.ts';
import type { Evidence, UnlistedType } from '../../rules/rule.ts';
import { type Change, defineFix, type FixContext } from '../fix.ts';
import { contextFor, extend, scopeOf } from './contexts.ts';
import { canBeListed } from './json-context.ts';
import { WEB_OPTIONS } from './json-options.ts';

export const jsonContract = defineFix({
	id: 'json-contract',
	about: 'Lists a type on the registered JSON context, or makes and registers one.',
	codes: ['AOTL2001'],
	safety: 'repairs',
	change: ({ evidence, lack }, context) => (evidence && lack?.kind === 'json-type' ? closeGap(evidence, lack, context) : undefined),
});

function closeGap({ body, use }: Evidence, { type, contexts, isHttp }: UnlistedType, context: FixContext): Change | undefined {
	const services = context.workspace.services(context.project);
	const registered = contexts.find(each => !each.container);
	if (!registered && !isHttp) return undefined;
	const scope = scopeOf(body, context, services.compilation);
	if (!scope) return undefined;
	if (!canBeListed(type, services.compilation))
		return registered ? recordFix(type, use, body, registered, scope, context, services.compilation) : undefined;
	const place = registered
		? extend(registered, [type], context, scope)
		: contextFor([type], WEB_OPTIONS, context, services.compilation, scope);
	const registration = registered ? [] : place && register(place, context, services);
	if (!place || !registration || place.changes.length + registration.length === 0) return undefined;
	const title = place.isNew ? `Make and register ${place.name} for this type` : `List this type on ${place.name}`;
	return { title, files: mergeChanges([...place.changes, ...registration]) };
}
