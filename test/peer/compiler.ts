/** The SDK's compiler, asked again and again about the projects of a folder with other texts; nothing is built or written there. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { Workspace } from '../../server/src/core/analysis/workspace.ts';
import { nearestTarget, type Project } from '../../server/src/core/project/project.ts';
import { nodeHost } from '../../server/src/node/host.ts';
import { pack, parser } from '../support/core.ts';

/** A compiler error; the project is a path with a target framework. */
export interface CompilerError {
	readonly project: string;
	readonly file: string;
	readonly line: number;
	readonly id: string;
	readonly message: string;
}

/** One target of a project, as `compiler/Program.cs` takes it. */
interface Spec {
	readonly id: string;
	readonly [name: string]: unknown;
}

/** Workspaces over a folder on disk, in which what was once read and judged is so for all texts that leave it as it is. */
export class FolderWorkspaces {
	readonly #folder: string;
	readonly #properties: Readonly<Record<string, string>>;
	readonly #byFramework = new Map<string, Workspace>();

	constructor(folder: string, properties: Readonly<Record<string, string>>) {
		this.#folder = folder;
		this.#properties = properties;
	}

	/**
	 * The folder as it is on disk.
	 * @param framework the target that all projects are asked for; each its first that can be judged where that is not said
	 */
	onDisk(framework = ''): Workspace {
		let known = this.#byFramework.get(framework);
		if (!known) {
			known = new Workspace(this.#folder, nodeHost, parser, each => pack(/^net(?:8|9|10)\.0/.exec(each)?.[0] ?? 'net10.0'), {
				properties: { ...this.#properties, ...(framework && { TargetFramework: framework }) },
				useEditorConfig: false,
				includeTests: true,
				keptBodies: Number.POSITIVE_INFINITY,
				log: () => undefined,
			});
			this.#byFramework.set(framework, known);
		}
		return known;
	}

	/** The folder with some texts instead. */
	over(texts: ReadonlyMap<string, string>, framework?: string): Workspace {
		const base = this.onDisk(framework);
		return texts.size === 0 ? base : base.over(new Map(texts));
	}
}

/** Every target of every project below a folder, those that no analyzer judges included. */
function specsOf(workspaces: FolderWorkspaces, texts: ReadonlyMap<string, string>): readonly Spec[] {
	const targetsOf = new Map<string, Project[]>();
	const add = (project: Project): void => {
		const known = targetsOf.get(project.path) ?? [];
		if (!known.some(each => each.targetFramework === project.targetFramework)) targetsOf.set(project.path, [...known, project]);
	};
	const wanted = new Map<string, Set<string>>();
	for (const project of workspaces.over(texts).projects) {
		if (!project.path.endsWith('.csproj')) continue;
		add(project);
		for (const framework of project.property('TargetFrameworks').split(';'))
			if (framework.trim()) wanted.set(framework.trim(), (wanted.get(framework.trim()) ?? new Set()).add(project.path));
	}
	for (const [framework, paths] of wanted) {
		if ([...paths].every(each => targetsOf.get(each)?.some(target => target.targetFramework === framework))) continue;
		for (const project of workspaces.over(texts, framework).projects) if (paths.has(project.path)) add(project);
	}
	return [...targetsOf.values()].flat().map(project => specOf(project, targetsOf));
}

const idOf = (project: Project): string => `${project.path}|${project.targetFramework}`;
const GENERATORS = [
	'System.Text.Json.SourceGeneration',
	'System.Text.RegularExpressions.Generator',
	'Microsoft.Interop.LibraryImportGenerator',
	'Microsoft.Interop.ComInterfaceGenerator',
	'Microsoft.Extensions.Logging.Generators',
];

function specOf(project: Project, targetsOf: ReadonlyMap<string, readonly Project[]>): Spec {
	const isModern = /^net\d+\.\d/.test(project.targetFramework);
	return {
		id: idOf(project),
		assemblyName: project.name,
		framework: project.targetFramework,
		frameworks: frameworksOf(project, targetsOf),
		files: project.files.filter(file => fs.existsSync(file) || file.endsWith('.cs')),
		symbols: [...project.symbols],
		usings: project.usings.map(({ namespace, alias, isStatic }) =>
			isStatic ? `static global::${namespace}` : alias ? `${alias} = global::${namespace}` : `global::${namespace}`,
		),
		references: project.packages.assemblies,
		projectReferences: project.projectReferences.flatMap(each => {
			const found = nearestTarget(targetsOf.get(each) ?? [], project.targetFramework);
			return found ? [idOf(found)] : [];
		}),
		friends: project.friends,
		languageVersion: project.languageVersion,
		isNullable: /^(?:enable|annotations)$/i.test(project.property('Nullable')),
		isProgram: /^(?:win)?exe$/i.test(project.property('OutputType')),
		generators: isModern
			? [
					...GENERATORS,
					...(project.generators.requestDelegate ? ['Microsoft.AspNetCore.Http.RequestDelegateGenerator'] : []),
					...(project.generators.configurationBinding ? ['Microsoft.Extensions.Configuration.Binder.SourceGeneration'] : []),
				]
			: [],
	};
}

