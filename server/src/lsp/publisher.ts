/**
 * What was found, and what the client shows of it. Reports are kept by path and project; a file is published when
 * what it shows differs from what was published last. Nothing here reads files or asks a workspace.
 */
import type { Connection, Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { FileReport, JudgedFinding } from '../core/analysis/finding.ts';
import { findingKey } from '../core/analysis/report.ts';
import { LineIndex } from '../core/text/line-index.ts';
import type { Settings } from '../protocol/messages.ts';
import { toDiagnostic } from './convert.ts';
import type { Documents } from './documents.ts';
import type { Guard } from './guard.ts';

/** A finding with its place in the protocol's words, and the report that it stands in. */
export interface Shown {
	readonly diagnostic: Diagnostic;
	readonly report: FileReport;
	readonly finding: JudgedFinding;
}

/** What the client was told of a file last. */
interface Published {
	readonly uri: string;
	readonly version: number | undefined;
	readonly text: string;
}

export class Publisher {
	readonly #connection: Connection;
	readonly #guard: Guard;
	readonly #documents: Documents;
	readonly #docs: (code: string) => string | undefined;
	/** By path, then by project. */
	readonly #reports = new Map<string, Map<string, FileReport>>();
	readonly #published = new Map<string, Published>();
	settings: Settings;

	/** @param docs the URI of a code's page */
	constructor(connection: Connection, guard: Guard, documents: Documents, docs: (code: string) => string | undefined, settings: Settings) {
		this.#connection = connection;
		this.#guard = guard;
		this.#documents = documents;
		this.#docs = docs;
		this.settings = settings;
	}

	get isEmpty(): boolean {
		return this.#reports.size === 0;
	}

	/** All reports, one for each project and file. */
	get reports(): readonly FileReport[] {
		return [...this.#reports.values()].flatMap(each => [...each.values()]);
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
		const reports = this.reportsOf(path).filter(report => typed === undefined || report.text === typed);
		const lines = new Map(reports.map(report => [report.text, new LineIndex(report.text)]));
		const seen = new Set<string>();
		return reports.flatMap(report =>
			report.findings.flatMap(finding => {
				// A file of two projects or targets: one diagnostic where they agree.
				if (reports.length > 1) {
					const key = findingKey(finding);
					if (seen.has(key)) return [];
					seen.add(key);
				}
				const diagnostic = toDiagnostic(
					finding,
					report.project.kind === 'opted-in',
					lines.get(report.text) as LineIndex,
					this.#docs,
					this.settings,
				);
				return diagnostic ? [{ diagnostic, report, finding }] : [];
			}),
		);
	}

	/** Sends what a file shows, where it differs from what was sent last: other problems, another version, another URI. */
	publish(path: string): void {
		if (this.#documents.isHalfTyped(path)) return;
		const uri = this.#documents.uriOf(path);
		const version = this.#documents.version(path);
		const diagnostics = this.shown(path).map(each => each.diagnostic);
		const text = diagnostics.length > 0 ? JSON.stringify(diagnostics) : '';
		const last = this.#published.get(path);
		if (last?.uri === uri && last.version === version && last.text === text) return;
		if (last && last.uri !== uri && last.text) this.#send({ uri: last.uri, diagnostics: [] });
		// A closed file that never showed anything is not worth a message; clients wait for a version that they typed.
		if (version === undefined && !text && !last?.text) this.#published.delete(path);
		else {
			this.#published.set(path, { uri, version, text });
			this.#send({ uri, diagnostics, ...(version !== undefined && { version }) });
		}
	}

	#send(params: PublishDiagnosticsParams): void {
		this.#guard.start('publish', () => this.#connection.sendDiagnostics(params));
	}
}
