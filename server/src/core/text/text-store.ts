/** Where texts are kept between runs, by keys that say all that they follow from. Its failures are its own. */
export interface TextStore {
	/** Tells builds apart: what another one kept is not asked for. */
	readonly version: string;
	/** Tells contents apart: equal only for equal bytes. */
	hash(content: Uint8Array | string): string;
	/** The text of a key; undefined where there is none, or it can't be read. */
	load(key: string): string | undefined;
	/** Keeps a text; where that fails, nothing is kept. */
	save(key: string, text: string): void;
}

/** A store that also tells states of a file apart without reading it. */
export interface StampedStore extends TextStore {
	/** Another text when a file may have other bytes. */
	stamp(path: string): string;
}
