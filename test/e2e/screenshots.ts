/** Takes the README's pictures, still and moving, from the real VS Code (embedded): `npm run screenshots`. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from '../support/core.ts';
import { animation, type Frame } from './animation.ts';

process.env['VSCODE_HOST_CACHE'] ??= path.join(root, '.vscode-test', 'web-host');

interface Shots {
	openFile(name: string): Promise<void>;
	waitForProblems(min?: number): Promise<number>;
	openProblems(min?: number): Promise<string[]>;
	hoverAt(text: string): Promise<string[]>;
	clickText(text: string): Promise<void>;
	quickFix(): Promise<string[]>;
	pickQuickFix(title: string): Promise<void>;
	waitForText(text: string): Promise<void>;
	runCommand(title: string): Promise<void>;
	screenshot(name: string): Promise<string>;
	close(): Promise<void>;
	page: { keyboard: { press(key: string): Promise<void> }; waitForTimeout(ms: number): Promise<void> };
}
const { openShots } = (await import(path.join(root, 'tools/vscode-host/workbench.mjs'))) as { openShots(options: object): Promise<Shots> };

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'aot-lens-shots-'));
const folder = path.join(work, path.basename(process.argv[2] ?? 'shop-api'));
fs.cpSync(process.argv[2] ?? path.join(root, 'samples', 'shop-api'), folder, { recursive: true });
const images = path.join(root, 'docs', 'images');
const shots = await openShots({
	folder,
	extensionDevelopmentPaths: [root],
	out: images,
	viewport: { width: 1280, height: 800 },
	settings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.minimap.enabled': false, 'window.title': 'AOT Lens' },
});
const frames: Frame[] = [];
const frame = async (stands: number): Promise<void> => {
	const taken = await shots.screenshot('frame.png');
	frames.push({ picture: fs.readFileSync(taken), stands });
	fs.rmSync(taken);
};
try {
	const file = process.argv[3] ?? 'Program.cs';
	const hover = process.argv[4] ?? 'GetValues';
	await shots.openFile(file);
	await shots.waitForProblems(1);
	await shots.openProblems();
	await shots.hoverAt(hover);
	console.log(await shots.screenshot(process.argv[2] ? path.join(work, '..', 'aot-lens-problems.png') : 'problems.png'));
	if (!process.argv[2]) {
		await shots.page.keyboard.press('Escape');
		await shots.openFile('Catalog.cs');
		await shots.waitForProblems(1);
		await frame(2000);
		await shots.hoverAt('Deserialize');
		await frame(4000);
		await shots.page.keyboard.press('Escape');
		await shots.clickText('Deserialize');
		await shots.quickFix();
		console.log(await shots.screenshot('fix-menu.png'));
		await frame(2500);
		await shots.pickQuickFix('Generate JSON type information');
		await shots.waitForText('AppJsonContext.Default.ProductArray');
		console.log(await shots.screenshot('fixed.png'));
		await frame(4000);
		fs.writeFileSync(path.join(images, 'fix.png'), animation(frames));
		await shots.runCommand('AOT Lens: Show Summary');
		await shots.page.waitForTimeout(8000);
		console.log(await shots.screenshot('summary.png'));
	}
} finally {
	await shots.close();
	fs.rmSync(work, { recursive: true, force: true });
}
