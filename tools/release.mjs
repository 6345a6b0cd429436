// `npm run release -- VERSION`: the version, the changelog's heading, both packages with checks of what is in them and of a fresh
// install in an empty folder, a commit and a tag. Nothing is published or pushed: it prints how.
//   --dry-run       changes nothing in the repository, and makes the packages of what is built
//   --node 20,22    checks the fresh install on these versions of Node too (from the npm registry), or on programs by their paths
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { npm, packNpm } from './npm-package.mjs';
import { node, root, run } from './setup.mjs';

/** In bytes: more is a file that should not ship. */
const MAX_NPM = 8 * 2 ** 20;
const MAX_VSIX = 8 * 2 ** 20;
const PROJECT =
	'<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><IsAotCompatible>true</IsAotCompatible></PropertyGroup></Project>';
const SOURCE = 'class A { object M() => System.Enum.GetValues(typeof(System.DayOfWeek)); }\n';

const check = (condition, message) => {
	if (!condition) throw new Error(message);
};
const text = file => fs.readFileSync(path.join(root, file), 'utf8');
const git = (...args) => {
	const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
	check(status === 0, `git ${args[0]}: ${stderr}`);
	return stdout.trim();
};

/** The changelog with the version's heading, and what changed in it; a heading `## Unreleased` becomes the version's. */
export function changelogOf(changelog, version, date) {
	const dated = changelog.replace(/^## Unreleased$/m, `## ${version}`).replace(`## ${version}\n`, `## ${version} (${date})\n`);
	const [, heading, notes] = /^## ([^\n]*)\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(dated) ?? [];
	check(heading === `${version} (${date})`, `CHANGELOG.md begins with '${heading}', not with ${version} or Unreleased`);
	check(/^- /m.test(notes), `CHANGELOG.md says nothing of ${version}`);
	return dated;
}

/** Sets the version in the manifest and the lockfile. */
function setVersion(version) {
	for (const file of ['package.json', 'package-lock.json']) {
		const before = text(file);
		// The lockfile has it twice, for the project itself.
		let left = file === 'package.json' ? 1 : 2;
		const after = before.replace(/^(\t*| *)"version": "[^"]*"/gm, (whole, indent) =>
			left-- > 0 ? `${indent}"version": "${version}"` : whole,
		);
		fs.writeFileSync(path.join(root, file), after);
		check(JSON.parse(after).version === version, `${file} has no version`);
	}
}

