// Starts the pinned VS Code server and opens its workbench in a headless Chromium.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { findChromium, install } from './install.mjs';

/** Settings written into a user data folder that has none: quiet, offline, no AI features. */
export const DEFAULT_SETTINGS = {
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off', // as on the desktop; the web's default saves after a second
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'window.title': '${dirty}${activeEditorShort}${separator}${rootName}', // without the product's name
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

// What a surrounding VS Code (or Electron) would leave in the environment and the server must not see.
const STRIPPED = /^(ELECTRON_|VSCODE_(IPC|PID|CWD|CLI|NLS|ESM|HANDLES|CODE_CACHE|AGENT|PORTABLE|DEV|GIT|INJECTION|CRASH|L10N))/;

export function serverEnv(extra) {
  const env = { EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...process.env, ...extra }; // no marketplace look-ups
  for (const key of Object.keys(env)) if (STRIPPED.test(key) || env[key] === undefined) delete env[key];
  return env;
}

/** Ends a process group (POSIX) or a process that this kit started. */
export function end(child, signal = 'SIGTERM') {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, signal);
  } catch { /* gone already */ }
}

/** CPU seconds used so far by this process's descendants (Linux), for timings on a busy machine. */
export function cpuOfDescendants() {
  if (process.platform !== 'linux') return {};
  const all = new Map();
  for (const pid of fs.readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      all.set(Number(pid), { parent: Number(rest[1]), name: /\((.*)\)/.exec(stat)[1], ticks: Number(rest[11]) + Number(rest[12]) + Number(rest[13]) + Number(rest[14]) });
    } catch { /* ended meanwhile */ }
  }
  const sums = {};
  for (const entry of all.values()) {
    for (let up = entry.parent; up > 1; up = all.get(up)?.parent ?? 0) {
      if (up !== process.pid) continue;
      const key = /chrom/i.test(entry.name) ? 'browser' : 'server';
      sums[key] = (sums[key] ?? 0) + entry.ticks / 100;
      break;
    }
  }
  return sums;
}

/**
 * Starts the server on a free loopback port.
 * @returns {{port: number, token: string, authority: string, child: import('node:child_process').ChildProcess, dispose(): Promise<void>}}
 */
export async function startServer(options = {}) {
  const kit = install();
  const dataDir = options.userDataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-host-'));
  const extensionsDir = options.extensionsDir ?? path.join(dataDir, 'extensions');
  fs.mkdirSync(path.join(dataDir, 'User'), { recursive: true });
  fs.mkdirSync(extensionsDir, { recursive: true });
  const settingsFile = path.join(dataDir, 'User', 'settings.json');
  if (!fs.existsSync(settingsFile)) {
    fs.writeFileSync(settingsFile, JSON.stringify({ ...DEFAULT_SETTINGS, ...options.settings }, null, 2));
  }
  const token = randomBytes(16).toString('hex');
  const logFile = options.logFile ?? path.join(dataDir, 'logs', 'server.log');
  fs.mkdirSync(path.dirname(logFile), { recursive: true });
  const log = fs.createWriteStream(logFile);
  const args = [
    kit.serverMain,
    '--host=127.0.0.1', '--port=0', `--connection-token=${token}`, '--accept-server-license-terms',
    `--server-data-dir=${dataDir}`, `--user-data-dir=${dataDir}`, `--extensions-dir=${extensionsDir}`,
    '--telemetry-level=off', '--disable-telemetry', '--disable-experiments', '--disable-update-check',
    '--disable-getting-started-override', '--disable-workspace-trust',
    '--force-disable-user-env', // the extension host gets this process's environment, not a login shell's
    // Tests: the driver makes the built workbench honour extensionDevelopmentPath and extensionTestsPath, and a
    // server left behind ends by itself. A person may close the tab and come back.
    ...(options.isInteractive ? [] : ['--enable-smoke-test-driver', '--enable-remote-auto-shutdown', '--reconnection-grace-time=5']),
    ...(options.serverArgs ?? []),
  ];
  const child = spawn(kit.node, args, {
    cwd: options.cwd, env: serverEnv(options.env), stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let output = '';
  const port = await new Promise((resolve, reject) => {
    const onData = data => {
      log.write(data);
      if (options.verbose) process.stderr.write(data);
      if (output === undefined) return;
      output += data;
      const match = /Extension host agent listening on (\d+)/.exec(output);
      if (match) { output = undefined; resolve(Number(match[1])); }
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`VS Code's server ended at once (${code})\n${output ?? ''}`)));
  });
  const exited = new Promise(resolve => child.once('exit', resolve));
  return {
    port, token, child, logFile, dataDir, exited,
    authority: `127.0.0.1:${port}`,
    async dispose() {
      end(child);
      const timer = setTimeout(() => end(child, 'SIGKILL'), 3000);
      await exited;
      clearTimeout(timer);
      end(child, 'SIGKILL');
      log.end();
      if (!options.userDataDir) fs.rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const toRemote = (authority, file) => {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) return file;
  const url = pathToFileURL(path.resolve(file)).pathname;
  return `vscode-remote://${authority}${url}`;
};

/** The workbench's address for a running server. */
export function workbenchUrl(server, options = {}) {
  const payload = [['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ['enableProposedApi', '']];
  for (const dev of options.extensionDevelopmentPaths ?? []) payload.push(['extensionDevelopmentPath', toRemote(server.authority, dev)]);
  if (options.extensionDevelopmentKind) payload.push(['extensionDevelopmentKind', options.extensionDevelopmentKind]);
  if (options.extensionTestsPath) payload.push(['extensionTestsPath', toRemote(server.authority, options.extensionTestsPath)]);
  if (options.inspect) payload.push([options.inspectBrk ? 'inspect-brk-extensions' : 'inspect-extensions', String(options.inspect)]);
  if (options.openFile) {
    payload.push(['openFile', toRemote(server.authority, options.openFile)]);
    if (options.goto) payload.push(['gotoLineMode', 'true']);
  }
  const query = new URLSearchParams();
  query.set('tkn', server.token);
  // The workbench takes these as paths: a space stands for itself.
  const plain = file => decodeURIComponent(pathToFileURL(path.resolve(file)).pathname);
  if (options.workspace) query.set('workspace', plain(options.workspace));
  else if (options.folder) query.set('folder', plain(options.folder));
  else query.set('ew', 'true');
  query.set('payload', JSON.stringify(payload));
  return `http://${server.authority}/?${query}`;
}

/** Launches Chromium. */
export async function launchBrowser(options = {}) {
  const kit = install();
  const { chromium } = await import(pathToFileURL(kit.playwright).href);
  return chromium.launch({
    executablePath: findChromium(),
    headless: options.headless ?? true,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--lang=en-US',
    ],
  });
}

/**
 * Opens the workbench in `options.browser` (or a new one); `onLog(type, ...args)` and `onExit(code)` are the
 * workbench's own hooks.
 */
export async function openWorkbench(server, options = {}) {
  const browser = await (options.browser ?? launchBrowser(options));
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1400, height: 900 }, locale: 'en-US', deviceScaleFactor: options.scale ?? 1,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.exposeFunction('codeAutomationLog', (type, args) => options.onLog?.(type, ...(Array.isArray(args) ? args : [args])));
  await page.exposeFunction('codeAutomationExit', code => options.onExit?.(code));
  page.on('pageerror', error => options.onLog?.('error', `[page] ${error.message}`));
  page.on('crash', () => options.onExit?.(70));
  await page.goto(workbenchUrl(server, options), { waitUntil: 'commit' });
  return { browser, page, dispose: () => browser.close().catch(() => {}) };
}
