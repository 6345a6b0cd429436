/**
 * What apps that are followed one after the other have in common: the assemblies that they are published with, and all that was
 * read of these.
 *
 * Invariant: two apps have a module in common only if every name that it comes to, through its references and theirs, is the same
 * file for both, and no app's source. What was found in its bodies they have in common only where their switches are the same too.
 */
import { BadImage } from '../metadata/ecma335/bytes.ts';
import { openWhole } from '../metadata/ecma335/image.ts';
import { Table } from '../metadata/ecma335/tables.ts';
import type { StampedStore } from '../text/text-store.ts';
import { AttributeReader } from './annotations.ts';
import { Assembly, type Universe } from './assembly.ts';
import { Constants } from './constants.ts';
import type { MethodDef, Module, Type, TypeDef } from './definitions.ts';
import type { Effects } from './flow/effects.ts';
import { ByDefinition, ById } from './marks.ts';
import { Owners } from './owners.ts';
import { RequiresReader, Suppressions } from './requires.ts';
import type { Needs, PackedNeeds } from './scan.ts';
import { Slots } from './slots.ts';
import { Substitutions } from './switches.ts';
import { letGoOfOwn, madeCount, missingType } from './types.ts';

/** An assembly's file. */
export interface AssemblyFile {
	readonly path: string;
	readonly isFramework: boolean;
}

/** What an assembly says of itself before anything of it is resolved. */
interface Head {
	/** Its size and the stamp of its build, which tell apart what lay at one path. */
	readonly build: string;
	readonly version: readonly number[];
	readonly references: readonly string[];
}

/**
 * So many types and instances of methods are kept for the next app; with what is known of them and their bodies some 1,600 bytes
 * each. One large app makes 400,000, of which the next one of its kind has most in common.
 */
const MAX_KEPT = 600_000;

const UNREADABLE = 'can not be read';

/** What the data flow of a method and of what was made of it leads to. */
interface FamilyEffects {
	readonly members: readonly MethodDef[];
	readonly effects: Effects;
}

/** Versions of the AOT compiler that judge differently: that of .NET 8, of .NET 9, and those since. */
export type CompilerVersion = 8 | 9 | 10;

export const compilerOf = (major: number): CompilerVersion => (major < 9 ? 8 : major > 9 ? 10 : 9);

/** What is known of bodies. */
class Followed {
	/** By the ids of methods. */
	readonly needs = new ById<Needs>();
	/** What instantiations need beside what all do, by their ids. */
	readonly closed = new ById<PackedNeeds>();
	/** What the data flow of methods leads to. */
	readonly effects: Readonly<Record<CompilerVersion, Map<MethodDef, FamilyEffects>>> = { 8: new Map(), 9: new Map(), 10: new Map() };
}

/** What is known of bodies under some switches. */
export class BodyFacts extends Followed {
	readonly constants: Constants;
	/** Of bodies in which no switch decides anything. */
	readonly common: Followed;
	/** What instantiations need, where that is not what the definition does. */
	readonly variants = new WeakMap<MethodDef, Map<string, Needs>>();
	/** Whether a call of a method is looked at: never, always, or where lines are told. */
	readonly interesting = new ByDefinition<MethodDef, 'never' | 'always' | 'told'>();
	readonly checked = new ByDefinition<TypeDef | MethodDef, boolean>();

	constructor(switches: ReadonlyMap<string, boolean>, attributes: AttributeReader, common: Followed) {
		super();
		this.common = common;
		this.constants = new Constants(new Substitutions(switches), attributes);
	}
}

/** What is known of definitions, whatever the app. */
class DefinitionFacts {
	readonly attributes = new AttributeReader();
	readonly owners = new Owners(this.attributes);
	readonly requires = new RequiresReader(this.attributes, this.owners);
	readonly suppressions = new Suppressions(this.attributes, this.owners);
	readonly slots = new Slots();
	readonly bodies = new Map<string, BodyFacts>();
	/** Without the framework, less of a body can be told. */
	readonly common = { withFramework: new Followed(), alone: new Followed() };
	readonly modules = new Map<string, Module>();
	/** Files that were opened, by path: modules that come to other names may be of the same one. */
	readonly files = new Map<string, Uint8Array>();
}

