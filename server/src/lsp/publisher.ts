/**
 * What was found, and what the client shows of it. Reports are kept by path and project; a file is published when
 * what it shows differs from what was published last. Nothing here reads files or asks a workspace.
 */
import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { FileReport, JudgedFinding } from '../core/analysis/finding.ts';
import { findingKey } from '../core/analysis/report.ts';
import { LineIndex } from '../core/text/line-index.ts';
import type { Settings } from '../protocol/messages.ts';
import { toDiagnostic } from './convert.ts';
import type { Documents } from './documents.ts';

/** A finding with its place in the protocol's words, and the report that it stands in. */
export interface Shown {
	readonly diagnostic: Diagnostic;
	readonly report: FileReport;
	readonly finding: JudgedFinding;
}

/** Stands for what an open document shows: never equal to what is published for a closed one. */
const SHOWN_OPEN = 'open';

export class Publisher {
	readonly #connection: Connection;
	readonly #documents: Documents;
	readonly #docs: (code: string) => string | undefined;
	/** By path, then by project. */
	readonly #reports = new Map<string, Map<string, FileReport>>();
	readonly #published = new Map<string, string>();
	settings: Settings;

	/** @param docs the URI of a code's page */
	constructor(connection: Connection, documents: Documents, docs: (code: string) => string | undefined, settings: Settings) {
		this.#connection = connection;
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
		for (const path of this.#reports.keys()) this.publish(path);
	}

	/** What a file shows, in the order in which it was found. */
	shown(path: string): readonly Shown[] {
		const reports = this.reportsOf(path);
		const [first] = reports;
		if (!first) return [];
		const lines = new LineIndex(first.text);
		const seen = new Set<string>();
		return reports.flatMap(report =>
			report.findings.flatMap(finding => {
				// A file of two projects or targets: one diagnostic where they agree.
				if (reports.length > 1) {
					const key = findingKey(finding);
					if (seen.has(key)) return [];
					seen.add(key);
				}
				const diagnostic = toDiagnostic(finding, report.project.kind === 'opted-in', lines, this.#docs, this.settings);
				return diagnostic ? [{ diagnostic, report, finding }] : [];
			}),
		);
	}

	publish(path: string): void {
		const uri = this.#documents.uriOf(path);
		const diagnostics = this.shown(path).map(each => each.diagnostic);
		const version = this.#documents.version(path);
		// An open document's answer is always sent: clients wait for the version that they typed.
		if (version === undefined) {
			const text = diagnostics.length > 0 ? JSON.stringify(diagnostics) : '';
			if ((this.#published.get(path) ?? '') === text) return;
			this.#published.set(path, text);
		} else {
			this.#published.set(path, SHOWN_OPEN);
		}
		void this.#connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) });
	}
}
