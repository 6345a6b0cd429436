/** Simple names and member access (C# standard 12.8.4, 12.8.7). */
import { receiverOf, receiverProbe } from '../symbols/extensions.ts';
import { Access } from '../metadata/facts.ts';
import { FieldSymbol, type Found, type MethodSymbol } from '../symbols/members.ts';
import { typeOfFound } from '../symbols/members.ts';
import { isAccessible, lookupTypeOrNamespace, nestedType, predefinedType, resolveType, withArguments } from '../symbols/scope.ts';
import { makeParameters } from '../symbols/signatures.ts';
import {
	dynamicType,
	type MemberSymbol,
	type NamedType,
	nullableUnderlying,
	sameType,
	tupleElements,
	type Type,
	type TypeDef,
	unknownType,
} from '../symbols/types.ts';
import type { Expr, NameExpr, Range, TypeSyntax } from '../syntax/ast.ts';
import { setAside } from '../syntax/forks.ts';
import type { Bound, Origin, Place, UseArgument, ValueBound } from './bound.ts';
import { featureOf } from './flow.ts';
import { baseOf, type Lookup, lookupMember } from './lookup.ts';
import { type AccessMode, BinderState, rangeOf, unknownValue, ofType } from './state.ts';
import { isSource } from '../symbols/source.ts';

/** Where a member access stands: the whole expression and the name in it. */
interface AccessSite {
	readonly range: Range;
	readonly name: NameExpr;
	readonly syntax: Expr;
}

export abstract class NameBinder extends BinderState {
	/** The receiver of the innermost `?.` chain. */
	conditionalReceiver: Bound = unknownValue;

