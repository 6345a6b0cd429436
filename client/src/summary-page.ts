/**
 * The summary as a page of HTML: what was found by project and rule, what was not checked, and the next step, as links that are
 * commands. No script, no network; every text of the workspace is escaped.
 */
import { OPEN_PLACE_COMMAND } from '../../server/src/protocol/messages.ts';
import { escapeHtml } from '../../server/src/protocol/html.ts';
import { gaps, headline, type ProjectSummary, projectState, type Summary } from '../../server/src/protocol/report.ts';
import { counted, t } from '../../server/src/protocol/words.ts';

/** Opens the first place of a rule in a project: arguments are the project's path and the code. */
export const OPEN_FIRST_COMMAND = 'aotLens.openFirst';

/** All that a link of the page may run. */
export const PAGE_COMMANDS = [
	'aotLens.assess',
	'aotLens.assessProject',
	'aotLens.stopAssessing',
	'aotLens.openReport',
	'aotLens.openRule',
	'aotLens.restart',
	'aotLens.showOutput',
	'workbench.actions.view.problems',
	OPEN_PLACE_COMMAND,
	OPEN_FIRST_COMMAND,
];

const STYLE = `
body { max-width: 75em; padding: 0 1.5em 2em; line-height: 1.5; }
h1 { font-size: 1.5em; font-weight: 600; }
h2 { font-size: 1.15em; font-weight: 600; margin: 1.6em 0 0.4em; }
a:hover, a:focus { text-decoration: underline; }
.next a { display: inline-block; margin: 0 0.6em 0.4em 0; padding: 0.25em 0.9em; border-radius: 2px;
	color: var(--vscode-button-foreground); background: var(--vscode-button-background);
	border: 1px solid var(--vscode-contrastBorder, transparent); }
.next a:hover { background: var(--vscode-button-hoverBackground); text-decoration: none; }
table { border-collapse: collapse; }
th { white-space: nowrap; }
td:first-child { min-width: 7em; overflow-wrap: anywhere; }
th, td { padding: 0.25em 1em 0.25em 0; text-align: left; vertical-align: top;
	border-bottom: 1px solid var(--vscode-widget-border, rgba(128, 128, 128, 0.35)); }
.count { text-align: right; font-variant-numeric: tabular-nums; }
.quiet { color: var(--vscode-descriptionForeground); }
`;

/** What the page is about: the summary; undefined until the server told one. */
export interface PageState {
	readonly summary: Summary | undefined;
	/** Why the server is gone. */
	readonly error: string | undefined;
	/** How a project in a few words reads. */
	readonly describe: (project: ProjectSummary) => string;
	/** The URI of a path of the server's. */
	readonly uriOf: (path: string) => string;
	/** The language of its words, as browsers name it: "de", "zh-cn". */
	readonly language: string;
}

/** @param nonce allows the page's own style and nothing else */
export function summaryPage(state: PageState, nonce: string): string {
	return `<!DOCTYPE html>
<html lang="${escapeHtml(state.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t('AOT Lens summary')}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
${body(state).join('\n')}
</main>
</body>
</html>
`;
}

function body(state: PageState): readonly string[] {
	const { summary, error } = state;
	if (error !== undefined)
		return [
			`<h1>${t('AOT Lens stopped')}</h1>`,
			`<p>${escapeHtml(error)}</p>`,
			next(link(t('Restart'), 'aotLens.restart'), link(t('Show output'), 'aotLens.showOutput')),
		];
	if (!summary) return [`<p>${t('The workspace is being read.')}</p>`];
	return [
		`<h1>AOT Lens: ${escapeHtml(headline(summary))}</h1>`,
		summary.isComplete ? '' : `<p><em>${t('The workspace is still being read.')}</em></p>`,
		...quietProjects(summary),
		nextSteps(summary),
		...notChecked(summary),
		...projectTable(state, summary),
		...summary.projects.flatMap(rulesOf),
		...leftOut(summary),
	].filter(Boolean);
}

function quietProjects({ projects }: Summary): readonly string[] {
	const { length } = projects.filter(project => project.isQuiet && project.places > 0);
	if (length === 0) return [];
	const text = counted(
		length,
		'{0} project with places that would break has not opted in: they are counted here and not shown until you assess it. Nothing is written.',
		'{0} projects with places that would break have not opted in: they are counted here and not shown until you assess them. Nothing is written.',
	);
	return [`<p>${text}</p>`];
}

