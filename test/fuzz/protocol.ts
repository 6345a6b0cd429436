/** Random edits through the language server protocol, held against a fresh server that opens the same texts. */
import { TestClient } from '../support/lsp.ts';
import { type Edit, EditedText, type Random } from './random.ts';

const POSITION = { line: 0, character: 0 };

/** @throws when what is shown differs, or the server is gone or silent */
export async function editThroughProtocol(files: Readonly<Record<string, string>>, random: Random, edits: number): Promise<void> {
	const client = await TestClient.start(files, {}, {}, { startsBundle: true });
	const opened = new Map<string, EditedText>();
	try {
		await client.complete();
		const names = Object.keys(files).filter(name => name.endsWith('.cs'));
		for (const name of names) {
			opened.set(name, new EditedText(files[name] ?? ''));
			await client.open(name);
		}
		const clipboard = Object.values(files);
		for (let edit = 0; edit < edits; edit++) {
			const name = random.pick(names);
			const edited = opened.get(name) as EditedText;
			const before = edited.text;
			const change = edited.step(random, clipboard);
			const version = await client.change(name, rangeOf(before, change), change.text);
			// Mostly typed on without a pause; a question in between must not disturb.
			if (random.next() < 0.1) await client.answered(name, version);
			if (random.next() < 0.05) await client.hover(name, POSITION.line, random.below(20));
		}
		// One last edit of each, whose answer comes after all others'.
		for (const [name, edited] of opened) {
			edited.text = `${edited.text}\n`;
			await client.answered(name, await client.retype(name, edited.text));
		}
		const shown = await settled(client, names);
		const fresh = await TestClient.start(files, {}, {}, { startsBundle: true });
		try {
			for (const name of names) await fresh.open(name, opened.get(name)?.text ?? '');
			await fresh.complete();
			for (const name of names) await fresh.answered(name, await fresh.retype(name, opened.get(name)?.text ?? ''));
			const expected = await settled(fresh, names);
			if (shown !== expected)
				throw new Error(
					`what is shown differs from a fresh server's\n--- shown\n${shown}\n--- fresh\n${expected}\n--- texts\n${JSON.stringify(Object.fromEntries([...opened].map(([name, { text }]) => [name, text])), null, 1)}`,
				);
		} finally {
			await fresh.stop();
		}
		const wrong = client.log.filter(line => /failed|Error|not judged/.test(line));
		if (wrong.length > 0) throw new Error(`the log says:\n${wrong.join('\n')}`);
	} finally {
		await client.stop();
	}
}

/** What is shown once it has not changed for a while, longer than any delay of the server. */
async function settled(client: TestClient, names: readonly string[]): Promise<string> {
	let last = '';
	for (let quiet = 0, waited = 0; quiet < 5 && waited < 200; waited++) {
		await new Promise(resolve => setTimeout(resolve, 300));
		// A question that the server answers: what is queued before it is done.
		await client.hover(names[0] ?? '', 0, 0);
		const now = client.summary?.isComplete ? shownBy(client, names) : '';
		quiet = now !== '' && now === last ? quiet + 1 : 0;
		last = now;
	}
	return last;
}

const shownBy = (client: TestClient, names: readonly string[]): string =>
	names
		.flatMap(name => [
			`${name}:`,
			...client
				.diagnostics(name)
				.map(({ range, code, severity, message }) => `${range.start.line}:${range.start.character} ${code} ${severity} ${message}`)
				.sort(),
		])
		.join('\n');

function rangeOf(
	text: string,
	{ start, end }: Edit,
): { start: { line: number; character: number }; end: { line: number; character: number } } {
	const at = (offset: number): { line: number; character: number } => {
		const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
		return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
	};
	return { start: at(start), end: at(end) };
}
