/** Where an app's own code calls its packages: at such a place a chain to a warning leaves it. */
import type { ChainStep, PackageWarning, SourceUse } from './prediction.ts';

export interface Exits {
	/** Names of the assemblies that are made of the app's source. */
	readonly own: readonly string[];
	/** By member (`memberOf`): where the source uses it; by type in the same form: where it makes one. */
	readonly places: ReadonlyMap<string, readonly SourceUse[]>;
}

/** One name for a member of an assembly. */
export const memberOf = (step: Pick<ChainStep, 'assembly' | 'member'> | undefined): string | undefined =>
	step && `${step.assembly} ${step.member}`;

/**
 * The step at which a way from the entry leaves the app's own code, -1 where it does not, and where the source uses that member:
 * first where the way does.
 */
export function exitOf(chain: readonly ChainStep[], { own, places }: Exits): Pick<PackageWarning, 'leaves' | 'places'> {
	const isOwn = (step: ChainStep | undefined): boolean => step !== undefined && own.includes(step.assembly);
	const leaves = chain.findIndex((step, index) => index > 0 && !isOwn(step) && isOwn(chain[index - 1]));
	const key = keyOfExit(chain[leaves], places);
	const all = (key !== undefined && places.get(key)) || [];
	// Others call the same, perhaps with something else that leads nowhere.
	const isOnTheWay = ({ within }: SourceUse): boolean => within === chain[leaves - 1]?.member;
	return { leaves, places: [...all.filter(isOnTheWay), ...all.filter(each => !isOnTheWay(each))] };
}

/** Under which the places are found: the member, or its type, where the source makes one and somebody else calls the member. */
export function keyOfExit(step: ChainStep | undefined, places: Exits['places']): string | undefined {
	const member = memberOf(step);
	if (member === undefined || places.has(member)) return member;
	const end = member.indexOf('(');
	for (let key = end < 0 ? member : member.slice(0, end); ; ) {
		const dot = key.lastIndexOf('.');
		if (dot < 0) return undefined;
		key = key.slice(0, dot);
		if (places.has(key)) return key;
	}
}
