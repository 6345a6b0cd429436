/** Patterns, deconstruction and other declarations inside expressions (C# standard 11, 12.7). */
import { operatorName } from '../symbols/signatures.ts';
import { damOfSyntax, requiresOfSyntax } from '../symbols/attributes.ts';
import { Access } from '../metadata/facts.ts';
import type { Found, MethodSymbol, Parameter } from '../symbols/members.ts';
import { isAnonymous } from '../symbols/anonymous.ts';
import { impliedMethod } from '../symbols/members.ts';
import { NO_REQUIRES, nullableUnderlying, substituteOwner, tupleElements, type Type, unknownType } from '../symbols/types.ts';
import type { AttributeSyntax, Designation, Expr, LambdaParameter, Pattern, Range, Subpattern, TypeSyntax } from '../syntax/ast.ts';
import type { LambdaBound, Enclosing, Place } from './bound.ts';
import { bindAttribute } from './attributes.ts';
import { CallBinder } from './calls.ts';
import { classChain, lookupMember } from './lookup.ts';
import { RANGE_VARIABLES } from './queries.ts';
import { rangeOf, ofType } from './state.ts';
import { deconstructed, listed } from './implicit-calls.ts';

export abstract class PatternBinder extends CallBinder {
	/** Binds a pattern against a value's type, declaring its variables. */
	bindPattern(pattern: Pattern, input: Type): void {
		switch (pattern.kind) {
			case 'constant': {
				if (this.#misreadPositional(pattern.value, input)) return;
				const value = this.bindValue(pattern.value);
				this.convert(value, input, pattern.value);
				return;
			}
			case 'type': {
				const meaning = this.typeOrValue(pattern.type);
				if ('value' in meaning) this.convert(meaning.value, input);
				return;
			}
			case 'declared':
				return this.declareNames(pattern.names, this.type(pattern.type), pattern.type);
			case 'var-pattern':
				return this.declareNames(pattern.names, input);
			case 'recursive':
				return this.#recursive(pattern, input);
			case 'list-pattern': {
				const element = this.#listElement(input);
				listed(this, input, pattern);
				for (const part of pattern.parts) this.bindPattern(part, part.kind === 'slice' ? input : element);
				if (pattern.name) this.scope.declare({ name: pattern.name, type: input });
				return;
			}
			case 'slice':
				if (pattern.pattern) this.bindPattern(pattern.pattern, input);
				return;
			case 'relational': {
				this.bindValue(pattern.value);
				return;
			}
			case 'not':
				return this.bindPattern(pattern.pattern, input);
			case 'and-or': {
				this.bindPattern(pattern.left, input);
				// The right side of `and` sees the type that the left side tested.
				this.bindPattern(pattern.right, pattern.isOr ? input : this.#narrowed(pattern.left, input));
				return;
			}
			default:
				return;
		}
	}

	#narrowed(pattern: Pattern, input: Type): Type {
		const syntax =
			pattern.kind === 'type' || pattern.kind === 'declared' ? pattern.type : pattern.kind === 'recursive' ? pattern.type : undefined;
		if (!syntax) return input;
		const meaning = this.typeOrValue(syntax);
		return 'type' in meaning && meaning.type !== unknownType ? meaning.type : input;
	}

	/** `is Point(1, 2)` and `is (1, 2)`, which the grammar takes for a call and a tuple; neither is a constant. */
	#misreadPositional(value: Expr, input: Type): boolean {
		const parts = value.kind === 'tuple' ? value.elements : value.kind === 'call' ? value.args : undefined;
		if (!parts || parts.length < 2) return false;
		const named = value.kind === 'call' ? this.bind(value.callee) : undefined;
		if (named && named.kind !== 'type') return false;
		const types = deconstructed(this, named?.type ?? nullableUnderlying(input) ?? input, parts.length, value);
		for (const [index, part] of parts.entries()) {
			const type = types[index] ?? unknownType;
			if (part.value.kind === 'declaration') this.declareOut(part.value, type);
			else if (part.value.kind !== 'name' || part.value.name !== '_')
				this.bindPattern({ ...rangeOf(part.value), kind: 'constant', value: part.value }, type);
		}
		return true;
	}

