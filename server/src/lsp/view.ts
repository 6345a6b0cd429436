/**
 * What is shown, and how loudly. A project that has opted in is shown as the SDK would show it. One that has not is
 * quiet: its project file says how many places would break, and nothing else is shown until somebody asks for it by
 * assessing the project (or all of them, by the setting `aotLens.notOptedIn`).
 */
import type { View } from '../core/analysis/summary.ts';
import { ruleInfo } from '../core/rules/catalog.ts';
import type { Level } from '../core/analysis/finding.ts';
import { sectionGlob } from '../core/text/glob.ts';
import type { Settings, ShownAs } from '../protocol/messages.ts';

/** A view with its words. */
export interface ClientView extends View {
	/** A short sentence stands before the SDK's. */
	readonly isBrief: boolean;
}

const LEVELS: Readonly<Record<ShownAs, Level | undefined>> = { error: 'error', warning: 'warning', information: 'note', off: undefined };

/**
 * @param assessed paths of projects that somebody asked for
 * @param folders paths of the folders that are open: what is excluded is relative to them
 */
export function viewOf(settings: Settings, assessed: ReadonlySet<string>, folders: readonly string[]): ClientView {
	const { notOptedIn, severities } = settings;
	const excluded = settings.exclude.map(sectionGlob);
	return {
		isCombined: settings.combineCodes,
		isBrief: settings.messages === 'short',
		isExcluded: path =>
			excluded.length > 0 &&
			folders.some(folder => path.startsWith(`${folder}/`) && excluded.some(matches => matches(path.slice(folder.length + 1)))),
		isAssessed: project => project.kind === 'not-opted-in' && (notOptedIn === 'warning' || assessed.has(project.path)),
		isQuiet: project =>
			project.kind === 'not-opted-in' &&
			// Files without a project file have no place to opt in, or to say it in.
			(notOptedIn === 'off' || (notOptedIn === 'quiet' && project.path.endsWith('.csproj'))) &&
			!assessed.has(project.path),
		levelOf(finding, project) {
			if (finding.suppressedBy || finding.level === 'none' || this.isQuiet(project)) return undefined;
			const { category, isAdvice } = ruleInfo(finding.code);
			const wanted = severities[finding.code] ?? severities[category];
			if (wanted && wanted in LEVELS) return LEVELS[wanted];
			// As loud as with the property that is assumed.
			return this.isAssessed(project) && finding.level === 'note' && !isAdvice ? 'warning' : finding.level;
		},
	};
}
