/** All rules over uses. */
import { requires } from './requires.ts';
import type { Rule } from './rule.ts';
import { slimBuilder } from './slim-builder.ts';
import { typeFlow } from './type-flow.ts';

export const RULES: readonly Rule[] = [requires, typeFlow, slimBuilder];
