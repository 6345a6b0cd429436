/**
 * Warnings that the source itself turns off: `#pragma warning` and `[UnconditionalSuppressMessage]`
 * (docs/analyzer.md, "Scopes and suppression").
 */
import { type AliasScope, attributeName } from '../symbols/attributes.ts';
import { constantString } from '../symbols/literals.ts';
import { typeId } from '../symbols/display.ts';
import type { Compilation } from '../symbols/compilation.ts';
import type { AttributeSyntax, MemberSyntax, NamespaceDeclaration, Range, SourceFile, TypeDeclaration } from '../syntax/ast.ts';
import { walkMember } from '../syntax/walk.ts';

interface SuppressedRange extends Range {
	readonly code: string;
}

/** The suppressions of one file, and those that one assembly-wide attribute anywhere adds. */
export class Suppressions {
	readonly #file: SourceFile;
	readonly #ranges: SuppressedRange[] = [];
	readonly #everywhere: ReadonlySet<string>;
	readonly #scope: AliasScope;

	constructor(file: SourceFile, compilation: Compilation) {
		this.#file = file;
		this.#scope = { namespace: { aliased: name => file.unit.usings.find(using => using.alias === name)?.type } };
		const { everywhere, targets } = assemblyWide(compilation);
		this.#everywhere = everywhere;
		if (targets.size > 0) this.#targeted(targets, compilation);
		// Most files hold none: the text is asked before the tree.
		if (file.text.includes('SuppressMessage')) this.#namespace(file.unit);
	}

	/** Whether a finding at an offset is turned off, and by what. */
	kindOf(code: string, offset: number): 'pragma' | 'attribute' | undefined {
		if (this.#everywhere.has(code) || this.#ranges.some(range => range.code === code && offset >= range.start && offset < range.end))
			return 'attribute';
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

	#namespace(declaration: NamespaceDeclaration): void {
		for (const type of declaration.types) this.#type(type);
		for (const inner of declaration.namespaces) this.#namespace(inner);
	}

	#type(declaration: TypeDeclaration): void {
		this.#add(declaration.attributes, declaration);
		for (const member of declaration.members) {
			this.#add(member.syntax.attributes, member);
			const { syntax } = member;
			if ('accessors' in syntax)
				for (const accessor of syntax.accessors)
					this.#add(accessor.attributes, { start: member.start + accessor.start, end: member.start + accessor.end });
			this.#localFunctions(syntax, member.start);
		}
		for (const nested of declaration.nested) this.#type(nested);
	}

	/** Attributes on local functions cover their bodies; those on lambdas cover nothing. */
	#localFunctions(syntax: MemberSyntax, base: number): void {
		walkMember(syntax, {
			statement: statement => {
				if (statement.kind === 'local-function')
					this.#add(statement.method.attributes, { start: base + statement.method.start, end: base + statement.method.end });
				return true;
			},
		});
	}

	#add(attributes: readonly AttributeSyntax[], range: Range): void {
		for (const attribute of attributes) {
			const code = suppressedCode(attribute, this.#scope);
			if (code) this.#ranges.push({ start: range.start, end: range.end, code });
		}
	}
}

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
	return code !== undefined && /^(?:IL|AOTL)\d/.test(code) ? code : undefined;
}
