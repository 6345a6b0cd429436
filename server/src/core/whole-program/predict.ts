/** What publishing with Native AOT will say of a program: reachability and data flow, in turns, until neither finds more. */
import type { FieldDef, MethodDef, Module } from './definitions.ts';
import { instanceOf, NO_TYPES } from './types.ts';
import { AttributeReach } from './attributes.ts';
import { apply, EffectRecord, type Effects, type Report } from './flow/effects.ts';
import { checkSignature } from './flow/calls.ts';
import { followFamily } from './flow/family.ts';
import { FlowJudge, moduleOf, originName } from './flow/judge.ts';
import { Hierarchy } from './hierarchy.ts';
import type { Program } from './program.ts';
import { Reach } from './reach.ts';
import type { Origin } from './requires.ts';
import { compilerOf, type CompilerVersion } from './shelf.ts';

/** One line that publishing prints. */
export interface PredictedWarning {
	readonly code: string;
	/** The simple name of the assembly that it is about. */
	readonly assembly: string;
	/** The member that the line names first, as ILC writes it. */
	readonly member: string;
	readonly message: string;
	readonly origin: Origin;
}

export interface Prediction {
	readonly warnings: readonly PredictedWarning[];
	readonly reach: Reach;
	readonly program: Program;
}

/** Assemblies whose initializers run before `Main` in every program (`--initassembly` in Microsoft.NETCore.Native.targets). */
const INITIALIZED = [
	'System.Private.CoreLib',
	'System.Private.StackTraceMetadata',
	'System.Private.TypeLoader',
	'System.Private.Reflection.Execution',
];

export interface PredictOptions {
	/** Major version of the target framework. */
	readonly major: number;
	/** Enters what the app itself uses. */
	readonly enterRoots: (reach: Reach, judge: FlowJudge) => void;
	/** Told at each step, some of a millisecond, how many methods are reached. */
	readonly onStep?: (reached: number) => void;
}

export function predict(program: Program, options: PredictOptions): Prediction {
	const warnings = new Map<string, PredictedWarning>();
	const pending: MethodDef[] = [];
	const constructed: Parameters<Hierarchy['check']>[0][] = [];
	const overrides: (readonly [MethodDef, MethodDef])[] = [];
	const methods: MethodDef[] = [];
	const reflected: (MethodDef | FieldDef)[] = [];
	let reached = 0;
	const reach = new Reach({
		slots: program.slots,
		needsFor: method => program.needsFor(method),
		closedFor: (method, needs) => program.closedFor(method, needs),
		isTrusting: !program.hasFramework,
		writtenFor: method => program.owners.ownerOf(method),
		arrayClass: program.core('System', 'Array`1'),
		onFlow: method => pending.push(method),
		onConstructed: type => constructed.push(type),
		onGenericOverride: (declaration, implementation) => overrides.push([declaration, implementation]),
		onReflected: member => reflected.push(member),
		onReached: method => {
			options.onStep?.(++reached);
			methods.push(method);
		},
	});
	const report: Report = (code, origin, message) => {
		const member = originName(origin, program);
		const key = `${code}\0${member}\0${message}\0${moduleOf(origin).name}`;
		if (!warnings.has(key)) warnings.set(key, { code, assembly: moduleOf(origin).name, member, message, origin });
	};
	const compiler = compilerOf(options.major);
	const judge = new FlowJudge(program, reach, report, compiler);
	const effectsOf = followedIn(program, compiler);
	const hierarchy = new Hierarchy(judge);
	const attributes = new AttributeReach(judge);
	for (const name of INITIALIZED) enterInitializer(program.module(name), reach);
	options.enterRoots(reach, judge);
	const followed = new Set<MethodDef>();
	for (;;) {
		reach.run();
		const type = constructed.pop();
		if (type) {
			hierarchy.check(type);
			attributes.type(type.def);
			continue;
		}
		for (let member = reflected.pop(); member; member = reflected.pop()) checkSignature(member, judge);
		for (let pair = overrides.pop(); pair; pair = overrides.pop()) hierarchy.checkGeneric(...pair);
		const method = methods.pop();
		if (method) {
			attributes.method(method);
			// Without the framework nobody else is seen to run a state machine.
			const machine = program.hasFramework ? undefined : program.owners.stateMachineOf(method);
			for (const each of machine?.methods ?? []) reach.because(method, () => reach.enter(each.open, 'call'));
			continue;
		}
		const flowing = pending.pop();
		if (!flowing) break;
		const written = program.owners.ownerOf(flowing) ?? flowing;
		// Generated code without an owner is not looked at.
		if (followed.has(written) || (written === flowing && program.owners.isGenerated(flowing))) continue;
		followed.add(written);
		options.onStep?.(reached);
		apply(effectsOf(written), reach, report);
	}
	return { warnings: [...warnings.values()], reach, program };
}

/** Follows methods with what the compiler made of them; those that apps have in common once. */
export function followedIn(program: Program, compiler: CompilerVersion): (written: MethodDef) => Effects {
	const record = new EffectRecord();
	const judge = new FlowJudge(program, record, record.report, compiler);
	return written => {
		const known = program.knownEffects(written, compiler);
		if (known) return known;
		judge.hasAskedByName = false;
		const members = followFamily(written, judge);
		const effects = record.take();
		if (!judge.hasAskedByName) program.keepEffects(written, members, effects, compiler);
		return effects;
	};
}

function enterInitializer(module: Module | undefined, reach: Reach): void {
	const type = module?.findFull('Internal.Runtime.CompilerHelpers.LibraryInitializer');
	for (const method of type?.named('InitializeLibrary') ?? []) reach.enter(instanceOf(method, method.owner.self, NO_TYPES), 'entry');
}
