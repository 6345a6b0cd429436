/**
 * The data flow of a written method together with the code that the compiler made of it: lambdas, local functions, the
 * state machine. Captured variables are followed through all of them until nothing changes; then things are told.
 */
import { BadImage } from '../../metadata/ecma335/bytes.ts';
import type { MethodDef } from '../definitions.ts';
import { BodyFlow, type Family } from './body.ts';
import type { FlowJudge } from './judge.ts';

/** Captured variables settle in a few rounds; more means that something is wrong. */
const MAX_ROUNDS = 12;

/** @returns the bodies that were followed */
export function followFamily(written: MethodDef, judge: FlowJudge): readonly MethodDef[] {
	const members: MethodDef[] = [];
	const known = new Set<MethodDef>();
	const meet = (method: MethodDef): void => {
		if (known.has(method)) return;
		known.add(method);
		members.push(method);
	};
	const family: Family = { hoisted: new Map(), meet, hasChanged: false };
	meet(written);
	for (const method of judge.program.owners.stateMachineOf(written)?.methods ?? []) if (method.hasBody) meet(method);
	let isAlone = true;
	for (let round = 0; round < MAX_ROUNDS; round++) {
		family.hasChanged = false;
		const before = members.length;
		// A method without generated code needs no round of its own.
		for (let index = 0; index < members.length; index++) {
			if (round === 0 && index === 0 && !usesGenerated(written, judge)) break;
			isAlone = false;
			follow(members[index] as MethodDef, judge, family, false);
		}
		if (isAlone || (!family.hasChanged && members.length === before)) break;
	}
	for (let index = 0; index < members.length; index++) {
		const member = members[index] as MethodDef;
		for (const method of judge.program.owners.stateMachineOf(member)?.methods ?? []) if (method.hasBody) meet(method);
		follow(member, judge, family, true);
	}
	return members;
}

const usesGenerated = (method: MethodDef, judge: FlowJudge): boolean =>
	judge.program.owners.stateMachineOf(method) !== undefined || judge.program.owners.usesGenerated(method);

function follow(method: MethodDef, judge: FlowJudge, family: Family, isFinal: boolean): void {
	if (judge.program.constants.isReplaced(method)) return;
	if (judge.program.needsOf(method).isBroken) return;
	const body = method.body();
	if (!body) return;
	try {
		new BodyFlow(method, body, judge, family, isFinal).run();
	} catch (error) {
		if (!(error instanceof BadImage)) throw error;
		method.module.unreadable.add(method);
	}
}
