/** The command line in this process: what it prints, and its exit status. */
import path from 'node:path';
import { main } from '../../server/src/cli/main.ts';
import type { Runtime } from '../../server/src/cli/runtime.ts';
import { cliRuntime } from '../../server/src/node/services.ts';
import { root } from './core.ts';

export interface CliResult {
	readonly status: number;
	readonly stdout: string;
	readonly stderr: string;
}

const node = cliRuntime(path.join(root, 'dist'), 'test');

/**
 * @param packagesFolder where packages are looked for, if not where this machine has them
 * @param folder where the command is given
 * @param runtime what else is other than on this machine
 */
export async function runCli(
	args: readonly string[],
	packagesFolder?: string,
	folder = node.folder,
	runtime: Partial<Runtime> = {},
): Promise<CliResult> {
	let [stdout, stderr] = ['', ''];
	const status = await main(args, {
		...node,
		...(packagesFolder !== undefined && { host: { ...node.host, packagesFolder, isPackagesFolderFixed: true } }),
		folder,
		// What tests find is kept where they say so.
		stores: (cache, note) => (cache === undefined ? {} : node.stores(cache, note)),
		hasColor: false,
		progress: undefined,
		print(text) {
			stdout += text;
		},
		complain(text) {
			stderr += text;
		},
		...runtime,
	});
	return { status, stdout, stderr };
}
