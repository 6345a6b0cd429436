/** `aot-lens packages`: what publishing with Native AOT will say of an app's packages. */
import type { FileReport } from '../core/analysis/finding.ts';
import type { Workspace } from '../core/analysis/workspace.ts';
import type { Host } from '../core/host.ts';
import type { PredictionStore } from '../core/whole-program/remembered.ts';
import type { Project } from '../core/project/project.ts';
import { LineIndex } from '../core/text/line-index.ts';
import { decodeText } from '../core/text/decode.ts';
import { relative } from '../core/text/paths.ts';
import { findingsOf, type PlacedFinding } from '../core/whole-program/findings.ts';
import { type QuietVersions, verdictOf } from '../core/whole-program/told.ts';
import { quietVersions } from '../core/whole-program/newer.ts';
import { knownPackage } from '../core/rules/packages.ts';
import type { ChainStep, PackageSummary, PackageWarning } from '../core/whole-program/prediction.ts';
import { predictPublish, type PublishedSources, type PublishPrediction } from '../core/whole-program/publish.ts';
import type { Shelf } from '../core/whole-program/shelf.ts';

/** Version of the JSON document. */
const FORMAT = 1;

/** What is predicted of an app, and what would help. */
export interface Answer {
	readonly prediction: PublishPrediction;
	readonly quiet: QuietVersions;
}

/** As `predictAll`, with the newer versions that would be quiet. */
export function answerAll(
	workspace: Workspace,
	projects: readonly Project[],
	host: Host,
	{ store, shelf, failed, collect }: Following,
): readonly Answer[] {
	const options = { root: workspace.root, store, shelf };
	const answerOne = (project: Project, sources: PublishedSources): Answer => {
		const prediction = predictPublish(project, sources, host, options);
		return { prediction, quiet: quietVersions(prediction, sources, host, options) };
	};
	// Nobody asks for the compilations again.
	return oneByOne(workspace, projects, { failed, collect }, answerOne, 0);
}

/** Told of an app that could not be followed, and why. */
export type Failed = (project: Project, why: string) => void;

export interface Following {
	readonly store: PredictionStore | undefined;
	/** One for all apps that are followed. */
	readonly shelf: Shelf;
	readonly failed: Failed;
	/** Has the memory of what nothing refers to any more given back. */
	readonly collect: () => void;
}

/**
 * Follows apps one after the other: what they have in common is read once, and what is an app's own goes with it.
 * @param kept how much source text stays compiled, in UTF-16 units
 */
function oneByOne<T>(
	workspace: Workspace,
	projects: readonly Project[],
	{ failed, collect }: Pick<Following, 'failed' | 'collect'>,
	follow: (project: Project, sources: PublishedSources) => T,
	kept?: number,
): readonly T[] {
	return projects.flatMap((project, index) => {
		// What the app before needed alone is most of what can go; left to the engine, it would go much later.
		if (index > 0) collect();
		try {
			return [follow(project, workspace.sourcesOf(project))];
		} catch (error) {
			failed(project, error instanceof Error ? (error.stack ?? error.message) : String(error));
			return [];
		} finally {
			workspace.letGo(() => false, kept);
		}
	});
}

export function predictAll(
	workspace: Workspace,
	projects: readonly Project[],
	host: Host,
	{ store, shelf, failed, collect }: Following,
	isExplained = false,
): readonly PublishPrediction[] {
	const options = { root: workspace.root, store, isExplained, shelf };
	return oneByOne(workspace, projects, { failed, collect }, (project, sources) => predictPublish(project, sources, host, options));
}

/** What is predicted, as reports on the files of the app. */
export function packageReports(predictions: readonly PublishPrediction[], workspace: Workspace, host: Host): readonly FileReport[] {
	const reports: FileReport[] = [];
	for (const prediction of predictions) {
		const byPath = new Map<string, PlacedFinding[]>();
		for (const finding of findingsOf(prediction, host)) byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding]);
		for (const [path, findings] of byPath) {
			const report = workspace.reportOf(prediction.project, path, findings);
			if (report) reports.push(report);
		}
	}
	return reports;
}

/** The table: one line for each package, those that warn first. */
export function packagesTable(answers: readonly Answer[], base: string, host: Host): string {
	const places = new Places(host, base);
	const lines: string[] = [];
	for (const { prediction, quiet } of answers) {
		const { project, packages, files } = prediction;
		lines.push(
			`${relative(base, project.path)} (${project.targetFramework}, ${files.runtimeIdentifier}, ${files.frameworkName ?? 'framework not restored'})`,
		);
		const rows = [...packages].sort(
			(left, right) => right.warnings.length - left.warnings.length || left.name.localeCompare(right.name, 'en'),
		);
		const width = Math.max(8, ...rows.map(row => row.name.length + row.version.length + 1));
		for (const row of rows) {
			lines.push(
				`  ${`${row.name} ${row.version}`.padEnd(width)}  ${verdictOf(row, row.warnings.length)}${row.isDirect ? '' : `  through ${row.through.join(', ') || '?'}`}`,
			);
			for (const help of row.warnings.length > 0 ? helpOf(row, quiet) : []) lines.push(`  ${''.padEnd(width)}    ${help}`);
			for (const [place, count] of placesOf(row.warnings, places)) lines.push(`  ${''.padEnd(width)}    ${place}: ${count}`);
		}
		for (const note of [...prediction.notes, ...prediction.unreadable]) lines.push(`  note: ${note}`);
	}
	if (answers.length === 0) lines.push('No program found: name a project that is published.');
	return `${lines.join('\n')}\n`;
}

