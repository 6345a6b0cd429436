/** How loudly a finding is shown: the kind of project, `.editorconfig`, `NoWarn` and `WarningsAsErrors`, as the SDK has it. */
import type { Host } from '../host.ts';
import { type ConfiguredSeverity, EditorConfigs } from '../project/editorconfig.ts';
import type { Project } from '../project/project.ts';
import { ruleInfo } from '../rules/catalog.ts';
import type { CheckedFinding } from './check.ts';
import type { Level } from './finding.ts';

const LEVELS: Readonly<Record<ConfiguredSeverity, Level>> = {
	error: 'error',
	warning: 'warning',
	suggestion: 'note',
	silent: 'none',
	none: 'none',
};

export class Levels {
	readonly #host: Host;
	readonly #boundary: string;
	readonly #useEditorConfig: boolean;
	#editorConfigs: EditorConfigs;

	/** @param boundary the folder above which no `.editorconfig` counts */
	constructor(host: Host, boundary: string, useEditorConfig: boolean) {
		this.#host = host;
		this.#boundary = boundary;
		this.#useEditorConfig = useEditorConfig;
		this.#editorConfigs = new EditorConfigs(host, boundary);
	}

	/** Reads `.editorconfig` files anew. */
	changed(): void {
		this.#editorConfigs = new EditorConfigs(this.#host, this.#boundary);
	}

	of(finding: CheckedFinding, project: Project, path: string): Level {
		const natural: Level = project.kind === 'opted-in' && !ruleInfo(finding.code).isAdvice ? 'warning' : 'note';
		const configured = this.#useEditorConfig ? this.#editorConfigs.severity(path, finding.code) : undefined;
		if (configured) return LEVELS[configured];
		if (project.noWarn.has(finding.code)) return 'none';
		if (natural === 'warning' && (project.warningsAsErrors.has('*') || project.warningsAsErrors.has(finding.code))) return 'error';
		return natural;
	}
}
