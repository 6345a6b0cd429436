/** `[MaxLength]` reads the length of any collection by reflection; of a string `[StringLength]` asks the same without. */
import type { AttributeSyntax, Member, TypeDeclaration } from '../../syntax/ast.ts';
import { findAttribute } from '../../symbols/attributes.ts';
import { type Change, defineFix, type FixContext } from '../fix.ts';

const STRING = /^(?:string|String|System\.String)\??$/;

export const stringLength = defineFix({
	id: 'string-length',
	about: 'Uses [StringLength] for [MaxLength] on strings; the words of its default error message differ.',
	codes: ['IL2026'],
	safety: 'changes-meaning',
	change: ({ evidence, start }, context) =>
		evidence?.use.kind === 'attribute' &&
		evidence.use.member.container.fullName === 'System.ComponentModel.DataAnnotations.MaxLengthAttribute'
			? lengthOfString(start, context)
			: undefined,
});

function lengthOfString(at: number, context: FixContext): Change | undefined {
	const member = memberAt(at, context);
	if (!member || (member.syntax.kind !== 'property' && member.syntax.kind !== 'field')) return undefined;
	const { type, attributes } = member.syntax;
	if (!STRING.test(context.text.slice(member.start + type.start, member.start + type.end))) return undefined;
	const attribute = attributes.find(each => member.start + each.start <= at && at <= member.start + each.end);
	if (!attribute || attribute.args.length === 0 || attribute.args[0]?.isNamed) return undefined;
	const other = findAttribute(attributes, 'StringLength');
	if (other) return withoutRepeat(attribute, other, member, context);
	// -1 means "as long as the store allows" there.
	if (attribute.args[0]?.value.kind === 'unary') return undefined;
	const name = context.text.slice(member.start + attribute.name.start, member.start + attribute.name.end);
	const written = /MaxLength(?:Attribute)?$/.exec(name);
	if (!written) return undefined;
	const start = member.start + attribute.name.start + written.index;
	const edit = { start, end: start + written[0].length, text: 'StringLength' };
	return { title: 'Use [StringLength]', files: [{ path: context.path, edits: [edit] }] };
}

/** `[MaxLength(n)]` beside `[StringLength(n)]` says nothing more; it goes with its line. */
function withoutRepeat(attribute: AttributeSyntax, other: AttributeSyntax, member: Member, { text, path }: FixContext): Change | undefined {
	const lengthOf = ({ args: [length, ...more] }: AttributeSyntax): string | undefined =>
		length && more.length === 0 ? text.slice(member.start + length.start, member.start + length.end) : undefined;
	if (lengthOf(attribute) === undefined || lengthOf(attribute) !== lengthOf(other)) return undefined;
	const lineStart = text.lastIndexOf('\n', member.start + attribute.start) + 1;
	const lineEnd = text.indexOf('\n', member.start + attribute.end);
	if (lineEnd < 0 || !/^\s*\[MaxLength\([^()[\]]*\)\]\s*$/.test(text.slice(lineStart, lineEnd))) return undefined;
	return {
		title: 'Remove [MaxLength], as [StringLength] says it',
		files: [{ path, edits: [{ start: lineStart, end: lineEnd + 1, text: '' }] }],
	};
}

function memberAt(offset: number, { file }: FixContext): Member | undefined {
	const inType = (type: TypeDeclaration): Member | undefined =>
		type.members.find(member => member.start <= offset && offset < member.end) ??
		type.nested.map(inType).find(member => member !== undefined);
	const inNamespace = (unit: typeof file.unit): Member | undefined =>
		unit.types.map(inType).find(member => member !== undefined) ?? unit.namespaces.map(inNamespace).find(member => member !== undefined);
	return inNamespace(file.unit);
}
