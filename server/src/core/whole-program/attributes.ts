/**
 * What attributes reach: the constructors and setters of those on types that are there, types that they name, and what
 * `[DynamicDependency]` keeps (CustomAttributeBasedDependencyAlgorithm.cs, DynamicDependencyAttributeAlgorithm.cs in dotnet/runtime).
 */
import { Dam } from '../rules/dam/annotations.ts';
import { parseTypeName } from '../rules/dam/type-names.ts';
import type { AttributeFacts, ConstantValue } from '../metadata/facts.ts';
import { Parent } from './annotations.ts';
import type { MethodDef, Module, TypeDef } from './definitions.ts';
import { instanceOf, NO_TYPES } from './types.ts';
import { parameterFlags } from './flow/call.ts';
import type { FlowJudge } from './flow/judge.ts';
import { constructorsOf, fieldsOf, methodsOf } from './flow/members.ts';
import { ANY_MEMBER } from '../rules/dam/binding-flags.ts';
import { valuesOf } from './flow/values.ts';
import type { Origin } from './requires.ts';

/** Attributes that the core library removes from every program (its ILLink.LinkAttributes.xml), by namespace and name. */
const REMOVED =
	/^(?:System\.Runtime\.CompilerServices\.(?!InternalsVisibleTo).*|System\.Diagnostics\.(?:Debugg|CodeAnalysis\.).*|System\.(?:ObsoleteAttribute|CLSCompliantAttribute|AttributeUsageAttribute)|System\.ComponentModel\.EditorBrowsableAttribute|Microsoft\.CodeAnalysis\..*|System\.Security\..*|System\.Reflection\.Assembly.*|System\.Runtime\.Versioning\..*|System\.Runtime\.InteropServices\.ComVisibleAttribute|System\.Resources\..*)$/;

export class AttributeReach {
	readonly #judge: FlowJudge;
	readonly #types = new Set<TypeDef>();

	constructor(judge: FlowJudge) {
		this.#judge = judge;
	}

	/** A type is there: its attributes can be read. */
	type(def: TypeDef): void {
		for (let at: TypeDef | undefined = def; at && !this.#types.has(at); at = at.container) {
			this.#types.add(at);
			if (!at.module.isSource) this.#all(at.module, Parent.type, at.row, at);
		}
	}

	#all(module: Module, parent: number, row: number, origin: Origin): void {
		for (const { constructor: token, facts } of this.#judge.program.attributes.module(module).everything(parent, row)) {
			const method = module.methodToken(token)?.method;
			if (!method || REMOVED.test(method.owner.def.fullName)) continue;
			this.#attribute(method.def, facts, module, origin);
		}
	}

	#attribute(made: MethodDef, facts: AttributeFacts, module: Module, origin: Origin): void {
		const judge = this.#judge;
		const { reach } = judge;
		reach.constructAny(made.owner.self);
		reach.reflect(instanceOf(made, made.owner.self, NO_TYPES));
		judge.tellRequires(instanceOf(made, made.owner.self, NO_TYPES), origin, ['unreferencedCode', 'assemblyFiles', 'dynamicCode']);
		for (const [index, value] of facts.args.entries()) {
			const flags = parameterFlags(judge, made, index);
			this.#value(value, module, flags, made, index, origin);
		}
		for (const [name, value] of Object.entries(facts.named ?? {})) {
			for (const setter of made.owner.named(`set_${name}`)) reach.reflect(instanceOf(setter, made.owner.self, NO_TYPES));
			this.#value(value, module, 0, made, -1, origin);
		}
	}

	#value(value: ConstantValue, module: Module, flags: number, made: MethodDef, index: number, origin: Origin): void {
		if (Array.isArray(value)) {
			for (const each of value as readonly ConstantValue[]) this.#value(each, module, 0, made, -1, origin);
			return;
		}
		if (value === null || typeof value !== 'object' || !('type' in value)) return;
		const judge = this.#judge;
		const name = parseTypeName(value.type);
		const type = name && this.#find(name, module);
		if (type?.kind !== 'named') return;
		judge.reach.construct(type);
		if (flags !== 0)
			judge.require(
				valuesOf({ kind: 'type', type }),
				flags,
				{ kind: 'parameter', name: made.parameterName(index), method: judge.method(made.open) },
				origin,
			);
	}

	/** The assembly of a type in a blob is not kept: it is looked for near by first. */
	#find(name: NonNullable<ReturnType<typeof parseTypeName>>, module: Module): ReturnType<FlowJudge['find']> {
		const near = this.#judge.find({ ...name, assembly: undefined }, module);
		if (near) return near;
		for (const reference of module.references) {
			const found = this.#judge.find({ ...name, assembly: reference }, module);
			if (found) return found;
		}
		return undefined;
	}

	/** `[DynamicDependency]` on a method that runs. */
	method(def: MethodDef): void {
		for (const attribute of this.#judge.program.attributes.methodAttributes(def))
			if (attribute.name === 'DynamicDependencyAttribute') this.#dependency(def, attribute);
	}

	#dependency(def: MethodDef, { args }: AttributeFacts): void {
		const judge = this.#judge;
		const [what, second, third] = args;
		const type = this.#dependencyType(def, second, third);
		if (!type) return;
		if (typeof what === 'number') return judge.reachAll(type.open, what === 0 ? 0 : what | 0 || Dam.All, def);
		if (typeof what !== 'string') return;
		// A documentation id without its kind: `Name`, `Name(Params)`, `#ctor`.
		const name = what
			.replace(/\(.*$/, '')
			.replaceAll('#', '.')
			.replace(/``\d+$/, '');
		judge.reach.because(def, () => {
			for (const method of [...methodsOf(type.open, ANY_MEMBER), ...constructorsOf(type.open, ANY_MEMBER)])
				if (method.def.name === name && method.owner.def === type) judge.reachMember(method, def);
			for (const field of fieldsOf(type.open, ANY_MEMBER)) if (field.def.name === name) judge.reachMember(field, def);
		});
	}

	#dependencyType(def: MethodDef, second: ConstantValue | undefined, third: ConstantValue | undefined): TypeDef | undefined {
		if (second === undefined) return def.owner;
		if (typeof second === 'string') {
			const module = typeof third === 'string' ? this.#judge.program.module(third) : def.module;
			return module?.findFull(second.replace(/^T:/, '')) ?? module?.findFull(nestedName(second, module));
		}
		if (second === null || Array.isArray(second) || typeof second !== 'object' || !('type' in second)) return undefined;
		const name = parseTypeName((second as { readonly type: string }).type);
		const type = name && this.#find(name, def.module);
		return type?.kind === 'named' ? type.def : undefined;
	}
}

/** Documentation ids write nested types with a dot. */
function nestedName(name: string, module: Module): string {
	for (let at = name.lastIndexOf('.'); at > 0; at = name.lastIndexOf('.', at - 1)) {
		const candidate = `${name.slice(0, at)}+${name.slice(at + 1).replaceAll('.', '+')}`;
		if (module.findFull(candidate)) return candidate;
	}
	return name;
}
