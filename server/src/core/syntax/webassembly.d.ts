/** What this code uses of the WebAssembly API; Node's types leave it to the DOM's. */
declare namespace WebAssembly {
	class Memory {
		/** @param descriptor sizes in pages of 64 KiB */
		constructor(descriptor: { initial: number; maximum?: number });
		/** Another object after the memory has grown. */
		readonly buffer: ArrayBuffer;
	}

	interface Instance {
		readonly exports: Readonly<Record<string, unknown>>;
	}
	function instantiate(bytes: Uint8Array, imports: object): Promise<{ readonly instance: Instance; readonly module: object }>;
}
