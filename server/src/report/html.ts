/**
 * The readiness report as one HTML page: no script, no network, no inline style attribute, so that it holds under the strictest
 * policy; every text of a file is escaped. Charts are tables with bars, which a screen reader reads as tables.
 */
import { escapeHtml } from '../protocol/html.ts';
import { plural } from '../protocol/report.ts';
import type { Effort, Readiness, ReportedPackage, ReportedPlace } from './model.ts';
import { effortsOf, scoreOf } from './model.ts';
import { STYLE, STYLE_HASH } from './style.ts';

/** More places of a project are counted, not listed. */
const MAX_PLACES = 500;
const MAX_BLOCKERS = 20;

export interface Rendering {
	/** Where a place leads; undefined where it leads nowhere. */
	readonly linkOf: (place: ReportedPlace) => string | undefined;
	/** Where the page of a code is. */
	readonly pageOf: (code: string) => string;
}

const EFFORTS: Readonly<Record<Effort, readonly [name: string, meaning: string]>> = {
	repairs: ['Repaired by a fix', 'the code does the same without what breaks: aot-lens fix'],
	'changes-meaning': ['Repaired by a fix that can change what the program does', 'each is to be read: aot-lens fix --unsafe'],
	'passes-on': ['Passed on by a fix', 'callers or declarations are annotated, and say what they need'],
	silences: ['By hand', ''],
	hand: ['By hand', 'no fix: the page of the code says what people do'],
};

