/** Bytes of a source file to text, by its byte order mark; UTF-8 without one. */

/** Files beyond this are not C# that a person wrote; reading them would stall everything else. */
export const MAX_FILE_SIZE = 16 * 1024 * 1024;

/** The text, or undefined for a binary or oversized file. */
export function decodeText(bytes: Uint8Array): string | undefined {
	if (bytes.length > MAX_FILE_SIZE) return undefined;
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes.subarray(2));
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2));
	// The BOM of UTF-8 stays, so that offsets are those that an editor without it would not have: drop it.
	const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
	// NUL does not occur in text; a look at the head is enough.
	if (bytes.subarray(0, 8192).includes(0)) return undefined;
	return new TextDecoder('utf-8').decode(bytes.subarray(start));
}
