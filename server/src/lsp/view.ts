/**
 * What is shown, and how loudly. A project that has opted in is shown as the SDK would show it. One that has not is
 * quiet: its project file says how many places would break, and nothing else is shown until somebody asks for it by
 * assessing the project (or all of them, by the setting `aotLens.notOptedIn`).
 */
import type { View } from '../core/analysis/summary.ts';
import { ruleInfo } from '../core/rules/catalog.ts';
import type { Settings } from '../protocol/messages.ts';

/** A view with its words. */
export interface ClientView extends View {
	/** A short sentence stands before the SDK's. */
	readonly isBrief: boolean;
}

/** @param assessed paths of projects that somebody asked for */
export function viewOf({ notOptedIn, combineCodes, messages }: Settings, assessed: ReadonlySet<string>): ClientView {
	return {
		isCombined: combineCodes,
		isBrief: messages === 'short',
		isAssessed: project => project.kind === 'not-opted-in' && (notOptedIn === 'warning' || assessed.has(project.path)),
		isQuiet: project =>
			project.kind === 'not-opted-in' &&
			// Files without a project file have no place to opt in, or to say it in.
			(notOptedIn === 'off' || (notOptedIn === 'quiet' && project.path.endsWith('.csproj'))) &&
			!assessed.has(project.path),
		levelOf(finding, project) {
			if (finding.suppressedBy || finding.level === 'none' || this.isQuiet(project)) return undefined;
			// As loud as with the property that is assumed.
			const isRaised = this.isAssessed(project) && finding.level === 'note' && !ruleInfo(finding.code).isAdvice;
			return isRaised ? 'warning' : finding.level;
		},
	};
}
