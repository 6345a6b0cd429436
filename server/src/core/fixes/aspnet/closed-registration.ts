/**
 * A closed registration beside an open one: the container makes no closed type over a value type by reflection where
 * dynamic code is off, and takes one that is registered itself first, wherever it stands.
 */
import { bindFile } from '../../binding/bodies.ts';
import type { BoundBody, Use } from '../../binding/bound.ts';
import { registrationOf } from '../../frameworks/services.ts';
import type { NamespaceScope } from '../../symbols/scope.ts';
import type { NamedType, TypeDef } from '../../symbols/types.ts';
import type { SourceFile } from '../../syntax/ast.ts';
import { display, typeTextWithUsings } from '../csharp/names.ts';
import { indentationAt, styleOf } from '../csharp/style.ts';
import { usingEdits } from '../csharp/usings.ts';
import { type Change, defineFix, type FixContext } from '../fix.ts';
import { scopeOf } from '../json/contexts.ts';

export const closedRegistration = defineFix({
	id: 'closed-registration',
	about: 'Registers the closed service beside the open generic one.',
	codes: ['AOTL3001'],
	safety: 'repairs',
	change: ({ lack }, context) => (lack?.kind === 'service' ? closed(lack.service, context) : undefined),
});

/** A call such as `services.AddSingleton(typeof(IRepository<>), typeof(Repository<>))`. */
interface OpenRegistration {
	readonly use: Use;
	readonly body: BoundBody;
	readonly file: SourceFile;
	readonly implementation: TypeDef | undefined;
}

function closed(service: NamedType, context: FixContext): Change | undefined {
	const open = openRegistrationOf(service.def, context);
	if (!open) return undefined;
	const { use, body, file, implementation } = open;
	const { compilation } = context.workspace.services(context.project);
	const scope = scopeOf(body, { ...context, file }, compilation);
	const call = scope && closedCall(service, implementation, open, scope);
	if (!call) return undefined;
	const { start, end } = { start: body.base + use.whole.start, end: body.base + use.whole.end };
	const { newline, indent } = styleOf(file.text);
	const base = indentationAt(file.text, start);
	const lineStart = file.text.lastIndexOf('\n', start - 1) + 1;
	const semicolon = /^\s*;/.exec(file.text.slice(end, end + 200))?.[0];
	const isStatement = semicolon !== undefined && lineStart + base.length === start && /^[\w.]+$/.test(call.receiver);
	// What `TryAdd...` returns is nothing to go on with.
	if (!isStatement && use.member.name.startsWith('Try')) return undefined;
	const edit = isStatement
		? { at: end + semicolon.length, text: `${newline}${base}${call.receiver}.${call.text};` }
		: { at: end, text: `${newline}${/^\s*\./.test(file.text.slice(lineStart, end)) ? base : base + indent}.${call.text}` };
	return {
		title: `Register ${display(service)} itself`,
		files: [
			{
				path: file.path,
				edits: [{ start: edit.at, end: edit.at, text: edit.text, entry: call.text }, ...usingEdits(file, ...call.namespaces)],
			},
		],
	};
}

/** The call of the project that registers a service as an open generic. */
function openRegistrationOf(service: TypeDef, context: FixContext): OpenRegistration | undefined {
	const services = context.workspace.services(context.project);
	let found: OpenRegistration | undefined;
	for (const file of services.compilation.own.files) {
		if (found || !new RegExp(`typeof\\s*\\(\\s*[\\w.:]*\\b${service.name}\\s*<`).test(file.text)) continue;
		bindFile(file, services, {
			body: body => {
				for (const use of body.uses)
					for (const each of registrationOf(use)?.open ?? [])
						if (each.service === service) found ??= { use, body, file, implementation: each.implementation };
			},
			failed: () => {},
		});
	}
	return found;
}

/** `AddSingleton<IRepository<Guid>, Repository<Guid>>()`, and what it is called on. */
function closedCall(
	service: NamedType,
	implementation: TypeDef | undefined,
	{ use, body, file }: OpenRegistration,
	scope: NamespaceScope,
): { readonly receiver: string; readonly text: string; readonly namespaces: ReadonlySet<string> } | undefined {
	const { syntax } = use;
	if (
		syntax?.kind !== 'call' ||
		syntax.callee.kind !== 'member' ||
		!/^(?:Try)?Add(?:Keyed)?(?:Singleton|Scoped|Transient)$/.test(use.member.name)
	)
		return undefined;
	const text = (range: { readonly start: number; readonly end: number }): string =>
		file.text.slice(body.base + range.start, body.base + range.end);
	const namespaces = new Set<string>();
	const types = [service, ...(implementation && implementation !== service.def ? [implementation.construct(service.args)] : [])];
	const typeTexts = types.map(type => typeTextWithUsings(type, scope, namespaces));
	const key = use.args.find(argument => argument.parameter.name === 'serviceKey')?.syntax;
	// A factory makes the open form only.
	if (syntax.args.length !== (implementation ? 2 : 1) + (key ? 1 : 0)) return undefined;
	return {
		receiver: text(syntax.callee.receiver),
		text: `${use.member.name}<${typeTexts.join(', ')}>(${key ? text(key) : ''})`,
		namespaces,
	};
}