/** What would help, a sentence each. */
function helpOf({ name, version }: PackageSummary, quiet: QuietVersions): readonly string[] {
	const newer = quiet.get(name.toLowerCase());
	const instead = knownPackage(name, version)?.instead;
	return [...(newer === undefined ? [] : [`${newer}, which is in the packages folder, is quiet`]), ...(instead ? [instead] : [])];
}

/** The app's calls that lead to warnings, with how many. */
function placesOf(warnings: readonly PackageWarning[], places: Places): readonly (readonly [string, number])[] {
	const counts = new Map<string, number>();
	for (const warning of warnings) {
		const text = places.textOf(warning);
		if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	return [...counts].sort((left, right) => right[1] - left[1]).slice(0, 5);
}

/** Where calls stand, in words; a file is read once. */
class Places {
	readonly #host: Host;
	readonly #base: string;
	readonly #lines = new Map<string, LineIndex | undefined>();

	constructor(host: Host, base: string) {
		this.#host = host;
		this.#base = base;
	}

	textOf({ places: [place] }: PackageWarning): string | undefined {
		if (!place) return undefined;
		const position = this.#linesOf(place.path)?.position(place.start);
		return `${relative(this.#base, place.path)}${position ? `(${position.line + 1},${position.character + 1})` : ''}`;
	}

	#linesOf(path: string): LineIndex | undefined {
		if (!this.#lines.has(path)) {
			const bytes = this.#host.read(path);
			const text = bytes && decodeText(bytes);
			this.#lines.set(path, text === undefined ? undefined : new LineIndex(text));
		}
		return this.#lines.get(path);
	}
}

/** The documented document; see docs/packages.md. */
export function packagesJson(answers: readonly Answer[], base: string, host: Host): string {
	const places = new Places(host, base);
	const warningOf = (warning: PackageWarning): object => ({
		id: warning.code,
		assembly: warning.assembly,
		member: warning.member,
		message: warning.message,
		reachedFrom: places.textOf(warning) ?? null,
	});
	const packageOf = (row: PackageSummary, quiet: QuietVersions): object => ({
		name: row.name,
		version: row.version,
		direct: row.isDirect,
		through: row.through,
		assemblies: row.assemblies,
		trimmable: row.isTrimmable,
		aotCompatible: row.isAotCompatible,
		reached: row.isReached,
		il2104: row.hasTrimSummary,
		il3053: row.hasAotSummary,
		firstChain: row.warnings.find(each => each.chain.length > 0)?.chain ?? [],
		quietIn: quiet.get(row.name.toLowerCase()) ?? null,
		instead: knownPackage(row.name, row.version)?.instead ?? null,
	});
	const projects = answers.map(({ prediction, quiet }) => ({
		project: relative(base, prediction.project.path),
		targetFramework: prediction.project.targetFramework,
		runtimeIdentifier: prediction.files.runtimeIdentifier,
		framework: prediction.files.frameworkName ?? null,
		notes: prediction.notes,
		unreadable: prediction.unreadable,
		packages: prediction.packages.map(row => packageOf(row, quiet)),
		warnings: prediction.packages.flatMap(each => each.warnings.map(warningOf)),
	}));
	const all = {
		version: FORMAT,
		packages: projects.flatMap(each => each.packages),
		warnings: projects.flatMap(each => each.warnings),
		projects: projects.map(({ packages: _packages, warnings: _warnings, ...rest }) => rest),
	};
	return `${JSON.stringify(projects.length === 1 ? all : { version: FORMAT, projects }, undefined, 2)}\n`;
}

/** Why a member is reached, one step a line. */
export function explanation(answers: readonly Pick<Answer, 'prediction'>[], member: string): string {
	const lines: string[] = [];
	for (const { prediction } of answers) {
		const chain = prediction.explain(member);
		lines.push(`${prediction.project.name}: ${chain ? '' : `'${member}' is not reached`}`.trimEnd());
		for (const [index, step] of (chain ?? []).entries()) lines.push(`  ${stepText(step, index)}`);
	}
	return `${lines.join('\n')}\n`;
}

const WORDS: Readonly<Record<string, string>> = {
	call: 'calls',
	new: 'creates',
	delegate: 'takes as a delegate',
	override: 'runs, by a virtual call,',
	initializer: 'initializes',
	reflection: 'reaches by reflection',
	entry: 'starts at',
};

const stepText = (step: ChainStep, index: number): string =>
	`${index === 0 ? '' : `${WORDS[step.how] ?? step.how} `}${step.member}  [${step.assembly}]`;
