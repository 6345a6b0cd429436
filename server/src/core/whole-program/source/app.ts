/**
 * What an app's source needs of the packages: the operations of its bodies, as bound, in the words in which IL tells its own.
 */
import { bindFile } from '../../binding/bodies.ts';
import type { Bound, BoundBody, Use } from '../../binding/bound.ts';
import type { BindingServices } from '../../binding/state.ts';
import type { MethodSymbol } from '../../symbols/members.ts';
import type { Type as SymbolType } from '../../symbols/types.ts';
import type { Expr, SourceFile } from '../../syntax/ast.ts';
import type { MethodDef, Type, TypeDef } from '../definitions.ts';
import { instanceOf, isValueType, NO_TYPES } from '../types.ts';
import { type Exits, memberOf } from '../exits.ts';
import { parameterFlags } from '../flow/call.ts';
import { checkCallee, valueOfType } from '../flow/calls.ts';
import type { FlowJudge } from '../flow/judge.ts';
import { valuesOf } from '../flow/values.ts';
import { methodName, typeDefName } from '../names.ts';
import type { SourceUse } from '../prediction.ts';
import type { Program } from '../program.ts';
import type { Reach } from '../reach.ts';
import { type Need, needsOf, packNeeds } from '../scan.ts';
import { fingerprintOf, methodText, typeText } from './fingerprint.ts';
import { Mirror, metadataName } from './mirror.ts';

/** A project's bound source. */
export interface SourceProject {
	readonly services: BindingServices;
	/** Its files as they are now; the compilation may hold bodies of an earlier state. */
	readonly files: readonly SourceFile[];
	/** Minimal API calls and configuration binding are replaced by generated code. */
	readonly hasRequestDelegates: boolean;
	readonly hasConfigurationBinding: boolean;
}

export class SourceApp {
	readonly #program: Program;
	readonly #mirror: Mirror;
	readonly #needs = new Map<MethodDef, Need[]>();
	readonly #checks: { readonly from: MethodDef; readonly says: string; readonly run: (judge: FlowJudge) => void }[] = [];
	/** Where source uses a method of another assembly, first of all. */
	readonly places = new Map<MethodDef, SourceUse[]>();
	readonly #names = new Map<MethodDef, string>();
	#exits: Exits | undefined;
	#entry: MethodDef | undefined;
	/** Members that could not be bound. */
	failures = 0;
	#project!: SourceProject;

	/**
	 * @param projects the app first, then those that it refers to
	 * @param onFile told of each file before it is bound
	 */
	constructor(program: Program, projects: readonly SourceProject[], onFile: () => void = () => {}) {
		this.#program = program;
		this.#mirror = new Mirror(program);
		for (const { services } of projects) this.#mirror.addTypes(services.compilation);
		for (const [index, project] of projects.entries()) this.#read(project, index === 0, onFile);
		for (const [method, needs] of this.#needs) {
			const open = needs.filter(isOpen);
			const always = needs.filter(need => !isOpen(need));
			program.setNeeds(
				method,
				needsOf({ always: packNeeds(always), open: packNeeds(open), guarded: [], asksForFlow: false, isBroken: false }),
			);
		}
	}

