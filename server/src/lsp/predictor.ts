/**
 * Answers what publishing will say of a project's packages, for the texts as they are typed. Made to run beside the session, in a
 * thread of its own: it keeps a workspace of its own, and all that goes in and out is plain data.
 */
import { quietVersions } from '../core/whole-program/newer.ts';
import { predictPublish } from '../core/whole-program/publish.ts';
import type { PredictionStore } from '../core/whole-program/remembered.ts';
import { Shelf } from '../core/whole-program/shelf.ts';
import { type ToldPrediction, toldOf } from '../core/whole-program/told.ts';
import { Mirror, type Mirrored, type MirrorServices } from './mirror.ts';

export interface PackagesQuestion extends Mirrored {
	/** `Project.id`. */
	readonly project: string;
}

export interface PredictorServices extends MirrorServices {
	readonly store: PredictionStore | undefined;
}

export class Predictor {
	readonly #mirror: Mirror;
	readonly #store: PredictionStore | undefined;
	readonly #shelf: Shelf;

	constructor(services: PredictorServices) {
		this.#mirror = new Mirror(services);
		this.#store = services.store;
		this.#shelf = new Shelf(path => services.host.read(path));
	}

	/**
	 * @param onProgress told from time to time how far it is
	 * @returns undefined where there is no such project
	 */
	predict(question: PackagesQuestion, onProgress: (what: string) => void): ToldPrediction | undefined {
		const { workspace, host } = this.#mirror.seen(question);
		const project = workspace.projects.find(each => each.id === question.project);
		if (!project) return undefined;
		this.#shelf.forgetFiles();
		const options = { root: workspace.root, store: this.#store, shelf: this.#shelf, onProgress };
		const sources = workspace.sourcesOf(project);
		const prediction = predictPublish(project, sources, host, options);
		const told = toldOf(prediction, host, quietVersions(prediction, sources, host, options));
		workspace.letGo(each => each === project);
		return told;
	}
}
