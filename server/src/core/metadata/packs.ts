/** The shipped packs, opened as frameworks are asked for. */
import { type Inflate, Pack } from './pack.ts';

const major = (framework: string): number => Number(/(\d+)/.exec(framework)?.[1] ?? 0);

/**
 * Gives the pack that a framework is judged by: a newer one than the packs know by the newest, an older one by the oldest.
 * @param frameworks those that there are packs of, such as `net8.0`
 * @param read the bytes of a pack
 */
export function packsOf(
	frameworks: readonly string[],
	read: (framework: string) => Uint8Array,
	inflate: Inflate,
): (framework: string) => Pack | undefined {
	const available = [...frameworks].sort((left, right) => major(left) - major(right));
	const opened = new Map<string, Pack>();
	const open = (framework: string): Pack => {
		let pack = opened.get(framework);
		if (!pack) opened.set(framework, (pack = new Pack(read(framework), inflate, open)));
		return pack;
	};
	return framework => {
		const wanted = major(framework);
		const best = available.findLast(name => major(name) <= wanted) ?? available[0];
		return best === undefined ? undefined : open(best);
	};
}
