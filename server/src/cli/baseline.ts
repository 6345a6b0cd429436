/** Baselines: files of findings that are known and put up with, so that only new ones are told. */
import type { KnownFinding } from './known.ts';

/** The text of a baseline, each finding once, in the order of files, so that its changes can be reviewed. */
export function baselineText(findings: Iterable<KnownFinding>): string {
	const byName = new Map([...findings].map(({ file, code, message, fingerprint }) => [fingerprint, { file, code, message, fingerprint }]));
	const sorted = [...byName.values()].sort((left, right) => order(left).localeCompare(order(right), 'en'));
	return `${JSON.stringify({ version: 1, findings: sorted }, undefined, 1)}\n`;
}

const order = ({ file, code, message, fingerprint }: KnownFinding): string => `${file}\n${code}\n${message}\n${fingerprint}`;

/**
 * The findings in a baseline.
 * @throws Error when the text is no baseline
 */
export function parseBaseline(text: string): readonly KnownFinding[] {
	const value: unknown = JSON.parse(text);
	const { version, findings } = (typeof value === 'object' && value !== null ? value : {}) as { version?: unknown; findings?: unknown };
	if (version !== 1 || !Array.isArray(findings)) throw new Error('it is no baseline of this version');
	return findings.map((each: unknown) => {
		const { file, code, message, fingerprint } = (each ?? {}) as Partial<Record<keyof KnownFinding, unknown>>;
		const [isText, hasName] = [[file, code, message].every(part => typeof part === 'string'), typeof fingerprint === 'string'];
		if (!isText || !hasName) throw new Error('an entry has no file, code, message or fingerprint');
		return { file, code, message, fingerprint } as KnownFinding;
	});
}
