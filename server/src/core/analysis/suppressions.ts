/** Warnings that the source itself turns off: `#pragma warning` and `[UnconditionalSuppressMessage]` (section 5). */
import { attributeName } from '../symbols/attributes.ts';
import { constantString } from '../symbols/literals.ts';
import { typeId } from '../symbols/display.ts';
import type { Compilation } from '../symbols/compilation.ts';
import type { AttributeSyntax, NamespaceDeclaration, Range, SourceFile, TypeDeclaration } from '../syntax/ast.ts';

interface SuppressedRange extends Range {
	readonly code: string;
}

/** The suppressions of one file, and those that one assembly-wide attribute anywhere adds. */
export class Suppressions {
	readonly #file: SourceFile;
	readonly #ranges: SuppressedRange[] = [];
	readonly #everywhere = new Set<string>();

	constructor(file: SourceFile, compilation: Compilation) {
		this.#file = file;
		this.#assemblyWide(attributesOf(compilation), file, compilation);
		// Most files hold none: the text is asked before the tree.
		if (file.text.includes('SuppressMessage')) this.#namespace(file.unit);
	}

	/** Whether a finding at an offset is turned off, and by what. */
	kindOf(code: string, offset: number): 'pragma' | 'attribute' | undefined {
		if (this.#everywhere.has(code) || this.#ranges.some(range => range.code === code && offset >= range.start && offset < range.end)) return 'attribute';
		return this.#isPragmaOff(code, offset) ? 'pragma' : undefined;
	}

	#isPragmaOff(code: string, offset: number): boolean {
		let isOff = false;
		for (const pragma of this.#file.pragmas) {
			if (pragma.offset > offset) break;
			if (pragma.ids.length === 0 || pragma.ids.some(id => id === code)) isOff = pragma.disable;
		}
		return isOff;
	}

	#assemblyWide(attributes: readonly AttributeSyntax[], file: SourceFile, compilation: Compilation): void {
		for (const attribute of attributes) {
			const code = suppressedCode(attribute);
			if (!code) continue;
			const named = (name: string): string | undefined => {
				const argument = attribute.args.find(each => each.name === name)?.value;
				return argument && constantString(argument);
			};
			const scope = named('Scope');
			const target = named('Target');
			if (target !== undefined && scope !== 'module') this.#target(target, code, file, compilation);
			else if (target === undefined && (scope === undefined || scope === 'module')) this.#everywhere.add(code);
		}
	}

	/** `Target = "M:N.C.M"`: the declaration with that documentation id, where it is in this file. */
	#target(target: string, code: string, file: SourceFile, compilation: Compilation): void {
		const declared = compilation.own.declared.get(file.path) ?? [];
		const name = target.replace(/^~?[A-Z]:/, '').replace(/\(.*$/, '');
		for (const def of declared) {
			for (const part of def.parts) {
				if (part.file.path !== file.path) continue;
				if (typeId(def) === name) this.#ranges.push({ start: part.declaration.start, end: part.declaration.end, code });
				for (const member of part.declaration.members) {
					const memberName = 'name' in member.syntax ? member.syntax.name : '';
					const own = member.syntax.kind === 'constructor' ? '#ctor' : memberName;
					if (`${typeId(def)}.${own}` === name.replace(/``\d+$/, '')) this.#ranges.push({ start: member.start, end: member.end, code });
				}
			}
		}
	}

	#namespace(declaration: NamespaceDeclaration): void {
		for (const type of declaration.types) this.#type(type);
		for (const inner of declaration.namespaces) this.#namespace(inner);
	}

	#type(declaration: TypeDeclaration): void {
		this.#add(declaration.attributes, declaration);
		for (const member of declaration.members) {
			this.#add(member.syntax.attributes, member);
			const { syntax } = member;
			if ('accessors' in syntax) for (const accessor of syntax.accessors) this.#add(accessor.attributes, { start: member.start + accessor.start, end: member.start + accessor.end });
			this.#localFunctions(syntax, member.start);
		}
		for (const nested of declaration.nested) this.#type(nested);
	}

	/** Attributes on local functions cover their bodies; those on lambdas cover nothing. */
	#localFunctions(node: unknown, base: number): void {
		if (Array.isArray(node)) {
			for (const part of node) this.#localFunctions(part, base);
		} else if (node && typeof node === 'object') {
			const candidate = node as { kind?: string; method?: { attributes: readonly AttributeSyntax[]; start: number; end: number } };
			if (candidate.kind === 'local-function' && candidate.method) this.#add(candidate.method.attributes, { start: base + candidate.method.start, end: base + candidate.method.end });
			for (const value of Object.values(node)) if (value && typeof value === 'object') this.#localFunctions(value, base);
		}
	}

	#add(attributes: readonly AttributeSyntax[], range: Range): void {
		for (const attribute of attributes) {
			const code = suppressedCode(attribute);
			if (code) this.#ranges.push({ start: range.start, end: range.end, code });
		}
	}
}

const assemblyAttributes = new WeakMap<Compilation, readonly AttributeSyntax[]>();

/** The suppressions that the files of a compilation put on the whole assembly or module. */
function attributesOf(compilation: Compilation): readonly AttributeSyntax[] {
	let found = assemblyAttributes.get(compilation);
	if (!found) assemblyAttributes.set(compilation, (found = compilation.own.files.flatMap(file => file.attributes.filter(attribute => suppressedCode(attribute) !== undefined))));
	return found;
}

/** The id before `:` in the second argument of `[UnconditionalSuppressMessage]` or `[SuppressMessage]`. */
function suppressedCode(attribute: AttributeSyntax): string | undefined {
	const name = attributeName(attribute);
	if (name !== 'UnconditionalSuppressMessage' && name !== 'SuppressMessage') return undefined;
	const argument = attribute.args.filter(each => !each.isNamed || each.name === 'checkId')[1]?.value;
	return argument && constantString(argument)?.split(':')[0]?.trim();
}
