/**
 * Which types stand for type parameters. Code over reference types is followed once for all of them, as the AOT compiler shares it;
 * what `new T()` or `typeof(T)` leads to is each argument's own, and is found here: as the compiler's dictionaries do, in a
 * type's parameters by all of its code (GenericLookupResult.cs, DictionaryLayoutNode.cs in dotnet/runtime).
 *
 * Invariant: arguments go on only to parameters that something asks about, now or later; each meets each question once.
 */
import type { Blamed } from './blame.ts';
import type { MethodDef, MethodInstance, Type, TypeDef, VariableType } from './definitions.ts';
import { ANY_CLASS, sharedMethod, sharedType, substitute, substituteMethod } from './types.ts';

/** What has type parameters. */
type Generic = TypeDef | MethodDef;

/** A type parameter of a definition. */
interface Place {
	/** Each with who first wrote it in the place of a parameter. */
	readonly values: Map<Type, Blamed | undefined>;
	/** By what they are about. */
	readonly questions: Map<unknown, Question>;
	/** Where its values come from; made use of once it is asked about. */
	readonly sources: Edge[];
	/** Where its values are asked about. */
	readonly targets: Edge[];
	isAsked: boolean;
}

/** @param giver who wrote the type in the place of a parameter, this one or one that it came through */
type Question = (type: Type, giver: Blamed | undefined) => void;

/** Makes an argument of another parameter's. */
interface Edge {
	readonly from: Place;
	readonly to: Place;
	readonly make: (type: Type) => Type;
}

/** More arguments of one parameter are not told apart any more; real programs stay far below. */
const MAX_VALUES = 4000;

export class Arguments {
	readonly #places = new Map<Generic, Place[]>();
	readonly #queue: { readonly place: Place; readonly type: Type; readonly giver: Blamed | undefined }[] = [];
	readonly #arrayClass: TypeDef | undefined;

	/** @param arrayClass `Array<T>`, whose argument an array's elements are */
	constructor(arrayClass: TypeDef | undefined) {
		this.#arrayClass = arrayClass;
	}