	/** Enters the app's entry point and what flows from its source into annotated places. */
	enter(reach: Reach, judge: FlowJudge): void {
		if (this.#entry) reach.enter(this.#entry.open, 'entry');
		reach.run();
		// Annotated places are asked about once the method around them is reached.
		let waiting = this.#checks;
		for (let before = -1; before !== waiting.length; ) {
			before = waiting.length;
			const later: typeof waiting = [];
			for (const check of waiting) {
				if (reach.isReached(check.from)) reach.because(check.from, () => judge.silently(() => check.run(judge)));
				else later.push(check);
			}
			waiting = later;
			reach.run();
		}
	}

	/** Where the source uses members of other assemblies. */
	get exits(): Exits {
		if (!this.#exits) {
			const own = [...this.#program.modules].flatMap(each => (each.isSource ? [each.name] : []));
			const places = new Map<string, readonly SourceUse[]>();
			const made: (readonly [string, readonly SourceUse[]])[] = [];
			for (const [def, uses] of this.places) {
				const name = memberOf({ assembly: def.module.name, member: methodName(def.open, this.#program.accessorKind) }) as string;
				if (!places.has(name)) places.set(name, uses);
				if (def.isConstructor) made.push([memberOf({ assembly: def.module.name, member: typeDefName(def.owner) }) as string, uses]);
			}
			for (const [type, uses] of made) places.set(type, [...(places.get(type) ?? []), ...uses]);
			this.#exits = { own, places };
		}
		return this.#exits;
	}

	/** A text that tells what the source needs of the packages; equal for apps of which the same is said. */
	fingerprint(): string {
		const flows = new Map<MethodDef, string[]>();
		for (const { from, says } of this.#checks) {
			const known = flows.get(from);
			if (known) known.push(says);
			else flows.set(from, [says]);
		}
		const text = fingerprintOf(
			this.#program,
			method => this.#needs.get(method) ?? [],
			method => flows.get(method) ?? [],
		);
		return `entry ${this.#entry ? methodText(this.#entry.open) : '-'}\n${text}`;
	}

	#read(project: SourceProject, isApp: boolean, onFile: () => void): void {
		this.#project = project;
		const { services, files } = project;
		for (const file of files) {
			onFile();
			bindFile(file, services, {
				body: body => this.#body(body, file.path),
				failed: () => this.failures++,
			});
		}
		if (isApp) this.#entry ??= this.#mainOf(services);
		this.#impliedConstructors();
	}

	/** The static `Main`; top-level statements have been entered already. */
	#mainOf({ compilation }: BindingServices): MethodDef | undefined {
		for (const def of compilation.own.types.values())
			for (const member of def.members('Main'))
				if (member.kind === 'method' && member.isStatic && member.parameters.length <= 1) {
					const found = this.#mirror.method(member);
					if (found) return found;
				}
		return undefined;
	}

	/** A constructor calls its base's, whether that is written or not. */
	#impliedConstructors(): void {
		for (const module of this.#program.modules) {
			if (!module.isSource) continue;
			for (const def of module.sourceTypes.values()) {
				const base = def.baseType;
				const above = base?.def.named('.ctor').find(each => each.signature.parameters.length === 0);
				if (!base || !above) continue;
				for (const own of def.named('.ctor'))
					this.#add(own, { kind: 'call', method: instanceOf(above, base, NO_TYPES), isVirtual: false, constrained: undefined });
			}
		}
	}

	#add(method: MethodDef, need: Need): void {
		const known = this.#needs.get(method);
		if (known) known.push(need);
		else this.#needs.set(method, [need]);
	}

	#body(body: BoundBody, path: string): void {
		const recorded = body.record();
		for (const method of this.#methodsOf(
			body,
			recorded.root.kind === 'body' ? recorded.root.method : undefined,
			recorded.root.kind === 'top-level',
		)) {
			for (const use of recorded.uses) this.#use(method, use, body, path);
			for (const [expr, bound] of recorded.recorder.values) this.#value(method, expr, bound);
			for (const current of recorded.recorder.enumerations.values()) this.#enumeration(method, current);
		}
	}

	/** Whose code a body is: a method's, or of initializers all constructors'. */
	#methodsOf(body: BoundBody, symbol: MethodSymbol | undefined, isTopLevel: boolean): readonly MethodDef[] {
		if (isTopLevel) {
			this.#entry = this.#topLevel();
			return [this.#entry];
		}
		if (symbol) {
			const found = this.#mirror.method(symbol);
			return found ? [found] : [];
		}
		const def = body.type && this.#mirror.typeDef(body.type);
		return def ? [...def.named('.ctor'), ...def.named('.cctor')] : [];
	}

	#topLevel(): MethodDef {
		const name = this.#project.services.compilation.own.name;
		const module = this.#program.module(name) ?? this.#program.addSource(name);
		return this.#mirror.entryOf(module);
	}

	// ---- operations -------------------------------------------------------------------------

	#use(from: MethodDef, use: Use, body: BoundBody, path: string): void {
		const { member } = use;
		if (use.kind === 'attribute') return;
		if (use.kind === 'dynamic') return;
		if (member.kind === 'field') {
			const field = this.#mirror.field(member, use.containingType);
			if (field?.def.isStatic && !field.def.isLiteral) this.#add(from, { kind: 'static', type: field.owner });
			return;
		}
		const symbols =
			member.kind === 'method'
				? [member]
				: [...(member.kind === 'property' ? [member.getter, member.setter] : [member.add, member.remove])];
		for (const symbol of symbols) if (symbol) this.#call(from, use, symbol, body, path);
	}

	#call(from: MethodDef, use: Use, symbol: MethodSymbol, body: BoundBody, path: string): void {
		const method = this.#mirror.instance(symbol, use.containingType, use.typeArguments);
		if (!method) return;
		const { def } = method;
		if (!def.module.isSource) {
			const place: SourceUse = { path, start: body.base + use.start, end: body.base + use.end, within: this.#nameOf(from) };
			const known = this.places.get(def);
			if (known) known.push(place);
			else this.places.set(def, [place]);
		}
		if (this.#isReplaced(def)) return;
		this.#checkFlow(from, use, symbol, method);
		if (use.kind === 'new') return this.#add(from, { kind: 'create', method });
		const isBase = use.kind === 'base-call' || (use.syntax?.kind === 'call' && isBaseAccess(use.syntax));
		const receiver = use.receiver?.type;
		const on = receiver && this.#mirror.type(receiver);
		const constrained = on && (on.kind === 'variable' || isValueType(on)) && !isValueType(method.owner) ? on : undefined;
		const isVirtual =
			!isBase && !def.isStatic && def.isVirtual && !def.isConstructor && (def.owner.isInterface || (!def.isFinal && !def.owner.isSealed));
		this.#add(from, { kind: use.kind === 'delegate' ? 'pointer' : 'call', method, isVirtual, constrained });
	}

	#nameOf(method: MethodDef): string {
		let name = this.#names.get(method);
		if (name === undefined) this.#names.set(method, (name = methodName(method.open, this.#program.accessorKind)));
		return name;
	}

	/** Calls that generated code takes the place of. */
	#isReplaced(def: MethodDef): boolean {
		const { owner, name } = def;
		if (this.#project.hasRequestDelegates && owner.is('Microsoft.AspNetCore.Builder', 'EndpointRouteBuilderExtensions'))
			return name.startsWith('Map') && def.signature.parameters.at(-1)?.kind === 'named' && isDelegateType(def.signature.parameters.at(-1));
		if (!this.#project.hasConfigurationBinding) return false;
		return (
			owner.is('Microsoft.Extensions.Configuration', 'ConfigurationBinder') ||
			(owner.is('Microsoft.Extensions.DependencyInjection', 'OptionsConfigurationServiceCollectionExtensions') && name === 'Configure')
		);
	}

	/** Types that reach annotated parameters are kept with the members that those ask for. */
	#checkFlow(from: MethodDef, use: Use, symbol: MethodSymbol, method: ReturnType<Mirror['instance']>): void {
		if (!method) return;
		const { def } = method;
		if (method.args.length > 0 || method.owner.args.length > 0)
			this.#checks.push({
				from,
				says: `arguments ${methodText(method)}`,
				run: judge => checkCallee(method, from, judge),
			});
		for (const argument of use.args) {
			const origin = argument.value.kind === 'value' ? argument.value.origin : undefined;
			if (origin?.kind !== 'typeof') continue;
			const index = symbol.parameters.indexOf(argument.parameter);
			const type = this.#mirror.type(origin.type);
			this.#checks.push({
				from,
				says: `flow ${typeText(type)} to ${index} of ${methodText(method)}`,
				run: judge => {
					const flags = index < 0 ? 0 : parameterFlags(judge, def, index);
					if (flags !== 0)
						judge.require(valuesOf(valueOfType(type, from)), flags, { kind: 'parameter', name: argument.parameter.name, method: '' }, from);
				},
			});
		}
	}

	#value(from: MethodDef, expr: Expr, bound: Bound): void {
		switch (expr.kind) {
			case 'typeof':
				if (bound.kind === 'value' && bound.origin?.kind === 'typeof') this.#construct(from, bound.origin.type);
				return;
			case 'array-new':
			case 'collection':
			case 'interpolated':
			case 'literal':
			case 'default':
				if (bound.type.kind !== 'special') this.#construct(from, bound.type);
				return;
			case 'lambda':
				if (bound.kind !== 'lambda' && bound.type.kind === 'named') this.#construct(from, bound.type);
				return;
		}
	}

	#construct(from: MethodDef, symbol: SymbolType): void {
		const type: Type = this.#mirror.type(symbol);
		if (type.kind !== 'missing') this.#add(from, { kind: 'construct', type });
	}

	/** `foreach` calls the enumerator that `Current` belongs to. */
	#enumeration(from: MethodDef, current: MethodSymbol): void {
		const def = this.#mirror.method(current);
		const owner: TypeDef | undefined = def?.owner;
		if (!owner) return;
		for (const method of owner.methods)
			if (metadataName(current) === method.name || method.name === 'MoveNext' || method.name === 'MoveNextAsync')
				this.#add(from, { kind: 'call', method: method.open, isVirtual: method.isVirtual && owner.isInterface, constrained: undefined });
	}
}

const isDelegateType = (type: Type | undefined): boolean => type?.kind === 'named' && type.def.is('System', 'Delegate');

const isBaseAccess = (expr: Expr & { readonly kind: 'call' }): boolean =>
	expr.callee.kind === 'member' && expr.callee.receiver.kind === 'base';

function isOpen(need: Need): boolean {
	switch (need.kind) {
		case 'call':
		case 'pointer':
			return need.method.isOpen || (need.constrained?.isOpen ?? false);
		case 'create':
			return need.method.isOpen;
		case 'member':
			return false;
		default:
			return need.type.isOpen;
	}
}