export class Shelf {
	readonly #read: (path: string) => Uint8Array | undefined;
	readonly #heads = new Map<string, Head | string>();
	/** What tells the content of a file apart, in the state that it had then. */
	readonly #contents = new Map<string, { readonly stamp: string; readonly content: string }>();
	/** Numbers of what names stand for, which keys are made of. */
	readonly #numbers = new Map<string, number>();
	#facts = new DefinitionFacts();
	#madeBefore = madeCount();

	/** @param read gives a file's bytes; undefined where it can't be read */
	constructor(read: (path: string) => Uint8Array | undefined) {
		this.#read = read;
	}

	get facts(): DefinitionFacts {
		return this.#facts;
	}

	/** What is known of bodies, for apps that are published with these switches. */
	bodies(switches: ReadonlyMap<string, boolean>, hasFramework: boolean): BodyFacts {
		const { bodies, attributes, common } = this.#facts;
		const key = `${hasFramework} ${[...switches].sort().join()}`;
		let found = bodies.get(key);
		if (!found) bodies.set(key, (found = new BodyFacts(switches, attributes, hasFramework ? common.withFramework : common.alone)));
		return found;
	}

	/** Before another app is followed: lets go of all where much is kept. */
	begin(): void {
		if (madeCount() - this.#madeBefore <= MAX_KEPT) return;
		this.#facts = new DefinitionFacts();
		this.#madeBefore = madeCount();
	}

	/** After an app was followed: lets go of what is its own. */
	end(): void {
		letGoOfOwn();
	}

	/** Files may be others than before. */
	forgetFiles(): void {
		this.#heads.clear();
		this.#facts.files.clear();
	}

	/** @returns in words why it can't be read, where that is so */
	head(path: string): Head | string {
		let head = this.#heads.get(path);
		if (head === undefined) {
			const bytes = this.#read(path);
			this.#heads.set(path, (head = bytes ? headOf(bytes) : UNREADABLE));
		}
		return head;
	}

	/** What tells the content of a file apart; `-` where it can't be read. It is read once for each of its states. */
	contentOf(path: string, { stamp: stampOf, hash }: Pick<StampedStore, 'stamp' | 'hash'>): string {
		const stamp = stampOf(path);
		const known = this.#contents.get(path);
		if (known?.stamp === stamp) return known.content;
		const bytes = this.#read(path);
		if (bytes && !this.#heads.has(path)) this.#heads.set(path, headOf(bytes));
		const content = bytes ? hash(bytes) : '-';
		this.#contents.set(path, { stamp, content });
		return content;
	}

	/** It could not be read after all. */
	failed(path: string, why: string): void {
		this.#heads.set(path, why);
	}

	/** @throws BadImage where it can't be read */
	bytes(path: string): Uint8Array {
		const bytes = this.#read(path);
		if (!bytes) throw new BadImage(UNREADABLE);
		return bytes;
	}

	numberOf(what: string): number {
		let number = this.#numbers.get(what);
		if (number === undefined) this.#numbers.set(what, (number = this.#numbers.size));
		return number;
	}
}

function headOf(bytes: Uint8Array): Head | string {
	try {
		const { tables } = openWhole(bytes);
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		// The stamp of the COFF header (II.25.2.2).
		const build = `${bytes.length} ${view.getUint32(view.getUint32(0x3c, true) + 8, true)}`;
		const references = Array.from({ length: tables.rows(Table.AssemblyRef) }, (_, index) => tables.string(Table.AssemblyRef, index + 1, 6));
		const version = tables.rows(Table.Assembly) === 0 ? [] : [1, 2, 3, 4].map(column => tables.cell(Table.Assembly, 1, column));
		return { build, version, references };
	} catch (error) {
		if (!(error instanceof BadImage)) throw error;
		return error.message;
	}
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

/** Where the types of element codes live. */
const CORES: readonly string[] = ['System.Private.CoreLib', 'System.Runtime'];

/** The files of one app by the names of their assemblies. What it made of them stays when the app goes. */
export class Plan implements Universe {
	readonly #shelf: Shelf;
	readonly #facts: DefinitionFacts;
	readonly #files = new Map<string, AssemblyFile[]>();
	readonly #sources: ReadonlySet<string>;
	readonly #chosen = new Map<string, AssemblyFile | undefined>();
	readonly #keys = new Map<string, string | undefined>();
	readonly #primitives: Type[] = [];

	/** @param sources lower-case names of the assemblies that come from source */
	constructor(shelf: Shelf, files: readonly AssemblyFile[], sources: ReadonlySet<string>) {
		this.#shelf = shelf;
		this.#facts = shelf.facts;
		for (const file of files) {
			const name = file.path.slice(file.path.lastIndexOf('/') + 1, -'.dll'.length).toLowerCase();
			const known = this.#files.get(name);
			if (known) known.push(file);
			else this.#files.set(name, [file]);
		}
		// What a package brings takes the place of source of the same name.
		this.#sources = new Set([...sources].filter(name => !this.#files.has(name)));
	}

	/** The files that have a name. */
	filesOf(name: string): readonly AssemblyFile[] {
		return this.#files.get(name) ?? [];
	}

	/** The file that a publish takes, of those that can be read. */
	chosen(name: string): AssemblyFile | undefined {
		if (!this.#chosen.has(name)) this.#chosen.set(name, this.#newest(this.filesOf(name)));
		return this.#chosen.get(name);
	}

	/**
	 * Of assemblies of the same name a publish takes the one of the highest version, of equal ones the framework's
	 * (ResolvePackageFileConflicts in dotnet/sdk; file versions, which it compares between the two, differ by patches only).
	 */
	#newest(files: readonly AssemblyFile[]): AssemblyFile | undefined {
		let best: { readonly file: AssemblyFile; readonly head: Head } | undefined;
		for (const file of files) {
			const head = this.#shelf.head(file.path);
			if (typeof head === 'string') continue;
			const order = best && (head.version.map((part, index) => part - (best?.head.version[index] ?? 0)).find(part => part !== 0) ?? 0);
			if (order === undefined || order > 0 || (order === 0 && file.isFramework)) best = { file, head };
		}
		return best?.file;
	}

	/** The module of a name, which apps have in common; undefined where there is none, or it comes to the app's source. */
	module(assembly: string): Module | undefined {
		const name = assembly.toLowerCase();
		const key = this.#keyOf(name);
		if (key === undefined) return undefined;
		let module = this.#facts.modules.get(key);
		if (!module) {
			module = this.open(name, this, true);
			if (module) this.#facts.modules.set(key, module);
		}
		return module;
	}

	/** Makes the module of a name; of files that can't be read the next one is taken. */
	open(name: string, universe: Universe, isShared: boolean): Module | undefined {
		for (let file = this.chosen(name); file; file = this.chosen(name)) {
			try {
				return new Assembly(file.path, this.#bytes(file.path), universe, file.isFramework, isShared);
			} catch (error) {
				if (!(error instanceof BadImage)) throw error;
				this.#shelf.failed(file.path, error.message);
				this.#chosen.delete(name);
			}
		}
		return undefined;
	}

	#bytes(path: string): Uint8Array {
		const { files } = this.#facts;
		let bytes = files.get(path);
		if (!bytes) files.set(path, (bytes = this.#shelf.bytes(path)));
		return bytes;
	}

	/** Whether a module comes to the app's source. */
	isOwn(name: string): boolean {
		return this.#keyOf(name) === undefined;
	}

	primitive(element: number): Type {
		const known = this.#primitives[element];
		if (known) return known;
		const name = PRIMITIVES[element];
		if (name === undefined) throw new BadImage(`element type ${element}`);
		const core = CORES.map(each => this.module(each)).find(each => each !== undefined);
		const type = core?.find('System', name)?.self ?? missingType(`System.${name}`);
		this.#primitives[element] = type;
		return type;
	}

	/** All that a name comes to, as a text; undefined where the app's source is part of it. */
	#keyOf(name: string): string | undefined {
		if (this.#keys.has(name)) return this.#keys.get(name);
		const met = new Set([name, ...CORES.map(each => each.toLowerCase())]);
		let isOwn = false;
		const numbers: number[] = [];
		for (const each of met) {
			if (this.#sources.has(each)) isOwn = true;
			const file = this.chosen(each);
			const head = file && this.#shelf.head(file.path);
			numbers.push(this.#shelf.numberOf(`${each} ${file?.path ?? '-'} ${typeof head === 'object' ? head.build : '-'}`));
			if (typeof head === 'object') for (const reference of head.references) met.add(reference.toLowerCase());
		}
		const key = isOwn ? undefined : `${numbers[0]} ${numbers.sort((left, right) => left - right).join()}`;
		this.#keys.set(name, key);
		return key;
	}
}
