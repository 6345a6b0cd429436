/** What publishing will say of packages, as it is shown and kept. */
import type { PredictedWarning } from './predict.ts';

/** A place in source where a member of another assembly is used. */
export interface SourcePlace {
	readonly path: string;
	/** UTF-16 offset of the use. */
	readonly start: number;
	readonly end: number;
}

/** A use of a member in source. */
export interface SourceUse extends SourcePlace {
	/** The member around it, as chains name it. */
	readonly within: string;
}

/** A member on the way from the app to a warning. */
export interface ChainStep {
	readonly assembly: string;
	readonly member: string;
	/** How the member before leads here: `call`, `new`, `delegate`, `override`, `initializer`, `reflection`, `entry`. */
	readonly how: string;
}

export interface PackageWarning extends Omit<PredictedWarning, 'origin'> {
	/** From the app's entry to the member, both included. */
	readonly chain: readonly ChainStep[];
	/** The step at which the chain leaves the app's own code; -1 where only the framework leads there. */
	readonly leaves: number;
	/** Where the app's source uses the member of that step. */
	readonly places: readonly SourcePlace[];
}

export interface PackageSummary {
	readonly name: string;
	readonly version: string;
	readonly isDirect: boolean;
	/** The packages that it comes through. */
	readonly through: readonly string[];
	readonly isTrimmable: boolean;
	readonly isAotCompatible: boolean;
	/** IL2104: publishing will say that it produced trim warnings. */
	readonly hasTrimSummary: boolean;
	/** IL3053: publishing will say that it produced AOT analysis warnings. */
	readonly hasAotSummary: boolean;
	/** Whether any of its code runs. */
	readonly isReached: boolean;
	readonly assemblies: readonly string[];
	readonly warnings: readonly PackageWarning[];
}
