/**
 * Turns a finding of the SDK's analyzer off where it was looked at and is known to work: around its lines (`#pragma`), or for
 * the files of a folder (`.editorconfig`). Publishing reads neither and warns all the same, as the titles say;
 * `[UnconditionalSuppressMessage]` (`suppress`) is what it reads.
 */
import type { CheckedFinding } from '../../analysis/check.ts';
import { CODES as ALL_CODES } from '../../rules/catalog.ts';
import { preprocess } from '../../syntax/preprocess.ts';
import { dirname } from '../../text/paths.ts';
import { styleOf } from '../csharp/style.ts';
import { applyEdits } from '../edits.ts';
import { type Change, defineFix, type FileChange, type FileEdit, type FixContext } from '../fix.ts';
import { codesOfCall } from './one-call.ts';

const REASON = 'Say here why this works.';
/** Those that the SDK reports: our own advice has a severity of its own in the settings. */
const CODES = ALL_CODES.filter(code => code.startsWith('IL'));

export const suppressHere = defineFix({
	id: 'suppress-here',
	about: 'Turns a finding off by #pragma around its lines; publishing warns all the same.',
	codes: CODES,
	safety: 'silences',
	change: (finding, context) => {
		const { start, end, evidence } = finding;
		const { path, text } = context;
		const codes = codesOfCall(finding, context);
		// A call that goes on for lines is wrapped whole.
		const whole = evidence ? evidence.body.base + evidence.use.whole.end : end;
		const edits = pragmas(codes.join(', '), start, Math.max(end, whole), text);
		const title = `Suppress ${codes.join(' and ')} here (publishing still warns)`;
		return isRead(edits, text) ? { title, files: [{ path, edits }] } : undefined;
	},
});

function pragmas(codes: string, start: number, end: number, text: string): readonly FileEdit[] {
	const { newline } = styleOf(text);
	const before = text.lastIndexOf('\n', start - 1) + 1;
	const nextLine = text.indexOf('\n', end);
	const after = nextLine < 0 ? text.length : nextLine + 1;
	const lead = nextLine < 0 ? newline : '';
	return [
		{ start: before, end: before, text: `#pragma warning disable ${codes} // ${REASON}${newline}` },
		{ start: after, end: after, text: `${lead}#pragma warning restore ${codes}${newline}` },
	];
}

/** Whether the compiler would read what is inserted as directives: not in a string or a comment of several lines. */
function isRead(edits: readonly FileEdit[], text: string): boolean {
	const none = new Set<string>();
	const count = (of: string): number => preprocess(of, none).pragmas.length;
	// A condition that is off hides directives: it is taken away, offsets stay.
	const plain = (of: string): string => of.replace(/^([ \t]*)#(?!pragma)/gm, '$1 ');
	return count(plain(applyEdits(text, edits))) === count(plain(text)) + edits.length;
}

export const suppressInFolder = defineFix({
	id: 'suppress-in-editorconfig',
	about: 'Turns a code off in the nearest .editorconfig; publishing warns all the same.',
	codes: CODES,
	safety: 'silences',
	change: (finding, context) => inEditorconfig(finding, context),
});

function inEditorconfig({ code }: CheckedFinding, context: FixContext): Change | undefined {
	const path = nearest(context) ?? `${context.project.folder}/.editorconfig`;
	const text = context.workspace.peek(path);
	const setting = `dotnet_diagnostic.${code}.severity = none`;
	const change: FileChange | undefined =
		text === undefined
			? { path, create: true, edits: [{ start: 0, end: 0, text: `[*.cs]\n# ${REASON}\n${setting}\n` }] }
			: withSetting(path, text, code, setting);
	const folder = dirname(path);
	return (
		change && {
			title: `Suppress ${code} in all of ${folder.slice(folder.lastIndexOf('/') + 1) || 'the folder'}, in .editorconfig (publishing still warns)`,
			files: [change],
		}
	);
}

/** The nearest `.editorconfig` at or above a file, up to the folder of its project. */
function nearest({ path, project, workspace }: FixContext): string | undefined {
	for (let folder = dirname(path); folder.startsWith(project.folder); folder = dirname(folder)) {
		const candidate = `${folder}/.editorconfig`;
		if (workspace.peek(candidate) !== undefined) return candidate;
		if (folder === project.folder) return undefined;
	}
	return undefined;
}

/** The setting in the last section for C# files, or in a new one; undefined where a severity is written already. */
function withSetting(path: string, text: string, code: string, setting: string): FileChange | undefined {
	if (new RegExp(`^\\s*dotnet_diagnostic\\.${code}\\.severity`, 'im').test(text)) return undefined;
	const { newline } = styleOf(text);
	const lines = `# ${REASON}${newline}${setting}${newline}`;
	const section = [...text.matchAll(/^\[\*\.cs\][ \t]*\r?\n/gm)].at(-1);
	if (section) {
		const at = section.index + section[0].length;
		return { path, edits: [{ start: at, end: at, text: lines, entry: code }] };
	}
	const lead = text === '' || text.endsWith('\n') ? '' : newline;
	return { path, edits: [{ start: text.length, end: text.length, text: `${lead}${newline}[*.cs]${newline}${lines}` }] };
}
