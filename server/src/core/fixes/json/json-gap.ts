/**
 * Closes a gap in the JSON contracts: lists the type on the registered context, or makes and registers one; an anonymous type becomes a
 * record first.
 */
import { mergeChanges } from '../edits.ts';
import { register } from '../aspnet/endpoints.ts';
import { Access } from '../../metadata/facts.ts';
import type { Evidence, UnlistedType } from '../../rules/rule.ts';
import { type Change, defineFix, type FixContext } from '../fix.ts';
import { contextFor, extend, scopeOf } from './contexts.ts';
import { canBeListed } from './listed-types.ts';
import { WEB_OPTIONS } from './json-options.ts';
import { isMadeOfAnonymous, recordsFor } from './records.ts';

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
	const isAnonymous = isMadeOfAnonymous(type);
	const part = registered?.parts.find(each => each.declaration.bases.length > 0);
	const outside = { isPublic: registered?.access === Access.Public, scopes: part ? [part.scope] : [] };
	const records = isAnonymous ? recordsFor(type, use, body, outside, context) : undefined;
	const listed = isAnonymous ? records?.type : type;
	if (!listed || !canBeListed(listed, services.compilation)) return undefined;
	const place = registered
		? extend(registered, [listed], context, scope, records?.origin)
		: contextFor([listed], WEB_OPTIONS, context, services.compilation, scope, records?.origin);
	const registration = registered ? [] : place && register(place, context, services);
	if (!place || !registration || place.changes.length + registration.length === 0) return undefined;
	const files = mergeChanges([...(records ? [{ path: context.path, edits: records.edits }] : []), ...place.changes, ...registration]);
	if (records) return { title: `Make it the record ${records.name}, listed on ${place.isNew ? 'the new ' : ''}${place.name}`, files };
	return { title: place.isNew ? `Make and register ${place.name} for this type` : `List this type on ${place.name}`, files };
}
