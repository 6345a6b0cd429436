/**
 * What was found, and what the client shows of it. Reports are kept by path and project; a file is published when
 * what it shows differs from what was published last. Nothing here reads files or asks a workspace.
 */
import {
	type Connection,
	type Diagnostic,
	type DiagnosticRelatedInformation,
	DiagnosticSeverity,
	type PublishDiagnosticsParams,
} from 'vscode-languageserver';
import type { FileReport, JudgedFinding, Level } from '../core/analysis/finding.ts';
import { problemsOf } from '../core/analysis/problems.ts';
import { louder } from '../core/analysis/summary.ts';
import { LineIndex } from '../core/text/line-index.ts';
import { movedBy } from '../core/text/moved.ts';
import type { Project } from '../core/project/project.ts';
import type { Counts } from '../protocol/report.ts';
import { counted } from '../protocol/words.ts';
import { toDiagnostic, toRange } from './convert.ts';
import type { Documents } from './documents.ts';
import type { Guard } from './guard.ts';
import type { ClientView } from './view.ts';

/** A finding with the diagnostic that tells of it, maybe with others, and the report that it stands in. */
export interface Shown {
	readonly diagnostic: Diagnostic;
	readonly report: FileReport;
	readonly finding: JudgedFinding;
}

/** A finding that is shown. */
interface Told extends Omit<Shown, 'diagnostic'> {
	readonly level: Level;
}

/** What the client was told of a file last. */
interface Published {
	readonly uri: string;
	readonly version: number | undefined;
	readonly diagnostics: readonly Diagnostic[];
	/** It was told; else the client asks for it. */
	readonly isTold: boolean;
}

const areSame = (left: readonly Diagnostic[], right: readonly Diagnostic[]): boolean =>
	left.length === right.length && JSON.stringify(left) === JSON.stringify(right);

/** What marks the diagnostic that invites to an assessment. */
export const INVITATION = 'assess';

/** Whether there is a project file to say it in. */
const isInvited = (project: Project): boolean => project.kind === 'not-opted-in' && project.path.endsWith('.csproj');

export class Publisher {
	readonly #connection: Connection;
	readonly #guard: Guard;
	readonly #documents: Documents;
	readonly #docs: (code: string) => string | undefined;
	/** By path, then by project. */
	readonly #reports = new Map<string, Map<string, FileReport>>();
	/** What is predicted of packages, by path, then by project; it moves with edits. */
	readonly #predicted = new Map<string, Map<string, FileReport>>();
	/** By project, the texts that its prediction speaks of. */
	readonly #texts = new Map<string, ReadonlyMap<string, string>>();
	readonly #published = new Map<string, Published>();
	/** By the project files of quiet projects: how many places their invitation tells of. */
	readonly #invitations = new Map<string, number>();
	/** How findings are shown. */
	view: ClientView;
	/** The client shows places that have to do with a problem. */
	canRelate = false;
	/** Nothing at all is shown of projects that have not opted in. */
	isOff = false;
	/** The client asks for the problems of open documents (`Pulled`). */
	isAsking = false;
	#isAllAskedFor = false;

	/** @param docs the URI of a code's page */
	constructor(connection: Connection, guard: Guard, documents: Documents, docs: (code: string) => string | undefined, view: ClientView) {
		this.#connection = connection;
		this.#guard = guard;
		this.#documents = documents;
		this.#docs = docs;
		this.view = view;
	}

	get isEmpty(): boolean {
		return this.#reports.size === 0;
	}

