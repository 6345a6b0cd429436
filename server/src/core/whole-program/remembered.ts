/**
 * What was predicted before, kept as text: the prediction of an app is the same as long as its packages, the framework, the
 * switches and what its source needs of them are the same. Beside it stands where the source calls them, for its state: of an app
 * that did not change nothing is read but its files.
 *
 * Invariant: what is kept is never trusted. A text that is damaged, or was written by another version, counts as nothing.
 */
import type { StampedStore } from '../text/text-store.ts';
import { type Exits, exitOf, keyOfExit } from './exits.ts';
import type { ChainStep, PackageSummary, PackageWarning } from './prediction.ts';

/** Where predictions are kept. */
export type PredictionStore = StampedStore;

const FORMAT = 2;

/** A state of an app's source: which prediction is its own, and the places that it names. */
interface KeptState {
	readonly format: number;
	readonly prediction: string;
	readonly own: Exits['own'];
	readonly places: readonly (readonly [string, Exits['places'] extends ReadonlyMap<string, infer Places> ? Places : never])[];
}

/** A package as it is kept: chains are paths in one tree, since a method has one cause. */
interface Kept {
	readonly format: number;
	readonly packages: readonly KeptPackage[];
	readonly unreadable: readonly string[];
	/** Assembly (an index), member, how, and the step before (an index, -1 at the entry). */
	readonly steps: readonly (readonly [number, string, string, number])[];
	readonly assemblies: readonly string[];
}

type KeptPackage = Omit<PackageSummary, 'warnings'> & {
	/** Code, assembly, member, message, the last step of the chain (-1 without one). */
	readonly warnings: readonly (readonly [string, string, string, string, number])[];
};

export interface Remembered {
	readonly packages: readonly PackageSummary[];
	readonly unreadable: readonly string[];
}

/** The text of a prediction. */
export function write({ packages, unreadable }: Remembered): string {
	const assemblies = new Map<string, number>();
	const steps: [number, string, string, number][] = [];
	const known = new Map<string, number>();
	const assemblyOf = (name: string): number => {
		let index = assemblies.get(name);
		if (index === undefined) assemblies.set(name, (index = assemblies.size));
		return index;
	};
	const stepOf = (step: ChainStep, before: number): number => {
		const key = `${before} ${step.assembly} ${step.how} ${step.member}`;
		let index = known.get(key);
		if (index === undefined) {
			index = steps.length;
			steps.push([assemblyOf(step.assembly), step.member, step.how, before]);
			known.set(key, index);
		}
		return index;
	};
	const kept: Kept = {
		format: FORMAT,
		packages: packages.map(each => ({
			...each,
			warnings: each.warnings.map(
				({ code, assembly, member, message, chain }) =>
					[code, assembly, member, message, chain.reduce((before, step) => stepOf(step, before), -1)] as const,
			),
		})),
		unreadable,
		steps,
		assemblies: [...assemblies.keys()],
	};
	return JSON.stringify(kept);
}

/** The prediction of a text; undefined for what `write` did not write. */
export function read(text: string, exits: Exits): Remembered | undefined {
	try {
		const kept = JSON.parse(text) as Kept;
		if (kept.format !== FORMAT) return undefined;
		const chains: (readonly ChainStep[])[] = [];
		for (const [assembly, member, how, before] of kept.steps) {
			const name = kept.assemblies[assembly];
			const above = before < 0 ? [] : chains[before];
			if (name === undefined || !above || typeof member !== 'string' || typeof how !== 'string') return undefined;
			chains.push([...above, { assembly: name, member, how }]);
		}
		const packages = kept.packages.map(each => ({
			...each,
			warnings: each.warnings.map(([code, assembly, member, message, last]): PackageWarning => {
				const chain = chains[last] ?? [];
				return { code, assembly, member, message, chain, ...exitOf(chain, exits) };
			}),
		}));
		return { packages, unreadable: kept.unreadable };
	} catch {
		// Cut off while it was written, or not ours.
		return undefined;
	}
}

/**
 * Keeps which prediction belongs to a state of an app.
 * @param prediction the key under which that is kept
 */
export function saveState(store: PredictionStore, state: string, prediction: string, exits: Exits, { packages }: Remembered): void {
	const places = new Map<string, KeptState['places'][number][1]>();
	for (const { warnings } of packages)
		for (const { chain, leaves } of warnings) {
			const name = keyOfExit(chain[leaves], exits.places);
			const known = name === undefined ? undefined : exits.places.get(name);
			if (name !== undefined && known) places.set(name, known);
		}
	store.save(state, JSON.stringify({ format: FORMAT, prediction, own: exits.own, places: [...places] } satisfies KeptState));
}

/** The prediction that was kept of a state. */
export function loadState(store: PredictionStore, state: string): Remembered | undefined {
	try {
		const kept = JSON.parse(store.load(state) ?? 'null') as KeptState | null;
		if (kept?.format !== FORMAT) return undefined;
		const text = store.load(kept.prediction);
		return text === undefined ? undefined : read(text, { own: kept.own, places: new Map(kept.places) });
	} catch {
		return undefined;
	}
}
