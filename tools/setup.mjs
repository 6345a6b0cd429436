// What `npm start` and `npm test` need before they can run: packages, a build, a browser. Plain Node 20.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.env.VSCODE_HOST_CACHE ??= path.join(root, '.vscode-test', 'web-host');

/** The Node that the project's own scripts run on (24, from the development dependencies). */
export const node = () => {
	const local = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
	return fs.existsSync(local) ? local : process.execPath;
};

/** Runs a command in the project's folder; its output goes to the terminal. Returns the exit status. */
export function run(command, args, options = {}) {
	const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', ...options });
	if (result.error) throw result.error;
	return result.status ?? 1;
}

function must(what, command, args, options) {
	const status = run(command, args, options);
	if (status !== 0) throw new Error(`${what} failed with exit status ${status}`);
}

const changed = (file, since) => !fs.existsSync(since) || fs.statSync(file).mtimeMs > fs.statSync(since).mtimeMs;

/** Installs the packages of the lockfile unless they are there. */
export function installPackages() {
	const stamp = path.join(root, 'node_modules', '.aot-lens-installed');
	if (!changed(path.join(root, 'package-lock.json'), stamp)) return;
	console.log('Installing packages ...');
	// Not `npm ci`: it refuses a lockfile without the linter's binaries for other platforms, which a registry
	// mirror may not hold. Versions and integrities are the lockfile's all the same.
	must('npm install', 'npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
	fs.writeFileSync(stamp, '');
}

function newest(folder) {
	let latest = 0;
	for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
		const file = path.join(folder, entry.name);
		latest = Math.max(latest, entry.isDirectory() ? newest(file) : fs.statSync(file).mtimeMs);
	}
	return latest;
}

/** Bundles into dist/ unless nothing changed since. */
export function build() {
	const stamp = path.join(root, 'node_modules', '.aot-lens-built');
	const sources = Math.max(
		...['client/src', 'server/src', 'server/packs', 'grammars'].map(folder => newest(path.join(root, folder))),
		...['build.ts', 'package.json', 'package-lock.json'].map(file => fs.statSync(path.join(root, file)).mtimeMs),
	);
	// Not in dist/: all that lies there ships.
	const isBuilt = fs.existsSync(stamp) && fs.existsSync(path.join(root, 'dist', 'cli.js'));
	if (isBuilt && fs.statSync(stamp).mtimeMs > sources) return;
	console.log('Building ...');
	must('the build', node(), ['build.ts']);
	fs.writeFileSync(stamp, '');
}

/** Makes sure that a Chromium is there for the embedded VS Code. */
export async function installBrowser() {
	const { findChromium } = await import('./vscode-host/install.mjs');
	try {
		return findChromium();
	} catch (error) {
		const isDebian = fs.existsSync('/etc/debian_version');
		if (!isDebian || process.getuid?.() !== 0) throw error;
		console.log('Installing Chromium with apt-get ...');
		must('apt-get update', 'apt-get', ['update', '-q']);
		must('apt-get install', 'apt-get', ['install', '-yq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		});
		return findChromium();
	}
}
