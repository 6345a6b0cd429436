/**
 * Answers what publishing will say of a project's packages, for the texts as they are typed. Made to run beside the session, in a
 * thread of its own: it keeps a workspace of its own, and all that goes in and out is plain data.
 */
import { Workspace } from '../core/analysis/workspace.ts';
import type { PackFor } from '../core/analysis/references.ts';
import { type Host, overlaid } from '../core/host.ts';
import type { CSharpParser } from '../core/syntax/parser.ts';
import { extension } from '../core/text/paths.ts';
import { predictPublish } from '../core/whole-program/publish.ts';
import type { PredictionStore } from '../core/whole-program/remembered.ts';
import { type ToldPrediction, toldOf } from '../core/whole-program/told.ts';

export interface PackagesQuestion {
	/** The folder that is judged. */
	readonly root: string;
	readonly includeTests: boolean;
	/** `Project.id`. */
	readonly project: string;
	/** What is typed, by path. */
	readonly typed: ReadonlyMap<string, string>;
	/** Files that changed on disk, appeared or went away since the question before. */
	readonly changed: readonly string[];
}

export interface PredictorServices {
	readonly host: Host;
	readonly parser: CSharpParser;
	readonly packFor: PackFor;
	readonly store: PredictionStore | undefined;
	readonly log: (message: string) => void;
}

interface Known {
	readonly workspace: Workspace;
	readonly includeTests: boolean;
	/** What is typed, over what is on disk. */
	readonly typed: Map<string, string>;
	readonly host: Host;
}

export class Predictor {
	readonly #services: PredictorServices;
	#known: Known | undefined;

	constructor(services: PredictorServices) {
		this.#services = services;
	}

	/**
	 * @param onProgress told from time to time how far it is
	 * @returns undefined where there is no such project
	 */
	predict(question: PackagesQuestion, onProgress: (what: string) => void): ToldPrediction | undefined {
		const { workspace, host } = this.#workspaceFor(question);
		const project = workspace.projects.find(each => each.id === question.project);
		if (!project) return undefined;
		const { store } = this.#services;
		return toldOf(predictPublish(project, workspace.sourcesOf(project), host, { root: workspace.root, store, onProgress }), host);
	}

	#workspaceFor({ root, includeTests, typed, changed }: PackagesQuestion): Known {
		let known = this.#known;
		if (known?.workspace.root !== root || known.includeTests !== includeTests) known = this.#known = this.#make(root, includeTests);
		const others = new Set(changed);
		for (const [path, text] of typed) {
			if (known.typed.get(path) === text) continue;
			known.typed.set(path, text);
			if (extension(path) === '.cs') known.workspace.open(path, text);
			else others.add(path);
		}
		for (const path of [...known.typed.keys()]) {
			if (typed.has(path)) continue;
			known.typed.delete(path);
			known.workspace.close(path);
			others.add(path);
		}
		if (others.size > 0) known.workspace.filesChanged([...others]);
		return known;
	}

	#make(root: string, includeTests: boolean): Known {
		const { parser, packFor, log } = this.#services;
		const typed = new Map<string, string>();
		const host = overlaid(this.#services.host, typed);
		const options = { properties: {}, useEditorConfig: true, includeTests, assess: true, log };
		return { workspace: new Workspace(root, host, parser, packFor, options), includeTests, typed, host };
	}
}
