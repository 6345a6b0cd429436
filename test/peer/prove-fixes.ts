/**
 * Proves fixes on real code: `npm run prove-fixes -- [--fix ID] [--batches N] [--property NAME=VALUE] [--output FILE.json] FOLDER...`.
 *
 * Every project of a folder is taken as if it had opted in (`--property PublishAot=true`: as an app). Each fix that is offered is applied to its finding, as many as
 * don't touch each other at once (`--batches` of them for each fix, 8 by default; of one that takes a while some), and then by `fixAll` to all findings that it answers; at last
 * all that repairs at once. Each time the SDK's compiler compiles every target of every project that this concerns, and the findings are
 * looked at anew. Told are: compiler errors that were not there, findings that stayed, findings that came and were not
 * announced, and what a second run changes; at the end the share of findings of the SDK's codes with a fix that repairs. Folders are only read.
 */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { applyEdits, mergeChanges } from '../../server/src/core/fixes/edits.ts';
import { type FixAllResult, fixAll, RoundEdits } from '../../server/src/core/fixes/fix-all.ts';
import { type FileChange, type Fix, type FixDefinition, isSlow, type SlowFix } from '../../server/src/core/fixes/fix.ts';
import { FIXES, fixesFor } from '../../server/src/core/fixes/index.ts';
import type { JudgedFinding } from '../../server/src/core/analysis/finding.ts';
import type { Workspace } from '../../server/src/core/analysis/workspace.ts';
import type { Project } from '../../server/src/core/project/project.ts';
import { fromNative } from '../../server/src/node/host.ts';
import { allSteps } from '../../server/src/core/text/steps.ts';
import { type CompilerError, FolderCompiler, FolderWorkspaces } from './compiler.ts';

interface Offer {
	readonly finding: JudgedFinding;
	readonly project: Project;
	readonly path: string;
	readonly fix: Fix | SlowFix;
}

/** So many findings a fix that takes a while is applied to, spread over all that have it. */
const MAX_SLOW = 24;

/** What became of the findings that one fix, or all of them, answered. */
interface Proof {
	readonly fix: string;
	readonly mode: 'single' | 'all' | 'everything';
	/** How many findings it was applied to. */
	applied: number;
	/** How many of them stayed. */
	stayed: string[];
	/** Findings that came, without those that titles announce. */
	came: string[];
	errors: CompilerError[];
	/** Files that a second run changes. */
	again: string[];
}

/** Findings of a folder by what they are about, and how many of them each kind of fix answers. */
type Families = Record<string, { findings: number; repaired: number; passed: number }>;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		fix: { type: 'string', multiple: true },
		batches: { type: 'string' },
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
/** Severities of `.editorconfig` are not looked at here: what sets them is not asked for. */
const isAsked = (fix: FixDefinition): boolean =>
	values.fix === undefined ? fix.id !== 'suppress-in-editorconfig' : values.fix.includes(fix.id);