/** What people do next, the first of it first. */
function nextSteps(summary: Summary): string {
	const canAssess = summary.projects.some(project => project.kind === 'not-opted-in');
	const hasProblems = summary.projects.some(project => !project.isQuiet && project.rules.length > 0);
	return next(
		hasProblems ? link(t('Show problems'), 'workbench.actions.view.problems') : '',
		canAssess ? link(t('Assess for Native AOT...'), 'aotLens.assess') : '',
		link(t('Open readiness report'), 'aotLens.openReport'),
	);
}

function notChecked(summary: Summary): readonly string[] {
	const open = gaps(summary);
	if (open.length === 0) return [];
	const items = open.map(each => {
		const wayOut = each.wayOut ? ` ${t('Way out: {0}.', each.wayOut)}` : '';
		return `<li>${escapeHtml(`${each.what}: ${each.why}.${wayOut}`)}</li>`;
	});
	return [`<h2>${t('Not checked')}</h2>`, `<ul>${items.join('')}</ul>`];
}

function projectTable({ describe, uriOf }: PageState, { projects }: Summary): readonly string[] {
	const rows = projects.map(project => {
		const uri = uriOf(project.path);
		const target = describe(project).slice(project.name.length).replace(/^ · /, '');
		return row([
			link(project.name, OPEN_PLACE_COMMAND, uri, 0, 0, true),
			escapeHtml(target),
			[escapeHtml(projectState(project)), assess(project, uri)].filter(Boolean).join(' · '),
			...[project.files, project.errors, project.warnings, project.notes].map(String),
		]);
	});
	const heads = [t('Project'), t('Target'), t('State'), t('Files'), t('Errors'), t('Warnings'), t('Infos')];
	return [`<h2>${t('Projects')}</h2>`, table(heads, 3, rows)];
}

function assess(project: ProjectSummary, uri: string): string {
	if (project.kind !== 'not-opted-in') return '';
	return project.isAssessed ? link(t('Stop Assessing'), 'aotLens.stopAssessing', uri) : link(t('Assess'), 'aotLens.assessProject', uri);
}

function rulesOf(project: ProjectSummary): readonly string[] {
	if (project.rules.length === 0) return [];
	const rows = project.rules.map(rule =>
		row([
			link(rule.code, 'aotLens.openRule', rule.code),
			escapeHtml(rule.title),
			link(t('Open the first'), OPEN_FIRST_COMMAND, project.path, rule.code),
			String(rule.count),
		]),
	);
	return [
		`<h2>${escapeHtml(`${project.name}: ${projectState(project)}`)}</h2>`,
		table([t('Code'), t('What'), t('Place'), t('Count')], 3, rows),
	];
}

function leftOut({ projects }: Summary): readonly string[] {
	const silent = projects.filter(project => (project.kind === 'test' || project.kind === 'unsupported') && project.targetFramework !== '');
	if (silent.length === 0) return [];
	const items = silent
		.flatMap(project => project.notJudged)
		.map(each => `<li>${escapeHtml(`${each.what}: ${each.why}${each.wayOut ? ` (${each.wayOut})` : ''}.`)}</li>`);
	return [`<h2>${t('Left out')}</h2>`, `<ul>${items.join('')}</ul>`];
}

const next = (...links: readonly string[]): string => `<p class="next">${links.filter(Boolean).join(' ')}</p>`;

/** A link that runs a command of `PAGE_COMMANDS`. */
function link(text: string, command: string, ...args: readonly (string | number | boolean)[]): string {
	const query = args.length > 0 ? `?${encodeURIComponent(JSON.stringify(args))}` : '';
	return `<a href="${escapeHtml(`command:${command}${query}`)}">${escapeHtml(text)}</a>`;
}

const row = (cells: readonly string[]): readonly string[] => cells;

/**
 * @param counts the column from which cells are numbers
 * @param rows cells of HTML
 */
function table(heads: readonly string[], counts: number, rows: readonly (readonly string[])[]): string {
	const cell = (tag: string, html: string, at: number): string =>
		`<${tag}${at >= counts ? ' class="count"' : ''}>${html}</${tag.split(' ')[0]}>`;
	const head = heads.map((each, at) => cell('th scope="col"', escapeHtml(each), at)).join('');
	const lines = rows.map(cells => `<tr>${cells.map((each, at) => cell('td', each, at)).join('')}</tr>`);
	return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${lines.join('\n')}\n</tbody>\n</table>`;
}
