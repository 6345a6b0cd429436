/**
 * What a project file says against its own `PublishAot` (AOTL5002: the publish ends with an error, or JSON by reflection
 * writes too little), analysis that is asked for a target that has none (AOTL5005), and warnings that are switched off (AOTL1004).
 *
 * Read in `Microsoft.NETCore.Native.Publish.targets` of Microsoft.DotNet.ILCompiler 10.0.12 and, of SDK 10.0.401, in
 * `Microsoft.NET.RuntimeIdentifierInference.targets` and `Microsoft.NETCoreSdk.BundledVersions.props`. The rows of Windows
 * desktop, and the platforms with a compiler, are known from there alone.
 */
import { compareVersions } from '../project/expressions.ts';
import type { Project } from '../project/project.ts';
import { isTrue } from '../project/sdk.ts';
import { parseXml, type XmlElement } from '../project/xml.ts';
import type { ProjectRepair, RelatedPlace } from './rule.ts';

/** A finding in a file that is not compiled. Offsets are absolute UTF-16 code units. */
export interface FileFinding {
	readonly code: string;
	readonly message: string;
	readonly start: number;
	readonly end: number;
	readonly repair?: ProjectRepair | undefined;
	readonly related?: readonly RelatedPlace[] | undefined;
}

interface Contradiction {
	readonly name: string;
	contradicts(value: string, project: Project): boolean;
	/** What breaks and why; `VALUE` stands for what is written. */
	readonly why: string;
	/** Absent where removing the property is the repair. */
	readonly instead?: string;
}

const isFalse = (value: string): boolean => value.toLowerCase() === 'false';

const CONTRADICTIONS: readonly Contradiction[] = [
	{
		name: 'PublishTrimmed',
		contradicts: isFalse,
		why: 'trimming is implied by native compilation and cannot be disabled: the publish fails',
	},
	{ name: 'SelfContained', contradicts: isFalse, why: 'a native binary is self-contained: the publish fails with NETSDK1102' },
	{ name: 'DynamicCodeSupport', contradicts: isTrue, why: 'a native binary has no compiler in it: the publish fails' },
	{
		name: 'GeneratePackageOnBuild',
		contradicts: isTrue,
		why: 'native compilation does not go with packing in one build: the publish fails',
		instead: "Pack with 'dotnet pack', or move the library to a project without PublishAot",
	},
	{
		name: 'NativeLib',
		contradicts: (value, project) =>
			value !== '' && project.property('OutputType').toLowerCase() !== 'library' && !isTrue(project.property('CustomNativeMain')),
		why: 'a native library is made of OutputType Library only: the publish fails',
		instead: 'Set OutputType to Library, or remove NativeLib',
	},
	{
		name: 'UseWPF',
		contradicts: (value, project) => isTrue(value) && !isTrue(project.property('_SuppressWpfTrimError')),
		why: 'WPF does not work when it is trimmed: the publish fails with NETSDK1168',
		instead: 'Remove PublishAot, or move what is published natively to a project without WPF',
	},
	{
		name: 'UseWindowsForms',
		contradicts: (value, project) => isTrue(value) && !isTrue(project.property('_SuppressWinFormsTrimError')),
		why: 'Windows Forms does not work when it is trimmed: the publish fails with NETSDK1175',
		instead: 'Remove PublishAot, or move what is published natively to a project without Windows Forms',
	},
	{
		name: 'RuntimeIdentifier',
		contradicts: (value, project) => isUnsupported(value, project.targetFramework),
		why: "there is no native compiler for 'VALUE': the publish fails with NETSDK1203",
		instead: 'Name a portable identifier such as linux-x64, linux-musl-x64, win-x64 or osx-arm64',
	},
	{
		name: 'JsonSerializerIsReflectionEnabledByDefault',
		contradicts: isTrue,
		why: 'members that only reflection would find are trimmed: JSON by reflection no longer throws but writes {} and loses values',
	},
];

