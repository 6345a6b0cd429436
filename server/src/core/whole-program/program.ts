/**
 * A whole program: its assemblies, what is reached in it from its roots, and what the AOT compiler would say of that.
 */
import { BadImage } from '../metadata/ecma335/bytes.ts';
import type { AttributeReader } from './annotations.ts';
import type { Constants, Context } from './constants.ts';
import { Assembly, type Universe } from './assembly.ts';
import type { FieldDef, MethodDef, MethodInstance, Module, NamedType, Type, TypeDef } from './definitions.ts';
import { canonical } from './types.ts';
import type { Effects } from './flow/effects.ts';
import { isReflectionIntrinsic } from './flow/intrinsics.ts';
import type { Owners } from './owners.ts';
import { REQUIREMENTS, type RequiresReader, type Suppressions } from './requires.ts';
import { brokenNeeds, closedNeeds, type Interest, type Needs, needsOf, type PackedNeeds, scanBody } from './scan.ts';
import { type AssemblyFile, type BodyFacts, type CompilerVersion, Plan, type Shelf } from './shelf.ts';
import type { Slots } from './slots.ts';

export class Program implements Universe {
	readonly #plan: Plan;
	readonly #shelf: Shelf;
	readonly #modules = new Map<string, Module | undefined>();
	readonly attributes: AttributeReader;
	readonly owners: Owners;
	readonly requires: RequiresReader;
	readonly suppressions: Suppressions;
	readonly slots: Slots;
	readonly constants: Constants;
	/** Assemblies that could not be read, with the reason. */
	readonly unreadable = new Map<string, string>();
	readonly #bodies: BodyFacts;
	/** Of methods that are this app's own. */
	readonly #needs = new Map<MethodDef, Needs>();
	/** Whether the framework's code is there; where it is not, it is trusted to call back whatever it can. */
	readonly hasFramework: boolean;
	readonly #interest: Interest;

