/**
 * Proves fixes on real code: `npm run prove-fixes -- [--fix ID | --everything] [--batches N] [--slow SECONDS] [--property NAME=VALUE] [--output FILE.json] FOLDER...`;
 * with `--everything` all that repairs is applied at once and nothing else, with `--share` nothing is applied or compiled: only the share of findings that have a fix is told.
 *
 * Every project of a folder is taken as if it had opted in (`--property PublishAot=true`: as an app). Each fix that is offered is applied to its finding, as many as
 * don't touch each other at once (`--batches` of them for each fix, 8 by default; of one that takes a while some, for `--slow` seconds, 300 by default), and then by `fixAll` to all findings that it answers; at last
 * all that repairs at once. Each time the SDK's compiler compiles every target of every project that this concerns, and the findings are
 * looked at anew. Told are: compiler errors that were not there, findings that stayed, findings that came and were not
 * announced, and what a second run changes; at the end the share of findings of the SDK's codes with a fix that repairs, by family. Folders are only read.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { applyEdits, mergeChanges } from '../../server/src/core/fixes/edits.ts';
import { type FixAllResult, fixAll, RoundEdits } from '../../server/src/core/fixes/fix-all.ts';
import { type Fix, type FixDefinition, isSlow, type SlowFix } from '../../server/src/core/fixes/fix.ts';
import { FIXES, fixesFor } from '../../server/src/core/fixes/index.ts';
import type { JudgedFinding } from '../../server/src/core/analysis/finding.ts';
import type { Workspace } from '../../server/src/core/analysis/workspace.ts';
import type { Project } from '../../server/src/core/project/project.ts';
import { fromNative } from '../../server/src/node/host.ts';
import { allSteps, type Steps } from '../../server/src/core/text/steps.ts';
import { type CompilerError, FolderCompiler, FolderWorkspaces } from './compiler.ts';
import { count, type Families, isRepair, sumOf, tellFamilies } from './families.ts';

interface Offer {
	readonly finding: JudgedFinding;
	readonly project: Project;
	readonly path: string;
	readonly fix: Fix | SlowFix;
}

/** So many findings a fix that takes a while is applied to, spread over all that have it. */
const MAX_SLOW = 24;
/** Compilations are kept up to so much source text, in UTF-16 units: a large repository has more than fits. */
const MAX_BUILT = 40_000_000;
/** The share of its fix's time that one of them may take. */
const MAX_SHARE = 1 / 4;

/** What became of the findings that one fix, or all of them, answered. */
interface Proof {
	readonly fix: string;
	readonly mode: 'single' | 'all' | 'everything';
	/** How many findings it was applied to. */
	applied: number;
	/** How many it was not applied to, as it takes a while. */
	leftOut: number;
	/** How many of them stayed. */
	stayed: string[];
	/** Findings that came, without those that titles announce. */
	came: string[];
	errors: CompilerError[];
	/** Files that a second run changes. */
	again: string[];
}

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		fix: { type: 'string', multiple: true },
		batches: { type: 'string' },
		slow: { type: 'string' },
		everything: { type: 'boolean' },
		share: { type: 'boolean' },
		property: { type: 'string', multiple: true },
		output: { type: 'string' },
	},
});
const PROPERTIES: Readonly<Record<string, string>> = {
	IsAotCompatible: 'true',
	NoWarn: '',
	...Object.fromEntries((values.property ?? []).map(each => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)])),
};
const batches = Number(values.batches ?? 8);
const slowSeconds = Number(values.slow ?? 300);
/** Severities of `.editorconfig` are not looked at here: what sets them is not asked for. */
const isAsked = (fix: FixDefinition): boolean =>
	values.fix === undefined ? !values.everything && fix.id !== 'suppress-in-editorconfig' : values.fix.includes(fix.id);

const report: Record<string, { families: Families; proofs: readonly Proof[]; targets: number; left: readonly string[] }> = {};
for (const each of positionals) {
	const folder = fromNative(path.resolve(each));
	const name = path.basename(folder);
	const workspaces = new FolderWorkspaces(folder, PROPERTIES);
	console.log(`\n${name}`);
	const found = offersIn(workspaces.onDisk());
	const proven = values.share ? { proofs: [], targets: 0, left: [] } : await prove(workspaces, folder, found);
	tellFamilies(found.families);
	report[name] = { families: found.families, ...proven };
	if (values.output) fs.writeFileSync(values.output, JSON.stringify(report, undefined, 1));
}
if (Object.keys(report).length > 1) {
	console.log('\nall folders');
	tellFamilies(sumOf(Object.values(report).map(each => each.families)));
}
const isProven = Object.values(report).every(
	({ proofs, targets, left }) =>
		(targets === 0 || left.length < targets) &&
		proofs.every(
			({ errors, came, again, stayed, applied }) => errors.length + came.length + again.length === 0 && stayed.length <= applied / 200,
		),
);
process.exitCode = isProven ? 0 : 1;

