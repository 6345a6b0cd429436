/** `aot-lens.json`: the options that a team keeps in its repository. Those on the command line go before. */
import { type Host, isInside } from '../core/host.ts';
import { decodeText } from '../core/text/decode.ts';
import { dirname, resolve } from '../core/text/paths.ts';

/** The name of the file that a team's options are in. */
export const CONFIG_NAME = 'aot-lens.json';

/** The nearest one for a folder, within its repository. */
export function configFile(folder: string, repository: string, host: Host): string | undefined {
	for (let each = folder; isInside(each, repository); each = dirname(each)) {
		if (host.exists(`${each}/${CONFIG_NAME}`)) return `${each}/${CONFIG_NAME}`;
		if (each === repository || each === dirname(each)) break;
	}
	return undefined;
}

/** What a configuration says, as the words of the command line. */
export interface Config {
	/** The folder of the file: paths and globs are relative to it. */
	readonly folder: string;
	readonly options: Readonly<Record<string, string | boolean | readonly string[]>>;
	readonly properties: Readonly<Record<string, string>>;
}

type Kind = 'text' | 'texts' | 'number' | 'flag' | 'unset flag' | 'properties';

/** Each key, what it holds, and the option that it stands for. */
export const CONFIG_KEYS: Readonly<Record<string, readonly [kind: Kind, option: string]>> = {
	include: ['texts', 'include'],
	exclude: ['texts', 'exclude'],
	gitignore: ['unset flag', 'no-gitignore'],
	editorconfig: ['unset flag', 'no-editorconfig'],
	includeTests: ['flag', 'include-tests'],
	packages: ['flag', 'packages'],
	rules: ['texts', 'rule'],
	severity: ['text', 'severity'],
	maxWarnings: ['number', 'max-warnings'],
	baseline: ['text', 'baseline'],
	messages: ['text', 'messages'],
	properties: ['properties', ''],
};

/** @throws Error when it can't be read, or says something that there is not */
export function readConfig(file: string, host: Host): Config {
	const bytes = host.read(file);
	if (!bytes) throw new Error(`${file}: it can not be read`);
	try {
		return configOf(dirname(file), JSON.parse(decodeText(bytes) ?? ''));
	} catch (error) {
		throw new Error(`${file}: ${(error as Error).message}`);
	}
}

function configOf(folder: string, value: unknown): Config {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('it is no JSON object');
	const options: Record<string, string | boolean | readonly string[]> = {};
	const properties: Record<string, string> = {};
	for (const [key, held] of Object.entries(value)) {
		if (key === '$schema') continue;
		const known = Object.hasOwn(CONFIG_KEYS, key) ? CONFIG_KEYS[key] : undefined;
		if (!known) throw new Error(`there is no '${key}': there is ${Object.keys(CONFIG_KEYS).join(', ')}`);
		const [kind, option] = known;
		if (kind === 'properties' && isTexts(typeof held === 'object' && held !== null ? Object.values(held) : undefined))
			Object.assign(properties, held);
		else if (kind === 'texts' && Array.isArray(held) && isTexts(held)) options[option] = held as string[];
		else if (kind === 'text' && typeof held === 'string') options[option] = held;
		else if (kind === 'number' && typeof held === 'number') options[option] = String(held);
		else if (kind === 'flag' && typeof held === 'boolean') options[option] = held;
		else if (kind === 'unset flag' && typeof held === 'boolean') options[option] = !held;
		else
			throw new Error(
				`'${key}' is a ${{ text: 'text', texts: 'list of texts', number: 'number', flag: 'true or false', 'unset flag': 'true or false', properties: 'map of texts' }[kind]}`,
			);
	}
	const { baseline } = options;
	if (typeof baseline === 'string') {
		// It is written to: what a repository says must not lead out of it.
		const file = resolve(folder, baseline);
		if (!isInside(file, folder)) throw new Error(`'baseline' lies outside of the folder: ${baseline}`);
		options['baseline'] = file;
	}
	return { folder, options, properties };
}

const isTexts = (values: readonly unknown[] | undefined): boolean => values?.every(each => typeof each === 'string') === true;