/** The shared frameworks of a target and of all that it references: a restore hands them on. */
function frameworksOf(
	project: Project,
	targetsOf: ReadonlyMap<string, readonly Project[]>,
	seen: Set<string> = new Set(),
): readonly string[] {
	if (seen.has(project.path)) return [];
	seen.add(project.path);
	const referenced = project.projectReferences.flatMap(each => nearestTarget(targetsOf.get(each) ?? [], project.targetFramework) ?? []);
	return [...new Set([...project.frameworks, ...referenced.flatMap(each => frameworksOf(each, targetsOf, seen))])];
}

/** The compiler over one folder. */
export class FolderCompiler {
	readonly #workspaces: FolderWorkspaces;
	readonly #specs: readonly Spec[];
	readonly #child: ChildProcess;
	readonly #lines: AsyncIterator<string>;
	/** The errors of the folder as it is. */
	readonly before: Promise<readonly CompilerError[]>;
	/** Targets that could not be compiled, for want of reference assemblies. */
	left: readonly string[] = [];
	/** How many errors were no proof, as a reference is lacking. */
	unsure = 0;

	constructor(workspaces: FolderWorkspaces) {
		this.#workspaces = workspaces;
		this.#child = spawn('dotnet', [built()], { stdio: ['pipe', 'pipe', 'inherit'] });
		this.#lines = readline.createInterface({ input: this.#child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
		this.#specs = specsOf(workspaces, new Map());
		this.before = this.#ask(this.#specs, new Map());
	}

	/** How many targets there are. */
	get targets(): number {
		return this.#specs.length;
	}

	/**
	 * Errors that are there with other texts and were not before. What a file that lacked a reference already says of other
	 * texts is no proof, and neither is a reference that is lacking now: those are counted in `unsure`.
	 */
	async newErrors(texts: ReadonlyMap<string, string>): Promise<readonly CompilerError[]> {
		const before = await this.before;
		// New files, and what project files say, make other projects.
		const isOther = [...texts.keys()].some(file => !file.endsWith('.cs') || !fs.existsSync(file));
		const known = new Map(this.#specs.map(each => [each.id, JSON.stringify(each)]));
		const specs = isOther ? specsOf(this.#workspaces, texts).filter(each => known.get(each.id) !== JSON.stringify(each)) : [];
		const after = await this.#ask(specs, texts);
		const counts = new Map<string, number>();
		const key = ({ project, file, id, message }: CompilerError): string => `${project} ${file} ${id} ${message}`;
		for (const each of before) counts.set(key(each), (counts.get(key(each)) ?? 0) + 1);
		const lacking = new Set(before.filter(each => isLacking(each) || isNoNamespace(each)).map(({ project, file }) => `${project} ${file}`));
		const added = after.filter(each => {
			const count = counts.get(key(each)) ?? 0;
			counts.set(key(each), count - 1);
			return count <= 0;
		});
		const sure = added.filter(each => !isLacking(each) && !lacking.has(`${each.project} ${each.file}`));
		this.unsure += added.length - sure.length;
		return sure;
	}

	close(): void {
		this.#child.stdin?.end();
	}

	async #ask(projects: readonly Spec[], texts: ReadonlyMap<string, string>): Promise<readonly CompilerError[]> {
		this.#child.stdin?.write(`${JSON.stringify({ projects, texts: Object.fromEntries(texts) })}\n`);
		const line = await this.#lines.next();
		if (line.done) throw new Error('the compiler ended');
		const { errors, left } = JSON.parse(line.value) as { readonly errors: readonly CompilerError[]; readonly left: readonly string[] };
		this.left = left;
		return errors;
	}
}

/** A type of an assembly that is not there: CS0012, and CS1069 and CS1070 for one that was moved there. */
const isLacking = ({ id }: CompilerError): boolean => /^CS(?:0012|1069|1070)$/.test(id);

/** A name or namespace that is not there (CS0234, CS0246): in a file as it is, one of a reference that is lacking. */
const isNoNamespace = ({ id }: CompilerError): boolean => id === 'CS0234' || id === 'CS0246';

let program: string | undefined;

/** The compiler's program, built once for each run. */
function built(): string {
	if (program) return program;
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-compiler-'));
	process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
	const source = path.join(import.meta.dirname, 'compiler');
	for (const name of fs.readdirSync(source)) fs.copyFileSync(path.join(source, name), path.join(folder, name));
	const { status, stdout, stderr } = spawnSync('dotnet', ['build', '-nologo', '-v:q', '-o', 'out'], { cwd: folder, encoding: 'utf8' });
	if (status !== 0) throw new Error(`dotnet build failed:\n${stdout}${stderr}`);
	program = path.join(folder, 'out', 'Compile.dll');
	return program;
}
