/** The lines of project files that name packages, each with what is known of the package: by its own words, by a publish. */
import type { Project } from '../../core/project/project.ts';
import { parseXml, type XmlElement } from '../../core/project/xml.ts';
import { type PackageJudgement, VERDICT_WORDS } from '../../core/rules/packages.ts';
import { LineIndex } from '../../core/text/line-index.ts';
import { basename, extension } from '../../core/text/paths.ts';
import { type ToldPackage, type ToldPrediction, verdictOf } from '../../core/whole-program/told.ts';
import { escapeMarkdown } from '../../protocol/markdown.ts';
import { packagesOf, type RequestContext } from './requests.ts';

/** What publishing one app will say of a package. */
interface Told {
	readonly app: string;
	readonly row: ToldPackage;
	/** Packages that it brings, and that publishing warns of. */
	readonly brought: readonly ToldPackage[];
	readonly prediction: ToldPrediction;
}

export interface PackageLine {
	readonly name: string;
	/** UTF-16 offsets in the file. */
	readonly start: number;
	readonly end: number;
	readonly judgement: PackageJudgement | undefined;
	readonly told: readonly Told[];
}

/** More calls, or packages, than a hover has room for. */
const MAX_ROWS = 8;

/** In a file of one project, what is known for that; in a file that several import (`Directory.Packages.props`), for all of them. */
export function packageLines(
	context: RequestContext,
	path: string,
): { readonly project?: Project; readonly lines: LineIndex; readonly packages: readonly PackageLine[] } | undefined {
	const judged = packagesOf(context, path);
	if (judged) {
		const told = toldFor(context, each => each.path === path);
		const packages = judged.packages.map(each => ({ ...each, judgement: each, told: toldOf(each.name, told) }));
		return { project: judged.project, lines: judged.lines, packages };
	}
	if (!['.props', '.targets'].includes(extension(path))) return undefined;
	const text = context.documents.readable.get(path);
	const told = toldFor(context, each => each.inputs.includes(path));
	if (text === undefined || told.length === 0) return undefined;
	const packages = references(text).map(each => ({ ...each, judgement: undefined, told: toldOf(each.name, told) }));
	return { lines: new LineIndex(text), packages: packages.filter(each => each.told.length > 0) };
}

interface AppTold {
	readonly app: string;
	readonly prediction: ToldPrediction;
}

function toldFor(
	context: RequestContext,
	isWanted: (project: { readonly path: string; readonly inputs: readonly string[] }) => boolean,
): readonly AppTold[] {
	const projects = new Map(context.publisher.reports.map(({ project }) => [project.id, project]));
	return [...context.packages.all].flatMap(prediction => {
		const project = projects.get(prediction.project);
		return project && isWanted(project) ? [{ app: basename(project.path).replace(/\.csproj$/, ''), prediction }] : [];
	});
}

function toldOf(name: string, told: readonly AppTold[]): readonly Told[] {
	return told.flatMap(({ app, prediction }) => {
		const row = prediction.packages.find(each => each.name.toLowerCase() === name.toLowerCase());
		if (!row) return [];
		const brought = prediction.packages.filter(
			each => countOf(each) > 0 && each.through.some(through => through.toLowerCase() === name.toLowerCase()),
		);
		return [{ app, row, brought, prediction }];
	});
}

/** `PackageReference`, `PackageVersion` and `GlobalPackageReference` of a file, in their order. */
function references(text: string): readonly { readonly name: string; readonly start: number; readonly end: number }[] {
	const found: { readonly name: string; readonly start: number; readonly end: number }[] = [];
	const visit = ({ name, attributes, children, start, end }: XmlElement): void => {
		const include = /^(?:Global)?Package(?:Reference|Version)$/.test(name) ? attributes['Include'] : undefined;
		if (include) found.push({ name: include, start, end });
		for (const child of children) visit(child);
	};
	try {
		visit(parseXml(text));
	} catch {
		// Half typed: what was read before counts for findings, and hints come back with the next key.
	}
	return found;
}

const countOf = ({ trim, aot, single }: ToldPackage): number => trim + aot + single;

