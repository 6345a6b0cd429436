/** Which findings of the SDK's codes have a fix that repairs, by what they are about. */
import type { JudgedFinding } from '../../server/src/core/analysis/finding.ts';
import type { Workspace } from '../../server/src/core/analysis/workspace.ts';
import type { FixDefinition } from '../../server/src/core/fixes/fix.ts';
import type { Project } from '../../server/src/core/project/project.ts';

/** Findings of a folder by what they are about, and how many of them each kind of fix answers. */
export type Families = Record<string, { findings: number; repaired: number; passed: number }>;

/** Families by the names of the types whose members are called. */
const KINDS: readonly (readonly [name: string, types: RegExp])[] = [
	['JSON calls', /^System\.(?:Text|Net\.Http)\.Json\.|^Microsoft\.AspNetCore\.Http\.(?:\w+JsonExtensions|(?:Typed)?Results)$/],
	['Minimal API', /^Microsoft\.AspNetCore\.Builder\.(?:EndpointRouteBuilder|OpenApiEndpoint\w+)Extensions$/],
	['Configuration', /^Microsoft\.Extensions\.(?:Configuration\.|DependencyInjection\.Options(?:Builder)?Configuration)/],
	['Lengths of data annotations', /^System\.ComponentModel\.DataAnnotations\.M(?:ax|in)LengthAttribute$/],
	['EF Core', /^Microsoft\.EntityFrameworkCore\./],
	['Values of reflection (IL20xx)', /^IL2/],
];
const OTHER = 'Others';

export const isRepair = ({ safety }: Pick<FixDefinition, 'safety'>): boolean => safety === 'repairs' || safety === 'changes-meaning';

/** Counts a finding and what the fixes do that it is offered. */
export function count(
	families: Families,
	finding: JudgedFinding,
	fixes: readonly Pick<FixDefinition, 'safety'>[],
	workspace: Workspace,
	project: Project,
	file: string,
): void {
	if (!finding.code.startsWith('IL')) return;
	const family = (families[familyOf(finding, workspace, project, file)] ??= { findings: 0, repaired: 0, passed: 0 });
	family.findings++;
	if (fixes.some(isRepair)) family.repaired++;
	else if (fixes.some(fix => fix.safety === 'passes-on')) family.passed++;
}

/** What a finding is about: the type whose member is called, or the code. */
function familyOf(finding: JudgedFinding, workspace: Workspace, project: Project, file: string): string {
	if (finding.code !== 'IL2026' && finding.code !== 'IL3050') return finding.code;
	return workspace.evidence(project, file, finding)?.evidence?.use.member.container.fullName ?? 'another';
}

export const sumOf = (all: readonly Families[]): Families => grouped(all, family => family);

function grouped(all: readonly Families[], nameOf: (family: string) => string): Families {
	const groups: Families = {};
	for (const families of all)
		for (const [family, { findings, repaired, passed }] of Object.entries(families)) {
			const group = (groups[nameOf(family)] ??= { findings: 0, repaired: 0, passed: 0 });
			group.findings += findings;
			group.repaired += repaired;
			group.passed += passed;
		}
	return groups;
}

/** Prints the share that is repaired, as a table of kinds, and the largest families with it. */
export function tellFamilies(families: Families): void {
	const kinds = grouped([families], family => KINDS.find(([, types]) => types.test(family))?.[0] ?? OTHER);
	const sum = (of: (each: Families[string]) => number): number => Object.values(families).reduce((total, each) => total + of(each), 0);
	const [findings, repaired] = [sum(each => each.findings), sum(each => each.repaired)];
	const share = ((100 * repaired) / Math.max(1, findings)).toFixed(1);
	console.log(`  ${findings} findings of the SDK's codes, ${repaired} with a fix that repairs (${share} %)`);
	const largestFirst = (all: Families) => Object.entries(all).sort((one, other) => other[1].findings - one[1].findings);
	console.log('  | family | findings | repaired | passed on |\n  | --- | --- | --- | --- |');
	for (const [kind, each] of largestFirst(kinds)) console.log(`  | ${kind} | ${each.findings} | ${each.repaired} | ${each.passed} |`);
	for (const [family, each] of largestFirst(families).slice(0, 25))
		console.log(`    ${family}: ${each.findings}, repaired ${each.repaired}, passed on ${each.passed}`);
}
