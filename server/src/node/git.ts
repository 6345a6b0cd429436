/**
 * Git as a child process, without a shell, to read objects of a repository that is not trusted.
 *
 * Invariant: nothing that a repository's configuration names is run: no hooks, file-system monitors, filters, text converters,
 * external diffs, pagers or transports. Whoever asks passes commands that read objects and the index, never the work tree.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { GitAnswer } from '../cli/git-base.ts';

/** More than any list of files or batch of sources that is asked for. */
const MAX_OUTPUT = 2 ** 31 - 1;

const SAFE_CONFIGURATION = [
	['core.fsmonitor', 'false'],
	['core.hooksPath', process.platform === 'win32' ? 'NUL' : '/dev/null'],
	['core.quotePath', 'false'],
	// A bare repository within the sources is not the one that was asked for.
	['safe.bareRepository', 'explicit'],
	// Objects that a partial clone left out stay out: to fetch them would run what its remote names.
	['protocol.allow', 'never'],
] as const;

/**
 * Runs a command of git in a folder.
 * @param folder an absolute path
 * @param args the command and its options
 * @param input what it reads
 * @returns undefined where there is no git on this machine
 */
export function runGit(folder: string, args: readonly string[], input = ''): GitAnswer | undefined {
	const program = gitProgram(folder);
	if (program === undefined) return undefined;
	const configuration = SAFE_CONFIGURATION.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const { status, stdout, stderr, error } = spawnSync(program, ['--no-pager', ...configuration, ...args], {
		cwd: folder,
		input,
		maxBuffer: MAX_OUTPUT,
		shell: false,
		windowsHide: true,
		env: environment(path.dirname(folder)),
	});
	if (error) return { status: -1, output: new Uint8Array(), complaint: error.message };
	return { status: status ?? -1, output: stdout, complaint: stderr.toString('utf8').trim() };
}

/**
 * Variables of git say which repository is meant, and are set within hooks: here the folder says it.
 * @param ceiling the folder above which no repository is looked for
 */
function environment(ceiling: string): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(([name]) => !/^GIT_/i.test(name));
	return {
		...Object.fromEntries(kept),
		GIT_CEILING_DIRECTORIES: ceiling,
		GIT_OPTIONAL_LOCKS: '0',
		GIT_TERMINAL_PROMPT: '0',
		GIT_NO_LAZY_FETCH: '1',
		GIT_NO_REPLACE_OBJECTS: '1',
		GIT_ALLOW_PROTOCOL: 'none',
		LC_ALL: 'C',
	};
}

/** The first git on the path that does not come with the sources: Windows would look in the folder first. */
function gitProgram(folder: string): string | undefined {
	const names = process.platform === 'win32' ? ['git.exe'] : ['git'];
	const folders = (process.env['PATH'] ?? process.env['Path'] ?? '').split(path.delimiter).filter(each => path.isAbsolute(each));
	for (const each of folders) {
		const fromSources = path.relative(folder, each);
		if (!fromSources.startsWith('..') && !path.isAbsolute(fromSources)) continue;
		for (const name of names) if (fs.statSync(path.join(each, name), { throwIfNoEntry: false })?.isFile()) return path.join(each, name);
	}
	return undefined;
}
