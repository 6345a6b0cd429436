/** Tells types of source from others, without a need of what makes them: that would be a circle. */
import type { SourceTypeDef } from './source.ts';
import type { TypeDef } from './types.ts';

/** Whether a type is declared in source, here or in a referenced project. */
export const isSource = (def: TypeDef): def is SourceTypeDef => def.isFromSource;
