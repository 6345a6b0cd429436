/** Compiles the package that the tests read. Needs a .NET SDK. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const source = path.join(import.meta.dirname, 'package');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-package-'));
for (const file of ['Package.cs', 'Sample.Package.csproj']) fs.copyFileSync(path.join(source, file), path.join(folder, file));
const { status } = spawnSync('dotnet', ['build', '-c', 'Release', '-v:q', '-nologo', '-o', path.join(folder, 'out'), folder], {
	stdio: 'inherit',
});
if (status === 0) fs.copyFileSync(path.join(folder, 'out', 'Sample.Package.dll'), path.join(source, 'Sample.Package.dll'));
fs.rmSync(folder, { recursive: true, force: true });
process.exitCode = status ?? 1;
