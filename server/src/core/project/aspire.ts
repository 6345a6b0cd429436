/** What the targets of Aspire.Hosting.AppHost write for an app host (`build/Aspire.Hosting.AppHost.in.targets` of dotnet/aspire). */
import { basename, dirname, resolve } from '../text/paths.ts';
import type { Item } from './items.ts';

/** A file that a build target writes and compiles. */
export interface GeneratedFile {
	/** Absolute path; the file is there only after a build, and never read. */
	readonly path: string;
	readonly text: string;
}

/** `build/Aspire.Hosting.AppHost.props`, under `ImplicitUsings`. */
export const ASPIRE_USINGS: readonly string[] = ['Aspire.Hosting', 'Aspire.Hosting.ApplicationModel'];

/**
 * A class of the namespace `Projects` for each project that the host starts, and one for the host itself.
 *
 * @param path the host's project file
 * @param resources its references to the projects that it starts
 */
export function generatedByAspire(path: string, resources: readonly Item[], property: (name: string) => string): readonly GeneratedFile[] {
	const visibility = property('AspireGeneratedClassesVisibility') || 'public';
	const folder = `${dirname(path)}/obj/Aspire/references`;
	const host = className(basename(path));
	const files: GeneratedFile[] = [
		{
			path: `${folder}/_AppHost.ProjectMetadata.g.cs`,
			text: `namespace Projects;\n${visibility} class ${host}\n{\n\tprivate ${host}() { }\n\tpublic static string ProjectPath => "";\n}\n`,
		},
	];
	const names = new Set([host]);
	for (const { include, metadata } of resources) {
		const named = metadata['aspireprojectmetadatatypename'];
		const name = named ? fixed(named) : className(basename(resolve(dirname(path), include)));
		if (name === '' || names.has(name)) continue;
		names.add(name);
		files.push({
			path: `${folder}/${name}.ProjectMetadata.g.cs`,
			text: `namespace Projects;\n${visibility} class ${name} : global::Aspire.Hosting.IProjectMetadata\n{\n\tpublic string ProjectPath => "";\n\tpublic bool SuppressBuild => true;\n}\n`,
		});
	}
	return files;
}

const className = (file: string): string => fixed(file.replace(/\.[^.]*$/, ''));

/** `_GeneratedClassNameFixupRegex`: before a digit at the start or after a dot comes `_`, and in place of what is no letter. */
const fixed = (name: string): string => name.replace(/(?<=\.|^)(?=\d)|\W/g, '_');
