/**
 * Completion of codes where people write them: `#pragma warning`, `[SuppressMessage]` and its kin, `NoWarn` and the like in project
 * files, `dotnet_diagnostic` in `.editorconfig`. Nothing else is completed: that is the C# extension's.
 */
import { type CompletionItem, CompletionItemKind, type CompletionParams } from 'vscode-languageserver';
import { CODES, ruleInfo } from '../../core/rules/catalog.ts';
import { basename, extension } from '../../core/text/paths.ts';
import { pathOf } from '../uris.ts';
import type { RequestContext } from './requests.ts';

/** What is typed in front of a code that is wanted; the group is the code's beginning. */
const PLACES: Readonly<Record<'csharp' | 'project' | 'editorconfig', readonly RegExp[]>> = {
	csharp: [
		/^\s*#\s*pragma\s+warning\s+(?:disable|restore)\s+(?:\w+\s*,\s*)*(\w*)$/,
		/\b(?:Unconditional)?SuppressMessage(?:Attribute)?\s*\(\s*"[^"]*"\s*,\s*"(\w*)$/,
	],
	project: [/<(?:NoWarn|WarningsAsErrors|WarningsNotAsErrors)\b[^<>]*>[^<]*?(\w*)$/i],
	editorconfig: [/^\s*dotnet_diagnostic\s*\.\s*(\w*)$/],
};

/** Longer lines are no places where people write codes. */
const MAX_LINE = 2000;

export function completion(context: RequestContext, { textDocument, position }: CompletionParams): CompletionItem[] {
	const path = pathOf(textDocument.uri);
	const text = path === undefined ? undefined : context.documents.text(path);
	if (path === undefined || text === undefined) return [];
	const before = lineBefore(text, position.line, position.character);
	if (before === undefined || before.length > MAX_LINE) return [];
	const written = PLACES[languageOf(path)].map(place => place.exec(before)?.[1]).find(each => each !== undefined);
	if (written === undefined) return [];
	const range = { start: { line: position.line, character: position.character - written.length }, end: position };
	const isSetting = languageOf(path) === 'editorconfig';
	return CODES.map(code => {
		const { title, category } = ruleInfo(code);
		const uri = context.docs.uri(code);
		return {
			label: code,
			kind: CompletionItemKind.EnumMember,
			detail: `${category}: ${title}`,
			textEdit: { range, newText: isSetting ? `${code}.severity = ` : code },
			filterText: code,
			...(uri && { documentation: { kind: 'markdown' as const, value: `${context.docs.advice(code) ?? ''}\n\n[${code}](${uri})` } }),
		};
	});
}

function languageOf(path: string): keyof typeof PLACES {
	if (extension(path) === '.cs') return 'csharp';
	return ['.editorconfig', '.globalconfig'].includes(basename(path)) ? 'editorconfig' : 'project';
}

/** A line up to a character; undefined behind the end. */
function lineBefore(text: string, line: number, character: number): string | undefined {
	let start = 0;
	for (let each = 0; each < line; each++) {
		start = text.indexOf('\n', start) + 1;
		if (start === 0) return undefined;
	}
	return text.slice(start, start + character);
}
