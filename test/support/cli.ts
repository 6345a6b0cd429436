/** The command line in this process: what it prints, and its exit status. */
import path from 'node:path';
import { main } from '../../server/src/cli/main.ts';
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
 */
export async function runCli(args: readonly string[], packagesFolder?: string, folder = node.folder): Promise<CliResult> {
	let [stdout, stderr] = ['', ''];
	const status = await main(args, {
		...node,
		...(packagesFolder !== undefined && { host: { ...node.host, packagesFolder, isPackagesFolderFixed: true } }),
		folder,
		hasColor: false,
		progress: undefined,
		print(text) {
			stdout += text;
		},
		complain(text) {
			stderr += text;
		},
	});
	return { status, stdout, stderr };
}