/** How often each finding is there, by file and what it says. */
type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What is found in a folder as it is. */
interface Inventory {
	/** All fixes that are offered. */
	readonly offers: readonly Offer[];
	/** How many findings of each family have one. */
	readonly families: Families;
	readonly counts: Counts;
}

/** Applies each kind of fix, and all that repairs. */
async function prove(workspaces: FolderWorkspaces, folder: string, { offers, counts }: Inventory) {
	const compiler = new FolderCompiler(workspaces);
	const errors = await compiler.before;
	console.log(`  ${compiler.targets} targets (${compiler.left.length} not compiled), ${errors.length} errors as it is`);
	for (const target of compiler.left) console.log(`  not compiled for want of reference assemblies: ${path.relative(folder, target)}`);
	const proofs: Proof[] = [];
	for (const { id } of FIXES.filter(isAsked)) {
		const own = offers.filter(offer => offer.fix.id === id);
		if (own.length === 0) continue;
		proofs.push(tell(await proveSingly(workspaces, id, own, counts, compiler)));
		// A chain is followed from one place on.
		if (!own.some(offer => isSlow(offer.fix)))
			proofs.push(tell(await proveAll(workspaces, fix => fix.id === id, id, own, counts, compiler)));
	}
	if (values.fix === undefined) {
		const repairs = offers.filter(offer => isRepair(offer.fix));
		proofs.push(tell(await proveAll(workspaces, isRepair, 'everything', repairs, counts, compiler)));
	}
	if (compiler.unsure > 0) console.log(`  ${compiler.unsure} errors where a reference is lacking: no proof`);
	compiler.close();
	return { proofs, targets: compiler.targets, left: compiler.left };
}

function offersIn(workspace: Workspace): Inventory {
	const families: Families = {};
	const offers: Offer[] = [];
	const seen = new Set<string>();
	for (const { finding, project, path: file } of findingsOf(workspace)) {
		const key = `${file} ${finding.start} ${finding.code} ${finding.message}`;
		if (seen.has(key)) continue;
		seen.add(key);
		const fixes = fixesFor(finding, { workspace, project, path: file });
		for (const fix of fixes) offers.push({ finding, project, path: file, fix });
		count(families, finding, fixes, workspace, project, file);
	}
	return { offers, families, counts: countsOf(workspace) };
}

interface Found {
	readonly finding: JudgedFinding;
	readonly project: Project;
	readonly path: string;
}

function* findingsOf(workspace: Workspace, isWanted: (path: string) => boolean = () => true): Generator<Found> {
	for (const project of workspace.projects) {
		if (!workspace.isJudged(project) || project.kind === 'test') continue;
		const files = workspace.filesOf(project).filter(isWanted);
		if (files.length === 0) continue;
		const checker = workspace.checker(project);
		for (const file of files)
			for (const finding of checker.check(file)?.findings ?? []) if (!finding.suppressedBy) yield { finding, project, path: file };
		workspace.letGo(() => false, MAX_BUILT);
	}
}

function countsOf(workspace: Workspace, isWanted?: (path: string) => boolean): Counts {
	const counts = new Map<string, Map<string, number>>();
	for (const { finding, project, path: file } of findingsOf(workspace, isWanted)) {
		const own = counts.get(file) ?? new Map<string, number>();
		counts.set(file, own);
		const key = `${finding.code} ${project.targetFramework} ${finding.message}`;
		own.set(key, (own.get(key) ?? 0) + 1);
	}
	return counts;
}

async function proveSingly(
	workspaces: FolderWorkspaces,
	id: string,
	offers: readonly Offer[],
	counts: Counts,
	compiler: FolderCompiler,
): Promise<Proof> {
	const proof: Proof = { fix: id, mode: 'single', applied: 0, leftOut: 0, stayed: [], came: [], errors: [], again: [] };
	const workspace = workspaces.onDisk();
	const step = offers.some(offer => isSlow(offer.fix)) ? Math.max(1, offers.length / MAX_SLOW) : 1;
	let waiting = offers.filter((_, index) => index % step < 1);
	proof.leftOut = offers.length - waiting.length;
	const deadline = Date.now() + slowSeconds * 1000;
	for (let batch = 0; batch < batches && waiting.length > 0; batch++) {
		const edits = new RoundEdits();
		const [taken, later]: [Offer[], Offer[]] = [[], []];
		for (const offer of waiting) {
			const files = isSlow(offer.fix) ? within(offer.fix.compute(), deadline) : offer.fix.files;
			if (!files) proof.leftOut++;
			else if (files.length > 0) (edits.add(mergeChanges(files)) ? taken : later).push(offer);
		}
		waiting = later;
		const texts = new Map(
			edits.changes.map(change => [change.path, applyEdits(change.create ? '' : (workspace.text(change.path) ?? ''), change.edits)]),
		);
		proof.applied += taken.length;
		const touched = new Set([...texts.keys(), ...taken.map(offer => offer.path)]);
		const after = countsOf(workspaces.over(texts), file => touched.has(file));
		compare(
			proof,
			new Map([...counts].filter(([file]) => touched.has(file))),
			after,
			taken.map(({ finding, path: file, fix }) => ({ code: finding.code, path: file, title: fix.title, message: finding.message })),
		);
		proof.errors.push(...(await compiler.newErrors(texts)));
	}
	return proof;
}

