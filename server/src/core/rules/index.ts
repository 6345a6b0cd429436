/** All rules over uses. */
import { requires } from './requires.ts';
import { jsonGap } from './json-gap.ts';
import { mismatch } from './mismatch.ts';
import { misplaced } from './misplaced.ts';
import type { DeclarationRule, Rule } from './rule.ts';
import { slimBuilder } from './slim-builder.ts';
import { typeFlow } from './type-flow.ts';

export const RULES: readonly Rule[] = [requires, typeFlow, slimBuilder, jsonGap];

/** All rules over declarations. */
export const DECLARATION_RULES: readonly DeclarationRule[] = [mismatch, misplaced];
