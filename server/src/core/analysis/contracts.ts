/** What apps register, by which their code and that of their libraries is judged: collected anew when a file that tells of it changed. */
import type { Project } from '../project/project.ts';
import { collectContracts, CONTRACT_WORDS } from '../rules/app-contracts.ts';
import type { AppContracts } from '../rules/contracts.ts';
import { allSteps, type Steps } from '../text/steps.ts';
import type { BuiltProject, Compilations } from './compilations.ts';
import type { Files } from './files.ts';
import type { JudgedBy } from './kept.ts';
import type { Projects } from './projects.ts';

export class Contracts {
	readonly #projects: Projects;
	readonly #files: Files;
	readonly #compilations: Compilations;
	readonly #log: (message: string) => void;
	/** Whether a text says something about contracts. */
	readonly #words = new Map<string, { readonly text: string; readonly found: boolean }>();

	constructor(projects: Projects, files: Files, compilations: Compilations, log: (message: string) => void) {
		this.#projects = projects;
		this.#files = files;
		this.#compilations = compilations;
		this.#log = log;
	}

	/** The contracts of the app that a project's code ends up in; undefined where JSON has reflection. */
	of(built: BuiltProject): AppContracts | undefined {
		return allSteps(this.steps(built));
	}

	/** The same in steps: where they are not what the project's reports were made by, these are forgotten. */
	*steps(built: BuiltProject): Steps<AppContracts | undefined> {
		const { project } = built;
		const app = this.appOf(project);
		let owner = project.isAotApp ? built : undefined;
		if (app) owner = this.#compilations.last(app) ? this.#compilations.get(app) : yield* this.#compilations.prepare(app);
		const contracts = owner && (yield* this.#own(owner));
		if (contracts?.signature !== built.judgedBy?.signature) {
			built.judgedBy = contracts;
			built.reports.clear();
		}
		return contracts;
	}

	/** The app whose registrations a library is judged by. */
	appOf(project: Project): Project | undefined {
		return isProgram(project) ? undefined : this.#projects.nativeAppsOf(project).find(each => each.isAotApp && isProgram(each));
	}

	/** What a project is judged by. */
	judgedBy(project: Project): JudgedBy {
		const app = this.appOf(project);
		return {
			projects: [project, ...this.#projects.referencedBy(project), ...(app ? [app, ...this.#projects.referencedBy(app)] : [])],
			apps: this.#projects.nativeAppsOf(project),
			sideFiles: this.#projects.sideFiles(project),
		};
	}

	*#own(built: BuiltProject): Steps<AppContracts> {
		const asOf = this.#files.state;
		if (built.app?.asOf === asOf) return built.app.contracts;
		const paths = built.project.files.filter(path => this.#tells(path));
		const texts = paths.map(path => this.#files.text(path) ?? '');
		// What an open file says is kept by its declarations: it is read when it is opened, so that the first edit need not read it whole.
		const open = paths.filter(path => this.#files.isOpen(path));
		let contracts = built.app?.contracts;
		if (
			!contracts ||
			texts.length !== built.app?.texts.length ||
			texts.some((text, index) => text !== built.app?.texts[index]) ||
			open.some(path => !built.app?.open.includes(path))
		) {
			const files = built.project.files.map(path => this.#files.syntax(path, built.project)).filter(file => file !== undefined);
			const read = yield* collectContracts(
				built.services,
				files,
				path => this.#files.isOpen(path),
				(path, error) => this.#log(`${path}: what it says of the app is lost: ${(error as Error).stack}`),
			);
			if (read.signature !== contracts?.signature) contracts = read;
		}
		built.app = { texts, open, contracts, asOf };
		return contracts;
	}

	#tells(path: string): boolean {
		const text = this.#files.text(path) ?? '';
		let known = this.#words.get(path);
		if (known?.text !== text) this.#words.set(path, (known = { text, found: CONTRACT_WORDS.test(text) }));
		return known.found;
	}
}

/** Whether a project makes a program, not a library for one. */
const isProgram = (project: Project): boolean => project.property('OutputType').toLowerCase() !== 'library';