	/**
	 * @param files each is read when something names it
	 * @param sources names of the assemblies that come from source
	 */
	constructor(shelf: Shelf, files: readonly AssemblyFile[], switches: ReadonlyMap<string, boolean>, sources: readonly string[] = []) {
		this.#shelf = shelf;
		this.#plan = new Plan(shelf, files, new Set(sources.map(each => each.toLowerCase())));
		({
			attributes: this.attributes,
			owners: this.owners,
			requires: this.requires,
			suppressions: this.suppressions,
			slots: this.slots,
		} = shelf.facts);
		this.hasFramework = files.some(file => file.isFramework);
		this.#bodies = shelf.bodies(switches, this.hasFramework);
		this.constants = this.#bodies.constants;
		this.#interest = {
			isComplete: this.hasFramework,
			call: (method, from) => this.#isInterestingCall(method, from),
			field: (field, owner) => this.#isInterestingField(field, owner),
			type: type => this.checksArguments(type),
		};
	}

	/** An assembly by its simple name. */
	module(assembly: string): Module | undefined {
		const name = assembly.toLowerCase();
		if (!this.#modules.has(name)) this.#modules.set(name, this.#open(name));
		return this.#modules.get(name);
	}

	#open(name: string): Module | undefined {
		const module = this.#plan.isOwn(name) ? this.#plan.open(name, this, false) : this.#plan.module(name);
		for (const { path } of this.#plan.filesOf(name)) {
			const head = this.#shelf.head(path);
			if (typeof head === 'string') this.unreadable.set(path, head);
		}
		return module;
	}

	/** The assemblies that have been asked for. */
	get modules(): readonly Module[] {
		return [...this.#modules.values()].filter(each => each !== undefined);
	}

	primitive(element: number): Type {
		return this.#plan.primitive(element);
	}

	/** A type of the core library. */
	core(namespace: string, name: string): TypeDef | undefined {
		return (this.module('System.Private.CoreLib') ?? this.module('System.Runtime'))?.find(namespace, name);
	}

	/** The app's own module, from source. */
	addSource(name: string): Module {
		const module = new Assembly('', name, this, false);
		this.#modules.set(name.toLowerCase(), module);
		return module;
	}

	/** What a method from source needs. */
	setNeeds(method: MethodDef, needs: Needs): void {
		this.#needs.set(method, needs);
	}

	/** What the data flow of a method leads to, where that is known of another app. */
	knownEffects(written: MethodDef, compiler: CompilerVersion): Effects | undefined {
		const known = this.#bodies.effects[compiler].get(written);
		if (known) return known.effects;
		const common = this.#bodies.common.effects[compiler].get(written);
		return common?.members.some(each => this.constants.isReplaced(each)) ? undefined : common?.effects;
	}

	/** @param members the bodies that were followed for it */
	keepEffects(written: MethodDef, members: readonly MethodDef[], effects: Effects, compiler: CompilerVersion): void {
		if (!written.module.isShared) return;
		const isCommon = !members.some(each => this.constants.mayDependOnSwitches(each));
		const { effects: kept } = isCommon ? this.#bodies.common : this.#bodies;
		kept[compiler].set(written, { members, effects });
	}

	needsOf(method: MethodDef): Needs {
		if (!method.module.isShared) return this.#ownNeeds(method);
		const { needs: all } = this.#bodies;
		let needs = all.get(method.id);
		if (!needs) all.set(method.id, (needs = this.#sharedNeeds(method)));
		return needs;
	}

	#ownNeeds(method: MethodDef): Needs {
		let needs = this.#needs.get(method);
		if (!needs) this.#needs.set(method, (needs = this.#scan(method)));
		return needs;
	}

	#sharedNeeds(method: MethodDef): Needs {
		if (this.constants.isReplaced(method)) return this.#scan(method);
		const { needs: common } = this.#bodies.common;
		let needs = common.get(method.id);
		if (!needs) {
			needs = this.#scan(method);
			if (!this.constants.mayDependOnSwitches(method)) common.set(method.id, needs);
		}
		return needs;
	}

	/** What an instantiation needs: where the body asks about its type arguments, not what the definition does. */
	needsFor({ def, owner, args }: MethodInstance): Needs {
		const needs = this.needsOf(def);
		if ((owner.args.length === 0 && args.length === 0) || !this.constants.asksAboutVariables(def)) return needs;
		let variants = this.#bodies.variants.get(def);
		if (!variants) this.#bodies.variants.set(def, (variants = new Map()));
		const key = [...owner.args, ...args].map(arg => canonical(arg).id).join();
		let variant = variants.get(key);
		if (!variant) {
			variant = this.#scan(def, { typeArgs: owner.args, methodArgs: args });
			variants.set(key, variant);
		}
		return variant;
	}

	/** What an instantiation needs beside what each does. @param needs of it */
	closedFor(method: MethodInstance, needs: Needs): PackedNeeds {
		if (method.isOpen) return needs.open;
		const { common } = this.#bodies;
		const { closed } = common.needs.get(method.def.id) === needs ? common : this.#bodies;
		let found = closed.get(method.id);
		if (!found) {
			found = closedNeeds(needs.open, method);
			const isOwn = !method.def.module.isShared || method.owner.isOwn || method.args.some(arg => arg.isOwn);
			if (!isOwn) closed.set(method.id, found);
		}
		return found;
	}

	#scan(method: MethodDef, context?: Context): Needs {
		let needs: Needs;
		try {
			needs = scanBody(method, this.constants, this.#interest, context);
		} catch (error) {
			if (!(error instanceof BadImage)) throw error;
			method.module.unreadable.add(method);
			return brokenNeeds();
		}
		if (!needs.asksForFlow && !needs.isBroken && this.#isAnnotated(method) && method.hasBody)
			return needsOf({ ...needs, asksForFlow: true });
		return needs;
	}

	/** Whether a signature itself is annotated. */
	#isAnnotated(method: MethodDef): boolean {
		const annotations = this.attributes.method(method);
		return (
			annotations.parameters !== undefined ||
			annotations.returns !== 0 ||
			annotations.self !== 0 ||
			method.parameters.some(parameter => this.attributes.generic(parameter) !== 0)
		);
	}

	#isInterestingCall(method: MethodInstance, from: Module): boolean {
		const { def } = method;
		let interest = this.#bodies.interesting.get(def);
		if (interest === undefined) this.#bodies.interesting.set(def, (interest = this.#interestOf(def)));
		if (interest === 'always' || (interest === 'told' && !from.isFramework)) return true;
		if (this.checksArguments(method.owner)) return true;
		return method.args.length > 0 && (this.#checksParameters(def) || method.args.some(arg => this.checksArguments(arg)));
	}

	#interestOf(def: MethodDef): 'never' | 'always' | 'told' {
		if (this.#isAnnotated(def) || isReflectionIntrinsic(def) || (def.isPInvoke && !def.module.isFramework)) return 'always';
		return REQUIREMENTS.some(({ kind }) => this.requires.ofMethod(def, kind) !== undefined) ? 'told' : 'never';
	}

	#isInterestingField(field: FieldDef, owner: NamedType): boolean {
		return (
			this.attributes.field(field) !== 0 ||
			this.checksArguments(owner) ||
			(field.isStatic && REQUIREMENTS.some(({ kind }) => this.requires.ofField(field, kind) !== undefined))
		);
	}

	/** Whether a type parameter asks for something of its arguments. */
	#checksParameters(def: TypeDef | MethodDef): boolean {
		let checks = this.#bodies.checked.get(def);
		if (checks === undefined) {
			checks = def.parameters.some(parameter => this.attributes.generic(parameter) !== 0 || (parameter.flags & 0x18) !== 0);
			this.#bodies.checked.set(def, checks);
		}
		return checks;
	}

	/** Whether an instantiation, at any depth, has arguments for parameters that ask for something. */
	checksArguments(type: Type): boolean {
		if (type.kind === 'array' || type.kind === 'byref' || type.kind === 'pointer') return this.checksArguments(type.element);
		if (type.kind !== 'named' || type.args.length === 0) return false;
		return this.#checksParameters(type.def) || type.args.some(arg => this.checksArguments(arg));
	}

	accessorKind = (def: MethodDef): 'property' | 'event' | undefined => {
		const of = this.attributes.associated(def);
		return of && (of.isProperty ? 'property' : 'event');
	};
}
