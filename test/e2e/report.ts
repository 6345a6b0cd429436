/**
 * The readiness report and the summary page in a real browser, in light, dark and high contrast: axe finds nothing, the pages' own policy is not broken,
 * nothing is loaded, and every link and fold is reached with the keyboard. `node test/e2e/report.ts [REPORT.html] [--shots FOLDER]`
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { runCli } from '../support/cli.ts';
import { root } from '../support/core.ts';
import { project, summary } from '../support/summaries.ts';
import { summaryPage } from '../../client/src/summary-page.ts';

interface Page {
	on(event: 'request' | 'console', listener: (value: { url(): string; text(): string; type(): string }) => void): void;
	goto(url: string): Promise<unknown>;
	evaluate<T>(script: string): Promise<T>;
	screenshot(options: { path: string; fullPage: boolean }): Promise<unknown>;
	readonly keyboard: { press(key: string): Promise<void> };
	close(): Promise<void>;
}
interface Browser {
	newPage(options: object): Promise<Page>;
	close(): Promise<void>;
}

const SCHEMES = [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { colorScheme: 'dark', forcedColors: 'active' }];
/** Each section of the summary page has something to say. */
const SUMMARY = summary(
	1,
	project({ name: 'Shop', warnings: 2, notes: 1, places: 3, rules: [{ code: 'IL2026', title: 'Calls a member', count: 2 }] }),
	project({
		name: 'Tools',
		kind: 'not-opted-in',
		isQuiet: true,
		places: 4,
		rules: [{ code: 'IL3050', title: 'Calls a member', count: 4 }],
	}),
	project({ name: 'Unread', notJudged: [{ what: '8 % of names', why: 'unknown', wayOut: 'dotnet restore' }] }),
	project({ name: 'Tests', kind: 'test', notJudged: [{ what: 'Tests', why: 'tests are not published' }] }),
);

process.env['VSCODE_HOST_CACHE'] ??= path.join(root, '.vscode-test', 'web-host');
const { launchBrowser } = (await import(path.join(root, 'tools/vscode-host/host.mjs'))) as { launchBrowser(): Promise<Browser> };

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-report-'));
const shots = process.argv.includes('--shots') ? process.argv[process.argv.indexOf('--shots') + 1] : undefined;
const files = process.argv[2]?.endsWith('.html') ? [path.resolve(process.argv[2])] : [];
if (files.length === 0) {
	// With a baseline of less than there is, so that each section has something to say.
	const folder = path.join(work, 'shop-api');
	fs.cpSync(path.join(root, 'samples', 'shop-api'), folder, { recursive: true });
	const baseline = path.join(work, 'known.json');
	await runCli(['baseline', folder, '--output', baseline]);
	fs.appendFileSync(path.join(folder, 'Catalog.cs'), 'class Fresh { object M() => System.Enum.GetValues(typeof(System.DayOfWeek)); }\n');
	const report = path.join(work, 'report.html');
	assert.equal((await runCli(['report', folder, '--baseline', baseline, '--output', report])).status, 0);
	const page = path.join(work, 'summary.html');
	fs.writeFileSync(
		page,
		summaryPage({ summary: SUMMARY, error: undefined, describe: each => each.name, uriOf: each => each, language: 'en' }, 'a'),
	);
	files.push(report, page);
}

const axe = fs.readFileSync(path.join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');
const browser = await launchBrowser();
try {
	for (const [file, scheme] of files.flatMap(file => SCHEMES.map(scheme => [file, scheme] as const))) {
		const name = `${path.basename(file, '.html')}-${Object.values(scheme).join('-')}`;
		const page = await browser.newPage({ ...scheme, viewport: { width: 1100, height: 800 } });
		const asked: string[] = [];
		const complaints: string[] = [];
		page.on('request', request => asked.push(request.url()));
		page.on('console', message => complaints.push(`${message.type()}: ${message.text()}`));
		await page.goto(pathToFileURL(file).href);
		await page.evaluate('document.querySelectorAll("details").forEach(each => (each.open = true))');
		await page.evaluate(axe);
		const violations = await page.evaluate<{ id: string; nodes: { html: string; failureSummary: string }[] }[]>(
			'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(each => each.violations)',
		);
		assert.deepEqual(
			violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`),
			[],
		);
		assert.deepEqual(asked, [pathToFileURL(file).href], 'nothing is loaded');
		assert.deepEqual(complaints, [], 'the policy holds');
		assert.equal(await page.evaluate('[...document.styleSheets].filter(each => each.cssRules.length > 5).length'), 1, 'its style holds');
		if (shots !== undefined) await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
		const focusable = await page.evaluate<number>('document.querySelectorAll("a[href], summary, [tabindex=\\"0\\"]").length');
		const reached = new Set<number>();
		for (let press = 0; press < focusable; press++) {
			await page.keyboard.press('Tab');
			reached.add(
				await page.evaluate('[...document.querySelectorAll("a[href], summary, [tabindex=\\"0\\"]")].indexOf(document.activeElement)'),
			);
		}
		assert.equal(reached.size, focusable, `${name}: with the keyboard`);
		await page.close();
	}
	console.log('The report and the summary page hold: axe, policy, keyboard, in light, dark and high contrast');
} finally {
	await browser.close();
	fs.rmSync(work, { recursive: true, force: true });
}
