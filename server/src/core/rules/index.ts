/** All rules over uses. */
import { annotated } from './annotated.ts';
import { comInterop } from './com-interop.ts';
import { configuration } from './configuration.ts';
import { genericArguments } from './generic-arguments.ts';
import { reflected } from './reflected.ts';
import { requires } from './requires.ts';
import { runtimeFacts } from './runtime-facts.ts';
import { hubProtocol, injectedService, openGenericService, openRegistration } from './services.ts';
import { typeHierarchy } from './type-hierarchy.ts';
import { unmanagedExports } from './exports.ts';
import { interpreted } from './interpreted.ts';
import { switchedOffClasses, switches } from './switches.ts';
import { jsonGap } from './json-gap.ts';
import { hubContracts, openApi } from './json-documents.ts';
import { jsonRegistration, unusedContext } from './json-registrations.ts';
import { jsonReaders, writeOnlyContext } from './json-readers.ts';
import { jsonValues, ownProblem, unwritableMember } from './json-values.ts';
import { mismatch } from './mismatch.ts';
import { misplaced } from './misplaced.ts';
import type { BodyRule, DeclarationRule, Rule } from './rule.ts';
import { slimBuilder } from './slim-builder.ts';
import { typeFlow } from './type-flow.ts';

export const RULES: readonly Rule[] = [
	requires,
	genericArguments,
	reflected,
	comInterop,
	slimBuilder,
	jsonGap,
	jsonReaders,
	writeOnlyContext,
	openApi,
	ownProblem,
	unwritableMember,
	jsonRegistration,
	openGenericService,
	hubProtocol,
	openRegistration,
	configuration,
	runtimeFacts,
	switches,
	interpreted,
];

/** All rules over whole bodies. */
export const BODY_RULES: readonly BodyRule[] = [typeFlow, jsonValues];

/** All rules over declarations. */
export const DECLARATION_RULES: readonly DeclarationRule[] = [
	mismatch,
	misplaced,
	annotated,
	typeHierarchy,
	injectedService,
	switchedOffClasses,
	unmanagedExports,
	hubContracts,
	unusedContext,
];
