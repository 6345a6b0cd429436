/**
 * Assemblies of packages that do not say of themselves that they are trimmable (IL2125) or AOT compatible (IL3058), where the project
 * asks to be told (docs/analyzer.md, "References"). The SDK tells it of no place; here it stands on the reference that brings the package.
 */
import type { Item } from '../project/items.ts';
import type { Project } from '../project/project.ts';
import { basename } from '../text/paths.ts';
import type { AssemblyMarks } from './packages.ts';
import type { FileFinding } from './project-properties.ts';
import { declare, type RuleHead } from './rule.ts';

export const referenceMarks: RuleHead = {
	slug: 'reference-marks',
	about:
		'packages that do not say that they are trimmable or AOT compatible, where the project asks for it (`VerifyReferenceAotCompatibility`)',
	codes: [
		...declare('Trimming', { IL2125: 'A referenced assembly is not marked trimmable' }),
		...declare('AOT', { IL3058: 'A referenced assembly is not marked AOT compatible' }),
	],
};

interface Check {
	readonly code: string;
	readonly isOn: (project: Project) => boolean;
	readonly isMarked: (marks: AssemblyMarks) => boolean;
	readonly sentence: string;
}

const isTrue = (project: Project, property: string): boolean => project.property(property).toLowerCase() === 'true';

const CHECKS: readonly Check[] = [
	{
		code: 'IL2125',
		isOn: project => project.families.trim && isTrue(project, 'VerifyReferenceTrimCompatibility'),
		isMarked: marks => marks.isTrimmable,
		sentence: 'is not built with `<IsTrimmable>true</IsTrimmable>` and may not be compatible with trimming.',
	},
	{
		code: 'IL3058',
		isOn: project => project.families.aot && isTrue(project, 'VerifyReferenceAotCompatibility'),
		isMarked: marks => marks.isAotCompatible,
		sentence: 'is not built with `<IsAotCompatible>true</IsAotCompatible>` and may not be compatible with AOT.',
	},
];

/** The analyzer asks since .NET 10; a target is analyzed by the analyzer of its own version. */
const FIRST_FRAMEWORK = 10;

/**
 * @param marks what an assembly (by path) says of itself, as the compiler sees it; undefined where it can't be read
 */
export function referenceFindings(project: Project, marks: (assembly: string) => AssemblyMarks | undefined): readonly FileFinding[] {
	const checks = CHECKS.filter(each => each.isOn(project));
	if (checks.length === 0 || Number(/^net(\d+)\./.exec(project.targetFramework)?.[1] ?? 0) < FIRST_FRAMEWORK) return [];
	const bringers = bringersOf(project);
	return project.packages.resolved.flatMap(({ name, assemblies }) => {
		const item = bringers.get(name.toLowerCase());
		if (item?.file !== project.path) return [];
		const through = item.include.toLowerCase() === name.toLowerCase() ? '' : ` It comes through ${item.include}.`;
		return assemblies.flatMap(path => {
			const said = marks(path);
			const assembly = basename(path).replace(/\.dll$/i, '');
			return checks
				.filter(({ isMarked }) => said !== undefined && !isMarked(said))
				.map(({ code, sentence }) => ({
					code,
					start: item.start,
					end: item.end,
					message: `Referenced assembly '${assembly}' ${sentence}${through}`,
				}));
		});
	});
}

/** The reference that brings each package, by its lower-case name: its own, else the first that leads there. */
function bringersOf(project: Project): ReadonlyMap<string, Item> {
	const byName = new Map(project.packages.resolved.map(each => [each.name.toLowerCase(), each]));
	const found = new Map(project.packageItems.map(item => [item.include.toLowerCase(), item]));
	// Breadth first: the nearest one is the one that a person thinks of.
	for (const [name, item] of found)
		for (const dependency of byName.get(name)?.dependencies ?? [])
			if (!found.has(dependency.toLowerCase())) found.set(dependency.toLowerCase(), item);
	return found;
}
