/**
 * What a member requires of its caller, where that is silent, and what is suppressed (DiagnosticUtilities.cs,
 * Logger.cs in dotnet/runtime).
 */
import type { AttributeFacts } from '../metadata/facts.ts';
import { type AttributeReader, Parent, type Requirement, type Requirements } from './annotations.ts';
import type { FieldDef, MethodDef, Module, TypeDef } from './definitions.ts';
import type { Owners } from './owners.ts';

export type RequirementKind = keyof Requirements;

/** The codes of the three attributes. */
export const REQUIREMENTS: readonly {
	readonly kind: RequirementKind;
	readonly code: string;
	readonly attribute: string;
	readonly risk: string;
}[] = [
	{
		kind: 'unreferencedCode',
		code: 'IL2026',
		attribute: 'RequiresUnreferencedCodeAttribute',
		risk: 'can break functionality when trimming application code',
	},
	{
		kind: 'assemblyFiles',
		code: 'IL3002',
		attribute: 'RequiresAssemblyFilesAttribute',
		risk: 'can break functionality when embedded in a single-file app',
	},
	{
		kind: 'dynamicCode',
		code: 'IL3050',
		attribute: 'RequiresDynamicCodeAttribute',
		risk: 'can break functionality when AOT compiling',
	},
];

/** What has a place in the program: what is told is told of one of these. */
export type Origin = MethodDef | FieldDef | TypeDef | Module;

export class RequiresReader {
	readonly #attributes: AttributeReader;
	readonly #owners: Owners;

	constructor(attributes: AttributeReader, owners: Owners) {
		this.#attributes = attributes;
		this.#owners = owners;
	}

	/** What a call of a method requires. */
	ofMethod(method: MethodDef, kind: RequirementKind): Requirement | undefined {
		if (method.name !== '.cctor') {
			const own = this.#attributes.method(method).requires[kind];
			if (own) return own;
		}
		if (!method.isStatic && !method.isConstructor) return undefined;
		if (method.name === '.cctor') return undefined;
		const ofType = this.#attributes.type(method.owner).requires[kind];
		return ofType && !(ofType.excludeStatics && method.isStatic) ? ofType : undefined;
	}

	/** What touching a static field requires. */
	ofField(field: FieldDef, kind: RequirementKind): Requirement | undefined {
		if (!field.isStatic || field.isLiteral) return undefined;
		const ofType = this.#attributes.type(field.owner).requires[kind];
		return ofType?.excludeStatics ? undefined : ofType;
	}

	/** Whether a member stands in the scope of an attribute, which its callers are told of. */
	inScope(method: MethodDef, kind: RequirementKind): Requirement | undefined {
		for (let at: MethodDef | undefined = method, depth = 0; at && depth < 16; at = this.#owners.ownerOf(at), depth++) {
			if (at.name !== '.cctor') {
				const own = this.#attributes.method(at).requires[kind];
				if (own) return own;
			}
			const ofType = this.#attributes.type(at.owner).requires[kind];
			if (ofType && !(ofType.excludeStatics && at.isStatic)) return ofType;
		}
		return undefined;
	}

	isSilent(origin: Origin, kind: RequirementKind): boolean {
		if (!('kind' in origin)) return false;
		if (origin.kind === 'method') return this.inScope(origin, kind) !== undefined;
		return origin.kind === 'field' && origin.isStatic && this.#attributes.type(origin.owner).requires[kind] !== undefined;
	}
}

/** `[UnconditionalSuppressMessage]` on members, types and assemblies. */
export class Suppressions {
	readonly #attributes: AttributeReader;
	readonly #owners: Owners;
	readonly #known = new WeakMap<Origin, ReadonlySet<string>>();
	/** Those of an assembly that name a target: by documentation id. */
	readonly #targets = new WeakMap<Module, Map<string, Set<string>>>();

	constructor(attributes: AttributeReader, owners: Owners) {
		this.#attributes = attributes;
		this.#owners = owners;
	}

	isSuppressed(origin: Origin, code: string): boolean {
		return this.#of(origin).has(code);
	}

