/**
 * What the data flow of a method leads to: lines that are printed, and what reflection reaches. It follows from the method's code
 * alone, so that apps which have an assembly in common have this in common too.
 */
import type { Blamed } from '../blame.ts';
import type { FieldDef, MethodInstance, NamedType, Type } from '../definitions.ts';
import type { Origin } from '../requires.ts';

/** What reflection can do to a program; reachability does it, a record notes it. */
export interface Reflected {
	/** Does something for which one method is to blame. */
	because(from: Blamed | undefined, run: () => void): void;
	construct(type: Type): void;
	constructAny(type: NamedType): void;
	reflect(method: MethodInstance): void;
	reflectField(field: FieldDef): void;
}

/** Takes a warning; the origin is the member that ILC prints before it. */
export type Report = (code: string, origin: Origin, message: string) => void;

type Effect =
	| { readonly kind: 'report'; readonly code: string; readonly origin: Origin; readonly message: string }
	| { readonly kind: 'construct'; readonly from: Blamed | undefined; readonly type: Type }
	| { readonly kind: 'constructAny'; readonly from: Blamed | undefined; readonly type: NamedType }
	| { readonly kind: 'reflect'; readonly from: Blamed | undefined; readonly method: MethodInstance }
	| { readonly kind: 'reflectField'; readonly from: Blamed | undefined; readonly field: FieldDef };

export type Effects = readonly Effect[];

/** Notes what would be done. */
export class EffectRecord implements Reflected {
	#effects: Effect[] = [];
	#from: Blamed | undefined;

	because(from: Blamed | undefined, run: () => void): void {
		const before = this.#from;
		this.#from = from;
		run();
		this.#from = before;
	}

	construct(type: Type): void {
		this.#effects.push({ kind: 'construct', from: this.#from, type });
	}

	constructAny(type: NamedType): void {
		this.#effects.push({ kind: 'constructAny', from: this.#from, type });
	}

	reflect(method: MethodInstance): void {
		this.#effects.push({ kind: 'reflect', from: this.#from, method });
	}

	reflectField(field: FieldDef): void {
		this.#effects.push({ kind: 'reflectField', from: this.#from, field });
	}

	readonly report: Report = (code, origin, message) => {
		this.#effects.push({ kind: 'report', code, origin, message });
	};

	/** What was noted since the last time. */
	take(): Effects {
		const effects = this.#effects;
		this.#effects = [];
		return effects;
	}
}

/** Does what was noted. */
export function apply(effects: Effects, to: Reflected, report: Report): void {
	for (const effect of effects)
		switch (effect.kind) {
			case 'report':
				report(effect.code, effect.origin, effect.message);
				break;
			case 'construct':
				to.because(effect.from, () => to.construct(effect.type));
				break;
			case 'constructAny':
				to.because(effect.from, () => to.constructAny(effect.type));
				break;
			case 'reflect':
				to.because(effect.from, () => to.reflect(effect.method));
				break;
			case 'reflectField':
				to.because(effect.from, () => to.reflectField(effect.field));
		}
}
