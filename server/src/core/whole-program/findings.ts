/**
 * A prediction as findings: on the references of packages what publishing will say of them, on the app's calls where they lead.
 *
 * Invariant: a statement is told of once, with the package that most of its warnings are in.
 */
import type { Host } from '../host.ts';
import { decodeText } from '../text/decode.ts';
import type { Item } from '../project/items.ts';
import type { RelatedPlace } from '../rules/rule.ts';
import { type ChainStep, type PackageSummary, type PackageWarning, type PublishPrediction, summaryOf } from './publish.ts';
import type { SourcePlace } from './source/app.ts';

/** A finding in a file of the app. */
export interface PlacedFinding extends SourcePlace {
	readonly code: string;
	readonly message: string;
	readonly related: readonly RelatedPlace[];
}

/** More places, or steps of a chain, than a person reads. */
const MAX_PLACES = 10;
const MAX_STEPS = 12;

export function findingsOf(prediction: PublishPrediction, host: Host): readonly PlacedFinding[] {
	const found: PlacedFinding[] = [];
	for (const row of prediction.packages) {
		const at = referencesOf(row, prediction)[0];
		if (at) found.push(...summaries(row, at));
	}
	const texts = new Map<string, string>();
	const textOf = (path: string): string => {
		let text = texts.get(path);
		if (text === undefined) {
			const bytes = host.read(path);
			texts.set(path, (text = (bytes && decodeText(bytes)) ?? ''));
		}
		return text;
	};
	found.push(...calls(prediction, textOf));
	return found;
}

/** The references that bring a package: its own, else those of the packages that it comes through. */
function referencesOf(row: PackageSummary, { project }: PublishPrediction): readonly SourcePlace[] {
	const names = new Set((row.isDirect ? [row.name] : row.through).map(each => each.toLowerCase()));
	return project.packageItems
		.filter((item: Item) => names.has(item.include.toLowerCase()))
		.map(({ file, start, end }) => ({ path: file, start, end }));
}

/** The SDK's own sentences, and what it leaves open. */
const SENTENCES = {
	IL2104: (assembly: string) => `Assembly '${assembly}' produced trim warnings. For more information see https://aka.ms/il2104`,
	IL3053: (assembly: string) => `Assembly '${assembly}' produced AOT analysis warnings.`,
};

function summaries(row: PackageSummary, at: SourcePlace): readonly PlacedFinding[] {
	const found: PlacedFinding[] = [];
	for (const assembly of row.assemblies)
		for (const code of ['IL2104', 'IL3053'] as const) {
			const own = row.warnings.filter(each => each.assembly === assembly && summaryOf(each.code, row.isTrimmable) === code);
			if (own.length === 0) continue;
			const places = countedPlaces(own);
			const through = row.isDirect ? '' : ` (through ${row.through.join(', ')})`;
			const from = places.length === 0 ? '' : places.length === 1 ? ' from one call' : ` from ${places.length} calls`;
			found.push({
				...at,
				code,
				message: `${SENTENCES[code](assembly)} ${row.name} ${row.version}${through}: publishing warns of ${own.length} ${own.length === 1 ? 'place' : 'places'} that this app reaches${from}.`,
				related: places.slice(0, MAX_PLACES).map(([place, count]) => ({ message: `leads to ${count} of them`, place })),
			});
		}
	return found;
}

/** The first places from which warnings are reached, those of most first. */
function countedPlaces(warnings: readonly PackageWarning[]): readonly (readonly [SourcePlace, number])[] {
	const counts = new Map<string, [SourcePlace, number]>();
	for (const { places } of warnings) {
		const [first] = places;
		if (!first) continue;
		const key = `${first.path} ${first.start}`;
		const known = counts.get(key);
		if (known) known[1]++;
		else counts.set(key, [first, 1]);
	}
	return [...counts.values()].sort((left, right) => right[1] - left[1]);
}

interface Reaching {
	readonly place: SourcePlace;
	readonly row: PackageSummary;
	readonly warnings: PackageWarning[];
}

function calls(prediction: PublishPrediction, textOf: (path: string) => string): readonly PlacedFinding[] {
	const byPlace = new Map<string, Reaching>();
	for (const row of prediction.packages)
		for (const warning of row.warnings)
			for (const place of warning.places) {
				const key = `${row.name} ${place.path} ${place.start}`;
				const known = byPlace.get(key);
				if (known) known.warnings.push(warning);
				else byPlace.set(key, { place, row, warnings: [warning] });
			}
	const byStatement = new Map<string, Reaching>();
	for (const each of byPlace.values()) {
		const key = `${each.place.path} ${statementStart(textOf(each.place.path), each.place.start)}`;
		const known = byStatement.get(key);
		if (!known || known.warnings.length < each.warnings.length) byStatement.set(key, each);
	}
	return [...byStatement.values()].map(({ place, row, warnings }): PlacedFinding => {
		// The shortest way is the easiest to understand.
		const shortest = warnings.reduce((best, each) => (each.chain.length < best.chain.length ? each : best));
		const steps = shortest.chain.slice(firstForeign(shortest));
		const more = warnings.length === 1 ? '' : `, and ${warnings.length - 1} more`;
		const way = steps.length > 1 ? [steps[0], steps.at(-1)] : [steps[0]];
		const names = way.flatMap(step => (step ? [briefMember(step)] : [])).join(steps.length > 2 ? ' > ... > ' : ' > ');
		return {
			...place,
			code: 'AOTL1006',
			message: `Reaches code in ${row.name} ${row.version} that may break under Native AOT: ${names} (${shortest.code}${more}).`,
			related: chainPlaces(steps, shortest, prediction),
		};
	});
}

/** The index of the first step outside of the app's own code. */
function firstForeign({ chain, leaves }: PackageWarning): number {
	return leaves < 0 || leaves >= chain.length ? 0 : leaves;
}

function chainPlaces(steps: readonly ChainStep[], warning: PackageWarning, prediction: PublishPrediction): readonly RelatedPlace[] {
	const cut = steps.length > MAX_STEPS ? [...steps.slice(0, MAX_STEPS / 2), undefined, ...steps.slice(-MAX_STEPS / 2)] : steps;
	const related = cut.map((step): RelatedPlace => {
		if (!step) return { message: `... ${steps.length - MAX_STEPS} more steps ...` };
		const row = prediction.packages.find(each => each.assemblies.includes(step.assembly));
		const place = row && referencesOf(row, prediction)[0];
		return { message: `${step.member} [${step.assembly}]`, ...(place && { place }) };
	});
	return [...related, { message: `${warning.code}: ${warning.message}` }];
}

/** `CsvWriter.WriteRecords`, `new CsvReader`: a member without its namespace, parameters and arguments. */
export function briefMember({ member }: ChainStep): string {
	const name = member
		.replace(/\(.*$/, '')
		.replaceAll(/`\d+/g, '')
		.replace(/<[^<>]*>$/, '');
	const parts = name.split('.');
	const [type = '', own = ''] = parts.slice(-2);
	if (own === 'get' || own === 'set') return parts.slice(-3, -1).join('.');
	return type === own ? `new ${own}` : `${type}.${own}`;
}

/** Where the statement around an offset starts, near enough to tell statements apart: behind the last `;`, `{` or `}`. */
function statementStart(text: string, offset: number): number {
	for (let at = Math.min(offset, text.length) - 1; at >= 0; at--) {
		const char = text[at];
		if (char === ';' || char === '{' || char === '}') return at;
	}
	return -1;
}