	#placeOf(of: Generic, index: number): Place {
		let places = this.#places.get(of);
		if (!places) this.#places.set(of, (places = []));
		places[index] ??= { values: new Map(), questions: new Map(), sources: [], targets: [], isAsked: false };
		return places[index];
	}

	/** A method in the form in which its code is shared; the arguments that this does not show are noted. */
	share(method: MethodInstance, from: Blamed | undefined): MethodInstance {
		const shared = sharedMethod(method);
		if (shared !== method) {
			this.#give(method.owner.args, shared.owner.args, method.owner.def, from, method.def);
			this.#give(method.args, shared.args, method.def, from, method.def);
		}
		return shared;
	}

	/** As `share`, for a type. */
	shareType(type: Type, from: Blamed | undefined): Type {
		const shared = sharedType(type);
		if (shared === type) return type;
		if (type.kind === 'named' && shared.kind === 'named') this.#give(type.args, shared.args, type.def, from);
		else if (type.kind === 'array' && this.#arrayClass) this.#add(this.#placeOf(this.#arrayClass, 0), type.element, from);
		return shared;
	}

	#give(args: readonly Type[], shared: readonly Type[], of: Generic, from: Blamed | undefined, callee?: MethodDef): void {
		for (let index = 0; index < args.length; index++) {
			const arg = args[index] as Type;
			if (arg !== shared[index] && !arg.isOpen) this.#add(this.#placeOf(of, index), arg, from, callee);
		}
	}

	#add(place: Place, type: Type, from: Blamed | undefined, callee?: MethodDef): void {
		if (type === ANY_CLASS || place.values.has(type) || place.values.size >= MAX_VALUES) return;
		const giver: Blamed | undefined = callee && from?.kind !== 'giver' ? { kind: 'giver', method: from, callee } : from;
		place.values.set(type, giver);
		if (place.isAsked) this.#queue.push({ place, type, giver });
	}

	/**
	 * Asks for all types that stand for a parameter of a body.
	 * @param about what is asked, which other bodies may ask of the same parameter too; the first one's question is for all
	 */
	ask(variable: VariableType, body: MethodDef, about: unknown, question: Question): void {
		const place = this.#placeOf(variable.ofMethod ? body : body.owner, variable.index);
		if (place.questions.has(about)) return;
		place.questions.set(about, question);
		this.#demand(place);
		for (const [type, giver] of [...place.values]) question(type, giver);
	}

	#demand(asked: Place): void {
		const stack = [asked];
		for (let place = stack.pop(); place; place = stack.pop()) {
			if (place.isAsked) continue;
			place.isAsked = true;
			for (const edge of place.sources) {
				this.#activate(edge);
				stack.push(edge.from);
			}
		}
	}

	#activate(edge: Edge): void {
		edge.from.targets.push(edge);
		for (const [type, giver] of edge.from.values) this.#add(edge.to, edge.make(type), giver);
	}

	/** The parameters of an override stand for those of what it overrides. */
	override(declaration: MethodDef, implementation: MethodDef): void {
		for (const index of declaration.parameters.keys())
			this.#connect(this.#placeOf(declaration, index), this.#placeOf(implementation, index), itself);
	}

	/** A type that is written with the parameters of a definition. */
	relateType(type: Type, by: Generic): void {
		if (!type.isOpen) return;
		if (type.kind === 'named') this.relate(type.args, type.def, by);
		else if (type.kind === 'array' && this.#arrayClass) this.relate([type.element], this.#arrayClass, by);
	}

	/** Arguments that are written with the parameters of a definition, for those of another one. */
	relate(args: readonly Type[], of: Generic, by: Generic): void {
		for (const [index, arg] of args.entries()) if (arg.isOpen) this.#relateParts(arg, arg, this.#placeOf(of, index), by);
	}

	#relateParts(part: Type, arg: Type, to: Place, by: Generic): void {
		switch (part.kind) {
			case 'variable': {
				const from = this.#placeOf(part.ofMethod || by.kind === 'type' ? by : by.owner, part.index);
				this.#connect(from, to, part === arg ? itself : type => inside(arg, part, type, by));
				return;
			}
			case 'named':
				for (const each of part.args) if (each.isOpen) this.#relateParts(each, arg, to, by);
				return;
			case 'array':
			case 'pointer':
			case 'byref':
				this.#relateParts(part.element, arg, to, by);
		}
	}

	/** What stands for one parameter is, in another type, part of what stands for the other one. */
	#connect(from: Place, to: Place, make: (type: Type) => Type): void {
		const edge = { from, to, make };
		if (edge.from === edge.to && make === itself) return;
		edge.to.sources.push(edge);
		if (!edge.to.isAsked) return;
		this.#demand(edge.from);
		this.#activate(edge);
	}

	/** Passes on what was given. @returns whether there was something */
	run(): boolean {
		if (this.#queue.length === 0) return false;
		for (let next = this.#queue.pop(); next; next = this.#queue.pop()) {
			const { place, type, giver } = next;
			for (const edge of place.targets) this.#add(edge.to, edge.make(type), giver);
			for (const question of place.questions.values()) question(type, giver);
		}
		return true;
	}
}

/** The argument as it is. */
const itself = (type: Type): Type => type;

const anyClasses = (count: number): Type[] => new Array<Type>(count).fill(ANY_CLASS);

/** Puts an argument into a type that names its parameter; what stands for others in there finds its way by itself. */
function inside(template: Type, { ofMethod, index }: VariableType, type: Type, by: Generic): Type {
	const typeArgs = anyClasses(by.kind === 'type' ? by.arity : by.owner.arity);
	const methodArgs = anyClasses(by.kind === 'type' ? 0 : by.parameters.length);
	(ofMethod ? methodArgs : typeArgs)[index] = type;
	return substitute(template, typeArgs, methodArgs);
}

/** A method with any class for the parameters of the body that names it. */
export const overAnyClass = (method: MethodInstance, body: MethodDef): MethodInstance =>
	substituteMethod(method, anyClasses(body.owner.arity), anyClasses(body.parameters.length));
