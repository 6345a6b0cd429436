/**
 * From code that a compiler made to the method that a person wrote: lambdas, local functions, iterators, async methods
 * (CompilerGeneratedNames.cs and CompilerGeneratedState.cs in dotnet/runtime).
 */
import { Op } from '../metadata/il/opcodes.ts';
import type { AttributeReader } from './annotations.ts';
import type { MethodDef, TypeDef } from './definitions.ts';

const STATE_MACHINE = /^(AsyncStateMachine|IteratorStateMachine|AsyncIteratorStateMachine)Attribute$/;

export const isGenerated = (name: string): boolean => name.startsWith('<');
const letterOf = (name: string): string => name.charAt(name.lastIndexOf('>') + 1);
/** A class that holds captured variables or lambdas. */
export const isDisplayClass = (def: TypeDef): boolean => def.name.startsWith('<>c');
export const isStateMachine = (def: TypeDef): boolean => isGenerated(def.name) && !isDisplayClass(def) && letterOf(def.name) === 'd';
/** A lambda or a local function: `<M>b__0`, `<M>g__Local|0`. */
export const isLambda = (method: MethodDef): boolean => {
	if (!isGenerated(method.name)) return false;
	const letter = method.name.charAt(method.name.indexOf('>', 1) + 1);
	return letter === 'b' || letter === 'g' || /^<+[^>]*>+[bg]__/.test(method.name);
};

export class Owners {
	readonly #attributes: AttributeReader;
	/** For each outermost written type what its generated members belong to. */
	readonly #maps = new WeakMap<TypeDef, Map<MethodDef | TypeDef, MethodDef>>();

	constructor(attributes: AttributeReader) {
		this.#attributes = attributes;
	}

	/** Whether a method is generated code, or stands in a generated type. */
	isGenerated(method: MethodDef): boolean {
		if (isLambda(method)) return true;
		for (let type: TypeDef | undefined = method.owner; type; type = type.container)
			if (isGenerated(type.name) && type.container) return true;
		return false;
	}

	/** The written method that generated code belongs to; undefined for written code, and where none is found. */
	ownerOf(method: MethodDef): MethodDef | undefined {
		if (!this.isGenerated(method)) return undefined;
		const map = this.#mapOf(method.owner);
		for (let type: TypeDef | undefined = method.owner; type; type = type.container) {
			const owner = map.get(method) ?? map.get(type);
			if (owner && owner !== method) return owner;
		}
		return undefined;
	}

	/** The state machine of a method. */
	stateMachineOf(method: MethodDef): TypeDef | undefined {
		for (const attribute of this.#attributes.methodAttributes(method)) {
			if (!STATE_MACHINE.test(attribute.name)) continue;
			const argument = attribute.args[0] as { readonly type?: string } | null;
			const found = argument?.type === undefined ? undefined : method.module.findFull(argument.type);
			if (found) return found;
		}
		return undefined;
	}

	/** Whether a body makes lambdas or calls local functions. */
	usesGenerated(method: MethodDef): boolean {
		return referencedBy(method).length > 0;
	}

	#mapOf(type: TypeDef): Map<MethodDef | TypeDef, MethodDef> {
		let written = type;
		while (isGenerated(written.name) && written.container) written = written.container;
		let map = this.#maps.get(written);
		if (!map) this.#maps.set(written, (map = this.#build(written)));
		return map;
	}

	#build(written: TypeDef): Map<MethodDef | TypeDef, MethodDef> {
		const map = new Map<MethodDef | TypeDef, MethodDef>();
		const all: MethodDef[] = [];
		const collect = (type: TypeDef): void => {
			all.push(...type.methods);
			for (const nested of type.module.nestedTypes(type)) if (isGenerated(nested.name)) collect(nested);
		};
		collect(written);
		const machines = new Map<MethodDef, TypeDef>();
		for (const method of all) {
			const machine = this.stateMachineOf(method);
			if (machine) machines.set(method, machine);
		}
		for (const start of all) {
			if (isLambda(start) || isGenerated(start.owner.name)) continue;
			const queue = [start];
			const seen = new Set(queue);
			for (let method = queue.pop(); method; method = queue.pop()) {
				const found: MethodDef[] = [];
				const machine = machines.get(method);
				if (machine) {
					if (!map.has(machine)) map.set(machine, start);
					found.push(...machine.methods);
				}
				for (const next of [...found, ...referencedBy(method)]) {
					if (seen.has(next) || !(isLambda(next) || isStateMachine(next.owner) || isDisplayClass(next.owner))) continue;
					if (isStateMachine(next.owner) && !found.includes(next)) continue;
					seen.add(next);
					if (!map.has(next)) map.set(next, start);
					queue.push(next);
				}
			}
		}
		return map;
	}
}

/** Generated methods of the same module that a body names. */
function referencedBy(method: MethodDef): readonly MethodDef[] {
	const body = method.body();
	if (!body) return [];
	const found: MethodDef[] = [];
	for (let at = 0; at < body.codes.length; at++) {
		const code = body.codes[at] as number;
		if (code !== Op.call && code !== Op.callvirt && code !== Op.newobj && code !== Op.ldftn && code !== Op.ldtoken) continue;
		const table = (body.operands[at] as number) >>> 24;
		if (table !== 6 && table !== 0x0a && table !== 0x2b) continue;
		if (code === Op.ldtoken && method.module.isFieldToken(body.operands[at] as number)) continue;
		const callee = method.module.methodToken(body.operands[at] as number)?.method?.def;
		if (callee?.module === method.module && (isGenerated(callee.name) || isGenerated(callee.owner.name))) found.push(callee);
	}
	return found;
}
