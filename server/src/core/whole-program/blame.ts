/** Who is to blame for what is reached. */
import type { MethodDef } from './definitions.ts';

/** A method that is to blame because of what it gives another one that it calls: a type argument, or a type as a value. */
export interface Giver {
	readonly kind: 'giver';
	readonly method: MethodDef | undefined;
	readonly callee: MethodDef;
}

export type Blamed = MethodDef | Giver;
