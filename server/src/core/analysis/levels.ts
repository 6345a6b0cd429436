/** How loudly a finding is shown: the kind of project, `.editorconfig`, `NoWarn` and `WarningsAsErrors`, as the SDK has it. */
import type { Host } from '../host.ts';
import { type ConfiguredSeverity, EditorConfigs } from '../project/editorconfig.ts';
import type { Project } from '../project/project.ts';
import { ruleInfo } from '../rules/catalog.ts';
import type { CheckedFinding } from './check.ts';
import type { Level } from './finding.ts';
import type { Projects } from './projects.ts';

const LEVELS: Readonly<Record<ConfiguredSeverity, Level>> = {
	error: 'error',
	warning: 'warning',
	suggestion: 'note',
	silent: 'none',
	none: 'none',
};

export class Levels {
	readonly #host: Host;
	readonly #projects: Projects;
	readonly #useEditorConfig: boolean;
	#editorConfigs: EditorConfigs;

	/** @param projects in whose repository `.editorconfig` files count */
	constructor(host: Host, projects: Projects, useEditorConfig: boolean) {
		this.#host = host;
		this.#projects = projects;
		this.#useEditorConfig = useEditorConfig;
		this.#editorConfigs = new EditorConfigs(host, projects.boundary);
	}

	/** Reads `.editorconfig` files anew. */
	changed(): void {
		this.#editorConfigs = new EditorConfigs(this.#host, this.#projects.boundary);
	}

	of(finding: CheckedFinding, project: Project, path: string): Level {
		const { isAdvice, category } = ruleInfo(finding.code);
		// Who asks for trimming alone did not ask what fails natively.
		const isAsked = category !== 'AOT' || project.families.aot || this.#projects.nativeAppsOf(project).length > 0;
		const natural: Level = project.kind === 'opted-in' && !isAdvice && isAsked ? 'warning' : 'note';
		const configured = this.#useEditorConfig ? this.#editorConfigs.severity(path, finding.code) : undefined;
		if (configured) return LEVELS[configured];
		if (project.noWarn.has(finding.code)) return 'none';
		if (natural === 'warning' && (project.warningsAsErrors.has('*') || project.warningsAsErrors.has(finding.code))) return 'error';
		return natural;
	}
}
