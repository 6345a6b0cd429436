/**
 * What is reported of types by themselves: arguments of bases and interfaces, overrides and implementations whose
 * attributes differ (ILCompiler.Compiler/Compiler/UsageBasedMetadataManager.cs in dotnet/runtime).
 */
import type { MethodDef, MethodInstance, NamedType, TypeDef } from './definitions.ts';
import { isTypeLike } from './flow/call.ts';
import { checkArguments } from './flow/calls.ts';
import type { FlowJudge } from './flow/judge.ts';
import { typeDefName } from './names.ts';
import { type Origin, REQUIREMENTS } from './requires.ts';
import { suffix } from '../rules/requires.ts';

export class Hierarchy {
	readonly #judge: FlowJudge;
	/** Types whose bases have been looked at; those that are only named (`typeof(G<>)`) are no more than that. */
	readonly #named = new Set<TypeDef>();
	readonly #checked = new Set<TypeDef>();
	readonly #pairs = new Set<string>();

	constructor(judge: FlowJudge) {
		this.#judge = judge;
	}

	/** A type is there: what it derives from and implements is compared, once for its definition. */
	check(type: NamedType): void {
		const { def } = type;
		const judge = this.#judge;
		if (!this.#named.has(def)) {
			this.#named.add(def);
			for (const base of [def.base, ...def.interfaces]) if (base) checkArguments(base, def, judge);
		}
		if (type.args.length < def.arity || this.#checked.has(def)) return;
		this.#checked.add(def);
		// Of the framework nothing is told.
		if (def.module.isFramework) return;
		this.#checkBase(def);
		if (def.isInterface) return;
		const { slots } = judge.program;
		for (const slot of slots.virtual(def)) {
			// Generic methods are compared when a call of one is found.
			if (slot.implementation.owner !== def || slot.declaration === slot.implementation || slot.declaration.parameters.length > 0) continue;
			this.#compare(slot.declaration, slot.implementation, false, slot.implementation);
		}
		for (const slot of slots.interfaces(def)) {
			// What a base implements is compared where the interface is listed again.
			const isOwn = slot.implementation.owner === def;
			const isListed = def.interfaces.some(each => each === slot.contract);
			if (slot.method.parameters.length > 0 || slot.isDefault || slot.method === slot.implementation || !(isOwn || isListed)) continue;
			this.#compare(slot.method, slot.implementation, true, isOwn ? slot.implementation : def);
		}
	}

	/** A base that requires, of a type that does not say so (IL2109). */
	#checkBase(def: TypeDef): void {
		const base = def.baseType?.def;
		const required = base && this.#judge.program.attributes.type(base).requires.unreferencedCode;
		if (!base || !required || this.#judge.program.attributes.type(def).requires.unreferencedCode) return;
		this.#judge.tell(
			'IL2109',
			def,
			`Type '${typeDefName(def)}' derives from '${typeDefName(base)}' which has 'RequiresUnreferencedCodeAttribute'. ${suffix(required)}`,
		);
	}

	/** A generic method runs through an override. */
	checkGeneric(base: MethodDef, own: MethodDef): void {
		if (base !== own && !own.module.isFramework) this.#compare(base, own, base.owner.isInterface, own);
	}

	#compare(base: MethodDef, own: MethodDef, isInterface: boolean, origin: Origin): void {
		const key = `${base.id}:${own.id}:${'kind' in origin ? origin.id : ''}`;
		if (this.#pairs.has(key)) return;
		this.#pairs.add(key);
		this.#compareRequires(base, own, isInterface, origin);
		this.#compareAnnotations(base, own, origin);
	}

	#compareRequires(base: MethodDef, own: MethodDef, isInterface: boolean, origin: Origin): void {
		const { requires } = this.#judge.program;
		const codes = { unreferencedCode: 'IL2046', dynamicCode: 'IL3051', assemblyFiles: 'IL3003' } as const;
		for (const { kind, attribute } of REQUIREMENTS) {
			const baseRequires = requires.ofMethod(base, kind) !== undefined;
			const ownRequires = requires.ofMethod(own, kind) !== undefined;
			const isMismatch =
				(baseRequires && requires.inScope(own, kind) === undefined) || (ownRequires && requires.inScope(base, kind) === undefined);
			if (!isMismatch) continue;
			const [baseName, ownName] = [this.#name(base), this.#name(own)];
			const sentence = ownRequires
				? isInterface
					? `Member '${ownName}' with '${attribute}' implements interface member '${baseName}' without '${attribute}'`
					: `Member '${ownName}' with '${attribute}' overrides base member '${baseName}' without '${attribute}'`
				: isInterface
					? `Interface member '${baseName}' with '${attribute}' has an implementation member '${ownName}' without '${attribute}'`
					: `Base member '${baseName}' with '${attribute}' has a derived member '${ownName}' without '${attribute}'`;
			this.#report(
				codes[kind],
				origin,
				`${sentence}. '${attribute}' annotations must match across all interface implementations or overrides.`,
			);
		}
	}

	/** Mismatches are told whatever the scope; only suppressions silence them. */
	#report(code: string, origin: Origin, message: string): void {
		this.#judge.tellAlways(code, origin, message);
	}

	#compareAnnotations(base: MethodDef, own: MethodDef, origin: Origin): void {
		const { attributes } = this.#judge.program;
		const [theirs, mine] = [attributes.method(base), attributes.method(own)];
		const [baseName, ownName] = [this.#name(base), this.#name(own)];
		const differ = (code: string, what: (name: string) => string, overridden: string, name: string): void =>
			this.#report(
				code,
				origin,
				`'DynamicallyAccessedMemberTypes' in 'DynamicallyAccessedMembersAttribute' on the ${what(ownName)} don't match overridden ${overridden} '${name}'. All overridden members must have the same 'DynamicallyAccessedMembersAttribute' usage.`,
			);
		if (isTypeLike(own.signature.returns) && theirs.returns !== mine.returns)
			this.#report(
				'IL2093',
				origin,
				`'DynamicallyAccessedMemberTypes' in 'DynamicallyAccessedMembersAttribute' on the return value of method '${ownName}' don't match overridden return value of method '${baseName}'. All overridden members must have the same 'DynamicallyAccessedMembersAttribute' usage.`,
			);
		for (const [index, type] of own.signature.parameters.entries()) {
			if (!isTypeLike(type) || (theirs.parameters?.[index] ?? 0) === (mine.parameters?.[index] ?? 0)) continue;
			differ(
				'IL2092',
				name => `parameter '${own.parameterName(index)}' of method '${name}'`,
				`parameter '${base.parameterName(index)}' of method`,
				baseName,
			);
		}
		for (const [index, parameter] of own.parameters.entries()) {
			const other = base.parameters[index];
			if (!other || attributes.generic(other) === attributes.generic(parameter)) continue;
			differ('IL2095', name => `generic parameter '${parameter.name}' of '${name}'`, `generic parameter '${other.name}' of`, baseName);
		}
	}

	#name(def: MethodDef): string {
		return this.#judge.method(def.open as MethodInstance);
	}
}
