/**
 * Warnings that the source itself turns off: `#pragma warning` and `[UnconditionalSuppressMessage]`
 * (docs/analyzer.md, "Scopes and suppression").
 */
import { type AliasScope, attributeName } from '../symbols/attributes.ts';
import { constantString } from '../symbols/literals.ts';
import { typeId } from '../symbols/display.ts';
import type { Compilation } from '../symbols/compilation.ts';
import type { TypePart } from '../symbols/source.ts';
import type { AttributeSyntax, MemberSyntax, NamespaceDeclaration, Pragma, Range, SourceFile, TypeDeclaration } from '../syntax/ast.ts';
import { walkMember } from '../syntax/walk.ts';

interface SuppressedRange extends Range {
	readonly code: string;
}

/** A suppression as it is written. Offsets are absolute. */
export interface WrittenSuppression {
	readonly code: string;
	readonly kind: 'pragma' | 'attribute';
	/** The attribute without its brackets, or the code behind `#pragma warning disable`. */
	readonly place: Range;
	/** Where it counts. */
	readonly covers: Range;
	/** Whether it counts elsewhere, too, or for more than is seen here: other parts of a type, what generators add. */
	readonly isWider: boolean;
}

/** The suppressions of one file, and those that one assembly-wide attribute anywhere adds. */
export class Suppressions {
	readonly #file: SourceFile;
	readonly #ranges: SuppressedRange[] = [];
	readonly #attributes: WrittenSuppression[] = [];
	readonly #everywhere: ReadonlySet<string>;
	readonly #scope: AliasScope;

	constructor(file: SourceFile, compilation: Compilation) {
		this.#file = file;
		this.#scope = { namespace: { aliased: name => file.unit.usings.find(using => using.alias === name)?.type } };
		const { everywhere, targets } = assemblyWide(compilation);
		this.#everywhere = everywhere;
		if (targets.size > 0) this.#targeted(targets, compilation);
		this.#partial(compilation);
		// Most files hold none: the text is asked before the tree.
		if (file.text.includes('SuppressMessage')) this.#namespace(file.unit);
	}

	/** Whether a finding at an offset is turned off, and by what. */
	kindOf(code: string, offset: number): 'pragma' | 'attribute' | undefined {
		if (this.#everywhere.has(code) || this.#ranges.some(range => range.code === code && offset >= range.start && offset < range.end))
			return 'attribute';
		return this.#isPragmaOff(code, offset) ? 'pragma' : undefined;
	}

	/** All that this file's own lines and members turn off, but not what the whole assembly does. */
	get written(): readonly WrittenSuppression[] {
		return [...this.#attributes, ...pragmasOf(this.#file)];
	}

	#isPragmaOff(code: string, offset: number): boolean {
		let isOff = false;
		for (const pragma of this.#file.pragmas) {
			if (pragma.offset > offset) break;
			if (pragma.ids.length === 0 || pragma.ids.some(id => id === code)) isOff = pragma.disable;
		}
		return isOff;
	}

	/** `Target = "M:N.C.M"`: the declarations with that documentation id, where they are in this file. */
	#targeted(targets: AssemblyWide['targets'], compilation: Compilation): void {
		const add = (name: string, range: Range): void => {
			for (const code of targets.get(name) ?? []) this.#ranges.push({ start: range.start, end: range.end, code });
		};
		for (const def of compilation.own.declared.get(this.#file.path) ?? []) {
			const id = typeId(def);
			for (const part of def.parts) {
				if (part.file.path !== this.#file.path) continue;
				add(id, part.declaration);
				for (const member of part.declaration.members) {
					const memberName = 'name' in member.syntax ? member.syntax.name : '';
					add(`${id}.${member.syntax.kind === 'constructor' ? '#ctor' : memberName}`, member);
				}
			}
		}
	}

	/** Attributes on other parts of a type that is declared here in part, and on other halves of its members. */
	#partial(compilation: Compilation): void {
		const add = (attributes: readonly AttributeSyntax[], part: TypePart, ranges: readonly Range[]): void => {
			for (const attribute of attributes) {
				const code = suppressedCode(attribute, { namespace: part.scope });
				if (code !== undefined) for (const { start, end } of ranges) this.#ranges.push({ start, end, code });
			}
		};
		for (const def of new Set(compilation.own.declared.get(this.#file.path) ?? [])) {
			const here = def.parts.filter(part => part.file.path === this.#file.path);
			if (def.parts.length > 1)
				for (const part of def.parts)
					add(
						part.declaration.attributes,
						part,
						here.map(each => each.declaration),
					);
			for (const part of here)
				for (const member of part.declaration.members) {
					const other = member.syntax.modifiers.includes('partial') ? def.otherHalf(member.syntax) : undefined;
					if (other) add(other.syntax.attributes, other.part, [member]);
				}
		}
	}

	#namespace(declaration: NamespaceDeclaration): void {
		for (const type of declaration.types) this.#type(type);
		for (const inner of declaration.namespaces) this.#namespace(inner);
	}

	#type(declaration: TypeDeclaration): void {
		this.#add(declaration, declaration, 0, declaration.start);
		for (const member of declaration.members) {
			const { syntax, start } = member;
			this.#add(syntax, member, 0, start);
			if ('accessors' in syntax)
				for (const accessor of syntax.accessors)
					this.#add({ attributes: accessor.attributes, modifiers: syntax.modifiers }, accessor, start, start);
			this.#localFunctions(syntax, member.start);
		}
		for (const nested of declaration.nested) this.#type(nested);
	}

	/** Attributes on local functions cover their bodies; those on lambdas cover nothing. */
	#localFunctions(syntax: MemberSyntax, base: number): void {
		walkMember(syntax, {
			statement: statement => {
				if (statement.kind === 'local-function') this.#add(statement.method, statement.method, base, base);
				return true;
			},
		});
	}

	/**
	 * @param range what is covered, from `base` on
	 * @param origin where offsets of the attributes count from
	 */
	#add(
		{ attributes, modifiers }: { readonly attributes: readonly AttributeSyntax[]; readonly modifiers: readonly string[] },
		range: Range,
		base: number,
		origin: number,
	): void {
		for (const attribute of attributes) {
			const code = suppressedCode(attribute, this.#scope);
			if (code === undefined) continue;
			const covers = { start: base + range.start, end: base + range.end };
			this.#ranges.push({ ...covers, code });
			const isScoped = attribute.target !== undefined || attribute.args.some(each => each.name === 'Scope' || each.name === 'Target');
			this.#attributes.push({
				code,
				kind: 'attribute',
				place: { start: origin + attribute.start, end: origin + attribute.end },
				covers,
				isWider: isScoped || modifiers.includes('partial'),
			});
		}
	}
}