	#typeArguments(name: NameExpr): readonly Type[] | undefined {
		return name.args?.map(arg => this.type(arg));
	}

	/** A generic type with the arguments that are written. */
	#constructed(type: Type, name: NameExpr): Type {
		const args = this.#typeArguments(name) ?? [];
		if (args.length > 0 && type.kind === 'named') this.emitConstructors(type.def.ownTypeParameters, args, rangeOf(name));
		return withArguments(type, args);
	}

	bindName(expr: Expr & { kind: 'name' }, mode: AccessMode): Bound {
		const arity = expr.args?.length ?? 0;
		const local = arity === 0 || expr.args ? this.scope.lookup(expr.name) : undefined;
		if (local?.functionSymbol) {
			const found = { member: local.functionSymbol, owner: this.context.type?.self as NamedType };
			return {
				kind: 'methods',
				type: unknownType,
				range: rangeOf(expr),
				group: {
					candidates: [found],
					typeArguments: this.#typeArguments(expr),
					receiver: undefined,
					onType: false,
					name: expr.name,
					isComplete: true,
					local: local.functionSymbol,
				},
			};
		}
		if (local) {
			this.recorder?.locals.set(expr, { local, enclosing: this.frame.enclosing });
			const origin: Origin | undefined = local.parameter
				? { kind: 'parameter', parameter: local.parameter, method: local.method }
				: local.origin;
			return this.#colorColor(expr, {
				kind: 'value',
				type: local.type,
				...(local.constant && { constant: local.constant }),
				...(origin && { origin }),
			});
		}
		const site: AccessSite = { range: rangeOf(expr), name: expr, syntax: expr };
		for (const parameter of this.scope.typeParameters)
			if (arity === 0 && parameter.name === expr.name) return { kind: 'type', type: parameter };
		if (this.context.isInitializer) {
			const parameter = this.#primaryParameter(this.context.type, expr.name);
			if (parameter) return parameter;
		}
		for (let def: TypeDef | undefined = this.context.type; def; def = def.container) {
			const own = def.ownTypeParameters.find(parameter => arity === 0 && parameter.name === expr.name);
			if (own) return { kind: 'type', type: own };
			const member = this.#enclosingMember(def.self, site, arity, mode);
			if (member) return member;
			const parameter = this.#primaryParameter(def, expr.name);
			if (parameter) return parameter;
		}
		return this.#outsideName(expr, site, arity, mode);
	}

	/** A member of an enclosing type, or a type nested in it. */
	#enclosingMember(type: NamedType, site: AccessSite, arity: number, mode: AccessMode): Bound | undefined {
		const { found: usable, isComplete } = this.#lookup(type, site.name.name, arity > 0 ? 'generic' : mode);
		if (usable.length > 0) {
			const bound = this.#member(usable, site, undefined, type, false, mode, isComplete);
			return usable[0]?.member.kind === 'method' ? bound : this.#colorColor(site.syntax, bound);
		}
		const nested = nestedType(type, site.name.name, arity, this.context.type);
		if (nested) return { kind: 'type', type: this.#constructed(nested, site.name) };
		// A base that could not be bound may declare the name.
		if (!isComplete && !this.#knownOutside(site.name.name, arity)) {
			this.countUnknown('base');
			return unknownValue;
		}
		return undefined;
	}

	#knownOutside(name: string, arity: number): boolean {
		return lookupTypeOrNamespace(name, arity, { namespace: this.context.namespace }) !== undefined;
	}

	#outsideName(expr: Expr & { kind: 'name' }, site: AccessSite, arity: number, mode: AccessMode): Bound {
		const meaning = this.context.namespace.lookup(expr.name, arity);
		if (meaning?.kind === 'namespace') return { kind: 'namespace', type: unknownType, name: meaning.name };
		if (meaning) return { kind: 'type', type: this.#constructed(meaning.type, expr) };
		for (const statics of this.context.namespace.staticImports()) {
			const found: Found[] = [];
			for (const type of statics) {
				for (const each of lookupMember(type, expr.name, this.compilation).found) {
					const isStatic = each.member.isStatic && !(each.member.kind === 'method' && each.member.isExtension);
					if (isStatic && this.#isAccessible(each)) found.push(each);
				}
			}
			if (found[0]) return this.#member(found, site, undefined, found[0].owner, true, mode, true);
		}
		if (expr.name === 'nameof')
			return {
				kind: 'methods',
				type: unknownType,
				range: site.range,
				group: { candidates: [], typeArguments: undefined, receiver: undefined, onType: true, name: 'nameof', isComplete: true },
			};
		const property = expr.name === 'field' ? this.context.method?.associated : undefined;
		if (property?.kind === 'property') return { kind: 'value', type: property.type, origin: { kind: 'backing-field', property } };
		this.countUnknown('name');
		return unknownValue;
	}

	/** A name that is both a value and its type (12.8.7.2). */
	#colorColor(syntax: Expr, value: Bound): Bound {
		if (syntax.kind !== 'name' || value.kind !== 'value' || value.type.kind !== 'named' || value.type.def.name !== syntax.name)
			return value;
		const meaning = lookupTypeOrNamespace(syntax.name, 0, this.typeContext);
		return meaning?.kind === 'type' && sameType(meaning.type, value.type) ? { kind: 'type', type: value.type, asValue: value } : value;
	}

	#primaryParameter(def: TypeDef | undefined, name: string): ValueBound | undefined {
		if (!def || !isSource(def)) return undefined;
		const source = def as NonNullable<typeof this.context.type>;
		for (const part of source.parts) {
			const syntax = part.declaration.parameters?.find(parameter => parameter.name === name);
			const parameter = syntax && source.kind !== 'delegate' ? makeParameters([syntax], source.contextOf(part))[0] : undefined;
			if (!parameter) continue;
			const count = part.declaration.parameters?.length;
			const method = source
				.members('.ctor')
				.find(member => member.kind === 'method' && !member.syntax && member.parameters.length === count) as MethodSymbol | undefined;
			return { kind: 'value', type: parameter.type, origin: { kind: 'parameter', parameter, method } };
		}
		return undefined;
	}

	#isAccessible(found: Found): boolean {
		return isAccessible(found.member.access, found.owner.def, this.context.type, this.compilation);
	}

	/** What a name means here: only what can be accessed and, where it is called or has type arguments, be used so (12.5). */
	#lookup(type: Type, name: string, mode: AccessMode | 'generic', isBase = false): Lookup {
		return lookupMember(
			type,
			name,
			this.compilation,
			each =>
				(isBase || this.#isAccessible(each)) &&
				(each.member.kind === 'method' || (mode !== 'generic' && !(mode === 'invoke' && isUncallable(each)))),
		);
	}

	bindMemberAccess(expr: Expr & { kind: 'member' }, mode: AccessMode): Bound {
		const receiver = expr.receiver.kind === 'conditional-receiver' ? this.conditionalReceiver : this.bind(expr.receiver);
		return this.access(receiver, { range: rangeOf(expr), name: expr.name, syntax: expr }, mode, expr.receiver);
	}

	/** The member that a name means on what stands before the dot. */
	access(receiver: Bound, site: AccessSite, mode: AccessMode, receiverSyntax?: Expr): Bound {
		const { name } = site.name;
		const arity = site.name.args?.length ?? 0;
		switch (receiver.kind) {
			case 'namespace': {
				const def = this.compilation.typeIn(receiver.name, name, arity);
				if (def) return { kind: 'type', type: this.#constructed(def.self, site.name) };
				const full = receiver.name ? `${receiver.name}.${name}` : name;
				if (this.compilation.hasNamespace(full)) return { kind: 'namespace', type: unknownType, name: full };
				this.countUnknown('namespace member');
				return unknownValue;
			}
			case 'type':
				return this.#staticAccess(receiver, site, arity, mode);
			case 'value':
				return this.#instanceAccess(receiver, site, mode, receiverSyntax);
			case 'tuple':
				return this.#instanceAccess(ofType(receiver.type), site, mode, receiverSyntax);
			case 'methods':
			case 'lambda':
				this.countUnknown('member of a function');
				return unknownValue;
			default:
				return unknownValue;
		}
	}

	#staticAccess(receiver: Bound & { kind: 'type' }, site: AccessSite, arity: number, mode: AccessMode): Bound {
		const { type } = receiver;
		if (type === unknownType) return receiver.asValue ? this.#instanceAccess(receiver.asValue, site, mode) : unknownValue;
		const { found: usable, isComplete } = this.#lookup(type, site.name.name, mode);
		const isMethod = usable[0]?.member.kind === 'method';
		if (isMethod) return this.#member(usable, site, receiver.asValue && receiver, type, receiver.asValue === undefined, mode, isComplete);
		const statics = usable.filter(each => each.member.isStatic);
		if (statics.length > 0) return this.#member(statics, site, undefined, type, true, mode, isComplete);
		if (receiver.asValue && usable.length > 0) return this.#instanceAccess(receiver.asValue, site, mode);
		const nested = type.kind === 'named' ? nestedType(type, site.name.name, arity, this.context.type) : undefined;
		if (nested) return { kind: 'type', type: this.#constructed(nested, site.name) };
		if (receiver.asValue) return this.#instanceAccess(receiver.asValue, site, mode);
		const extended = this.extensionMembers(type, site.name.name, true);
		if (extended.length > 0) return this.#member(extended, site, undefined, type, true, mode, true);
		this.countUnknown('static member');
		return unknownValue;
	}

	/** Static members, or properties, that extension blocks in scope add to a type (C# 14). */
	protected extensionMembers(type: Type, name: string, isStatic: boolean): readonly Found[] {
		if (!this.compilation.hasExtensionBlocks) return [];
		for (const group of this.context.namespace.extensionMembers(name)) {
			const found = group.flatMap(({ block, member }): Found[] => {
				if (member.isStatic !== isStatic || (!isStatic && member.kind === 'method')) return [];
				const probe = receiverProbe(block);
				const best =
					probe &&
					block.container &&
					this.overloads.applicable(
						{ member: probe, owner: block.container.self },
						[{ value: ofType(type) }],
						{ isExtension: true, from: this.context.type },
						false,
					);
				return best ? [{ member, owner: block.construct(best.typeArguments) }] : [];
			});
			if (found.length > 0) return found;
		}
		return [];
	}

	#instanceAccess(receiver: Bound, site: AccessSite, mode: AccessMode, receiverSyntax?: Expr): Bound {
		const { type } = receiver;
		const { name } = site.name;
		if (type === unknownType) return this.#unknownMember(site);
		if (type === dynamicType) return this.dynamicAccess(site, mode);
		if (type.kind === 'pointer') {
			if (receiverSyntax) this.hideOperands(receiverSyntax);
			return this.#instanceAccess(ofType(type.element), site, mode);
		}
		const elements = tupleElements(type);
		if (elements) {
			const index = elements.findIndex((element, at) => element.name === name || `Item${at + 1}` === name);
			if (index >= 0) return this.#tupleElement(type as NamedType, elements[index]?.type ?? unknownType, site);
		}
		const { found: usable, isComplete } = this.#lookup(type, name, mode, receiverSyntax?.kind === 'base');
		if (usable.length > 0 && usable[0]?.member.kind !== 'method') {
			const instance = usable.find(each => !each.member.isStatic) ?? usable[0];
			return instance ? this.#member([instance], site, receiver, type, false, mode, isComplete) : unknownValue;
		}
		if (usable.length === 0) {
			const [extended] = this.extensionMembers(type, name, false);
			const parameter = extended && receiverOf(extended.owner.def);
			if (parameter)
				return this.place(
					{
						found: extended as Place['found'],
						receiver,
						name: site.name.start,
						range: site.range,
						args: [{ parameter, type, value: receiver, syntax: receiverSyntax }],
						isReducedExtension: true,
					},
					mode,
					site.syntax,
				);
		}
		if (usable.length === 0 && mode !== 'invoke' && isComplete && this.context.namespace.extensionGroups(name).length === 0)
			this.frame.hasErrors = true;
		// Extension methods are looked for when no instance method fits.
		return this.#member(
			usable.filter(each => each.member.kind === 'method'),
			site,
			receiver,
			type,
			false,
			mode,
			isComplete,
		);
	}

	/** An element of a tuple, by its name or as `Item1`. */
	#tupleElement(owner: NamedType, type: Type, site: AccessSite): Bound {
		const { name } = site.name;
		const declared = owner.def.members(name)[0];
		const member =
			declared?.kind === 'field'
				? declared
				: new FieldSymbol({
						name,
						container: owner.def,
						access: Access.Public,
						isStatic: false,
						isOverride: false,
						isConst: false,
						isReadOnly: false,
						isRequired: false,
						dam: 0,
						type: () => type,
					});
		this.emit({
			kind: 'reference',
			member,
			containingType: owner,
			...site.range,
			whole: site.range,
			name: site.name.start,
			typeArguments: [],
			receiver: undefined,
			args: [],
			syntax: site.syntax,
			result: type,
		});
		return ofType(type);
	}

	#unknownMember(site: AccessSite): Bound {
		for (const arg of site.name.args ?? []) this.type(arg);
		return unknownValue;
	}

	/** A member of a `dynamic` value: the runtime binder does the work. `d.M()` is one operation, that of the call. */
	dynamicAccess(site: { readonly range: Range; readonly name: NameExpr; readonly syntax: Expr }, mode: AccessMode): Bound {
		if (mode !== 'invoke') this.emitDynamic(mode === 'write' ? 'SetMember' : 'GetMember', site.range, site.name.start, site.syntax);
		return ofType(dynamicType);
	}

	/** A use of the C# runtime binder, which `dynamic` operations compile to. */
	emitDynamic(binder: string, range: Range, name: number, syntax: Expr | undefined): void {
		const type = this.wellKnown('Microsoft.CSharp.RuntimeBinder.Binder');
		const member = type.kind === 'named' ? type.def.members(binder)[0] : undefined;
		if (member?.kind !== 'method') return;
		const whole = { start: Math.min(range.start, syntax?.start ?? range.start), end: Math.max(range.end, syntax?.end ?? range.end) };
		this.hideOperands(whole, syntax && setAside(syntax));
		this.emit({
			kind: 'dynamic',
			member,
			containingType: type,
			...range,
			whole: range,
			name,
			typeArguments: [],
			receiver: undefined,
			args: [],
			syntax,
			result: dynamicType,
		});
	}

	#member(
		found: readonly Found[],
		site: AccessSite,
		receiver: Bound | undefined,
		on: Type,
		onType: boolean,
		mode: AccessMode,
		isComplete: boolean,
	): Bound {
		const [first] = found;
		// A name that methods share with a field or a property of another type (`using static`, extension blocks) means what can be called.
		const methods = found.filter((each): each is Found<Extract<MemberSymbol, { kind: 'method' }>> => each.member.kind === 'method');
		if (!first || methods.length > 0) {
			return {
				kind: 'methods',
				type: unknownType,
				range: site.range,
				group: {
					candidates: methods,
					typeArguments: this.#typeArguments(site.name),
					receiver,
					onType,
					name: site.name.name,
					isComplete: isComplete && on !== unknownType,
				},
			};
		}
		return this.place({ found: first as Place['found'], receiver, name: site.name.start, range: site.range, args: [] }, mode, site.syntax);
	}

	/** A property, field or event as a value; a read is a use, a write is one where it is assigned. */
	place(place: Place, mode: AccessMode, syntax: Expr): ValueBound {
		const { found } = place;
		const type = typeOfFound(found);
		if (type === unknownType) this.countUnknown('member type');
		const { member } = found;
		const isRefReturning = member.kind === 'property' && member.returnsByRef && !member.setter;
		if ((mode === 'write' || mode === 'set-aside') && !isRefReturning) return { kind: 'value', type, place };
		const origin: Origin | undefined =
			member.kind === 'field'
				? { kind: 'field', field: member }
				: member.kind === 'property' && member.getter
					? { kind: 'return', method: member.getter }
					: undefined;
		if (member.kind === 'property') {
			const getter = this.accessorOf(found as Found<typeof member>, 'get');
			if (getter) this.emitPlace('get', getter, place, place.range, syntax, type);
		} else if (member.kind === 'field') {
			this.emit({
				kind: 'field',
				member,
				containingType: found.owner,
				start: place.range.start,
				end: place.range.end,
				whole: place.range,
				name: place.name,
				typeArguments: [],
				receiver: place.receiver,
				args: [],
				syntax,
				result: type,
			});
		} else {
			this.emitReference(place, syntax);
		}
		const guard = member.kind === 'property' ? this.#guard(member.name, member.container.fullName, member.featureGuard) : 0;
		const constant = member.kind === 'field' ? this.#constantOf(found) : undefined;
		return { kind: 'value', type, place, origin, guard: guard ? { whenTrue: guard, whenFalse: 0 } : undefined, constant };
	}

	#constantOf(found: Place['found']): { value: string | number | boolean | null } | undefined {
		const value = found.member.kind === 'field' ? found.member.constant?.() : undefined;
		return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? { value } : undefined;
	}

	#guard(name: string, container: string, guards: readonly string[]): number {
		let mask = 0;
		for (const attribute of guards) mask |= featureOf(attribute);
		if (name === 'IsDynamicCodeSupported' && container === 'System.Runtime.CompilerServices.RuntimeFeature')
			mask |= featureOf('RequiresDynamicCodeAttribute');
		return mask;
	}

	/** An accessor; an override may have only one of the two and inherit the other. */
	accessorOf(
		found: Found,
		which: 'get' | 'set',
	): { member: NonNullable<Extract<MemberSymbol, { kind: 'property' }>['getter']>; owner: NamedType } | undefined {
		if (found.member.kind !== 'property') return undefined;
		const own = which === 'get' ? found.member.getter : found.member.setter;
		if (own) return { member: own, owner: found.owner };
		if (!found.member.isOverride) return undefined;
		for (let base = baseOf(found.owner), depth = 0; base?.kind === 'named' && depth < 64; base = baseOf(base), depth++) {
			for (const member of base.def.members(found.member.name)) {
				const accessor = member.kind === 'property' ? (which === 'get' ? member.getter : member.setter) : undefined;
				if (accessor) return { member: accessor, owner: base };
			}
		}
		return undefined;
	}

	emitPlace(
		kind: 'get' | 'set' | 'add' | 'remove',
		accessor: { member: NonNullable<Extract<MemberSymbol, { kind: 'property' }>['getter']>; owner: NamedType },
		place: Place,
		range: Range,
		syntax: Expr,
		result: Type,
		args: readonly UseArgument[] = place.args,
		written: { assigned?: Expr } = {},
	): void {
		const { name, receiver, isReducedExtension } = place;
		this.emit({
			kind,
			member: accessor.member,
			containingType: accessor.owner,
			start: range.start,
			end: range.end,
			whole: range,
			name,
			typeArguments: [],
			receiver,
			args,
			syntax,
			result,
			isReducedExtension,
			assigned: written.assigned,
		});
	}

	/** See the use kind `reference`. */
	emitReference(place: Place, expr: Expr): void {
		const { member, owner } = place.found;
		this.emit({
			kind: member.kind === 'field' ? 'field' : 'reference',
			member,
			containingType: owner,
			...place.range,
			whole: rangeOf(expr),
			name: place.name,
			typeArguments: [],
			receiver: place.receiver,
			args: [],
			syntax: expr,
			result: typeOfFound(place.found),
		});
	}

	/** `int.Parse`: a keyword before the dot. */
	bindPredefined(name: string): Bound {
		return { kind: 'type', type: predefinedType(name, this.compilation) };
	}

	bindAliasName(expr: Expr & { kind: 'alias-name' }): Bound {
		const namespace = this.context.namespace.aliasNamespace(expr.alias);
		if (namespace === undefined) return unknownValue;
		const arity = expr.name.args?.length ?? 0;
		const def = this.compilation.typeIn(namespace, expr.name.name, arity);
		if (def) return { kind: 'type', type: this.#constructed(def.self, expr.name) };
		const full = namespace ? `${namespace}.${expr.name.name}` : expr.name.name;
		return this.compilation.hasNamespace(full) ? { kind: 'namespace', type: unknownType, name: full } : unknownValue;
	}

	/** Type syntax that may turn out to be a constant (`is Max`): its value reading. */
	typeOrValue(syntax: TypeSyntax): { readonly type: Type } | { readonly value: Bound } {
		const type = resolveType(syntax, this.typeContext);
		if (type !== unknownType || syntax.kind !== 'type-name') return { type };
		const expr = toExpr(syntax);
		return expr ? { value: this.bind(expr) } : { type };
	}

	/** The type without `?`, for the receiver of a null-conditional access. */
	withoutNullable(type: Type): Type {
		return nullableUnderlying(type) ?? type;
	}
}

/** A property or field whose type is certainly no delegate. */
function isUncallable(found: Found): boolean {
	if (found.member.kind === 'method') return false;
	const type = typeOfFound(found as Place['found']);
	return (
		type !== unknownType &&
		type !== dynamicType &&
		!(type.kind === 'named' && type.def.isDelegate) &&
		type.kind !== 'special' &&
		type.kind !== 'function-pointer' &&
		type.kind !== 'parameter'
	);
}

function toExpr(syntax: TypeSyntax): Expr | undefined {
	if (syntax.kind !== 'type-name') return undefined;
	const name: NameExpr = {
		kind: 'name',
		start: syntax.nameStart,
		end: syntax.end,
		name: syntax.name,
		...(syntax.args && { args: syntax.args }),
	};
	if (syntax.alias !== undefined) return { kind: 'alias-name', start: syntax.start, end: syntax.end, alias: syntax.alias, name };
	if (!syntax.qualifier) return name;
	const receiver = toExpr(syntax.qualifier);
	return receiver && { kind: 'member', start: syntax.start, end: syntax.end, receiver, name, isPointer: false };
}