/** Platforms that the AOT compiler has packs for, and the version of .NET that brought those of the second line. */
const PLATFORMS = /^(?:linux(?:-musl|-bionic)?|win|osx|freebsd|ios|iossimulator|tvos|tvossimulator|maccatalyst|android)-(?:x64|arm64)$/;
const LATER_PLATFORMS: Readonly<Record<string, number>> = {
	'linux-arm': 9,
	'linux-musl-arm': 9,
	'linux-bionic-arm': 9,
	'win-x86': 9,
	'linux-loongarch64': 10,
	'linux-musl-loongarch64': 10,
	'linux-riscv64': 10,
	'linux-musl-riscv64': 10,
};

/** A runtime identifier that is known to have no native compiler; half-typed ones are not judged. */
function isUnsupported(identifier: string, framework: string): boolean {
	if (!/^[a-z][\w.-]*-(?:x64|x86|arm64|arm|armel|s390x|ppc64le|loongarch64|riscv64)$/.test(identifier) || PLATFORMS.test(identifier))
		return false;
	const since = LATER_PLATFORMS[identifier];
	return since === undefined || Number(/^net(\d+)\./.exec(framework)?.[1] ?? 0) < since;
}

/** What a project file says that `PublishAot` does not take, and analysis that is asked for in vain. */
export function propertyFindings(project: Project, text: string): readonly FileFinding[] {
	const root = safely(text);
	if (!root) return [];
	const found: FileFinding[] = [];
	for (const { element, isConditional } of propertiesOf(root)) {
		const rule = project.publishesAot ? CONTRADICTIONS.find(each => each.name.toLowerCase() === element.name.toLowerCase()) : undefined;
		// What a condition turns off, or a later one replaces, says nothing.
		if (rule && project.property(rule.name) === element.text.trim() && rule.contradicts(element.text.trim(), project))
			found.push({
				code: 'AOTL5002',
				message: `'${rule.name}' contradicts PublishAot: ${rule.why.replace('VALUE', element.text.trim())}. ${rule.instead ?? 'Remove it'}.`,
				start: element.start,
				end: element.end,
				...(!rule.instead && { repair: { kind: 'remove-element' } }),
			});
		const target = isConditional || !isTrue(element.text.trim()) ? undefined : unanalyzedTarget(element.name, project);
		if (target)
			found.push({
				code: 'AOTL5005',
				message: `'${element.name}' is asked for '${target.framework}', which has no analysis: every build warns with ${target.warning}. Set it for the targets that have it only.`,
				start: element.start,
				end: element.end,
				repair: {
					kind: 'add-condition',
					condition: conditionOf(target.first),
				},
			});
	}
	if (project.publishesAot) found.push(...rootedFiles(root, text));
	return found;
}

/** Files where the AOT compiler looks for names of assemblies (`--root` of ILCompiler: "Failed to load assembly"). */
function* rootedFiles(root: XmlElement, text: string): Generator<FileFinding> {
	for (const group of root.children.filter(child => child.name === 'ItemGroup'))
		for (const item of group.children) {
			const include = item.attributes['Include'] ?? '';
			const name = /^([\w.-]+)\.(?:dll|exe)$/i.exec(include)?.[1];
			if (item.name !== 'TrimmerRootAssembly' || name === undefined) continue;
			const start = text.indexOf(include, item.start);
			yield {
				code: 'AOTL5002',
				message: `'${include}' is a file, and TrimmerRootAssembly takes names of assemblies: the AOT compiler fails to load it, and the publish ends. Write '${name}'.`,
				start: item.start,
				end: item.end,
				repair: { kind: 'replace', title: `Root the assembly '${name}'`, start, end: start + include.length, text: name },
			};
		}
}

