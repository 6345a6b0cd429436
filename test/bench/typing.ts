/**
 * What a person who types waits for: from didChange to published diagnostics, over a real connection to the server's own process,
 * debounce included; and how long a hover takes. With a second folder, the server scans that for the first time meanwhile.
 */
import { TestClient } from '../support/lsp.ts';
import { median, percentile } from './numbers.ts';

export interface Typing {
	readonly lines: number;
	readonly first: number;
	/** Milliseconds of each key and each hover, without the first twenty. */
	readonly keys: readonly number[];
	readonly hovers: readonly number[];
}

/** A line that ends a statement, and declares no member. */
const STATEMENT = /^\s+(?!(?:public|private|protected|internal|static|readonly|const|using)\b)\S.*;\s*$/;
const WARM = 20;

const phase = (): { readonly keys: number[]; readonly hovers: number[] } => ({ keys: [], hovers: [] });

/**
 * @param file relative to the folder
 * @param scanned another folder that is open too, relative to the first, of which nothing is kept
 * @returns what was typed until all was scanned, and what was typed then; where nothing else is scanned, all of it comes first
 */
export async function typing(folder: string, file: string, keys: number, scanned?: string): Promise<readonly [Typing, Typing]> {
	const client = await TestClient.startIn(folder, {}, {}, { startsBundle: true, ...(scanned && { folders: ['', scanned] }) });
	if (!scanned) await client.complete();
	const text = client.read(file);
	const lines = text.split('\n');
	await client.open(file);
	await client.answered(file, 1);
	// A statement in the body nearest to the middle of the file.
	let line = Math.floor(lines.length / 2);
	while (line < lines.length - 1 && !STATEMENT.test(lines[line] ?? '')) line++;
	const character = (lines[line] ?? '').lastIndexOf(';');
	const [during, after] = [phase(), phase()];
	let first = 0;
	for (let count = 0; count < keys; count++) {
		const current = scanned && client.summary?.isComplete ? after : during;
		const isInsert = count % 2 === 0;
		const at = { line, character };
		const from = performance.now();
		const version = await client.change(file, { start: at, end: isInsert ? at : { line, character: character + 1 } }, isInsert ? ' ' : '');
		await client.answered(file, version);
		const took = performance.now() - from;
		if (count === 0) first = took;
		if (count >= WARM) current.keys.push(took);
		await new Promise(resolve => setTimeout(resolve, 30));
		const asked = performance.now();
		await client.hover(file, line, Math.max(0, character - 2));
		if (count >= WARM) current.hovers.push(performance.now() - asked);
		await new Promise(resolve => setTimeout(resolve, 30));
	}
	await client.stop();
	return [
		{ lines: lines.length, first, ...during },
		{ lines: lines.length, first, ...after },
	];
}

/** In words, for a line of output or a row. */
export function typingText({ keys, hovers }: Typing): string {
	const of = (values: readonly number[]): string =>
		`median ${median(values).toFixed(1)} ms, 95th percentile ${percentile(values, 0.95).toFixed(1)} ms, longest ${Math.max(...values).toFixed(1)} ms`;
	return `keys: ${of(keys)}; hovers: ${of(hovers)}`;
}
