/**
 * Passes a warning on: marks the member around it with the attribute that says what the code in it requires
 * (`[RequiresUnreferencedCode]`, `[RequiresDynamicCode]`, `[RequiresAssemblyFiles]`), so that its callers are warned
 * instead. What a library does with what it can't repair (docs/analyzer.md, "Scopes and suppression" says what that silences).
 *
 * Members of a hierarchy must agree (IL2046, IL3051, IL3003), and nobody calls `Main`: those get none.
 */
import { indentationAt, styleOf } from '../csharp/style.ts';
import { isVisible } from '../csharp/names.ts';
import { ruleInfo } from '../../rules/catalog.ts';
import { mergeChanges } from '../edits.ts';
import { usingEdits } from '../csharp/usings.ts';
import type { CheckedFinding } from '../../analysis/check.ts';
import type { Enclosing } from '../../binding/bound.ts';
import type { MethodSymbol } from '../../symbols/members.ts';
import { currentMember, isInHierarchy } from '../csharp/declarations.ts';
import { defineFix, type FileEdit, type FixContext } from '../fix.ts';
import { codesOfCall } from './one-call.ts';

const NAMESPACE = 'System.Diagnostics.CodeAnalysis';

/** What silences a code of a body. */
function attributeFor(code: string): string | undefined {
	if (code === 'IL3050') return 'RequiresDynamicCode';
	if (code === 'IL3000' || code === 'IL3001' || code === 'IL3002') return 'RequiresAssemblyFiles';
	return /^IL2(?:026|05[057-9]|06\d|07\d|08\d|09[016]|1(?:03|1[01]))$/.test(code) ? 'RequiresUnreferencedCode' : undefined;
}

const CODES: readonly string[] = ['IL3050', 'IL3000', 'IL3001', 'IL3002', 'IL2026'].concat(
	Array.from({ length: 57 }, (_, index) => `IL${2055 + index}`),
);

export const markRequires = defineFix({
	id: 'mark-requires',
	about: 'Marks the member around a finding with the attribute that warns its callers.',
	codes: CODES.filter(code => attributeFor(code) !== undefined),
	safety: 'passes-on',
	needs: { version: 7, attribute: 'RequiresUnreferencedCode' },
	change: (finding, context) => {
		const method = markable(finding, context);
		const attributes = codesOfCall(finding, context).flatMap(code => attributeFor(code) ?? []);
		const written = attributes.map(each => `${each}("Calls ${calleeOf(finding)}.")`);
		const edits = method && attributeEdits(method, written, context);
		const told = attributes.map(each => `[${each}]`).join(' and ');
		return edits && { title: `Mark ${describe(method)} with ${told}`, files: mergeChanges([edits]) };
	},
});

/** `[UnconditionalSuppressMessage]` with room for the reason: for what was looked at and is known to work. */
export const suppress = defineFix({
	id: 'suppress',
	about: 'Suppresses a finding in the member around it; the reason is to be written.',
	codes: CODES.filter(code => attributeFor(code) !== undefined),
	safety: 'silences',
	needs: { version: 5, attribute: 'UnconditionalSuppressMessage' },
	change: (finding, context) => {
		const method = markable(finding, context, true);
		const codes = codesOfCall(finding, context);
		const attributes = codes.map(
			code => `UnconditionalSuppressMessage("${ruleInfo(code).category}", "${code}", Justification = "Say here why this works.")`,
		);
		const edits = method && attributeEdits(method, attributes, context);
		return edits && { title: `Suppress ${codes.join(' and ')} in ${describe(method)}`, files: mergeChanges([edits]) };
	},
});

/** The member whose attribute counts for a finding. */
function markable({ evidence }: CheckedFinding, context: FixContext, isAnywhere = false): MethodSymbol | undefined {
	if (!evidence || evidence.body.isHeader) return undefined;
	let method: MethodSymbol | undefined;
	for (let each: Enclosing | undefined = evidence.use.enclosing; each; each = each.parent) method = each.method ?? method;
	if (!method || method.container !== evidence.body.type || (!isAnywhere && isInHierarchy(method, context))) return undefined;
	const { methodKind } = method;
	if (methodKind !== 'ordinary' && methodKind !== 'constructor' && methodKind !== 'accessor') return undefined;
	return !isAnywhere && method.isStatic && method.name === 'Main' ? undefined : method;
}

function attributeEdits(
	method: MethodSymbol,
	attributes: readonly string[],
	context: FixContext,
): { readonly path: string; readonly edits: readonly FileEdit[] } | undefined {
	const property = method.associated?.kind === 'property' ? method.associated : undefined;
	const syntax = method.methodKind === 'accessor' ? property?.syntax : method.syntax;
	const found = syntax && currentMember(method.container, syntax, context);
	if (!found) return undefined;
	const { text } = found.file;
	const usings = isVisible(NAMESPACE, found.part.scope) ? [] : usingEdits(found.file, NAMESPACE);
	if (method.methodKind !== 'accessor') {
		const at = found.base + found.syntax.start;
		return {
			path: found.file.path,
			edits: [
				{ start: at, end: at, text: attributes.map(each => `[${each}]${styleOf(text).newline}${indentationAt(text, at)}`).join('') },
				...usings,
			],
		};
	}
	// The attribute goes on accessors; `P => value` has none that is written.
	const names = property?.getter === method ? ['get'] : ['set', 'init'];
	const accessor =
		'accessors' in found.syntax && !found.syntax.expressionBody
			? found.syntax.accessors.find(each => names.includes(each.name))
			: undefined;
	if (!accessor) return undefined;
	const at = found.base + accessor.start;
	return { path: found.file.path, edits: [{ start: at, end: at, text: attributes.map(each => `[${each}] `).join('') }, ...usings] };
}

function calleeOf({ evidence }: CheckedFinding): string {
	const { member } = evidence?.use ?? {};
	if (!member) return '';
	if (member.kind === 'method' && member.methodKind === 'constructor') return `new ${member.container.name}`;
	return `${member.container.name}.${member.kind === 'method' ? (member.associated?.name ?? member.name) : member.name}`;
}

function describe(method: MethodSymbol): string {
	if (method.methodKind === 'constructor') return `the constructor of ${method.container.name}`;
	return method.methodKind === 'accessor' ? `the accessor of '${method.associated?.name}'` : `'${method.name}'`;
}
