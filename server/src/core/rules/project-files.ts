/**
 * What stands in the way in files that are not C#: package references (AOTL5001), `web.config` (AOTL5003), the
 * Dockerfile (AOTL5004). Properties of the project are in `project-properties.ts`.
 */
import type { Project } from '../project/project.ts';
import type { XmlElement } from '../project/xml.ts';
import type { PackageJudgement } from './packages.ts';
import { type FileFinding, safely } from './project-properties.ts';
import { declare, type ProjectRepair, type RuleHead } from './rule.ts';

/** What is told of files that are not C#. */
export const projectFiles: RuleHead = {
	slug: 'project-files',
	about: "packages that break (published and run), and properties, `web.config` and Dockerfiles that don't fit a native binary",
	codes: [
		...declare('AOT', {
			AOTL5001: 'A package breaks under Native AOT',
			AOTL5002: 'A property contradicts PublishAot',
			AOTL5003: 'web.config does not fit a native binary',
			AOTL5004: 'The Dockerfile does not fit a native binary',
			AOTL5005: 'Analysis is asked for a target that has none',
		}),
		...declare('Advice', { AOTL1004: 'Warnings are switched off' }),
	],
};

/** Packages that break, on the lines that reference them. */
export function packageFindings(judgements: readonly PackageJudgement[]): readonly FileFinding[] {
	return judgements
		.filter(each => each.verdict === 'breaks' || each.verdict === 'partly')
		.map(each => ({
			code: 'AOTL5001',
			start: each.start,
			end: each.end,
			message: `${each.name}${each.version ? ` ${each.version}` : ''} ${each.verdict === 'breaks' ? 'breaks' : 'works only in part'} under Native AOT: ${each.why}.${each.instead ? ` ${each.instead}.` : ''}`,
		}));
}

/** `web.config` of an app that has no assembly to host. */
export function webConfigFindings(project: Project, text: string): readonly FileFinding[] {
	const root = project.publishesAot ? safely(text) : undefined;
	const found: FileFinding[] = [];
	const visit = (element: XmlElement): void => {
		if (element.name === 'aspNetCore') {
			const at = { start: element.start, end: element.start + '<aspNetCore'.length };
			if (/^inprocess$/i.test(element.attributes['hostingModel'] ?? ''))
				found.push({
					code: 'AOTL5003',
					message: 'A native binary can\'t be hosted in process: IIS has no runtime to load it into. Use hostingModel="outofprocess".',
					repair: hostOutOfProcess(text, element.start),
					...at,
				});
			if (/^(?:.*[\\/])?dotnet(?:\.exe)?$/i.test(element.attributes['processPath'] ?? ''))
				found.push({
					code: 'AOTL5003',
					message: `A native binary is not started by 'dotnet': there is no '${project.name}.dll' after a publish with PublishAot. Set processPath to '.\\${project.name}.exe' and remove the arguments.`,
					...at,
				});
		}
		for (const child of element.children) visit(child);
	};
	if (root) visit(root);
	return found;
}