/** What steps lead to; undefined where one of these fixes would take too much of the time that there is for all. */
function within<Result>(steps: Steps<Result>, deadline: number): Result | undefined {
	const end = Math.min(deadline, Date.now() + slowSeconds * 1000 * MAX_SHARE);
	while (Date.now() < end) {
		const step = steps.next();
		if (step.done) return step.value;
	}
	return undefined;
}

/** @param offers the fixes that are wanted, as they are offered at first */
async function proveAll(
	workspaces: FolderWorkspaces,
	isWanted: (fix: FixDefinition) => boolean,
	id: string,
	offers: readonly Offer[],
	counts: Counts,
	compiler: FolderCompiler,
): Promise<Proof> {
	// A warning that is passed on comes in other files; what else comes there is no fix's to answer, and told below.
	const places = new Set(offers.map(offer => offer.path));
	const isAnywhere = offers.some(offer => offer.fix.safety === 'passes-on');
	const run = (workspace: Workspace, texts: ReadonlyMap<string, string>): FixAllResult =>
		allSteps(
			fixAll(workspace, {
				isWanted,
				concerns: () => true,
				concernsProject: project => project.kind !== 'test',
				concernsFile: file => isAnywhere || places.has(file) || texts.has(file),
			}),
		);
	const { files, applied } = run(workspaces.onDisk(), new Map());
	const texts = new Map(files.map(each => [each.path, each.after]));
	const proof: Proof = {
		fix: id,
		mode: id === 'everything' ? 'everything' : 'all',
		applied: applied.length,
		leftOut: 0,
		stayed: [],
		came: [],
		errors: [],
		again: [],
	};
	// What silences a finding changes no other file.
	const isLocal = offers.every(offer => offer.fix.safety === 'silences');
	const isCounted = (file: string): boolean => !isLocal || texts.has(file) || places.has(file);
	const before = new Map([...counts].filter(([file]) => isCounted(file)));
	const fixed = workspaces.over(texts);
	compare(proof, before, countsOf(fixed, isCounted), applied);
	proof.again = run(fixed, texts).files.map(each => each.path);
	proof.errors.push(...(await compiler.newErrors(texts)));
	return proof;
}

interface Done {
	readonly code: string;
	readonly path: string;
	readonly title: string;
	readonly message: string;
}

/** Findings that stayed where a fix was applied, and that came. */
function compare(proof: Proof, before: Counts, after: Counts, applied: readonly Done[]): void {
	const total = (counts: Counts, { path: file, code, message }: Done): number =>
		[...(counts.get(file) ?? [])].reduce(
			(sum, [key, count]) => (key.startsWith(`${code} `) && key.endsWith(` ${message}`) ? sum + count : sum),
			0,
		);
	const wanted = new Map<string, Done[]>();
	for (const each of applied) {
		const key = `${each.path} ${each.code} ${each.message}`;
		wanted.set(key, [...(wanted.get(key) ?? []), each]);
	}
	for (const done of wanted.values()) {
		const [first] = done;
		if (!first) continue;
		const gone = total(before, first) - total(after, first);
		// What was not there at first came for another fix, and went with this one.
		const known = total(before, first);
		for (const { path: file, code, title, message } of done.slice(0, known).slice(Math.max(0, gone)))
			proof.stayed.push(`${file} ${code} ${title}: ${message}`);
	}
	// Titles speak of one target.
	const targets = new Set([...after.values()].flatMap(own => [...own.keys()].map(key => key.split(' ')[1]))).size;
	let announced =
		[...new Set(applied.map(each => each.title))].reduce(
			(sum, title) => sum + Number(/\((\d+) findings? for all/.exec(title)?.[1] ?? 0),
			0,
		) *
		applied.length *
		targets;
	const passesOn = FIXES.some(fix => fix.id === proof.fix && fix.safety === 'passes-on');
	for (const [file, own] of after)
		for (const [key, count] of own) {
			const more = count - (before.get(file)?.get(key) ?? 0);
			if (more <= 0 || passesOn) continue;
			if (announced >= more) announced -= more;
			else proof.came.push(`${file} ${key}`);
		}
}

function tell(proof: Proof): Proof {
	const { fix, mode, applied, leftOut, stayed, came, errors, again } = proof;
	const left = leftOut > 0 ? `, ${leftOut} left out for want of time` : '';
	console.log(
		`  ${fix} (${mode}): ${applied} applied, ${errors.length} new errors, ${stayed.length} stayed, ${came.length} came, ${again.length} changed again${left}`,
	);
	for (const each of errors.slice(0, 12))
		console.log(`    error: ${path.basename(each.project)} ${each.file}:${each.line} ${each.id} ${each.message}`);
	for (const each of stayed.slice(0, 8)) console.log(`    stayed: ${each}`);
	for (const each of came.slice(0, 8)) console.log(`    came: ${each}`);
	for (const each of again.slice(0, 8)) console.log(`    again: ${each}`);
	return proof;
}
