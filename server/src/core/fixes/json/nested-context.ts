/**
 * A context for types that are private to another one: nested beside them, where the code that the generator adds can name them.
 * The type around it becomes partial. Contexts of one type with the same options are one.
 */
import { Access } from '../../metadata/facts.ts';
import type { Compilation } from '../../symbols/compilation.ts';
import { isJsonContext } from '../../symbols/generated.ts';
import { typeInfoPropertyName } from '../../symbols/json-reach.ts';
import { isSource, type SourceTypeDef } from '../../symbols/source.ts';
import type { Type, TypeDef } from '../../symbols/types.ts';
import { currentDeclaration } from '../csharp/declarations.ts';
import { isVisible, namesOf, typeTextWithUsings, withinType } from '../csharp/names.ts';
import { partialEdits } from '../csharp/partial.ts';
import { indentationAt, styleOf } from '../csharp/style.ts';
import { usingEdits } from '../csharp/usings.ts';
import type { FixContext } from '../fix.ts';
import { type ContextPlace, extend, freeProperty, isTakenByContext, optionsAttribute, stemOf } from './contexts.ts';
import { contextOptions, type GenerationOptions, optionsText } from './json-options.ts';

/** Whether a type can't be named outside the one that declares it. */
export const isHidden = ({ access }: TypeDef): boolean =>
	access !== Access.Public && access !== Access.Internal && access !== Access.ProtectedOrInternal;

/** The types that a type is made of which can't be named outside their container. */
function hiddenIn(type: Type): readonly TypeDef[] {
	if (type.kind === 'array') return hiddenIn(type.element);
	if (type.kind !== 'named') return [];
	const hidden: TypeDef[] = type.args.flatMap(hiddenIn);
	for (let def: TypeDef | undefined = type.def; def; def = def.container) if (isHidden(def)) hidden.push(def);
	return hidden;
}

/** The innermost type that can name all that a type is made of; undefined where that is any, or none. */
export function privateHost(type: Type): SourceTypeDef | undefined {
	const hosts = hiddenIn(type).flatMap(each => each.container ?? []);
	const host = hosts.find(each => hosts.every(other => isWithin(each, other)));
	return host && isSource(host) ? host : undefined;
}

/** Whether a type is another one or nested in it, however deep. */
export function isWithin(def: TypeDef, outer: TypeDef): boolean {
	for (let each: TypeDef | undefined = def; each; each = each.container) if (each === outer) return true;
	return false;
}

/** Finds or makes the context in a type for types that it alone can name, under some options. */
export function nestedContextFor(
	types: readonly Type[],
	options: GenerationOptions,
	host: SourceTypeDef,
	context: FixContext,
): ContextPlace | undefined {
	// An attribute can't name what stands in a generic type (CS0416).
	if (host.typeParameters.length > 0) return undefined;
	const wanted = optionsText(options);
	const { compilation } = context.workspace.services(context.project);
	for (const def of compilation.own.types.values()) {
		const part = def.container === host && isJsonContext(def) ? def.parts[0] : undefined;
		if (!part) continue;
		const { start } = part.declaration;
		const existing = contextOptions(def.attributes, range => part.file.text.slice(start + range.start, start + range.end));
		if (optionsText(existing) === wanted) return extend(def, types, context, part.scope);
	}
	return create(types, options, host, context, compilation);
}

/** Names for a context in a type, the best first: by the type, then also by its options and those around it, and at last counted. */
function* namesFor(options: GenerationOptions, host: SourceTypeDef): Generator<string> {
	yield `${host.name}JsonContext`;
	const stem = stemOf(options);
	if (stem) yield `${host.name}${stem}JsonContext`;
	const whole = namesOf(host).join('') + stem;
	yield `${whole}JsonContext`;
	for (let count = 2; ; count++) yield `${whole}JsonContext${count}`;
}

function create(
	types: readonly Type[],
	options: GenerationOptions,
	host: SourceTypeDef,
	context: FixContext,
	compilation: Compilation,
): ContextPlace | undefined {
	const part = host.parts.find(({ file }) => file.path === context.path);
	const current = part && currentDeclaration(part, context);
	const partial = partialEdits(host, context);
	if (!part || !current || !partial || current.declaration.bodyStart === undefined) return undefined;
	const { declaration } = current;
	const isTaken = (name: string): boolean => host.members(name).length > 0 || isTakenByContext(name, compilation);
	let name = '';
	for (name of namesFor(options, host)) if (!isTaken(name)) break;
	const namespaces = new Set(['System.Text.Json.Serialization']);
	if (options.isWeb || options.named.some(each => each.includes('JsonCommentHandling'))) namespaces.add('System.Text.Json');
	const taken = new Set<string>();
	const properties = types.map(type => freeProperty(type, taken));
	const listed = types.map((type, index) => {
		const property = properties[index] ?? '';
		const named = property === typeInfoPropertyName(type) ? '' : `, TypeInfoPropertyName = "${property}"`;
		return `[JsonSerializable(typeof(${withinType(typeTextWithUsings(type, part.scope, namespaces), host)})${named})]`;
	});
	const { newline, indent } = styleOf(context.text);
	const outer = indentationAt(context.text, declaration.start);
	const lines = [
		'',
		...optionsAttribute(options, indent),
		...listed,
		`private sealed partial class ${name} : JsonSerializerContext`,
		'{',
		'}',
	].map(line => (line ? outer + indent + line : line));
	// At the end of the type: before the line of its brace, where that stands alone.
	const brace = context.text.lastIndexOf('}', declaration.end - 1);
	const lineStart = context.text.lastIndexOf('\n', brace) + 1;
	const isAlone = context.text.slice(lineStart, brace).trim() === '';
	const at = isAlone ? lineStart : brace;
	const text = [...lines, isAlone ? '' : outer].join(newline);
	return {
		name,
		namespace: host.namespace,
		reference: name,
		properties,
		isNew: true,
		changes: [{ path: context.path, edits: [...partial, { start: at, end: at, text }] }],
		usingEdits: usingEdits(context.file, ...[...namespaces].filter(each => !isVisible(each, part.scope))),
	};
}
