/**
 * SARIF 2.1.0, with what GitHub code scanning reads ("SARIF support for code scanning"). Paths are relative to the repository; suppressed
 * results are marked as such; a chain of calls is a code flow.
 */
import type { CodeFlow, Location, Log, ReportingDescriptor, Result, Run, ThreadFlowLocation } from 'sarif';
import { ruleInfo } from '../../core/rules/catalog.ts';
import { forUri } from '../../core/text/escape.ts';
import { type CheckResult, compare, inRepository, PAGES, type ReportedFinding, type ReportedPlace, type Showing } from './result.ts';

const NAME = 'AOT Lens';

/** Codes whose related places are steps of one way; those of the others are places of one kind. */
const CHAINS: ReadonlySet<string> = new Set(['AOTL1006']);

export function toSarif(result: CheckResult, { page }: Showing): string {
	const results = result.findings.map(finding => resultOf(finding, result));
	const codes = [...new Set(result.findings.map(finding => finding.code))];
	const rules = codes.map(code => ruleOf(code, page(code)));
	const messages = result.summary.unreadable.map(each => `${each.path}: ${each.reason}`);
	return textOf([runOf(result.tool, rules, results, messages)]);
}

/**
 * Logs of parts of one run as the log of the run.
 * @throws Error for a log of something else, or of another version
 */
export function mergeSarif(logs: readonly unknown[]): string {
	const runs = logs.flatMap(log => ((log as Partial<Log>).version === '2.1.0' ? ((log as Log).runs ?? []) : []));
	const [first] = runs;
	if (!first || runs.length < logs.length || runs.some(run => run.tool.driver.name !== NAME)) throw new Error(`one is no SARIF of ${NAME}`);
	const tool = first.tool.driver.version ?? '';
	if (runs.some(run => run.tool.driver.version !== tool)) throw new Error(`they are of different versions of ${NAME}`);
	const messages = runs.flatMap(run =>
		(run.invocations ?? []).flatMap(each => (each.toolExecutionNotifications ?? []).map(({ message }) => message.text ?? '')),
	);
	const rules = runs.flatMap(run => run.tool.driver.rules ?? []);
	return textOf([
		runOf(
			tool,
			rules,
			runs.flatMap(run => run.results ?? []),
			messages,
		),
	]);
}

function textOf(runs: Run[]): string {
	const log: Log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs };
	return `${JSON.stringify(log, undefined, 1)}\n`;
}

/** A run with everything in its one order, each once. */
function runOf(version: string, rules: readonly ReportingDescriptor[], results: readonly Result[], messages: readonly string[]): Run {
	const byId = new Map(rules.map(rule => [rule.id, rule]));
	const ids = [...byId.keys()].sort(compare);
	const sorted = ids.flatMap(id => byId.get(id) ?? []);
	const ordered = new Map(
		results.map(each => {
			const result = { ...each, ruleIndex: ids.indexOf(each.ruleId ?? '') };
			return [JSON.stringify(result), result] as const;
		}),
	);
	return {
		tool: {
			driver: {
				name: NAME,
				version,
				semanticVersion: version,
				informationUri: 'https://github.com/aot-lens/aot-lens',
				rules: sorted,
			},
		},
		automationDetails: { id: 'aot-lens/' },
		columnKind: 'utf16CodeUnits',
		originalUriBaseIds: { ROOT: { description: { text: 'The folder of the repository.' } } },
		results: [...ordered]
			.sort(([leftText, left], [rightText, right]) => compareResults(left, right) || compare(leftText, rightText))
			.map(([, each]) => each),
		invocations: [
			{
				executionSuccessful: messages.length === 0,
				toolExecutionNotifications: [...new Set(messages)].sort(compare).map(text => ({ level: 'error' as const, message: { text } })),
			},
		],
	};
}

function compareResults(left: Result, right: Result): number {
	const place = (of: Result) => of.locations?.[0]?.physicalLocation;
	const [one, other] = [place(left), place(right)];
	return (
		compare(one?.artifactLocation?.uri ?? '', other?.artifactLocation?.uri ?? '') ||
		(one?.region?.startLine ?? 0) - (other?.region?.startLine ?? 0) ||
		(one?.region?.startColumn ?? 0) - (other?.region?.startColumn ?? 0)
	);
}

function ruleOf(id: string, page: string | undefined): ReportingDescriptor {
	const { title, category, isAdvice } = ruleInfo(id);
	// A page is told without its heading, which is the title; its links lead to the pages beside it.
	const help = page
		?.replace(/^#[^\n]*\n+/, '')
		.replace(/\]\(([A-Z]+\d+\.md)/g, `](${PAGES}/$1`)
		.trim();
	return {
		id,
		// "An identifier that is understandable to an end user" (SARIF 2.1.0, 3.49.7), other than the id.
		name: ` ${title}`.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? ''),
		shortDescription: { text: title },
		fullDescription: { text: `${title}.` },
		helpUri: `${PAGES}/${id}.md`,
		help: { text: help ?? title, ...(help !== undefined && { markdown: help }) },
		defaultConfiguration: { level: isAdvice ? 'note' : 'warning' },
		properties: {
			category,
			tags: ['.NET', 'Native AOT', category],
			precision: 'very-high',
			'problem.severity': isAdvice ? 'recommendation' : 'warning',
		},
	};
}

function resultOf(finding: ReportedFinding, result: CheckResult): Result {
	const { line, column, endLine, endColumn } = finding;
	const location: Location = {
		physicalLocation: {
			artifactLocation: { uri: forUri(inRepository(result, finding.file)), uriBaseId: 'ROOT' },
			region: { startLine: line, startColumn: column, endLine, endColumn },
		},
	};
	const { related = [] } = finding;
	return {
		ruleId: finding.code,
		level: finding.level,
		message: { text: finding.message },
		locations: [location],
		partialFingerprints: { 'aotLens/v1': finding.fingerprint, primaryLocationLineHash: `${finding.fingerprint}:1` },
		...(related.length > 0 && { relatedLocations: related.map((each, id) => ({ id, ...placeOf(each, result) })) }),
		...(related.length > 0 && CHAINS.has(finding.code) && { codeFlows: [flowOf(finding, location, result)] }),
		...(finding.suppressed && { suppressions: [{ kind: 'inSource' as const }] }),
		properties: { project: inRepository(result, finding.project) },
	};
}

/** A step; where its file is not among those that were checked, it has no line in it. */
function placeOf({ message, file, line, column = 1 }: ReportedPlace, result: CheckResult): Location {
	return {
		message: { text: message },
		...(file !== undefined && {
			physicalLocation: {
				artifactLocation: { uri: forUri(inRepository(result, file)), uriBaseId: 'ROOT' },
				...(line !== undefined && { region: { startLine: line, startColumn: column } }),
			},
		}),
	};
}

/** From the place of the finding on, step by step. GitHub asks for a place of each step: one without has that of the step before. */
function flowOf(finding: ReportedFinding, start: Location, result: CheckResult): CodeFlow {
	const steps: ThreadFlowLocation[] = [{ location: { ...start, message: { text: finding.message } } }];
	let last = start.physicalLocation;
	for (const each of finding.related ?? []) {
		const location = placeOf(each, result);
		last = location.physicalLocation ?? last;
		steps.push({ location: { ...location, ...(last && { physicalLocation: last }) } });
	}
	return { threadFlows: [{ locations: steps }] };
}
