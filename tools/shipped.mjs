// `shipped.mjs FOLDER`: copies the extension as it ships, the files that the .vsix has by the same rules.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { listFiles, PackageManager } from '@vscode/vsce';
import { root } from './setup.mjs';

let listed;

/** Files relative to the project's folder; listed once, since that looks at every file below it. */
export const shippedFiles = () => (listed ??= listFiles({ cwd: root, packageManager: PackageManager.None }));

export async function copyShipped(folder) {
	for (const file of await shippedFiles()) fs.cpSync(path.join(root, file), path.join(folder, file), { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await copyShipped(process.argv[2]);
