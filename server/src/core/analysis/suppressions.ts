/**
 * Warnings that the source itself turns off: `#pragma warning` and `[UnconditionalSuppressMessage]`
 * (docs/analyzer.md, "Scopes and suppression").
 */
import { attributeName } from '../symbols/attributes.ts';
import type { Compilation } from '../symbols/compilation.ts';
import { constantOf } from '../symbols/constants.ts';
import { documentationId, typeId } from '../symbols/display.ts';
import { constantString } from '../symbols/literals.ts';
import type { TypeContext } from '../symbols/scope.ts';
import type { SourceTypeDef, TypePart } from '../symbols/source.ts';
import { type MemberSymbol, unknownType } from '../symbols/types.ts';
import type {
	AccessorSyntax,
	AttributeSyntax,
	Expr,
	MemberSyntax,
	NamespaceDeclaration,
	Pragma,
	Range,
	SourceFile,
	TypeDeclaration,
} from '../syntax/ast.ts';
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
	/** Where constants in the attributes of a type and its members are looked up. */
	readonly #contexts = new Map<TypeDeclaration, TypeContext>();

	constructor(file: SourceFile, compilation: Compilation) {
		this.#file = file;
		const assembly = assemblyWide(compilation);
		this.#everywhere = assembly.everywhere;
		const places = placesIn(file, compilation);
		if (assembly.targets.size > 0 || assembly.namespaces.length > 0) for (const place of places) this.#targeted(place, assembly);
		for (const place of places) this.#partial(place);
		// Most files hold none: the text is asked before the tree.
		if (!file.text.includes('SuppressMessage')) return;
		for (const { declaration, def, part } of places) this.#contexts.set(declaration, def.contextOf(part));
		this.#namespace(file.unit);
		const { topLevel } = file;
		if (topLevel) this.#localFunctions(topLevel.syntax, topLevel.start, scopeOf(compilation, file));
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

	#cover(codes: readonly string[], { start, end }: Range): void {
		for (const code of codes) this.#ranges.push({ start, end, code });
	}

	/** `Target = "~M:N.C.M"`: the declarations with that documentation id, and those in the namespaces that are named. */
	#targeted({ declaration, def, part }: Place, { targets, namespaces }: AssemblyWide): void {
		const ofNamespaces = namespaces.filter(({ name }) => def.namespace === name || def.namespace.startsWith(`${name}.`));
		this.#cover([...(targets.get(`T:${typeId(def)}`) ?? []), ...ofNamespaces.map(({ code }) => code)], declaration);
		for (const [index, member] of declaration.members.entries()) {
			const declared = part.declaration.members[index];
			if (declared) for (const symbol of def.symbolsOf(declared.syntax)) this.#cover(targetsOf(symbol, targets), member);
		}
	}

	/** Attributes on other parts of a type that is declared here in part, and on other halves of its members. */
	#partial({ declaration, def, part }: Place): void {
		if (!declaration.modifiers.includes('partial')) return;
		const codes = (attributes: readonly AttributeSyntax[], from: TypePart): readonly string[] =>
			attributes.map(attribute => suppressedCode(attribute, def.contextOf(from))).filter(code => code !== undefined);
		for (const other of def.parts) if (other !== part) this.#cover(codes(other.declaration.attributes, other), declaration);
		for (const [index, member] of declaration.members.entries()) {
			const declared = member.syntax.modifiers.includes('partial') ? part.declaration.members[index] : undefined;
			const half = declared && def.otherHalf(declared.syntax);
			if (!half) continue;
			this.#cover(codes(half.syntax.attributes, half.part), member);
			// What is said of an accessor does not cover an arrow that stands for it.
			for (const { name, start, end } of accessorsOf(member.syntax)) {
				const said = accessorsOf(half.syntax).find(accessor => accessor.name === name);
				if (said) this.#cover(codes(said.attributes, half.part), { start: member.start + start, end: member.start + end });
			}
		}
	}

	#namespace(declaration: NamespaceDeclaration): void {
		for (const type of declaration.types) this.#type(type);
		for (const inner of declaration.namespaces) this.#namespace(inner);
	}

	#type(declaration: TypeDeclaration): void {
		const context = this.#contexts.get(declaration);
		this.#add(declaration, declaration, 0, declaration.start, context);
		for (const member of declaration.members) {
			const { syntax, start } = member;
			this.#add(syntax, member, 0, start, context);
			for (const accessor of accessorsOf(syntax))
				this.#add({ attributes: accessor.attributes, modifiers: syntax.modifiers }, accessor, start, start, context);
			this.#localFunctions(syntax, member.start, context);
		}
		for (const nested of declaration.nested) this.#type(nested);
	}

	/** Attributes on local functions cover their bodies; those on lambdas cover nothing. */
	#localFunctions(syntax: MemberSyntax, base: number, context: TypeContext | undefined): void {
		walkMember(syntax, {
			statement: statement => {
				if (statement.kind === 'local-function') this.#add(statement.method, statement.method, base, base, context);
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
		context: TypeContext | undefined,
	): void {
		for (const attribute of attributes) {
			const code = suppressedCode(attribute, context);
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

const accessorsOf = (syntax: MemberSyntax): readonly AccessorSyntax[] => ('accessors' in syntax ? syntax.accessors : []);

/** A declaration as the file has it now, and as the compilation knows it: that may be of a text before, with the same outline. */
interface Place {
	readonly declaration: TypeDeclaration;
	readonly def: SourceTypeDef;
	readonly part: TypePart;
}

/** The declarations of a file in the order in which they were declared. */
function placesIn(file: SourceFile, compilation: Compilation): readonly Place[] {
	const declared = compilation.own.declared.get(file.path) ?? [];
	if (declared.length === 0) return [];
	const found: Place[] = [];
	const seen = new Map<SourceTypeDef, number>();
	let next = 0;
	const add = (declaration: TypeDeclaration): void => {
		const def = declared[next++];
		const nth = (def && seen.get(def)) ?? 0;
		const part = def?.parts.filter(each => each.file.path === file.path)[nth];
		if (def) seen.set(def, nth + 1);
		if (def && part) found.push({ declaration, def, part });
		declaration.nested.forEach(add);
	};
	const within = (namespace: NamespaceDeclaration): void => {
		namespace.types.forEach(add);
		namespace.namespaces.forEach(within);
	};
	within(file.unit);
	return found;
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
	/** Codes by documentation id. */
	readonly targets: ReadonlyMap<string, readonly string[]>;
	/** Namespaces that are named with all that is in them. */
	readonly namespaces: readonly { readonly name: string; readonly code: string }[];
}

const assemblyWideOf = new WeakMap<Compilation, AssemblyWide>();

/** As the compiler reads it (SuppressMessageAttributeState.cs of dotnet/roslyn). */
function assemblyWide(compilation: Compilation): AssemblyWide {
	const known = assemblyWideOf.get(compilation);
	if (known) return known;
	const everywhere = new Set<string>();
	const targets = new Map<string, string[]>();
	const namespaces: { name: string; code: string }[] = [];
	for (const file of compilation.own.files) {
		if (file.attributes.length === 0) continue;
		const context = scopeOf(compilation, file);
		for (const attribute of file.attributes) {
			const code = suppressedCode(attribute, context);
			if (code === undefined) continue;
			const named = (name: string): string | undefined => {
				const argument = attribute.args.find(each => each.name === name)?.value;
				return argument && textOf(argument, context);
			};
			const scope = named('Scope')?.toLowerCase();
			const target = named('Target')?.replace(/^~/, '');
			if (target === undefined) {
				if (scope === undefined || scope === 'module') everywhere.add(code);
			} else if (scope === 'namespaceanddescendants') {
				if (target.startsWith('N:')) namespaces.push({ name: target.slice(2), code });
			} else if (scope === 'member' || scope === 'type') targets.set(target, [...(targets.get(target) ?? []), code]);
		}
	}
	const found = { everywhere, targets, namespaces };
	assemblyWideOf.set(compilation, found);
	return found;
}

const scopeOf = (compilation: Compilation, { path }: SourceFile): TypeContext | undefined => {
	const namespace = compilation.own.fileScopes.get(path);
	return namespace && { namespace };
};

/** The codes for a member; where a type in its parameters is unknown, those for any of its name. */
function targetsOf(symbol: MemberSymbol, targets: AssemblyWide['targets']): readonly string[] {
	const id = documentationId(symbol);
	const isKnown = symbol.kind !== 'method' || symbol.parameters.every(parameter => parameter.type !== unknownType);
	if (isKnown) return targets.get(id) ?? [];
	const name = id.split('(')[0];
	return [...targets].flatMap(([target, codes]) => (target.split('(')[0] === name ? codes : []));
}

/** What attributes of these targets say, they say of something that holds no code. */
const TARGETS_WITHOUT_CODE: ReadonlySet<string> = new Set(['field', 'return', 'param', 'typevar']);

/** The id before `:` in the second argument of `[UnconditionalSuppressMessage]` or `[SuppressMessage]`, of those that we tell. */
function suppressedCode(attribute: AttributeSyntax, context: TypeContext | undefined): string | undefined {
	const name = attributeName(attribute, context);
	if (name !== 'UnconditionalSuppressMessage' && name !== 'SuppressMessage') return undefined;
	if (attribute.target !== undefined && TARGETS_WITHOUT_CODE.has(attribute.target)) return undefined;
	const argument = attribute.args.filter(each => !each.isNamed || each.name === 'checkId')[1]?.value;
	const code = argument && textOf(argument, context)?.split(':')[0];
	return code !== undefined && TOLD.test(code) ? code : undefined;
}

function textOf(expr: Expr, context: TypeContext | undefined): string | undefined {
	const value = constantString(expr) ?? (context && constantOf(expr, context));
	return typeof value === 'string' ? value : undefined;
}