	#of(origin: Origin): ReadonlySet<string> {
		let found = this.#known.get(origin);
		if (!found) this.#known.set(origin, (found = this.#read(origin)));
		return found;
	}

	#read(origin: Origin): ReadonlySet<string> {
		const codes = new Set<string>();
		const add = (each: ReadonlySet<string> | undefined): void => {
			for (const code of each ?? []) codes.add(code);
		};
		if (!('kind' in origin)) {
			const annotations = this.#attributes.module(origin);
			this.#collect([...annotations.of(Parent.assembly, 1), ...annotations.of(Parent.module, 1)], origin, codes);
			return codes;
		}
		const annotations = this.#attributes.module(origin.module);
		add(this.#target(origin.module, documentationId(origin)));
		switch (origin.kind) {
			case 'method': {
				this.#collect(annotations.of(Parent.method, origin.row), undefined, codes);
				this.#collect(this.#attributes.associatedAttributes(origin), undefined, codes);
				const owner = this.#owners.ownerOf(origin);
				if (owner) add(this.#of(owner));
				add(this.#of(origin.owner));
				break;
			}
			case 'field':
				this.#collect(annotations.of(Parent.field, origin.row), undefined, codes);
				add(this.#of(origin.owner));
				break;
			case 'type':
				this.#collect(annotations.of(Parent.type, origin.row), undefined, codes);
				add(this.#of(origin.container ?? origin.module));
				break;
		}
		return codes;
	}

	#target(module: Module, id: string): ReadonlySet<string> | undefined {
		this.#of(module);
		return this.#targets.get(module)?.get(id);
	}

	#collect(attributes: readonly AttributeFacts[], module: Module | undefined, into: Set<string>): void {
		for (const attribute of attributes) {
			if (attribute.name !== 'UnconditionalSuppressMessageAttribute') continue;
			const code = /^(IL\d{4})(?:$|:)/.exec(String(attribute.args[1] ?? ''))?.[1];
			if (!code) continue;
			const scope = attribute.named?.['Scope'];
			const target = attribute.named?.['Target'];
			if (!module || scope === 'module' || (scope === undefined && target === undefined)) into.add(code);
			else if ((scope === 'type' || scope === 'member') && typeof target === 'string') {
				let targets = this.#targets.get(module);
				if (!targets) this.#targets.set(module, (targets = new Map()));
				const known = targets.get(target);
				if (known) known.add(code);
				else targets.set(target, new Set([code]));
			}
		}
	}
}

/** The documentation id of a definition; of methods without parameters of generic types, which suppressions seldom name. */
function documentationId(origin: MethodDef | FieldDef | TypeDef): string {
	const typeId = (def: TypeDef): string => def.fullName.replaceAll('+', '.');
	if (origin.kind === 'type') return `T:${typeId(origin)}`;
	if (origin.kind === 'field') return `F:${typeId(origin.owner)}.${origin.name}`;
	const { parameters } = origin.signature;
	const name = origin.name.replaceAll('.', '#') + (origin.parameters.length > 0 ? `\`\`${origin.parameters.length}` : '');
	return `M:${typeId(origin.owner)}.${name}${parameters.length > 0 ? `(${parameters.map(idOfType).join(',')})` : ''}`;
}

function idOfType(type: MethodDef['signature']['returns']): string {
	switch (type.kind) {
		case 'named': {
			const name = type.def.fullName.replaceAll('+', '.');
			return type.args.length > 0 ? `${name.replace(/`\d+/g, '')}{${type.args.map(idOfType).join(',')}}` : name;
		}
		case 'array':
			return `${idOfType(type.element)}[${type.rank > 1 ? new Array(type.rank).fill('0:').join(',') : ''}]`;
		case 'pointer':
			return `${idOfType(type.element)}*`;
		case 'byref':
			return `${idOfType(type.element)}@`;
		case 'variable':
			return `${type.ofMethod ? '``' : '`'}${type.index}`;
		default:
			return '?';
	}
}
