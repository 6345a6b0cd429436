/** All that the core asks of the runtime beyond ECMAScript: the Encoding Standard's two classes, which Node and browsers have. */
declare class TextDecoder {
	constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
	decode(input?: ArrayBufferView | ArrayBuffer): string;
}

declare class TextEncoder {
	encode(input?: string): Uint8Array<ArrayBuffer>;
}