const report: Record<string, { families: Families; proofs: readonly Proof[]; targets: number; left: readonly string[] }> = {};
for (const each of positionals) {
	const folder = fromNative(path.resolve(each));
	const name = path.basename(folder);
	const workspaces = new FolderWorkspaces(folder, PROPERTIES);
	const compiler = new FolderCompiler(workspaces);
	const { offers, families, counts } = offersIn(workspaces.onDisk());
	const errors = await compiler.before;
	console.log(`\n${name}: ${compiler.targets} targets (${compiler.left.length} not compiled), ${errors.length} errors as it is`);
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
		const isRepair = ({ safety }: Pick<FixDefinition, 'safety'>): boolean => safety === 'repairs' || safety === 'changes-meaning';
		const repairs = offers.filter(offer => isRepair(offer.fix));
		proofs.push(tell(await proveAll(workspaces, isRepair, 'everything', repairs, counts, compiler)));
	}
	if (compiler.unsure > 0) console.log(`  ${compiler.unsure} errors where a reference is lacking: no proof`);
	tellFamilies(families);
	report[name] = { families, proofs, targets: compiler.targets, left: compiler.left };
	compiler.close();
	if (values.output) fs.writeFileSync(values.output, JSON.stringify(report, undefined, 1));
}
if (Object.keys(report).length > 1) {
	console.log('\nall folders');
	const all: Families = {};
	for (const { families } of Object.values(report))
		for (const [family, { findings, repaired, passed }] of Object.entries(families)) {
			const sum = (all[family] ??= { findings: 0, repaired: 0, passed: 0 });
			sum.findings += findings;
			sum.repaired += repaired;
			sum.passed += passed;
		}
	tellFamilies(all);
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

/** All fixes that are offered, and how many findings of each family have one. */
function offersIn(workspace: Workspace): { readonly offers: readonly Offer[]; readonly families: Families; readonly counts: Counts } {
	const families: Families = {};
	const offers: Offer[] = [];
	const seen = new Set<string>();
	for (const { finding, project, path: file } of findingsOf(workspace)) {
		const key = `${file} ${finding.start} ${finding.code} ${finding.message}`;
		if (seen.has(key)) continue;
		seen.add(key);
		const fixes = fixesFor(finding, { workspace, project, path: file });
		for (const fix of fixes) offers.push({ finding, project, path: file, fix });
		if (!finding.code.startsWith('IL')) continue;
		const family = (families[familyOf(finding, workspace, project, file)] ??= { findings: 0, repaired: 0, passed: 0 });
		family.findings++;
		if (fixes.some(fix => fix.safety === 'repairs' || fix.safety === 'changes-meaning')) family.repaired++;
		else if (fixes.some(fix => fix.safety === 'passes-on')) family.passed++;
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
		const checker = workspace.checker(project);
		for (const file of checker.files)
			if (isWanted(file))
				for (const finding of checker.check(file)?.findings ?? []) if (!finding.suppressedBy) yield { finding, project, path: file };
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

/** What a finding is about: the type whose member is called, or the code. */
function familyOf(finding: JudgedFinding, workspace: Workspace, project: Project, file: string): string {
	const member = workspace.evidence(project, file, finding)?.evidence?.use.member;
	if (finding.code !== 'IL2026' && finding.code !== 'IL3050') return finding.code;
	return member?.container.fullName ?? 'another';
}

async function proveSingly(
	workspaces: FolderWorkspaces,
	id: string,
	offers: readonly Offer[],
	counts: Counts,
	compiler: FolderCompiler,
): Promise<Proof> {
	const proof: Proof = { fix: id, mode: 'single', applied: 0, stayed: [], came: [], errors: [], again: [] };
	const workspace = workspaces.onDisk();
	const step = offers.some(offer => isSlow(offer.fix)) ? Math.max(1, offers.length / MAX_SLOW) : 1;
	let waiting = offers.filter((_, index) => index % step < 1);
	for (let batch = 0; batch < batches && waiting.length > 0; batch++) {
		const edits = new RoundEdits();
		const [taken, later]: [Offer[], Offer[]] = [[], []];
		for (const offer of waiting) {
			const files = filesOf(offer.fix);
			if (files.length > 0) (edits.add(mergeChanges(files)) ? taken : later).push(offer);
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

function filesOf(fix: Fix | SlowFix): readonly FileChange[] {
	return isSlow(fix) ? allSteps(fix.compute()) : fix.files;
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
	let announced =
		[...new Set(applied.map(each => each.title))].reduce(
			(sum, title) => sum + Number(/\((\d+) findings? for all/.exec(title)?.[1] ?? 0),
			0,
		) * applied.length;
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
	const { fix, mode, applied, stayed, came, errors, again } = proof;
	console.log(
		`  ${fix} (${mode}): ${applied} applied, ${errors.length} new errors, ${stayed.length} stayed, ${came.length} came, ${again.length} changed again`,
	);
	for (const each of errors.slice(0, 12))
		console.log(`    error: ${path.basename(each.project)} ${each.file}:${each.line} ${each.id} ${each.message}`);
	for (const each of stayed.slice(0, 8)) console.log(`    stayed: ${each}`);
	for (const each of came.slice(0, 8)) console.log(`    came: ${each}`);
	for (const each of again.slice(0, 8)) console.log(`    again: ${each}`);
	return proof;
}

function tellFamilies(families: Families): void {
	const all = Object.entries(families).sort((one, other) => other[1].findings - one[1].findings);
	const sum = (of: (each: Families[string]) => number): number => all.reduce((total, [, each]) => total + of(each), 0);
	const [findings, repaired] = [sum(each => each.findings), sum(each => each.repaired)];
	console.log(
		`  ${findings} findings of the SDK's codes, ${repaired} with a fix that repairs (${((100 * repaired) / Math.max(1, findings)).toFixed(1)} %)`,
	);
	for (const [family, each] of all.slice(0, 25))
		console.log(`    ${family}: ${each.findings}, repaired ${each.repaired}, passed on ${each.passed}`);
}