/** What `#pragma warning disable` turns off by code; without those that stand within another one for the same code. */
export function pragmasOf(file: Pick<SourceFile, 'text' | 'pragmas'>): readonly WrittenSuppression[] {
	const found: WrittenSuppression[] = [];
	const { text, pragmas } = file;
	for (const [index, pragma] of pragmas.entries()) {
		if (!pragma.disable) continue;
		const line = lineOf(text, pragma.offset);
		for (const code of pragma.ids.filter(each => TOLD.test(each))) {
			const names = (other: Pragma): boolean => other.ids.length === 0 || other.ids.includes(code);
			const next = pragmas.slice(index + 1).find(names);
			const isNested = pragmas.slice(0, index).findLast(names)?.disable === true;
			const at = text.slice(line.start, line.end).search(new RegExp(`\\b${code}\\b`));
			if (isNested || next?.disable || at < 0) continue;
			found.push({
				code,
				kind: 'pragma',
				place: { start: line.start + at, end: line.start + at + code.length },
				covers: { start: pragma.offset, end: next?.offset ?? text.length },
				isWider: false,
			});
		}
	}
	return found;
}

/** The line of a directive, by where the next one starts; its end is there. */
export function lineOf(text: string, next: number): Range {
	return { start: text.lastIndexOf('\n', next - 2) + 1, end: next };
}

/** Codes that we tell of; what else stands there can be anything while it is typed. */
const TOLD = /^(?:IL|AOTL)\d+$/;

/** What the files of a compilation suppress in the whole assembly or module. */
interface AssemblyWide {
	readonly everywhere: ReadonlySet<string>;
	/** Codes by documentation id, without the kind of what it names, parameters and the number of type parameters of a method. */
	readonly targets: ReadonlyMap<string, readonly string[]>;
}

const assemblyWideOf = new WeakMap<Compilation, AssemblyWide>();

function assemblyWide(compilation: Compilation): AssemblyWide {
	const known = assemblyWideOf.get(compilation);
	if (known) return known;
	const everywhere = new Set<string>();
	const targets = new Map<string, string[]>();
	for (const attribute of compilation.own.files.flatMap(file => file.attributes)) {
		const code = suppressedCode(attribute);
		if (code === undefined) continue;
		const named = (name: string): string | undefined => {
			const argument = attribute.args.find(each => each.name === name)?.value;
			return argument && constantString(argument);
		};
		const scope = named('Scope');
		const target = named('Target');
		if (target !== undefined && scope !== 'module') {
			const name = target
				.replace(/^~?[A-Z]:/, '')
				.replace(/\(.*$/, '')
				.replace(/``\d+$/, '');
			targets.set(name, [...(targets.get(name) ?? []), code]);
		} else if (target === undefined && (scope === undefined || scope === 'module')) {
			everywhere.add(code);
		}
	}
	const found = { everywhere, targets };
	assemblyWideOf.set(compilation, found);
	return found;
}

/** The id before `:` in the second argument of `[UnconditionalSuppressMessage]` or `[SuppressMessage]`, of those that we tell. */
function suppressedCode(attribute: AttributeSyntax, scope?: AliasScope): string | undefined {
	const name = attributeName(attribute, scope);
	if (name !== 'UnconditionalSuppressMessage' && name !== 'SuppressMessage') return undefined;
	const argument = attribute.args.filter(each => !each.isNamed || each.name === 'checkId')[1]?.value;
	const code = argument && constantString(argument)?.split(':')[0]?.trim();
	return code !== undefined && TOLD.test(code) ? code : undefined;
}
