/**
 * A whole program: its assemblies, what is reached in it from its roots, and what the AOT compiler would say of that.
 */
import { BadImage } from '../metadata/ecma335/bytes.ts';
import { AttributeReader } from './annotations.ts';
import { Constants, type Context } from './constants.ts';
import { Assembly, type Universe } from './assembly.ts';
import type { FieldDef, MethodDef, MethodInstance, Module, NamedType, Type, TypeDef } from './definitions.ts';
import { canonical, missingType } from './types.ts';
import { isReflectionIntrinsic } from './flow/intrinsics.ts';
import { Owners } from './owners.ts';
import { REQUIREMENTS, RequiresReader, Suppressions } from './requires.ts';
import { type Interest, type Needs, scanBody } from './scan.ts';
import { Slots } from './slots.ts';
import { Substitutions } from './switches.ts';

/** An assembly's file. */
export interface AssemblyFile {
	readonly path: string;
	readonly isFramework: boolean;
}

/** The types of element codes (II.23.1.16). */
const PRIMITIVES: Readonly<Record<number, string>> = {
	0x01: 'Void',
	0x02: 'Boolean',
	0x03: 'Char',
	0x04: 'SByte',
	0x05: 'Byte',
	0x06: 'Int16',
	0x07: 'UInt16',
	0x08: 'Int32',
	0x09: 'UInt32',
	0x0a: 'Int64',
	0x0b: 'UInt64',
	0x0c: 'Single',
	0x0d: 'Double',
	0x0e: 'String',
	0x16: 'TypedReference',
	0x18: 'IntPtr',
	0x19: 'UIntPtr',
	0x1c: 'Object',
};

export class Program implements Universe {
	readonly #modules = new Map<string, Module>();
	readonly #primitives: Type[] = [];
	readonly attributes = new AttributeReader();
	readonly owners = new Owners(this.attributes);
	readonly requires = new RequiresReader(this.attributes, this.owners);
	readonly suppressions = new Suppressions(this.attributes, this.owners);
	readonly slots = new Slots();
	readonly constants: Constants;
	/** Assemblies that could not be read, with the reason. */
	readonly unreadable = new Map<string, string>();
	readonly #needs = new Map<MethodDef, Needs>();
	readonly #variants = new Map<MethodDef, Map<string, Needs>>();
	/** Whether the framework's code is there; where it is not, it is trusted to call back whatever it can. */
	readonly hasFramework: boolean;
	readonly #interest: Interest;
	readonly #interesting = new Map<MethodDef, boolean>();
	readonly #checked = new Map<TypeDef | MethodDef, boolean>();

	readonly #files = new Map<string, AssemblyFile[]>();
	readonly #read: (path: string) => Uint8Array | undefined;

