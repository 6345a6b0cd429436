/** All rules over uses. */
import { requires } from './requires.ts';
import type { Rule } from './rule.ts';
import { typeFlow } from './type-flow.ts';

export const RULES: readonly Rule[] = [requires, typeFlow];
