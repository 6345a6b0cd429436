/** The formats of `aot-lens check`, by the name that `--format` takes. */
import { toAzure, toGitHub, toGitLab, toJUnit, toMsBuild } from './ci.ts';
import { toMarkdown } from './markdown.ts';
import type { CheckResult, Showing } from './result.ts';
import { toSarif } from './sarif.ts';
import { toConcise, toJson, toPretty } from './text.ts';

export const FORMATS = {
	pretty: toPretty,
	concise: toConcise,
	json: toJson,
	sarif: toSarif,
	github: toGitHub,
	gitlab: toGitLab,
	azure: toAzure,
	msbuild: toMsBuild,
	junit: toJUnit,
	markdown: toMarkdown,
} satisfies Readonly<Record<string, (result: CheckResult, showing: Showing) => string>>;

export type Format = keyof typeof FORMATS;

export const isFormat = (name: string): name is Format => Object.hasOwn(FORMATS, name);
