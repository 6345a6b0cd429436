/** `dotnet_diagnostic.CODE.severity` from `.editorconfig` and `.globalconfig` files (documented at "Code analysis configuration"). */
import type { Host } from '../host.ts';
import { decodeText } from '../text/decode.ts';
import { sectionGlob } from '../text/glob.ts';
import { dirname } from '../text/paths.ts';

export type ConfiguredSeverity = 'error' | 'warning' | 'suggestion' | 'silent' | 'none';

interface Section {
	readonly matches: (relativePath: string) => boolean;
	readonly severities: ReadonlyMap<string, ConfiguredSeverity>;
}

interface ConfigFile {
	readonly isRoot: boolean;
	readonly sections: readonly Section[];
}

/** Reads `.editorconfig` files as they are asked for; make a new one when they change. */
export class EditorConfigs {
	readonly #host: Host;
	readonly #root: string;
	readonly #files = new Map<string, ConfigFile | undefined>();
	readonly #severities = new Map<string, ConfiguredSeverity | undefined>();

	constructor(host: Host, root: string) {
		this.#host = host;
		this.#root = root;
	}

	/** The configured severity of a code in a file; the nearest file and the last matching line win. */
	severity(path: string, code: string): ConfiguredSeverity | undefined {
		const key = `${code} ${path}`;
		if (!this.#severities.has(key)) this.#severities.set(key, this.#severityOf(path, code));
		return this.#severities.get(key);
	}

	#severityOf(path: string, code: string): ConfiguredSeverity | undefined {
		for (let folder = dirname(path); ; folder = dirname(folder)) {
			const config = this.#config(folder);
			if (config) {
				const relativePath = path.slice(folder.length + 1);
				let found: ConfiguredSeverity | undefined;
				for (const section of config.sections) {
					const severity = section.severities.get(code) ?? section.severities.get('*');
					if (severity && section.matches(relativePath)) found = severity;
				}
				if (found) return found;
				if (config.isRoot) return undefined;
			}
			if (folder === this.#root || folder === dirname(folder)) return undefined;
		}
	}

	#config(folder: string): ConfigFile | undefined {
		if (this.#files.has(folder)) return this.#files.get(folder);
		const editorconfig = this.#read(`${folder}/.editorconfig`);
		const global = this.#read(`${folder}/.globalconfig`);
		const config =
			editorconfig || global
				? { isRoot: editorconfig?.isRoot ?? false, sections: [...(global?.sections ?? []), ...(editorconfig?.sections ?? [])] }
				: undefined;
		this.#files.set(folder, config);
		return config;
	}

	#read(path: string): ConfigFile | undefined {
		const bytes = this.#host.read(path);
		const text = bytes && decodeText(bytes);
		return text === undefined ? undefined : parseEditorConfig(text, path.endsWith('.globalconfig'));
	}
}

const SEVERITIES: Readonly<Record<string, ConfiguredSeverity>> = {
	error: 'error',
	warning: 'warning',
	suggestion: 'suggestion',
	info: 'suggestion',
	silent: 'silent',
	refactoring: 'silent',
	hidden: 'silent',
	none: 'none',
};

function parseEditorConfig(text: string, isGlobal: boolean): ConfigFile {
	let isRoot = false;
	const sections: { pattern: string; severities: Map<string, ConfiguredSeverity> }[] = [{ pattern: '*', severities: new Map() }];
	for (const raw of text.split(/\r\n|\r|\n/)) {
		const line = withoutComment(raw).trim();
		if (line.length > 2 && line.startsWith('[') && line.endsWith(']')) {
			sections.push({ pattern: line.slice(1, -1), severities: new Map() });
			continue;
		}
		const separator = line.search(/[=:]/);
		if (separator <= 0) continue;
		const key = line.slice(0, separator).trimEnd();
		const value = line.slice(separator + 1).trimStart();
		if (key.toLowerCase() === 'root' && value.toLowerCase() === 'true') isRoot = true;
		const code = /^dotnet_diagnostic\.([\w]+)\.severity$/i.exec(key)?.[1]?.toUpperCase();
		const severity = SEVERITIES[value.toLowerCase()];
		if (code && severity && (sections.length > 1 || isGlobal)) sections.at(-1)?.severities.set(code, severity);
	}
	return {
		isRoot,
		sections: sections
			.filter(section => section.severities.size > 0)
			.map(section => ({ severities: section.severities, matches: sectionGlob(section.pattern) })),
	};
}

/** What stands before a `#` or `;` at the start or after a space. */
function withoutComment(line: string): string {
	for (let at = 0; at < line.length; at++) {
		if ((line[at] === '#' || line[at] === ';') && (at === 0 || line[at - 1] === ' ' || line[at - 1] === '\t')) return line.slice(0, at);
	}
	return line;
}
