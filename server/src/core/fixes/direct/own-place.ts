/**
 * What code asks reflection about itself, said without: its folder (`AppContext.BaseDirectory`), its method (`nameof`),
 * its type (`typeof`).
 */
import type { BoundBody, Enclosing, Use } from '../../binding/bound.ts';
import type { MethodSymbol } from '../../symbols/members.ts';
import { type Change, defineFix, type FixContext } from '../fix.ts';

/** The expressions around a place, as far as they are member accesses and calls: text decides, what is not sure is left. */
const around = (context: FixContext, start: number, end: number): { readonly before: string; readonly after: string } => ({
	before: context.text.slice(Math.max(0, start - 60), start),
	after: context.text.slice(end, end + 60),
});

export const appFolder = defineFix({
	id: 'app-folder',
	about: 'Takes the folder of the app from AppContext.BaseDirectory, where an assembly has no file.',
	codes: ['IL3000'],
	safety: 'changes-meaning',
	needs: { version: 3 },
	change: ({ evidence }, context) => evidence && folderOfApp(evidence.use, evidence.body, context),
});

/** `Path.GetDirectoryName(x.Location)`: `AppContext.BaseDirectory` is that of the app's own assemblies, with a separator at its end. */
function folderOfApp(use: Use, body: BoundBody, context: FixContext): Change | undefined {
	if (use.member.name !== 'Location' && use.member.name !== 'get_Location') return undefined;
	const [start, end] = [body.base + use.start, body.base + use.end];
	const asked = context.text.slice(start, end);
	// The app's own assemblies; another one may lie anywhere.
	if (
		!/^(?:[\w.]*\bAssembly\.Get(?:Executing|Entry)Assembly\(\)!?\??|typeof\([\w.<>]+\)\.(?:GetTypeInfo\(\)\.)?Assembly)\.Location$/.test(
			asked,
		)
	)
		return undefined;
	const { before, after } = around(context, start, end);
	const call = /(?:System\.IO\.)?Path\s*\.\s*GetDirectoryName\s*\(\s*$/.exec(before);
	const close = /^!?\s*\)!?/.exec(after);
	if (!call || !close) return undefined;
	const path = /^System\.IO\./.test(call[0]) ? 'System.IO.Path' : 'Path';
	const system = context.file.unit.usings.some(each => /\busing\s+(?:global::)?System\s*;/.test(context.text.slice(each.start, each.end)));
	const isKnown = system || context.project.usings.some(each => each.namespace === 'System');
	const text = `${path}.TrimEndingDirectorySeparator(${isKnown ? '' : 'System.'}AppContext.BaseDirectory)`;
	return {
		title: 'Use the folder of the app, AppContext.BaseDirectory',
		files: [{ path: context.path, edits: [{ start: start - call[0].length, end: end + close[0].length, text }] }],
	};
}

export const ownName = defineFix({
	id: 'own-name',
	about: 'Names the method or type that MethodBase.GetCurrentMethod() looks up.',
	codes: ['IL2026'],
	safety: 'repairs',
	change: ({ evidence }, context) => evidence && nameOfMethod(evidence.use, evidence.body, context),
});

function nameOfMethod(use: Use, body: BoundBody, context: FixContext): Change | undefined {
	if (use.kind !== 'call' || use.member.name !== 'GetCurrentMethod' || use.member.container.fullName !== 'System.Reflection.MethodBase')
		return undefined;
	const { type } = body;
	if (use.syntax?.kind !== 'call' || !type) return undefined;
	const [start, end] = [body.base + use.syntax.start, body.base + use.syntax.end];
	const asked = /^[!?]?\.(Name|DeclaringType)\b!?/.exec(context.text.slice(end));
	if (!asked) return undefined;
	const edit = (text: string): Change => ({
		title: `Write ${text}`,
		files: [{ path: context.path, edits: [{ start, end: end + asked[0].length, text }] }],
	});
	// In lambdas, iterators and async methods the method that runs is one that the compiler made.
	const owner: Enclosing = use.enclosing;
	if (owner.parent) return undefined;
	if (asked[1] === 'DeclaringType') {
		const isPlain = type.arity === 0 && !type.container && !isCompiled(owner.method);
		return isPlain ? edit(`typeof(${type.name})`) : undefined;
	}
	const { method } = owner;
	if (method?.methodKind !== 'ordinary' || isCompiled(method) || method.explicitInterface) return undefined;
	return edit(`nameof(${method.name})`);
}

/** Async methods and iterators run as types of their own. */
const isCompiled = (method: MethodSymbol | undefined): boolean =>
	method !== undefined &&
	/^System\.(?:Threading\.Tasks\.|Collections\.)/.test(method.returns.kind === 'named' ? method.returns.def.fullName : '');
