/** Type names in strings, as `Type.GetType` reads them. */
import type { Compilation } from '../../symbols/compilation.ts';
import type { NamedType, Type, TypeDef } from '../../symbols/types.ts';
import { arrayOf, unknownType } from '../../symbols/types.ts';

export interface ParsedName {
	/** `Ns.Outer+Inner`, generic arity included. */
	readonly name: string;
	readonly args: readonly ParsedName[];
	readonly suffix: string;
	/** The assembly's simple name. */
	readonly assembly: string | undefined;
}

/** Parses `Name[[arg],[arg]][], Assembly, ...`; undefined where the text is no type name. */
export function parseTypeName(text: string): ParsedName | undefined {
	const parser = new Parser(text);
	const name = parser.type(true);
	return name && parser.isAtEnd ? name : undefined;
}

class Parser {
	readonly #text: string;
	#at = 0;

	constructor(text: string) {
		this.#text = text.trim();
	}

	get isAtEnd(): boolean {
		return this.#at >= this.#text.length;
	}

	#take(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.#at;
		const match = pattern.exec(this.#text)?.[0];
		if (match !== undefined) this.#at += match.length;
		return match;
	}

	type(withAssembly: boolean, depth = 0): ParsedName | undefined {
		const name = this.#take(/[^[\],&*\s][^[\],&*]*/y)?.trim();
		if (!name || depth > 16) return undefined;
		const args: ParsedName[] = [];
		if (this.#text[this.#at] === '[' && !/[\],*]/.test(this.#text[this.#at + 1] ?? ']')) {
			this.#at++;
			do {
				const isBracketed = this.#take(/\s*\[/y) !== undefined;
				const arg = this.type(isBracketed, depth + 1);
				if (!arg || (isBracketed && this.#take(/\s*\]/y) === undefined)) return undefined;
				args.push(arg);
			} while (this.#take(/\s*,\s*/y) !== undefined);
			if (this.#take(/\s*\]/y) === undefined) return undefined;
		}
		const suffix = this.#take(/(?:\[[,*]*\]|[&*])*/y) ?? '';
		let assembly: string | undefined;
		if (withAssembly && this.#take(/\s*,\s*/y) !== undefined) {
			assembly = this.#take(/[^,\]]+/y)?.trim();
			this.#take(/(?:,[^\]]*)?/y);
		}
		return { name, args, suffix, assembly };
	}
}

/** Whether the name, or one of its arguments, lacks an assembly. */
export function isUnqualified(name: ParsedName): boolean {
	return name.assembly === undefined || name.args.some(isUnqualified);
}

/**
 * The type that a name means: in the assembly that it names, else in this compilation (the analyzer
 * looks no further); undefined where there is none.
 */
export function resolveTypeName(name: ParsedName, compilation: Compilation): Type | undefined {
	const own = compilation.own.name;
	const def = compilation.find(name.name);
	if (!def || !isIn(def, name.assembly ?? own)) return undefined;
	const args = name.args.map(arg => resolveTypeName(arg, compilation) ?? unknownType);
	if (args.length > 0 && args.length !== def.typeParameters.length) return undefined;
	const type: NamedType = args.length > 0 ? def.construct(args) : def.self;
	return /\[/.test(name.suffix) ? arrayOf(type) : type;
}

const isIn = (def: TypeDef, assembly: string): boolean => def.assemblyName.toLowerCase() === assembly.toLowerCase();