export function readinessHtml(report: Readiness, { linkOf, pageOf }: Rendering): string {
	const broken = report.places.filter(place => place.area !== 'Advice');
	const code = (name: string): string => `<a href="${escapeHtml(pageOf(name))}">${escapeHtml(name)}</a>`;
	const place = (each: ReportedPlace): string => {
		const text = `${escapeHtml(each.file)}:${each.line}`;
		const link = linkOf(each);
		return link === undefined ? text : `<a href="${escapeHtml(link)}">${text}</a>`;
	};
	const sections = [
		section('blockers', 'Blockers', blockers(broken, code)),
		section('projects', 'By project', projects(report)),
		section('rules', 'By area and rule', rules(report.places, code)),
		section('effort', 'Effort', effort(broken)),
		section('packages', 'Packages', packages(report.packages)),
		...(report.trend ? [section('trend', 'Since the baseline', trend(report))] : []),
		section('not-checked', 'Not checked', notChecked(report)),
		section('places', 'Places', places(report, code, place)),
	];
	const links = sections.map(({ id, title }) => `<li><a href="#${id}">${title}</a></li>`).join('');
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>AOT readiness of ${escapeHtml(report.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header>
<h1>AOT readiness of ${escapeHtml(report.title)}</h1>
${head(report, broken)}
</header>
<nav aria-label="Sections"><ul>${links}</ul></nav>
<main id="main">
${sections.map(({ id, title, body }) => `<section aria-labelledby="${id}">\n<h2 id="${id}" tabindex="-1">${title}</h2>\n${body}\n</section>`).join('\n')}
</main>
<footer><p>${['AOT Lens', escapeHtml(report.tool), escapeHtml(report.date)].filter(Boolean).join(' · ')}</p></footer>
</body>
</html>
`;
}

interface Section {
	readonly id: string;
	readonly title: string;
	readonly body: string;
}
const section = (id: string, title: string, body: string): Section => ({ id, title, body });

function head(report: Readiness, broken: readonly ReportedPlace[]): string {
	const score = scoreOf(report);
	const efforts = effortsOf(broken);
	const limits =
		report.notChecked.length > 0 ? ` ${plural(report.notChecked.length, 'thing')} could not be checked, so it may be less.` : '';
	const busy = report.isComplete ? '' : '<p><strong>The workspace is still being read.</strong></p>\n';
	if (score === undefined) return `${busy}<p class="score">No score</p>\n<p>No C# file was checked.</p>`;
	return `${busy}<p class="score"><strong>${score}</strong> of 100</p>
${bar(score, 100)}
<p>The score is the share of checked C# files in which nothing breaks under trimming and Native AOT, rounded down:
${report.clean} of ${report.files} files.${limits} Advice and what the source suppresses do not count.</p>
<p>${plural(efforts.length, 'place')} in ${plural(new Set(broken.map(each => each.file)).size, 'file')} would break;
${efforts.filter(each => each === 'repairs').length} of them a fix repairs.</p>`;
}

/** A bar of a chart; the number stands beside it, so it says nothing to a screen reader. */
function bar(value: number, most: number): string {
	const width = most === 0 ? 0 : Math.round((1000 * value) / most) / 10;
	return `<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="rest" width="100" height="6"/><rect class="part" width="${width}" height="6"/></svg>`;
}

type Cell = string | { readonly number: number } | { readonly bar: number };

/** A table with a caption; the first cell of a row heads it. `bar` cells are drawn against the largest of their column. */
function table(caption: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
	if (rows.length === 0) return '<p>None.</p>';
	const most = heads.map((_, column) =>
		Math.max(...rows.map(row => (typeof row[column] === 'object' && 'bar' in row[column] ? row[column].bar : 0))),
	);
	const cell = (value: Cell, column: number): string => {
		if (typeof value === 'string') return column === 0 ? `<th scope="row">${value}</th>` : `<td>${value}</td>`;
		return 'bar' in value
			? `<td class="number">${value.bar} ${bar(value.bar, most[column] ?? 0)}</td>`
			: `<td class="number">${value.number}</td>`;
	};
	return `<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${heads.map(each => `<th scope="col">${each}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(row => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}
</tbody>
</table></div>`;
}

function grouped(places: readonly ReportedPlace[]): readonly (readonly [string, readonly ReportedPlace[]])[] {
	const byCode = new Map<string, ReportedPlace[]>();
	for (const each of places) {
		const known = byCode.get(each.code);
		if (known) known.push(each);
		else byCode.set(each.code, [each]);
	}
	return [...byCode].sort((left, right) => right[1].length - left[1].length || (left[0] < right[0] ? -1 : 1));
}

/** What no fix repairs, most first. */
function blockers(broken: readonly ReportedPlace[], code: (name: string) => string): string {
	const rows = grouped(broken.filter(place => place.effort !== 'repairs')).map(([name, all]): readonly Cell[] => [
		code(name),
		escapeHtml(all[0]?.title ?? ''),
		{ bar: all.length },
		{ number: new Set(all.map(each => each.file)).size },
		escapeHtml(all[0]?.message ?? ''),
	]);
	const more = rows.length > MAX_BLOCKERS ? `<p>... and ${plural(rows.length - MAX_BLOCKERS, 'more rule')}.</p>` : '';
	return `<p>What no fix repairs by itself, most first.</p>\n${table('Rules with places that no fix repairs', ['Code', 'What', 'Places', 'Files', 'For example'], rows.slice(0, MAX_BLOCKERS))}${more}`;
}

const projects = ({ projects: all }: Readiness): string =>
	table(
		'Projects, those with most blockers first',
		['Project', 'State', 'Target', 'Files', 'Score', 'Places that break', 'No fix repairs'],
		all.map(each => [
			escapeHtml(each.name),
			escapeHtml(each.state),
			escapeHtml(each.targetFramework),
			{ number: each.files },
			String(scoreOf(each) ?? '-'),
			{ bar: each.places },
			{ bar: each.blockers },
		]),
	);

function rules(all: readonly ReportedPlace[], code: (name: string) => string): string {
	const areas = [...new Set(all.map(each => each.area))].map(area => [area, all.filter(each => each.area === area)] as const);
	areas.sort((left, right) => Number(left[0] === 'Advice') - Number(right[0] === 'Advice') || right[1].length - left[1].length);
	const byArea = table(
		'Areas',
		['Area', 'Places'],
		areas.map(([area, own]) => [area, { bar: own.length }]),
	);
	const byRule = table(
		'Rules by area',
		['Code', 'Area', 'What', 'Places', 'A fix repairs'],
		areas.flatMap(([area, own]) =>
			grouped(own).map(([name, places]) => [
				code(name),
				area,
				escapeHtml(places[0]?.title ?? ''),
				{ bar: places.length },
				{ number: places.filter(each => each.effort === 'repairs').length },
			]),
		),
	);
	return all.length === 0 ? '<p>None.</p>' : `${byArea}\n${byRule}`;
}

function effort(broken: readonly ReportedPlace[]): string {
	const efforts = effortsOf(broken);
	const order: readonly Effort[] = ['hand', 'passes-on', 'changes-meaning', 'repairs'];
	return table(
		'Places that break, by how they are mended',
		['How', 'Places', 'What it means'],
		broken.length === 0
			? []
			: order.map(each => [EFFORTS[each][0], { bar: efforts.filter(effort => effort === each).length }, escapeHtml(EFFORTS[each][1])]),
	);
}

const VERDICTS: Readonly<Record<ReportedPackage['verdict'], string>> = {
	breaks: 'breaks',
	partly: 'works in part',
	missing: 'not restored: not known',
	unknown: 'says nothing of Native AOT: publishing may warn',
	trimmable: 'says that it can be trimmed, nothing of Native AOT',
	works: 'works',
	compatible: 'says that it is compatible',
};

const packages = (all: readonly ReportedPackage[]): string =>
	table(
		'Packages, those that break first',
		['Package', 'Version', 'What publishing says', 'Why', 'Projects'],
		all.map(each => [
			escapeHtml(each.name),
			escapeHtml(each.version),
			VERDICTS[each.verdict],
			escapeHtml(each.why + (each.instead ? ` Instead: ${each.instead}` : '')),
			escapeHtml(each.projects.join(', ')),
		]),
	);

function trend({ trend: since, places: all }: Readiness): string {
	if (!since) return '';
	const rows = [
		['In the baseline', { bar: since.known }],
		['Gone since', { bar: since.gone }],
		['New since', { bar: since.fresh }],
		['Now', { bar: all.length }],
	] as const;
	return table('Findings then and now', ['When', 'Findings'], rows);
}

const notChecked = ({ notChecked: all }: Readiness): string =>
	table(
		'What was not checked, and the way out',
		['What', 'Why', 'Way out'],
		all.map(each => [escapeHtml(each.what), escapeHtml(each.why), escapeHtml(each.wayOut ?? '')]),
	);

/** Every place by project, each project closed until it is opened. */
function places(report: Readiness, code: (name: string) => string, place: (each: ReportedPlace) => string): string {
	const byProject = report.projects.map(project => [project, report.places.filter(each => each.project === project.path)] as const);
	return (
		byProject
			.filter(([, own]) => own.length > 0)
			.map(([project, own]) => {
				const rows = own
					.slice(0, MAX_PLACES)
					.map((each): readonly Cell[] => [
						`${place(each)}${each.isNew ? ' <strong>new</strong>' : ''}`,
						code(each.code),
						each.level === 'note' ? 'information' : each.level,
						escapeHtml(each.message),
						EFFORTS[each.effort][0],
					]);
				const more = own.length > MAX_PLACES ? `<p>... and ${own.length - MAX_PLACES} more.</p>` : '';
				const name = escapeHtml(project.name);
				return `<details><summary>${name}: ${plural(own.length, 'place')}</summary>\n${table(`Places of ${name}`, ['Place', 'Code', 'Level', 'What', 'How'], rows)}${more}</details>`;
			})
			.join('\n') || '<p>None.</p>'
	);
}
