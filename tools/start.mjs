// `npm start [folder]`: installs, builds, prints the summary, and opens VS Code with the extension.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { build, installPackages, node, root, run } from './setup.mjs';

const folder = path.resolve(process.env.INIT_CWD ?? process.cwd(), process.argv[2] ?? path.join(root, 'samples', 'shop-api'));
if (!fs.existsSync(folder)) {
	console.error(`No such folder: ${folder}`);
	process.exit(2);
}

// The extension opens the summary once everything was checked.
process.env.AOT_LENS_OPEN = 'summary';

installPackages();
build();
run(node(), [path.join(root, 'dist', 'cli.js'), 'check', folder]);

const hasCommand = name => spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { stdio: 'ignore' }).status === 0;

/** The desktop VS Code, where it is installed. */
function openDesktop() {
	console.log(`\nOpening ${folder} in VS Code ...`);
	const child = spawn('code', ['--new-window', '--wait', `--extensionDevelopmentPath=${root}`, folder], {
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	const stop = () => child.kill();
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
	child.on('exit', code => process.exit(code ?? 0));
}

/** VS Code's server and web workbench from the npm registry, on 127.0.0.1. */
async function openEmbedded() {
	const { startServer, workbenchUrl } = await import('./vscode-host/host.mjs');
	const home = path.join(root, '.vscode-test', 'start');
	const extension = path.join(home, 'extensions', 'aot-lens.aot-lens');
	fs.rmSync(path.join(home, 'extensions'), { recursive: true, force: true });
	run(node(), [path.join(root, 'tools', 'shipped.mjs'), extension]);
	const server = await startServer({
		userDataDir: path.join(home, 'data'),
		extensionsDir: path.join(home, 'extensions'),
		cwd: folder,
		isInteractive: true,
	});
	let stopping = false;
	const stop = async () => {
		if (stopping) return;
		stopping = true;
		await server.dispose();
		process.exit(0);
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
	process.on('SIGHUP', stop);
	const url = workbenchUrl(server, { folder });
	console.log(`\nVS Code with AOT Lens: ${url}\nCtrl+C stops it.`);
	const opener =
		process.platform === 'darwin'
			? 'open'
			: process.platform === 'win32'
				? 'explorer'
				: process.env.DISPLAY || process.env.WAYLAND_DISPLAY
					? 'xdg-open'
					: undefined;
	if (opener && (process.platform !== 'linux' || hasCommand(opener))) spawn(opener, [url], { stdio: 'ignore', detached: true }).unref();
	const code = await server.exited;
	if (!stopping) {
		console.error(`VS Code's server ended by itself (${code}); see ${server.logFile}`);
		process.exit(1);
	}
}

if (hasCommand('code')) openDesktop();
else await openEmbedded();
