/**
 * Where what a problem is about is declared: the member that carries the mark, the declaration that lacks one, the context that
 * lacks a type.
 */
import type { CheckedFinding } from '../../core/analysis/check.ts';
import { currentDeclaration, currentMember } from '../../core/fixes/csharp/declarations.ts';
import type { FixContext } from '../../core/fixes/fix.ts';
import type { MissingAnnotation } from '../../core/rules/rule.ts';
import { briefName } from '../../core/symbols/display.ts';
import type { FieldSymbol, MethodSymbol } from '../../core/symbols/members.ts';
import { LineIndex } from '../../core/text/line-index.ts';

export interface Origin {
	/** What is declared there. */
	readonly name: string;
	readonly path: string;
	/** 0-based. */
	readonly line: number;
}

/** Codes that are about the mark of the member that is used. */
const MARKS = /^IL(?:2026|3050|3002|2046|3051|3003)$/;

/** The declarations in source, as they stand now; none of what assemblies declare. */
export function originsOf(
	finding: Pick<CheckedFinding, 'code' | 'evidence' | 'lack' | 'isReached'>,
	context: Pick<FixContext, 'workspace' | 'project'>,
): readonly Origin[] {
	const { evidence, lack, code } = finding;
	const used = evidence && MARKS.test(code) && !finding.isReached ? evidence.use.member : undefined;
	const members = [
		lack?.kind === 'annotation' ? memberOf(lack.missing) : undefined,
		used?.kind === 'method' || used?.kind === 'field' ? used : undefined,
	];
	const origins = members.flatMap((member): Origin[] => {
		const syntax = member?.declaration?.member?.syntax;
		const located = member && syntax && currentMember(member.container, syntax, context);
		return located ? [{ name: briefName(member), path: located.file.path, line: lineOf(located.file.text, located.base) }] : [];
	});
	const [part] = (lack?.kind === 'json-type' ? lack.contexts : []).flatMap(each => each.parts);
	const current = part && currentDeclaration(part, context);
	if (current) {
		const { start, nameRange, name } = current.declaration;
		origins.push({ name, path: current.file.path, line: lineOf(current.file.text, start + nameRange.start) });
	}
	return origins;
}

function memberOf({ place }: MissingAnnotation): MethodSymbol | FieldSymbol | undefined {
	if (place.kind === 'field') return place.field;
	return place.kind === 'type-parameter' ? undefined : place.method;
}

const lineOf = (text: string, offset: number): number => new LineIndex(text).position(offset).line;