	/**
	 * @param files each is read when something names it
	 * @param read gives a file's bytes; undefined where it can't be read
	 */
	constructor(files: readonly AssemblyFile[], read: (path: string) => Uint8Array | undefined, switches: ReadonlyMap<string, boolean>) {
		this.constants = new Constants(new Substitutions(switches), this.attributes);
		this.#read = read;
		this.hasFramework = files.some(file => file.isFramework);
		this.#interest = {
			isComplete: this.hasFramework,
			call: method => this.#isInterestingCall(method),
			field: (field, owner) => this.#isInterestingField(field, owner),
			type: type => this.checksArguments(type),
		};
		for (const file of files) {
			const name = file.path.slice(file.path.lastIndexOf('/') + 1, -'.dll'.length).toLowerCase();
			const known = this.#files.get(name);
			if (known) known.push(file);
			else this.#files.set(name, [file]);
		}
	}

	/** An assembly by its simple name. */
	module(assembly: string): Module | undefined {
		const name = assembly.toLowerCase();
		const files = this.#files.get(name);
		if (files) {
			this.#files.delete(name);
			const module = newest(files.flatMap(file => this.#open(file) ?? []));
			if (module) this.#modules.set(name, module);
		}
		return this.#modules.get(name);
	}

	#open(file: AssemblyFile): Module | undefined {
		try {
			const bytes = this.#read(file.path);
			if (!bytes) throw new BadImage('can not be read');
			return new Assembly(file.path, bytes, this, file.isFramework);
		} catch (error) {
			if (!(error instanceof BadImage)) throw error;
			this.unreadable.set(file.path, error.message);
			return undefined;
		}
	}

	/** The assemblies that have been opened. */
	get modules(): IterableIterator<Module> {
		return this.#modules.values();
	}

	primitive(element: number): Type {
		const known = this.#primitives[element];
		if (known) return known;
		const name = PRIMITIVES[element];
		if (name === undefined) throw new BadImage(`element type ${element}`);
		const type = this.core('System', name)?.self ?? missingType(`System.${name}`);
		this.#primitives[element] = type;
		return type;
	}

	/** A type of the core library. */
	core(namespace: string, name: string): TypeDef | undefined {
		return (this.module('System.Private.CoreLib') ?? this.module('System.Runtime'))?.find(namespace, name);
	}

	/** The app's own module, from source. */
	addSource(name: string): Module {
		const module = new Assembly('', name, this, false);
		this.#modules.set(name.toLowerCase(), module);
		this.#files.delete(name.toLowerCase());
		return module;
	}

	/** What a method from source needs. */
	setNeeds(method: MethodDef, needs: Needs): void {
		this.#needs.set(method, needs);
	}

	needsOf(method: MethodDef): Needs {
		let needs = this.#needs.get(method);
		if (!needs) this.#needs.set(method, (needs = this.#scan(method)));
		return needs;
	}

	/** What an instantiation needs: where the body asks about its type arguments, not what the definition does. */
	needsFor({ def, owner, args }: MethodInstance): Needs {
		const needs = this.needsOf(def);
		if ((owner.args.length === 0 && args.length === 0) || !this.constants.asksAboutVariables(def)) return needs;
		let variants = this.#variants.get(def);
		if (!variants) this.#variants.set(def, (variants = new Map()));
		const key = [...owner.args, ...args].map(arg => canonical(arg).id).join();
		let variant = variants.get(key);
		if (!variant) {
			variant = this.#scan(def, { typeArgs: owner.args, methodArgs: args });
			variants.set(key, variant);
		}
		return variant;
	}

	#scan(method: MethodDef, context?: Context): Needs {
		let needs: Needs;
		try {
			needs = scanBody(method, this.constants, this.#interest, context);
		} catch (error) {
			if (!(error instanceof BadImage)) throw error;
			method.module.unreadable++;
			return { always: [], open: [], guarded: [], asksForFlow: false, isBroken: true };
		}
		if (!needs.asksForFlow && !needs.isBroken && this.#isAnnotated(method) && method.hasBody) return { ...needs, asksForFlow: true };
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

	#isInterestingCall(method: MethodInstance): boolean {
		const { def } = method;
		let isInteresting = this.#interesting.get(def);
		if (isInteresting === undefined) {
			isInteresting =
				this.#isAnnotated(def) ||
				REQUIREMENTS.some(({ kind }) => this.requires.ofMethod(def, kind) !== undefined) ||
				isReflectionIntrinsic(def) ||
				(def.isPInvoke && !def.module.isFramework);
			this.#interesting.set(def, isInteresting);
		}
		if (isInteresting) return true;
		if (this.checksArguments(method.owner)) return true;
		return method.args.length > 0 && (this.#checksParameters(def) || method.args.some(arg => this.checksArguments(arg)));
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
		let checks = this.#checked.get(def);
		if (checks === undefined) {
			checks = def.parameters.some(parameter => this.attributes.generic(parameter) !== 0 || (parameter.flags & 0x18) !== 0);
			this.#checked.set(def, checks);
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

/**
 * Of assemblies of the same name a publish takes the one of the highest version, of equal ones the framework's
 * (ResolvePackageFileConflicts in dotnet/sdk; file versions, which it compares between the two, differ by patches only).
 */
function newest(modules: readonly Module[]): Module | undefined {
	const [first, ...others] = modules;
	return others.reduce((best, each) => {
		const order = each.version.map((part, index) => part - (best?.version[index] ?? 0)).find(part => part !== 0) ?? 0;
		return order > 0 || (order === 0 && each.isFramework) ? each : best;
	}, first);
}