	#listElement(input: Type): Type {
		if (input.kind === 'array') return input.element;
		const indexer = lookupMember(input, 'this[]', this.compilation).found.find(each => each.member.kind === 'property');
		return indexer?.member.kind === 'property' ? substituteOwner(indexer.member.type, indexer.owner) : unknownType;
	}

	#recursive(pattern: Pattern & { kind: 'recursive' }, input: Type): void {
		const type = pattern.type ? this.type(pattern.type) : (nullableUnderlying(input) ?? input);
		if (pattern.positional) {
			const parts = deconstructed(this, type, pattern.positional.length, pattern);
			for (const [index, part] of pattern.positional.entries()) this.bindPattern(part.pattern, parts[index] ?? unknownType);
		}
		for (const property of pattern.properties ?? []) this.#property(property, type);
		if (pattern.name) this.scope.declare({ name: pattern.name, type });
	}

	#property(subpattern: Subpattern, input: Type): void {
		let type = input;
		for (const name of subpattern.path) {
			type = nullableUnderlying(type) ?? type;
			const element = tupleElements(type)?.find((each, index) => each.name === name.name || `Item${index + 1}` === name.name);
			if (element) {
				type = element.type;
				continue;
			}
			const found =
				lookupMember(type, name.name, this.compilation).found.find(
					each => each.member.kind === 'property' || each.member.kind === 'field',
				) ?? this.extensionMembers(type, name.name, false)[0];
			if (!found) {
				type = unknownType;
				break;
			}
			type = this.place(
				{ found: found as Place['found'], receiver: ofType(type), name: name.start, range: rangeOf(name), args: [] },
				'read',
				name,
			).type;
		}
		this.bindPattern(subpattern.pattern, type);
	}

	/**
	 * Declares the names of a designation; `syntax` is the written type, `var` takes the value's.
	 *
	 * @param at where a call of `Deconstruct` is reported: the value that is taken apart
	 */
	declareNames(names: Designation, type: Type, syntax?: TypeSyntax, at?: Range): void {
		if (names.kind === 'single') {
			const written = syntax?.kind === 'ref-type' ? syntax.element : syntax;
			const declared = written && written.kind !== 'var' ? this.type(written) : type;
			this.declareLocal({ name: names.name, type: declared }, names);
		} else if (names.kind === 'list') {
			const parts = deconstructed(this, type, names.parts.length, at ?? names);
			for (const [index, part] of names.parts.entries())
				this.declareNames(part, parts[index] ?? unknownType, part.kind === 'single' ? part.type : undefined, at);
		}
	}

	declareOut(expr: Expr & { kind: 'declaration' }, type: Type): void {
		this.declareNames(expr.names, type, expr.type);
	}

	bindAttribute(attribute: AttributeSyntax): void {
		bindAttribute(attribute, this);
	}

	/** Attributes of lambdas and local functions: bound for who asks what a name means; the analyzer does not look at them. */
	bindHiddenAttributes(attributes: readonly AttributeSyntax[]): void {
		for (const attribute of attributes) {
			this.bindAttribute(attribute);
			this.hideOperands(attribute);
		}
	}

	declareLambdaParameter(parameter: LambdaParameter, type: Type): void {
		if (parameter.name.startsWith(RANGE_VARIABLES)) {
			for (const name of parameter.name.slice(RANGE_VARIABLES.length).split(',')) {
				const found = isAnonymous(type) ? lookupMember(type, name, this.compilation).found[0] : undefined;
				this.scope.declare({
					name,
					type: found?.member.kind === 'property' ? substituteOwner(found.member.type, found.owner) : unknownType,
				});
			}
			return;
		}
		this.bindHiddenAttributes(parameter.attributes);
		if (parameter.defaultValue) this.bindValue(parameter.defaultValue);
		this.scope.declare({
			name: parameter.name,
			type,
			parameter: {
				name: parameter.name,
				type,
				ref: parameter.ref,
				isOptional: false,
				isParams: parameter.isParams,
				dam: damOfSyntax(parameter.attributes, this.typeContext),
			},
		});
	}

	/** User-defined operators of a type and its bases. */
	operatorsOf(type: Type & { kind: 'named' }, operator: string, operands: number): readonly Found<MethodSymbol>[] {
		const name = operatorName(operator, operands);
		const found: Found<MethodSymbol>[] = [];
		for (const owner of classChain(type).chain) {
			for (const member of owner.def.members(name))
				if (member.kind === 'method' && member.parameters.length === operands) found.push({ member, owner });
			if (found.length > 0) break;
		}
		return found;
	}

	lambdaEnclosing(attributes: readonly AttributeSyntax[], outer: Enclosing): Enclosing {
		return { requires: requiresOfSyntax(attributes, this.typeContext), parent: outer };
	}

	/** A lambda that carries attributes is itself reached where it is made. */
	lambdaCreated(lambda: LambdaBound, types: readonly Type[]): void {
		const requires = requiresOfSyntax(lambda.syntax.attributes, this.typeContext);
		const { type } = this.context;
		const written = lambda.syntax.parameters ?? [];
		const isAnnotated = written.some(parameter => parameter.attributes.length > 0);
		if ((requires === NO_REQUIRES && !isAnnotated) || !type) return;
		const parameters = written.map(
			(parameter, index): Parameter => ({
				name: parameter.name,
				type: types[index] ?? unknownType,
				ref: parameter.ref,
				isOptional: false,
				isParams: parameter.isParams,
				dam: damOfSyntax(parameter.attributes, this.typeContext),
			}),
		);
		const member = impliedMethod(type, 'lambda expression', {
			methodKind: 'lambda',
			access: Access.Private,
			requires,
			signature: () => ({ parameters, returns: unknownType }),
		});
		const range = rangeOf(lambda.syntax);
		this.emit({
			kind: 'delegate',
			member,
			containingType: type.self,
			...range,
			whole: range,
			name: range.start,
			typeArguments: [],
			receiver: undefined,
			args: [],
			syntax: lambda.syntax,
			result: unknownType,
		});
	}
}
