/** Closes a gap in the JSON contracts: lists the type on the registered context, or makes and registers one. */
import { recordFix } from './anonymous-record.ts';
import { afterBuilder, register } from './endpoints.ts';
import type { Fix, FixContext, FixProvider } from './fix.ts';
import { canBeListed, contextFor, extend, mergeChanges, scopeOf } from './json-context.ts';
import { WEB_OPTIONS } from './json-options.ts';

export const jsonGap: FixProvider = (finding, context) => {
	if (finding.code !== 'AOTL2001' || !finding.evidence) return [];
	const { body, gap, use } = finding.evidence;
	const services = context.workspace.services(context.project);
	if (!gap) return use.member.name.endsWith('Problem') ? problemDetails(context) : [];
	const scope = scopeOf(body, context, services.compilation);
	if (!scope) return [];
	const registered = context.workspace.contracts(context.project)?.contexts.find(each => !each.container);
	if (!canBeListed(gap, services.compilation))
		return registered ? recordFix(gap, use, body, registered, scope, context, services.compilation) : [];
	const place = registered
		? extend(registered, [gap], context, scope)
		: contextFor([gap], WEB_OPTIONS, context, services.compilation, scope);
	const registration = registered ? [] : place && register(place.name, context, services);
	if (!place || !registration || place.changes.length + registration.length === 0) return [];
	const title = place.isNew ? `Make and register ${place.name} for this type` : `List this type on ${place.name}`;
	// The registration names the context in its own file, which may be another one than the finding's.
	return [
		{
			title,
			isPreferred: true,
			files: mergeChanges([
				...place.changes,
				...registration,
				...(registration.length > 0 ? [{ path: context.file.path, edits: place.usingEdits }] : []),
			]),
		},
	];
};

function problemDetails(context: FixContext): readonly Fix[] {
	const files = afterBuilder(context, context.workspace.services(context.project), builder => [`${builder}.Services.AddProblemDetails();`]);
	return files ? [{ title: 'Add AddProblemDetails to the services', isPreferred: true, files }] : [];
}
