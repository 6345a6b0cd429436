/** All fixes, by the codes that they answer: the one door for C#, project files, `web.config` and Dockerfiles. */
import type { JudgedFinding } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Project } from '../project/project.ts';
import { annotateChain } from './annotations/annotate-chain.ts';
import { annotate } from './annotations/annotate.ts';
import { markRequires, suppress } from './annotations/mark-requires.ts';
import { suppressHere, suppressInFolder } from './annotations/suppress-here.ts';
import { removeSuppression } from './annotations/unused-suppression.ts';
import { closedRegistration } from './aspnet/closed-registration.ts';
import { requestDelegateGenerator } from './aspnet/endpoints.ts';
import { openApiCall } from './aspnet/open-api-call.ts';
import { controllersToEndpoints } from './aspnet/to-endpoints.ts';
import { slimBuilder } from './aspnet/slim-builder.ts';
import { stringLength } from './direct/data-annotations.ts';
import { developmentOnly } from './direct/development-only.ts';
import { directForm } from './direct/direct-forms.ts';
import { generatedRegex } from './direct/generated-regex.ts';
import { appFolder, ownName } from './direct/own-place.ts';
import { configurationBindingGenerator } from './files/generators.ts';
import { projectFile } from './files/project-file.ts';
import { projectSetting } from './files/project-setting.ts';
import { withoutAmbiguity } from './csharp/qualify.ts';
import type { FileChange, Fix, FixDefinition, Needs, SlowChange, SlowFix } from './fix.ts';
import type { Steps } from '../text/steps.ts';
import { jsonContext } from './json/json-context.ts';
import { jsonNode } from './json/json-node.ts';
import { fitsAllTargets } from './targets.ts';
import { jsonOptionsAtHand } from './json/options-at-hand.ts';
import { jsonContract } from './json/json-gap.ts';

/** Best first: what repairs, then what passes a warning on. */
export const FIXES: readonly FixDefinition[] = [
	jsonNode,
	jsonContext,
	jsonOptionsAtHand,
	requestDelegateGenerator,
	configurationBindingGenerator,
	directForm,
	ownName,
	appFolder,
	stringLength,
	jsonContract,
	developmentOnly,
	generatedRegex,
	closedRegistration,
	openApiCall,
	slimBuilder,
	controllersToEndpoints,
	removeSuppression,
	projectFile,
	projectSetting,
	annotate,
	annotateChain,
	markRequires,
	suppress,
	suppressHere,
	suppressInFolder,
];

const byCode = new Map<string, FixDefinition[]>();
for (const fix of FIXES) for (const code of fix.codes) byCode.set(code, [...(byCode.get(code) ?? []), fix]);

/** Where the finding of a report stands. */
export interface FindingPlace {
	readonly workspace: Workspace;
	readonly project: Project;
	readonly path: string;
}

/**
 * The fixes for a finding, best first; none for what was edited meanwhile.
 * @param isWanted leaves fixes out before they are tried
 */
export function fixesFor(
	finding: JudgedFinding,
	{ workspace, project, path }: FindingPlace,
	isWanted: (fix: FixDefinition) => boolean = () => true,
): readonly (Fix | SlowFix)[] {
	const fixes = (byCode.get(finding.code) ?? []).filter(isWanted);
	const text = fixes.length > 0 ? workspace.text(path) : undefined;
	const evidence = text === undefined ? undefined : workspace.evidence(project, path, finding);
	if (text === undefined || !evidence) return [];
	const file = path.endsWith('.cs') ? workspace.sourceFile(path, project) : undefined;
	const context = { workspace, project, path, text };
	return fixes.flatMap((fix): readonly (Fix | SlowFix)[] => {
		const { id, safety } = fix;
		const change =
			fix.language === 'file' ? (file ? undefined : fix.change(evidence, context)) : file && fix.change(evidence, { ...context, file });
		if (!change) return [];
		const offered = { id, safety, isPreferred: safety === 'repairs' };
		if ('compute' in change) return [{ ...change, ...offered, compute: () => computed(change, fix.needs, workspace, project) }];
		if (fix.needs && !fitsAllTargets(change.files, fix.needs, workspace)) return [];
		const files = withoutAmbiguity(change.files, workspace, project);
		return files ? [{ ...change, ...offered, files }] : [];
	});
}

function* computed(change: SlowChange, needs: Needs | undefined, workspace: Workspace, project: Project): Steps<readonly FileChange[]> {
	const files = yield* change.compute();
	if (needs && !fitsAllTargets(files, needs, workspace)) return [];
	return withoutAmbiguity(files, workspace, project) ?? [];
}
