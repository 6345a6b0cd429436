/**
 * A prediction as findings: on the references of packages what publishing will say of them, on the app's calls where they lead.
 *
 * Invariant: a statement is told of once, with the package that most of its warnings are in.
 */
import type { Host } from '../host.ts';
import { decodeText } from '../text/decode.ts';
import type { Project } from '../project/project.ts';
import { parseXml, type XmlElement } from '../project/xml.ts';
import { basename } from '../text/paths.ts';
import type { RelatedPlace } from '../rules/rule.ts';
import type { ChainStep, PackageSummary, PackageWarning, SourcePlace } from './prediction.ts';
import { type PublishPrediction, summaryOf } from './publish.ts';

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
	const texts = new Map<string, string>();
	const textOf = (path: string): string => {
		let text = texts.get(path);
		if (text === undefined) {
			const bytes = host.read(path);
			texts.set(path, (text = (bytes && decodeText(bytes)) ?? ''));
		}
		return text;
	};
	const references = new References(prediction, textOf);
	const found: PlacedFinding[] = [];
	for (const row of prediction.packages) {
		const at = references.of(row);
		if (at) found.push(...summaries(row, at));
	}
	found.push(...calls(prediction, textOf, references));
	return found;
}

/** What brings a package: its own reference, else those of the packages and projects that it comes through. */
class References {
	readonly #byName = new Map<string, SourcePlace>();

	constructor({ project }: PublishPrediction, textOf: (path: string) => string) {
		for (const place of projectReferences(project, textOf(project.path))) this.#byName.set(place.name, place);
		for (const { include, file, start, end } of project.packageItems)
			if (!this.#byName.has(include.toLowerCase())) this.#byName.set(include.toLowerCase(), { path: file, start, end });
	}

	of(row: PackageSummary): SourcePlace | undefined {
		return (row.isDirect ? [row.name] : row.through).map(name => this.#byName.get(name.toLowerCase())).find(each => each !== undefined);
	}
}

/** The references to projects that a project file itself has, by the lower-case names of those. */
function projectReferences({ path }: Project, text: string): readonly (SourcePlace & { readonly name: string })[] {
	if (!text.includes('<ProjectReference')) return [];
	const found: (SourcePlace & { readonly name: string })[] = [];
	const visit = (element: XmlElement): void => {
		const include = element.name === 'ProjectReference' ? element.attributes['Include'] : undefined;
		if (include) {
			const name = basename(include.replaceAll('\\', '/')).replace(/\.\w+$/, '');
			found.push({ name: name.toLowerCase(), path, start: element.start, end: element.end });
		}
		for (const child of element.children) visit(child);
	};
	try {
		visit(parseXml(text));
	} catch {
		// It was read a moment ago, and is being written.
	}
	return found;
}

/** The SDK's own sentences, without the link of one. */
const SENTENCES = {
	IL2104: (assembly: string) => `Assembly '${assembly}' produced trim warnings.`,
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
			const count = own.length === 1 ? 'One place warns' : `${own.length} places warn`;
			found.push({
				...at,
				code,
				message: `${SENTENCES[code](assembly)} ${count} in ${row.name} ${row.version}${through}, reached${from || ' by way of the framework'}.`,
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

function calls(prediction: PublishPrediction, textOf: (path: string) => string, references: References): readonly PlacedFinding[] {
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
			related: chainPlaces(steps, shortest, prediction, references),
		};
	});
}

/** The index of the first step outside of the app's own code. */
function firstForeign({ chain, leaves }: PackageWarning): number {
	return leaves < 0 || leaves >= chain.length ? 0 : leaves;
}

function chainPlaces(
	steps: readonly ChainStep[],
	warning: PackageWarning,
	prediction: PublishPrediction,
	references: References,
): readonly RelatedPlace[] {
	const cut = steps.length > MAX_STEPS ? [...steps.slice(0, MAX_STEPS / 2), undefined, ...steps.slice(-MAX_STEPS / 2)] : steps;
	const related = cut.map((step): RelatedPlace => {
		if (!step) return { message: `... ${steps.length - MAX_STEPS} more steps ...` };
		const row = prediction.packages.find(each => each.assemblies.includes(step.assembly));
		const place = row && references.of(row);
		const of = row ? `${row.name} ${row.version}` : step.assembly;
		return { message: `${step.member} [${of}]`, ...(place && { place }) };
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