async function vsix(out, version) {
	const file = path.join(out, `aot-lens-${version}.vsix`);
	const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
	for (const each of ['dist/extension.cjs', 'dist/server.mjs', 'dist/cli.js', 'docs/rules/IL2026.md', 'package.json'])
		check(files.includes(each), `the extension lacks ${each}`);
	check(!files.some(each => /(?:^|\/)(?:test|tools|node_modules|client|server)\//.test(each)), 'the extension holds what should not ship');
	await createVSIX({ cwd: root, packagePath: file, dependencies: false, rewriteRelativeLinks: false });
	check(fs.statSync(file).size <= MAX_VSIX, `the extension has ${fs.statSync(file).size} bytes`);
	return file;
}

function npmPackage(out) {
	const packed = packNpm(out);
	for (const each of [
		'dist/cli.js',
		'dist/server.mjs',
		'dist/packages-worker.js',
		'dist/scan-worker.js',
		'dist/packs/net10.0.pack',
		'docs/rules/IL2026.md',
		'docs/schema/check-1.schema.json',
		'README.md',
	])
		check(packed.files.includes(each), `the npm package lacks ${each}`);
	const strange = packed.files.filter(
		each => !/^(?:dist|docs)\/|^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|THIRD-PARTY-NOTICES\.md)$/.test(each),
	);
	check(strange.length === 0, `the npm package holds ${strange.join(', ')}`);
	check(packed.size <= MAX_NPM, `the npm package has ${packed.size} bytes`);
	return packed.archive;
}

/** Installs the package in an empty folder, and uses it as a newcomer would. */
function freshInstall(archive, version, program) {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-fresh-'));
	try {
		fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
		const installed = npm(['install', '--offline', '--no-audit', '--no-fund', archive], folder);
		check(installed.status === 0, `npm install: ${installed.stderr}`);
		const app = path.join(folder, 'app');
		fs.mkdirSync(app);
		fs.writeFileSync(path.join(app, 'App.csproj'), PROJECT);
		fs.writeFileSync(path.join(app, 'A.cs'), SOURCE);
		const lens = (...args) =>
			spawnSync(program, [path.join(folder, 'node_modules', 'aot-lens', 'dist', 'cli.js'), ...args], { cwd: app, encoding: 'utf8' });
		const said = lens('--version');
		check(
			said.status === 0 && said.stdout === `${version}\n`,
			`--version ends with ${said.status ?? said.signal}: ${said.stdout}${said.stderr}`,
		);
		const found = lens('check', '--format', 'concise');
		check(
			found.status === 1 && /^A\.cs:1:\d+: warning IL3050: /.test(found.stdout),
			`check ends with ${found.status ?? found.signal}: ${found.stdout}${found.stderr}`,
		);
		const page = lens('explain', 'IL3050');
		check(
			page.status === 0 && /^# IL3050/.test(page.stdout),
			`explain ends with ${page.status ?? page.signal}: ${page.stdout}${page.stderr}`,
		);
		check(lens('report').status === 0 && fs.existsSync(path.join(app, 'aot-lens-report.html')), 'report writes nothing');
		check(
			fs.existsSync(path.join(folder, 'node_modules', '.bin', process.platform === 'win32' ? 'aot-lens.cmd' : 'aot-lens')),
			'there is no command',
		);
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

/** A Node of a major version, from the npm registry; or the one at a path. */
function nodeOf(major) {
	if (path.isAbsolute(major)) return major;
	const folder = path.join(root, 'node_modules', '.cache', `node-${major}`);
	const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	const program = path.join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	if (!fs.existsSync(program)) {
		fs.mkdirSync(folder, { recursive: true });
		fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
		const { status, stderr } = npm(['install', '--no-audit', '--no-fund', '--ignore-scripts', `${name}@${major}`], folder);
		check(status === 0, `Node ${major}: ${stderr}`);
	}
	return program;
}

async function release() {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { 'dry-run': { type: 'boolean' }, node: { type: 'string' } },
	});
	const isDry = values['dry-run'] === true;
	const version = positionals[0] ?? (isDry ? JSON.parse(text('package.json')).version : '');
	check(/^\d+\.\d+\.\d+$/.test(version), 'say which version: npm run release -- 1.2.3');
	const date = new Date().toISOString().slice(0, 10);
	const changelog = changelogOf(text('CHANGELOG.md'), version, date);
	const out = isDry ? fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-release-')) : path.join(root, '.release');
	try {
		if (!isDry) {
			check(git('status', '--porcelain') === '', 'there are changes that are not committed');
			check(git('tag', '--list', `v${version}`) === '', `v${version} is there already`);
			fs.mkdirSync(out, { recursive: true });
			setVersion(version);
			fs.writeFileSync(path.join(root, 'CHANGELOG.md'), changelog);
			check(run(node(), ['build.ts', '--minify']) === 0, 'the build failed');
		}
		const extension = await vsix(out, version);
		const archive = npmPackage(out);
		const programs = [
			['this Node', process.execPath],
			...(values.node ?? '')
				.split(',')
				.filter(Boolean)
				.map(major => [`Node ${major}`, nodeOf(major)]),
		];
		for (const [name, program] of programs) {
			freshInstall(archive, version, program);
			console.log(`fresh install on ${name} (${spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout.trim()}): works`);
		}
		console.log(
			`${path.basename(extension)}: ${fs.statSync(extension).size} bytes; ${path.basename(archive)}: ${fs.statSync(archive).size} bytes`,
		);
		if (isDry) return;
		git('commit', '-q', '-a', '-m', `Release ${version}`);
		git('tag', '-a', `v${version}`, '-m', `AOT Lens ${version}`);
		console.log(
			`Tagged v${version}. To publish:\n  git push --follow-tags\n  npx vsce publish --packagePath ${extension}\n  npm publish ${archive}`,
		);
	} finally {
		if (isDry) fs.rmSync(out, { recursive: true, force: true });
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await release();
