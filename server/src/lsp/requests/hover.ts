/** A hover: what breaks, what to do and how that looks here, and the page; for a package reference, what is known of the package. */
import type { Hover, HoverParams, Position } from 'vscode-languageserver';
import { problemBrief } from '../../core/analysis/problems.ts';
import { ANNOTATION_CODES, annotationAdvice } from '../../core/fixes/annotations/annotate.ts';
import { type FileEdit, type Fix, isSlow } from '../../core/fixes/fix.ts';
import { fixesFor } from '../../core/fixes/index.ts';
import { missingOf } from '../../core/rules/rule.ts';
import { codeFence, escapeMarkdown } from '../../protocol/markdown.ts';
import { t } from '../../protocol/words.ts';
import type { Shown } from '../publisher.ts';
import { pathOf } from '../uris.ts';
import { pageOfMember, pageOfPackage } from './api-pages.ts';
import { type Origin, originsOf } from './origins.ts';
import { type PackageLine, packageLines, packageText } from './package-lines.ts';
import { holds, type RequestContext } from './requests.ts';

export function hover(context: RequestContext, params: HoverParams): Hover | null {
	const path = pathOf(params.textDocument.uri);
	if (!path) return null;
	const here = context.publisher.shown(path).filter(each => holds(each.diagnostic.range, params.position));
	const [first] = here;
	if (!first) {
		const reference = packageAt(context, path, params.position);
		if (!reference) return null;
		const link = apiLink(context, reference.judgement?.verdict === 'works' ? undefined : pageOfPackage(reference.name));
		return { contents: { kind: 'markdown', value: [packageText(context, reference), link].filter(Boolean).join('\n\n') } };
	}
	const problems = [...new Set(here.map(each => each.diagnostic))].map(diagnostic => here.filter(each => each.diagnostic === diagnostic));
	const parts = problems.map(shown => problemHover(context, path, shown));
	// What is found on a package's line is a part of what is known of the package.
	const reference = packageAt(context, path, params.position);
	if (reference) parts.unshift(packageText(context, reference));
	return { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') }, range: first.diagnostic.range };
}

/** @param shown the findings of one problem */
function problemHover(context: RequestContext, path: string, shown: readonly Shown[]): string {
	const [first] = shown;
	if (!first) return '';
	const { finding, report } = first;
	const workspace = context.workspaceOf(path);
	const place = workspace && { workspace, project: report.project, path };
	const evidence = workspace?.evidence(report.project, path, finding);
	const missing = evidence && ANNOTATION_CODES.includes(finding.code) ? missingOf(evidence) : undefined;
	const brief = problemBrief(shown.map(each => each.finding));
	// What would only pass the warning on is no answer to show, but an annotation where it is missing.
	const fixes = place ? fixesFor(finding, place, each => each.safety === 'repairs' || missing !== undefined) : [];
	const fix = fixes.find((each): each is Fix => !isSlow(each) && each.safety !== 'silences');
	const pages = [...new Set(shown.map(each => each.finding.code))].map(code => {
		const uri = context.docs.uri(code);
		return uri ? `[${code}](${uri})` : code;
	});
	const used = evidence?.evidence?.use.member;
	const api = apiLink(context, used && pageOfMember(`${used.container.fullName}.${used.name}`));
	// What people do without it comes before what the code means.
	if (api) pages.unshift(api);
	const parts = [
		// Where the problem itself begins with it, editors show it above.
		!context.publisher.view.isBrief && brief && `**${escapeMarkdown(brief)}.**`,
		missing ? annotationAdvice(missing) : context.docs.advice(finding.code),
		fix && fixText(fix, path, report.text),
		place && evidence && originText(context, originsOf(evidence, place)),
		t('More: {0}', pages.join(', ')),
	];
	return parts.filter(Boolean).join('\n\n');
}

/** A link to the page of a family of APIs. */
function apiLink({ docs }: RequestContext, page: string | undefined): string | undefined {
	const uri = page === undefined ? undefined : docs.api(page);
	return uri && `[${t('What people do instead')}](${uri})`;
}

/** Links to what the problem is about, where that is declared in source. */
function originText({ documents }: RequestContext, origins: readonly Origin[]): string {
	const links = origins.map(({ name, path, line }) => `[${escapeMarkdown(name)}](${documents.uriOf(path)}#L${line + 1})`);
	return links.length > 0 ? t('Declared: {0}', links.join(', ')) : '';
}

/** Longer changes are looked at in a preview. */
const MAX_CHANGED_LINES = 12;

/** What a fix does to the lines of a file, as a small diff. */
function fixText({ title, files }: Fix, path: string, text: string): string {
	const head = `*${t('Quick fix: {0}', escapeMarkdown(title))}*`;
	const edits = files.find(each => each.path === path && !each.create)?.edits ?? [];
	const changed = lineGroups(text, edits).flatMap(({ before, after }) => {
		const [removed, put] = withoutEqualEnds(before.split('\n'), after.split('\n'));
		const indent = /^[ \t]*/.exec(before)?.[0] ?? '';
		const line = (mark: string, each: string): string =>
			`${mark} ${each.startsWith(indent) ? each.slice(indent.length).trimEnd() : each.trim()}`;
		return [...removed.map(each => line('-', each)), ...put.map(each => line('+', each))];
	});
	return changed.length > 0 && changed.length <= MAX_CHANGED_LINES ? `${head}\n\n${codeFence('diff', changed.join('\n'))}` : head;
}

/** Lines before and after, without those that are the same at the beginning and at the end: what an edit touches it need not change. */
function withoutEqualEnds(before: readonly string[], after: readonly string[]): readonly [readonly string[], readonly string[]] {
	const shorter = Math.min(before.length, after.length);
	let first = 0;
	while (first < shorter && before[first] === after[first]) first++;
	let last = 0;
	while (last < shorter - first && before.at(-1 - last) === after.at(-1 - last)) last++;
	return [before.slice(first, before.length - last), after.slice(first, after.length - last)];
}

/** The lines that edits touch, those in a row together, before and after. */
function lineGroups(text: string, given: readonly FileEdit[]): readonly { readonly before: string; readonly after: string }[] {
	const groups: { start: number; end: number; edits: FileEdit[] }[] = [];
	for (const edit of [...given].sort((left, right) => left.start - right.start)) {
		const start = text.lastIndexOf('\n', edit.start - 1) + 1;
		const next = text.indexOf('\n', edit.end);
		const end = next < 0 ? text.length : next;
		const last = groups.at(-1);
		if (last && start <= last.end + 1) {
			last.end = end;
			last.edits.push(edit);
		} else groups.push({ start, end, edits: [edit] });
	}
	return groups.map(({ start, end, edits }) => {
		let after = '';
		let at = start;
		for (const edit of edits) {
			after += text.slice(at, edit.start) + edit.text;
			at = edit.end;
		}
		return { before: text.slice(start, end), after: after + text.slice(at, end) };
	});
}

function packageAt(context: RequestContext, path: string, position: Position): PackageLine | undefined {
	const known = packageLines(context, path);
	return known?.packages.find(
		each => known.lines.position(each.start).line <= position.line && known.lines.position(each.end).line >= position.line,
	);
}
