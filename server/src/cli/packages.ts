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
import { verdictOf } from '../core/whole-program/told.ts';
import type { ChainStep, PackageSummary, PackageWarning } from '../core/whole-program/prediction.ts';
import { predictPublish, type PublishPrediction } from '../core/whole-program/publish.ts';

/** Version of the JSON document. */
const FORMAT = 1;

export function predictAll(
	workspace: Workspace,
	projects: readonly Project[],
	host: Host,
	store: PredictionStore | undefined,
): readonly PublishPrediction[] {
	return projects.map(project => predictPublish(project, workspace.sourcesOf(project), host, { root: workspace.root, store }));
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
export function packagesTable(predictions: readonly PublishPrediction[], base: string, host: Host): string {
	const places = new Places(host, base);
	const lines: string[] = [];
	for (const prediction of predictions) {
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
			for (const [place, count] of placesOf(row.warnings, places)) lines.push(`  ${''.padEnd(width)}    ${place}: ${count}`);
		}
		for (const note of [...prediction.notes, ...prediction.unreadable]) lines.push(`  note: ${note}`);
	}
	if (predictions.length === 0) lines.push('No program found: name a project that is published.');
	return `${lines.join('\n')}\n`;
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
export function packagesJson(predictions: readonly PublishPrediction[], base: string, host: Host): string {
	const places = new Places(host, base);
	const warningOf = (warning: PackageWarning): object => ({
		id: warning.code,
		assembly: warning.assembly,
		member: warning.member,
		message: warning.message,
		reachedFrom: places.textOf(warning) ?? null,
	});
	const packageOf = (row: PackageSummary): object => ({
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
	});
	const projects = predictions.map(prediction => ({
		project: relative(base, prediction.project.path),
		targetFramework: prediction.project.targetFramework,
		runtimeIdentifier: prediction.files.runtimeIdentifier,
		framework: prediction.files.frameworkName ?? null,
		notes: prediction.notes,
		unreadable: prediction.unreadable,
		packages: prediction.packages.map(packageOf),
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
export function explanation(predictions: readonly PublishPrediction[], member: string): string {
	const lines: string[] = [];
	for (const prediction of predictions) {
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