/** Lines that switch warnings off (AOTL1004): what they warn of still happens. */
export function silencedFindings(project: Project, text: string, silenced: ReadonlyMap<string, number>): readonly FileFinding[] {
	const root = safely(text);
	if (!root || project.kind !== 'opted-in') return [];
	const found: FileFinding[] = [];
	for (const { element } of propertiesOf(root)) {
		const switchedOff = silencedBy(element.name.toLowerCase(), element.text, project);
		if (!switchedOff) continue;
		const counted = [...silenced].filter(([code]) => element.text.toUpperCase().includes(code));
		const sum = counted.reduce((total, [, count]) => total + count, 0);
		const list = counted.map(([code, count]) => `${code} ${count}`).join(', ');
		found.push({
			code: 'AOTL1004',
			message: `Warnings are switched off here${sum > 0 ? `: ${sum} in this project (${list})` : ''}; ${switchedOff}. Remove it, and suppress single places where it is known why they work.`,
			start: element.start,
			end: element.end,
		});
	}
	return found;
}

function silencedBy(name: string, value: string, project: Project): string | undefined {
	switch (name) {
		case 'nowarn':
			// What a later property, or one of the command line, replaces says nothing.
			return [...value.toUpperCase().matchAll(/\bIL[23]\d{3}\b/g)].some(([code]) => project.noWarn.has(code))
				? 'what they warn of breaks all the same when the app is published'
				: undefined;
		case 'suppresstrimanalysiswarnings':
			return isTrue(value.trim()) ? 'publishing no longer tells what trimming breaks' : undefined;
		case 'enabletrimanalyzer':
		case 'enableaotanalyzer':
			return project.publishesAot && isFalse(value.trim()) ? 'the build no longer tells what publishing breaks' : undefined;
		default:
			return undefined;
	}
}

/** Properties that ask for analysis, the first framework that has it, and what the SDK says below it. */
const ANALYSIS: Readonly<Record<string, { readonly first: string; readonly warning: string }>> = {
	isaotcompatible: { first: 'net8.0', warning: 'NETSDK1210' },
	istrimmable: { first: 'net6.0', warning: 'NETSDK1212' },
};

/** The condition under which a property that asks for analysis is set, where some targets have none; undefined where all have it. */
export function analysisCondition(name: string, project: Project): string | undefined {
	const target = unanalyzedTarget(name, project);
	return target && conditionOf(target.first);
}

const conditionOf = (first: string): string => `$([MSBuild]::IsTargetFrameworkCompatible('$(TargetFramework)', '${first}'))`;

function unanalyzedTarget(
	name: string,
	project: Project,
): { readonly framework: string; readonly first: string; readonly warning: string } | undefined {
	const analysis = ANALYSIS[name.toLowerCase()];
	if (!analysis) return undefined;
	const targets = (project.property('TargetFrameworks') || project.targetFramework).split(';').map(each => each.trim());
	const framework = targets.find(each => !hasAnalysis(each, analysis.first));
	return framework && targets.length > 1 ? { framework, ...analysis } : undefined;
}

/** Half-typed and unknown names of frameworks have it. */
function hasAnalysis(framework: string, first: string): boolean {
	if (/^(?:netstandard|netcoreapp)\d|^net\d{2,3}$/.test(framework)) return false;
	const version = /^net(\d+\.\d+)/.exec(framework)?.[1];
	return version === undefined || compareVersions(version, first.slice('net'.length)) >= 0;
}

interface WrittenProperty {
	readonly element: XmlElement;
	/** It, or the group around it, has a condition. */
	readonly isConditional: boolean;
}

function* propertiesOf(root: XmlElement): Generator<WrittenProperty> {
	for (const group of root.children.filter(child => child.name === 'PropertyGroup'))
		for (const element of group.children)
			yield { element, isConditional: [group, element].some(each => each.attributes['Condition'] !== undefined) };
}

/** Half-typed XML says nothing. */
export function safely(text: string): XmlElement | undefined {
	try {
		return parseXml(text);
	} catch {
		return undefined;
	}
}