	/** All reports: for each project and file what was found, and what was predicted. */
	get reports(): readonly FileReport[] {
		return [...this.#reports.values(), ...this.#predicted.values()].flatMap(each => [...each.values()]);
	}

	/** What was found below a folder, where it is not excluded. */
	*reportsBelow(folder: string): Generator<FileReport> {
		for (const [path, reports] of this.#reports) if (path.startsWith(`${folder}/`) && !this.view.isExcluded(path)) yield* reports.values();
	}

	/** The files below a folder that were judged. */
	pathsBelow(folder: string): readonly string[] {
		return [...this.#reports.keys()].filter(path => path.startsWith(`${folder}/`));
	}

	/** What was found in one file, a report for each project that compiles it. */
	reportsOf(path: string): readonly FileReport[] {
		return [...(this.#reports.get(path)?.values() ?? [])];
	}

	/** Takes over what was found in one file of one project; `undefined`: the file can't be read. */
	set(project: string, path: string, report: FileReport | undefined): void {
		const known = this.#reports.get(path) ?? new Map<string, FileReport>();
		if (report) known.set(project, report);
		else known.delete(project);
		if (known.size > 0) this.#reports.set(path, known);
		else this.#reports.delete(path);
	}

	/**
	 * Takes over what is predicted for one project, instead of what was, and shows it.
	 * @param reports by path
	 * @param texts the files that related places stand in
	 */
	predicted(project: string, reports: ReadonlyMap<string, FileReport>, texts: ReadonlyMap<string, string>): void {
		const paths = new Set(reports.keys());
		for (const [path, known] of this.#predicted) if (known.delete(project)) paths.add(path);
		for (const [path, report] of reports) {
			const known = this.#predicted.get(path);
			if (known) known.set(project, report);
			else this.#predicted.set(path, new Map([[project, report]]));
		}
		for (const [path, known] of this.#predicted) if (known.size === 0) this.#predicted.delete(path);
		this.#texts.set(project, texts);
		if (texts.size === 0) this.#texts.delete(project);
		for (const path of paths) this.publish(path);
	}

	/** What is predicted in a file, moved to where it is in the text that is typed. */
	#predictedIn(path: string): readonly FileReport[] {
		const known = this.#predicted.get(path);
		if (!known) return [];
		const typed = this.#documents.text(path);
		for (const [project, report] of known) if (typed !== undefined && report.text !== typed) known.set(project, movedReport(report, typed));
		return [...known.values()];
	}

	/** Forgets the reports that are not wanted any more, and cleans what they showed. */
	keepOnly(isWanted: (project: string, path: string) => boolean): void {
		for (const [path, reports] of [...this.#reports]) {
			const gone = [...reports.keys()].filter(project => !isWanted(project, path));
			if (gone.length === 0) continue;
			for (const project of gone) this.set(project, path, undefined);
			this.publish(path);
		}
	}

	/** Publishes every file anew, where it differs. */
	publishAll(): void {
		for (const path of new Set([...this.#reports.keys(), ...this.#published.keys()])) this.publish(path);
	}

	/** What a file shows, in the order in which it was found. */
	shown(path: string): readonly Shown[] {
		// What was found in another text than the one that is typed has no place in it.
		const typed = this.#documents.text(path);
		const reports = [...this.reportsOf(path), ...this.#predictedIn(path)]
			.filter(report => (typed === undefined || report.text === typed) && !this.view.isExcluded(path))
			.sort((left, right) => Number(right.project.kind === 'opted-in') - Number(left.project.kind === 'opted-in'));
		const told: Told[] = reports.flatMap(report =>
			report.findings.flatMap(finding => {
				const level = this.view.levelOf(finding, report.project);
				return level ? [{ report, finding, level }] : [];
			}),
		);
		const lines = new Map(reports.map(report => [report.text, new LineIndex(report.text)]));
		// A file of two projects or targets: one diagnostic where they agree, as loud as the loudest.
		return problemsOf(told, this.view.isCombined).flatMap(problem => {
			const [first] = problem;
			const index = first && lines.get(first.report.text);
			if (!index) return [];
			const diagnostic = toDiagnostic(
				problem.map(each => each.finding),
				problem.map(each => each.level).reduce(louder),
				this.view.isBrief,
				index,
				this.#docs,
				this.canRelate ? this.#related(first, path) : [],
			);
			return problem.map(({ report, finding }) => ({ diagnostic, report, finding }));
		});
	}

	/** What a file shows, as it was when it could be read last. */
	diagnostics(path: string): readonly Diagnostic[] {
		if (this.#documents.isHalfTyped(path)) return this.#published.get(path)?.diagnostics ?? [];
		return [...new Set(this.shown(path).map(each => each.diagnostic)), ...this.#invitation(path)];
	}

	/** The files that show anything. */
	get shownPaths(): readonly string[] {
		return [...this.#published].filter(([, { diagnostics }]) => diagnostics.length > 0).map(([path]) => path);
	}

	/** Whether the client asks for what a file shows, and is not told. */
	isAskedFor(path: string): boolean {
		return this.#isAllAskedFor || (this.isAsking && this.#documents.has(path));
	}

	/** Whether the client asks for the whole workspace. */
	get isAllAskedFor(): boolean {
		return this.#isAllAskedFor;
	}
	set isAllAskedFor(isAll: boolean) {
		if (this.#isAllAskedFor === isAll) return;
		this.#isAllAskedFor = isAll;
		this.publishAll();
	}

	/** The places that a finding has to do with; a step without a place stands at the place before it. */
	#related({ finding, report }: Told, path: string): DiagnosticRelatedInformation[] {
		const texts = this.#texts.get(report.project.id);
		let last = { path, start: finding.start, end: finding.end };
		return (finding.related ?? []).map(({ message, place }) => {
			if (place) last = place;
			const text = last.path === path ? report.text : (texts?.get(last.path) ?? '');
			return { message, location: { uri: this.#documents.uriOf(last.path), range: toRange(new LineIndex(text), last) } };
		});
	}

	/** Sends what a file shows, where it differs from what was sent last: other problems, another version, another URI. */
	publish(path: string): void {
		if (this.#documents.isHalfTyped(path)) return;
		const uri = this.#documents.uriOf(path);
		const version = this.#documents.version(path);
		const diagnostics = this.diagnostics(path);
		const last = this.#published.get(path);
		const isTold = !this.isAskedFor(path);
		// What is typed is another version, and told in any case.
		if (last?.uri === uri && last.version === version && last.isTold === isTold && areSame(last.diagnostics, diagnostics)) return;
		const hadAny = last !== undefined && last.diagnostics.length > 0;
		if (last?.isTold && hadAny && (last.uri !== uri || !isTold)) this.#send({ uri: last.uri, diagnostics: [] });
		// A closed file that never showed anything is not worth a message; clients wait for a version that they typed.
		if (version === undefined && diagnostics.length === 0 && !hadAny) this.#published.delete(path);
		else {
			this.#published.set(path, { uri, version, diagnostics, isTold });
			if (isTold) this.#send({ uri, diagnostics: [...diagnostics], ...(version !== undefined && { version }) });
		}
	}

	/** How many problems the client shows, by severity. */
	get counts(): Counts {
		const counts = { errors: 0, warnings: 0, infos: 0 };
		for (const { diagnostics } of this.#published.values())
			for (const { severity } of diagnostics) {
				if (severity === DiagnosticSeverity.Error) counts.errors++;
				else if (severity === DiagnosticSeverity.Warning) counts.warnings++;
				else if (severity === DiagnosticSeverity.Information) counts.infos++;
			}
		return counts;
	}

	/** Publishes the project files of quiet projects, where their numbers changed. */
	publishInvitations(): void {
		const places = new Map<string, number>();
		for (const [path, reports] of this.#reports) {
			const projects = new Set([...reports.values()].map(report => report.project));
			const quiet = new Set([...projects].filter(each => isInvited(each) && this.view.isQuiet(each)).map(each => each.path));
			for (const project of quiet) places.set(project, (places.get(project) ?? 0) + this.#placesOf(project, path, reports));
		}
		for (const [path, count] of places) if (this.#invitations.get(path) !== count) this.publish(path);
	}

	/** In the project file of a quiet project: how many places would break, and that it can be assessed. */
	#invitation(path: string): Diagnostic[] {
		const [own] = this.reportsOf(path);
		this.#invitations.delete(path);
		if (this.isOff || own?.project.path !== path || !isInvited(own.project) || !this.view.isQuiet(own.project)) return [];
		const count = this.#placesIn(path);
		this.#invitations.set(path, count);
		if (count === 0) return [];
		const at = Math.max(0, own.text.indexOf('<Project'));
		const lines = new LineIndex(own.text);
		return [
			{
				range: { start: lines.position(at), end: lines.position(at + '<Project'.length) },
				severity: DiagnosticSeverity.Information,
				source: 'AOT Lens',
				message: counted(
					count,
					'{0} place would break under Native AOT. The project has not opted in: assess it to see it.',
					'{0} places would break under Native AOT. The project has not opted in: assess it to see them.',
				),
				data: INVITATION,
			},
		];
	}

	/** How many places of a project's sources have a finding. */
	#placesIn(project: string): number {
		let count = 0;
		for (const [path, reports] of this.#reports) count += this.#placesOf(project, path, reports);
		return count;
	}

	/** How many places of one source of a project have a finding; what its targets agree on counts once. */
	#placesOf(project: string, path: string, reports: ReadonlyMap<string, FileReport>): number {
		if (path === project || this.view.isExcluded(path)) return 0;
		const starts = new Set<number>();
		for (const report of reports.values()) {
			if (report.project.path !== project) continue;
			for (const finding of report.findings) if (!finding.suppressedBy && finding.level !== 'none') starts.add(finding.start);
		}
		return starts.size;
	}

	#send(params: PublishDiagnosticsParams): void {
		this.#guard.start('publish', () => this.#connection.sendDiagnostics(params));
	}
}

/** A report for a text that was edited: its findings move, and go where something changed in them. */
function movedReport(report: FileReport, text: string): FileReport {
	const moved = movedBy(report.text, text);
	const findings = report.findings.flatMap(finding => {
		const place = moved(finding);
		return place ? [{ ...finding, ...place }] : [];
	});
	return { ...report, text, findings };
}
