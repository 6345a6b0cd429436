// `shipped.mjs FOLDER`: copies the extension as it ships, the files that the .vsix has by the same rules.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { listFiles, PackageManager } from '@vscode/vsce';
import { root } from './setup.mjs';

const [, , folder] = process.argv;
for (const file of await listFiles({ cwd: root, packageManager: PackageManager.None }))
	fs.cpSync(path.join(root, file), path.join(folder, file), { recursive: true });
