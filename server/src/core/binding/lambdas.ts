/** Lambdas (C# standard 12.19): bound once for each list of parameter types; the delegate types of functions. */
import { damOfSyntax } from '../symbols/attributes.ts';
import { isNamed, substitute, substituteOwner, type Type, unknownType } from '../symbols/types.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Bound, LambdaBody, LambdaBound } from './bound.ts';
import { UNREACHABLE } from './flow.ts';
import { delegateInvoke } from './lookup.ts';
import type { OperatorBinder } from './operators.ts';
import { Recorder } from './recording.ts';

export function bindLambda(binder: OperatorBinder, expr: Expr & { kind: 'lambda' }): LambdaBound {
	const parameterTypes = expr.parameters?.map(parameter => (parameter.type ? binder.type(parameter.type) : undefined));
	const returnType = expr.returnType && binder.type(expr.returnType);
	const scope = binder.scope;
	const { frame, conditionalReceiver } = binder;
	const known = new Map<string, LambdaBody>();
	const lambda: LambdaBound = {
		kind: 'lambda',
		type: unknownType,
		syntax: expr,
		parameterTypes,
		returnType,
		body: (targetTypes, expected) => {
			// A written type may differ from the target's by what identity ignores, such as `dynamic`.
			const types = targetTypes.map((type, index) =>
				parameterTypes?.[index] === undefined || parameterTypes[index] === unknownType ? type : parameterTypes[index],
			);
			const wanted = returnType ?? expected;
			const key = `${types.map(type => type.id).join()}>${wanted?.id ?? ''}`;
			let body = known.get(key);
			if (!body) {
				// It is remembered: what was asked when it was bound first must not show in it.
				body = binder.conversions.toleratingErrors(() => lambdaBody(binder, expr, types, wanted, scope, frame, conditionalReceiver), false);
				known.set(key, body);
			}
			return body;
		},
		naturalReturn: () => binder.conversions.naturalReturn(lambda),
	};
	return lambda;
}

function lambdaBody(
	binder: OperatorBinder,
	expr: Expr & { kind: 'lambda' },
	types: readonly Type[],
	expected: Type | undefined,
	scope: typeof binder.scope,
	outer: typeof binder.frame,
	receiver: Bound,
): LambdaBody {
	const saved = {
		uses: binder.uses,
		features: binder.features,
		scope: binder.scope,
		frame: binder.frame,
		conditionalReceiver: binder.conditionalReceiver,
		recorder: binder.recorder,
	};
	const recorder = binder.recorder && new Recorder();
	binder.recorder = recorder;
	const isVoid = expected !== undefined && isNamed(expected, 'System.Void');
	const wanted =
		expected === undefined || isVoid
			? expected
			: expr.isAsync
				? (binder.conversions.asyncResult(expected) ??
					(binder.conversions.isTaskLike(expected) ? binder.wellKnown('System.Void') : unknownType))
				: expected;
	binder.uses = [];
	binder.features = 0;
	binder.scope = scope;
	binder.conditionalReceiver = receiver;
	binder.frame = {
		returns: [],
		expected: wanted,
		isAsync: expr.isAsync,
		enclosing: binder.lambdaEnclosing(expr.attributes, outer.enclosing),
		breaks: [],
		hasYield: false,
	};
	try {
		return binder.inScope(() => {
			for (const [index, parameter] of (expr.parameters ?? []).entries())
				binder.declareLambdaParameter(parameter, types[index] ?? unknownType);
			binder.bindHiddenAttributes(expr.attributes);
			const returnDam = damOfSyntax(expr.attributes, binder.typeContext, 'return');
			if (returnDam || expr.parameters?.some(parameter => parameter.attributes.length > 0)) binder.hasAnnotations = true;
			recorder?.functions.set(expr, { enclosing: binder.frame.enclosing, body: expr.body, symbol: undefined, returnDam, returns: wanted });
			if (expr.body.kind === 'block') {
				binder.bindBlock(expr.body);
				return {
					returns: binder.frame.returns,
					isExpression: false,
					isStatementLike: true,
					endsWithoutValue: binder.features !== UNREACHABLE && binder.frame.returns.length > 0 ? false : binder.features !== UNREACHABLE,
					uses: binder.uses,
					recorder,
					hasErrors: binder.frame.hasErrors === true,
				};
			}
			const value = binder.bindValue(expr.body);
			binder.convert(value, wanted !== undefined && !isNamed(wanted, 'System.Void') ? wanted : unknownType, expr.body);
			const isNothing = value.kind === 'throw' || isNamed(value.type, 'System.Void');
			return {
				returns: isNothing ? [] : [value],
				isExpression: true,
				isStatementLike: isStatementLike(expr.body),
				endsWithoutValue: value.kind !== 'throw' && isNothing,
				uses: binder.uses,
				recorder,
				hasErrors: binder.frame.hasErrors === true,
			};
		});
	} finally {
		Object.assign(binder, saved);
	}
}

