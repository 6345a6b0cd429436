/** What CI systems show at the lines of a change. */
import { forTerminal } from '../../core/text/escape.ts';
import { ruleInfo } from '../../core/rules/catalog.ts';
import { headline } from '../../protocol/report.ts';
import { type CheckResult, inRepository, type ReportedFinding, told } from './result.ts';

/**
 * Workflow commands of GitHub Actions, which become annotations ("Workflow commands for GitHub Actions", "Setting an error message").
 * GitHub shows ten of each kind for a step: a SARIF upload shows all.
 */
export function toGitHub(result: CheckResult): string {
	const kinds = { error: 'error', warning: 'warning', note: 'notice', none: 'debug' } as const;
	const value = (text: string): string => forTerminal(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
	const property = (text: string): string => value(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
	const lines = told(result).map(
		({ level, code, message, file, line, column, endLine, endColumn }) =>
			`::${kinds[level]} file=${property(inRepository(result, file))},line=${line},endLine=${endLine},col=${column},endColumn=${endColumn},title=${property(titleOf(code))}::${value(message)}`,
	);
	return text([...lines, forTerminal(headline(result.summary))]);
}

/** Logging commands of Azure Pipelines ("Logging commands", `task.logissue`); there are errors and warnings only. */
export function toAzure(result: CheckResult): string {
	// "Format for logging commands": what ends a property or a command is written in another way.
	const value = (given: string): string =>
		forTerminal(given)
			.replaceAll('%', '%AZP25')
			.replaceAll(';', '%3B')
			.replaceAll('\r', '%0D')
			.replaceAll('\n', '%0A')
			.replaceAll(']', '%5D');
	const lines = told(result)
		.filter(({ level }) => level === 'error' || level === 'warning')
		.map(
			({ level, code, message, file, line, column }) =>
				`##vso[task.logissue type=${level};sourcepath=${value(inRepository(result, file))};linenumber=${line};columnnumber=${column};code=${code}]${value(message)}`,
		);
	return text([...lines, forTerminal(headline(result.summary))]);
}

/** What MSBuild takes from the output of a tool as its own warnings and errors ("MSBuild and Visual Studio format for diagnostic messages"). */
export function toMsBuild(result: CheckResult): string {
	const levels = { error: 'error', warning: 'warning', note: 'message', none: 'message' } as const;
	const lines = told(result).map(
		({ level, code, message, file, line, column, project }) =>
			`${forTerminal(file)}(${line},${column}): ${levels[level]} ${code}: ${forTerminal(message)} [${forTerminal(project)}]`,
	);
	return text([...lines, forTerminal(headline(result.summary))]);
}

/** A Code Quality report of GitLab ("Code Quality report format"). */
export function toGitLab(result: CheckResult): string {
	const severities = { error: 'critical', warning: 'major', note: 'info', none: 'info' } as const;
	const issues = told(result).map(({ level, code, message, fingerprint, file, line, endLine }) => ({
		description: message,
		check_name: code,
		fingerprint,
		severity: severities[level],
		location: { path: inRepository(result, file), lines: { begin: line, end: endLine } },
	}));
	return `${JSON.stringify(issues, undefined, 1)}\n`;
}

/** JUnit's XML, which every CI shows as tests: a file is a test that fails with its findings. */
export function toJUnit(result: CheckResult): string {
	const byFile = new Map<string, ReportedFinding[]>();
	for (const each of told(result)) byFile.set(each.file, [...(byFile.get(each.file) ?? []), each]);
	const cases = [...byFile].map(([file, all]) => {
		const failing = all.filter(({ level }) => level === 'error' || level === 'warning');
		const lines = (failing.length > 0 ? failing : all).map(
			({ level, code, message, line, column }) => `${file}:${line}:${column}: ${level} ${code}: ${message}`,
		);
		const body = xml(lines.join('\n'));
		const inner =
			failing.length > 0
				? `<failure message="${xml(`${failing.length} in ${file}`)}" type="aot-lens">${body}</failure>`
				: `<system-out>${body}</system-out>`;
		return { failed: failing.length > 0, text: `    <testcase classname="aot-lens" name="${xml(file)}">${inner}</testcase>` };
	});
	const failures = cases.filter(each => each.failed).length;
	return text([
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<testsuites>',
		`  <testsuite name="AOT Lens" tests="${cases.length}" failures="${failures}">`,
		...cases.map(each => each.text),
		'  </testsuite>',
		'</testsuites>',
	]);
}

const titleOf = (code: string): string => `${code}: ${ruleInfo(code).title}`;
const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** What XML 1.0 has no place for (section 2.2) and a line of a log has becomes U+FFFD. */
const NO_XML = /[\p{Cs}\ufffe\uffff]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (given: string): string =>
	given
		.split('\n')
		.map(forTerminal)
		.join('\n')
		.replace(NO_XML, '\ufffd')
		.replace(/[&<>"]/g, each => ENTITIES[each] ?? each);