function hostOutOfProcess(text: string, element: number): ProjectRepair | undefined {
	const tag = text.slice(element, text.indexOf('>', element));
	const value = /\bhostingModel\s*=\s*["'](?=inprocess["'])/i.exec(tag);
	if (!value) return undefined;
	const start = element + value.index + value[0].length;
	return { kind: 'replace', title: 'Host out of process', start, end: start + 'inprocess'.length, text: 'outofprocess' };
}

interface Stage {
	readonly image: string;
	readonly start: number;
	readonly end: number;
	readonly body: string;
}

/** The stages of a Dockerfile: a toolchain where the publish runs, one libc, no runtime in the end. */
export function dockerfileFindings(project: Project, text: string): readonly FileFinding[] {
	if (!project.publishesAot) return [];
	const stages = stagesOf(text);
	const last = stages.at(-1);
	if (!last) return [];
	const found: FileFinding[] = [];
	const builds = stages.filter(stage => publishes(stage.body));
	for (const stage of builds) {
		const bases = chainOf(stage, stages);
		const isSdk = bases.some(each => /dotnet(?:\/nightly)?\/sdk:/.test(each.image));
		const hasTools = bases.some(each => /-aot\b/.test(each.image) || /\b(?:clang|build-base|gcc)\b/.test(each.body));
		if (isSdk && !hasTools)
			found.push({
				code: 'AOTL5004',
				message:
					'The stage that publishes has no native toolchain: the publish fails at linking. Install it first (Debian, Ubuntu: clang zlib1g-dev; Alpine: clang build-base zlib-dev), or use an sdk image with -aot in its tag.',
				start: stage.start,
				end: stage.end,
			});
	}
	for (const stage of builds) {
		const foreign = foreignTarget(stage, stages, project);
		if (foreign)
			found.push({
				code: 'AOTL5004',
				message: `This stage runs on ${foreign.system} and publishes for '${foreign.target}': native compilation does not cross operating systems, and the publish fails. Publish for the system of the image, or on the other one.`,
				start: stage.start,
				end: stage.end,
			});
	}
	const runtime = chainOf(last, stages).at(-1) ?? last;
	const { image } = runtime;
	if (/dotnet(?:\/nightly)?\/(?:aspnet|runtime|sdk):/.test(image))
		found.push({
			code: 'AOTL5004',
			message: `A native binary needs no .NET runtime in its image: '${image}' only makes it larger. Use dotnet/runtime-deps with the same tag (or a chiseled or distroless one).`,
			repair: withoutRuntime(runtime, text),
			start: last.start,
			end: last.end,
		});
	const started = startedByDotnet(last, project);
	if (builds.length > 0 && started) found.push(started);
	const [build] = builds;
	if (build && build !== last) {
		const isMusl = (stage: Stage): boolean => /alpine|musl/.test(chainOf(stage, stages).at(-1)?.image ?? '');
		const rid = /linux-(musl-)?/.exec(build.body);
		const builtForMusl = rid ? rid[1] !== undefined : isMusl(build);
		if (/:/.test(image) && builtForMusl !== isMusl(last))
			found.push({
				code: 'AOTL5004',
				message: `The binary is built against ${builtForMusl ? 'musl' : 'glibc'} and the final image has ${builtForMusl ? 'glibc' : 'musl'}: it does not start. Use images of one family in both stages.`,
				start: last.start,
				end: last.end,
			});
	}
	return found;
}

/**
 * A runtime identifier of another operating system than the stage's own (`Microsoft.NETCore.Native.Publish.targets`: from Windows to
 * others and from others to Windows); what a variable holds is not known.
 */
function foreignTarget(
	stage: Stage,
	stages: readonly Stage[],
	project: Project,
): { readonly system: string; readonly target: string } | undefined {
	const written = /\s(?:-r|--runtime|-p:RuntimeIdentifier=|--os)[\s=]*(\S+)/.exec(stage.body)?.[1];
	const target = written ?? project.property('RuntimeIdentifier');
	if (!/^(?:win|linux|osx)(?:-[\w-]+)?$/.test(target)) return undefined;
	const isWindows = chainOf(stage, stages).some(each => /windowsservercore|nanoserver/.test(each.image));
	return isWindows === target.startsWith('win') ? undefined : { system: isWindows ? 'Windows' : 'Linux', target };
}

/** The image without a runtime, where the stage that comes from a registry says it: other stages may be built on that one. */
function withoutRuntime(stage: Stage, text: string): ProjectRepair | undefined {
	const image = /dotnet(?:\/nightly)?\/(?=(?:aspnet|runtime):)/.exec(text.slice(stage.start, stage.end));
	if (!image) return undefined;
	const start = stage.start + image.index + image[0].length;
	return { kind: 'replace', title: 'Use the runtime-deps image', start, end: text.indexOf(':', start), text: 'runtime-deps' };
}

/** `ENTRYPOINT ["dotnet", "App.dll"]`: publishing gives no such file, and an image without a runtime no `dotnet`. */
function startedByDotnet(last: Stage, project: Project): FileFinding | undefined {
	const name = project.name.replaceAll(/[^\w.-]/g, '');
	const written = /^(ENTRYPOINT|CMD)([ \t]+\[[ \t]*)("dotnet"[ \t]*,[ \t]*"((?:[\w.-]+\/|\/)*)([\w.-]+)\.dll")/im.exec(last.body);
	if (!written || written[5]?.toLowerCase() !== name.toLowerCase()) return undefined;
	const [, command = '', lead = '', said = '', folder = ''] = written;
	const start = last.start + written.index + command.length + lead.length;
	const text = `"${folder || './'}${name}"`;
	return {
		code: 'AOTL5004',
		message: `The image starts '${name}.dll' with dotnet; a native binary is started by itself, as ${text}, and there is no such file.`,
		repair: { kind: 'replace', title: `Start ${text}`, start, end: start + said.length, text },
		start,
		end: start + said.length,
	};
}

/** Whether a command of a stage is `dotnet ... publish`; commands end with a line that is not continued, and at shell operators. */
function publishes(body: string): boolean {
	let isDotnet = false;
	for (const line of body.split('\n')) {
		const text = line.trim();
		for (const word of text.split(/[ \t]+/)) {
			const name = word.replaceAll('"', '').replaceAll(',', '').replaceAll('[', '').replaceAll(']', '');
			if (name === 'dotnet' || name.endsWith('/dotnet')) isDotnet = true;
			else if (name === 'publish' && isDotnet) return true;
			else if (/[;&|]$/.test(word)) isDotnet = false;
		}
		if (!text.endsWith('\\')) isDotnet = false;
	}
	return false;
}

/** `FROM [--platform=X] IMAGE [AS NAME]` and what follows, up to the next. */
function stagesOf(text: string): readonly (Stage & { readonly name: string | undefined })[] {
	const froms: { readonly image: string; readonly name: string | undefined; readonly start: number; readonly end: number }[] = [];
	for (let at = 0; at < text.length; ) {
		const next = text.indexOf('\n', at);
		const lineEnd = next < 0 ? text.length : next;
		const line = text.slice(at, lineEnd);
		const words = line.trim().split(/[ \t]+/);
		const operands = words.slice(1).filter(word => !word.startsWith('--'));
		const [image, as, name] = operands;
		if (words[0]?.toUpperCase() === 'FROM' && image !== undefined) {
			const isNamed = as?.toUpperCase() === 'AS' && name !== undefined;
			const last = isNamed ? name : image;
			froms.push({ image, name: isNamed ? name.toLowerCase() : undefined, start: at, end: at + line.lastIndexOf(last) + last.length });
		}
		at = lineEnd + 1;
	}
	return froms.map((from, index) => ({ ...from, body: text.slice(from.start, froms[index + 1]?.start ?? text.length) }));
}

/** A stage and those that it is built on, down to the image from a registry. */
function chainOf(stage: Stage, stages: readonly (Stage & { readonly name?: string | undefined })[]): readonly Stage[] {
	const chain: Stage[] = [stage];
	for (
		let base = stages.find(each => each.name === stage.image.toLowerCase());
		base && !chain.includes(base);
		base = stages.find(each => each.name === (chain.at(-1)?.image.toLowerCase() ?? ''))
	)
		chain.push(base);
	return chain;
}