/** Editors cut longer hints off (`editor.inlayHints.maximumLength` is 43): what is known of a package, in a word. */
const BRIEF: Partial<Record<PackageJudgement['verdict'], string>> = { works: 'works', partly: 'works in part', breaks: 'breaks' };

/** A word for the end of the line. */
export function hintOf({ judgement, told }: PackageLine): string {
	if (told.length === 0) return judgement ? VERDICT_WORDS[judgement.verdict] : '';
	// What it says of itself is no news where it was followed.
	return [judgement && BRIEF[judgement.verdict], `publish: ${published(told)}`].filter(Boolean).join('; ');
}

function published(told: readonly Told[]): string {
	const byVerdict = new Map<string, string[]>();
	for (const { app, row, brought } of told) {
		const count = countOf(row);
		const own = count > 0 ? verdict(row).replace(/ warnings?\)$/, ')') : row.isReached ? 'quiet' : verdict(row);
		const also = brought.length > 0 ? `, brings ${brought.length} that warn${brought.length === 1 ? 's' : ''}` : '';
		byVerdict.set(own + also, [...(byVerdict.get(own + also) ?? []), app]);
	}
	if (byVerdict.size === 1) return [...byVerdict.keys()].join('');
	return [...byVerdict].map(([text, apps]) => `${text} in ${apps.length > 1 ? `${apps.length} apps` : apps.join(', ')}`).join('; ');
}

/** What a hover on the line says, in Markdown. */
export function packageText(context: RequestContext, { name, judgement, told }: PackageLine): string {
	const parts: string[] = [];
	const [first] = told;
	const version = judgement?.version ?? first?.row.version ?? '';
	const head = `**${escapeMarkdown(name)} ${escapeMarkdown(version)}**`;
	if (judgement && !(judgement.verdict === 'unknown' && first)) {
		const { verdict, why, instead } = judgement;
		parts.push(`${head}: ${VERDICT_WORDS[verdict]}. ${why}.${instead ? ` ${instead}.` : ''}`);
	} else parts.push(head);
	for (const each of told) parts.push(...toldText(context, each, told.length > 1));
	return parts.join('\n\n');
}

function toldText(context: RequestContext, { app, row, brought, prediction }: Told, isNamed: boolean): readonly string[] {
	const rows = [row, ...brought];
	const parts = [
		`Publishing ${isNamed ? `${escapeMarkdown(app)} ` : ''}with Native AOT says${rows.length === 1 ? `: ${verdict(row)}.` : ':'}`,
	];
	if (rows.length > 1)
		parts.push(
			rows
				.slice(0, MAX_ROWS)
				.map(each => `- ${named(each, row)}: ${verdict(each)}`)
				.join('\n'),
		);
	for (const each of rows)
		if (each.quietIn !== undefined)
			parts.push(
				`With ${escapeMarkdown(each.name)} ${escapeMarkdown(each.quietIn)}, which is in the packages folder, publishing would say nothing of it.`,
			);
	const calls = rows.flatMap(each => each.calls);
	const byPlace = new Map<string, number>();
	for (const { path, line, warnings } of calls) byPlace.set(`${path}\n${line}`, (byPlace.get(`${path}\n${line}`) ?? 0) + warnings);
	const sorted = [...byPlace].sort((left, right) => right[1] - left[1]);
	if (sorted.length > 0) {
		const links = sorted.slice(0, MAX_ROWS).map(([place, count]) => {
			const [path = '', line = '0'] = place.split('\n');
			const at = Number(line) + 1;
			return `- [${escapeMarkdown(basename(path))}:${at}](${context.documents.uriOf(path)}#${at}): ${count}`;
		});
		const more = sorted.length > MAX_ROWS ? [`- and ${sorted.length - MAX_ROWS} more`] : [];
		parts.push(['Reached from', ...links, ...more].join('\n'));
	}
	if (prediction.notes.length > 0) parts.push(prediction.notes.map(each => `*${escapeMarkdown(each)}*`).join('\n\n'));
	return parts;
}

const named = (each: ToldPackage, own: ToldPackage): string =>
	`${escapeMarkdown(each.name)} ${escapeMarkdown(each.version)}${each === own ? '' : ', which it brings'}`;

const verdict = (row: ToldPackage): string => verdictOf(row, countOf(row));
