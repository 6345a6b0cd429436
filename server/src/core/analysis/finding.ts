/** Findings as they are shown, and what was found in one file: what the shells get from the workspace. */
import type { Project } from '../project/project.ts';
import type { PackageJudgement } from '../rules/packages.ts';
import type { Finding } from '../rules/rule.ts';
import { sentenceOf } from '../rules/sentences.ts';
import { briefName, fullTypeName } from '../symbols/display.ts';
import type { CheckedFinding } from './check.ts';

export type Level = 'error' | 'warning' | 'note' | 'none';

/**
 * A finding as it is shown: plain data, which can be stored and posted. What it was judged by is asked for anew when a
 * fix or a hover wants it (`Workspace.evidence`).
 */
export interface JudgedFinding extends Omit<CheckedFinding, keyof Judged> {
	readonly level: Level;
	/** What it means in a short sentence, without a stop; undefined where the message says it already. */
	readonly brief: string | undefined;
	/** The member that is used and that the message is about, as people call it. */
	readonly subject: string | undefined;
	/** A type that JSON meets, and the context that should know it, by their full names. */
	readonly gap?: { readonly type: string; readonly context: string };
}

/** What holds on to syntax and symbols. */
type Judged = Pick<Finding, 'evidence' | 'lack'>;

/** A finding without what it was judged by. */
export function plain(finding: CheckedFinding, level: Level): JudgedFinding {
	const { evidence, lack, ...rest } = finding;
	const subject = evidence && !finding.isReached ? briefName(evidence.use.member) : undefined;
	const gap = lack?.kind === 'json-type' ? lack : undefined;
	const [context] = gap?.contexts ?? [];
	return {
		...rest,
		level,
		brief: sentenceOf(finding),
		subject,
		...(gap && context && { gap: { type: fullTypeName(gap.type), context: context.fullName } }),
	};
}

/** How well a file was read: what can't be bound is not judged. */
export interface Reading {
	/** Uses of members and names that had to be bound. */
	readonly names: number;
	/** Those that could not. */
	readonly unknownNames: number;
	/** Where the first part stands that is no C# to the grammar; undefined where all of it was read. */
	readonly unreadAt?: number;
}

/** What was found in one file of one project. */
export interface FileReport {
	readonly path: string;
	readonly project: Project;
	readonly text: string;
	readonly findings: readonly JudgedFinding[];
	/** Of a project file or a file-based app: what is known of its packages. */
	readonly packages?: readonly PackageJudgement[];
	/** Codes of findings that `NoWarn` of the project switched off, one for each. */
	readonly silenced?: readonly string[];
	/** Of a C# file. */
	readonly reading?: Reading | undefined;
	/** What could not be read, bound or judged, in words: findings there are lost. */
	readonly failures?: readonly string[];
}

/** How often each code was switched off by `NoWarn` in files that were judged. */
export function silencedIn(reports: readonly FileReport[]): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const report of reports) for (const code of report.silenced ?? []) counts.set(code, (counts.get(code) ?? 0) + 1);
	return counts;
}