export function convertLambda(binder: OperatorBinder, lambda: LambdaBound, target: Type): void {
	let invoke = delegateInvoke(target);
	if (!invoke && target !== unknownType) invoke = delegateInvoke(functionType(binder, lambda));
	const types = invoke
		? invoke.member.parameters.map(parameter => substituteOwner(parameter.type, (invoke as NonNullable<typeof invoke>).owner))
		: (lambda.parameterTypes ?? []).map(type => type ?? unknownType);
	const count = lambda.syntax.parameters?.length ?? 0;
	const padded = Array.from({ length: Math.max(count, types.length) }, (_, index) => types[index] ?? unknownType);
	const body = lambda.body(padded, invoke ? substituteOwner(invoke.member.returns, invoke.owner) : undefined);
	for (const use of body.uses) binder.uses.push(use);
	if (body.recorder) binder.recorder?.merge(body.recorder);
	binder.lambdaCreated(lambda, padded);
}

/** The delegate type of a lambda or of the only method of a group when nothing else gives it one (C# 10). */
export function functionType(binder: OperatorBinder, value: Bound): Type {
	if (value.kind === 'lambda') {
		const returns = binder.conversions.naturalReturn(value);
		const types = value.parameterTypes;
		if (!returns || !types || types.some(type => type === undefined)) return unknownType;
		return delegateType(binder, types as readonly Type[], returns);
	}
	if (value.kind !== 'methods') return unknownType;
	const { candidates, typeArguments = [] } = value.group;
	const [only, ...others] = candidates.filter(each => each.member.typeParameters.length === typeArguments.length);
	// One with parameters by reference gets a delegate that the compiler makes.
	if (!only || others.length > 0 || only.member.parameters.some(parameter => parameter.ref)) return unknownType;
	const close = (type: Type): Type =>
		substitute(substituteOwner(type, only.owner), parameter =>
			only.member.typeParameters[parameter.ordinal] === parameter ? typeArguments[parameter.ordinal] : undefined,
		);
	return delegateType(
		binder,
		only.member.parameters.map(parameter => close(parameter.type)),
		close(only.member.returns),
	);
}

function delegateType(binder: OperatorBinder, parameters: readonly Type[], returns: Type): Type {
	if (parameters.length > 16) return unknownType;
	if (isNamed(returns, 'System.Void'))
		return parameters.length === 0
			? binder.wellKnown('System.Action')
			: binder.compilation.construct(`System.Action\`${parameters.length}`, ...parameters);
	return binder.compilation.construct(`System.Func\`${parameters.length + 1}`, ...parameters, returns);
}

/** Expressions that may stand as a statement (13.7), so that a lambda of them fits a void delegate. */
function isStatementLike(expr: Expr): boolean {
	switch (expr.kind) {
		case 'call':
		case 'assign':
		case 'new':
		case 'await':
		case 'throw':
			return true;
		case 'postfix':
			return expr.operator !== '!' || isStatementLike(expr.operand);
		case 'unary':
			return expr.operator === '++' || expr.operator === '--';
		case 'conditional-access':
			return isStatementLike(expr.whenNotNull);
		case 'paren':
			return false;
		default:
			return false;
	}
}
