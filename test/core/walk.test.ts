/** The walk over code meets every expression, statement, argument and declarator once, in the order of the text. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Member, NamespaceDeclaration, SourceFile, TypeDeclaration } from '../../server/src/core/syntax/ast.ts';
import { parseFile } from '../../server/src/core/syntax/source-file.ts';
import { walkMember } from '../../server/src/core/syntax/walk.ts';
import { parser, root } from '../support/core.ts';

/** Nodes that hold code and are none, and those that hold none. */
const AROUND =
	/^(?:initializer|(?:block|expression)-body|method|constructor|destructor|operator|conversion|property|indexer|event|field|event-field|enum-member|top-level|from|let|where|join|orderby|select|group|into|constant|type|declared|var-pattern|recursive|list-pattern|slice|relational|not|and-or|discard-pattern)$/;
const TYPES = /^(?:type-name|predefined|array|nullable|pointer|function-pointer|tuple-type|ref-type|var|unknown-type)$/;

/** All code below a node, by looking at every property of every object. */
function codeBelow(node: unknown, found = new Set<object>()): ReadonlySet<object> {
	if (Array.isArray(node)) for (const part of node) codeBelow(part, found);
	else if (node && typeof node === 'object') {
		const { kind } = node as { kind?: string };
		if (kind !== undefined && TYPES.test(kind)) return found;
		if (kind === undefined ? 'nameEnd' in node : !AROUND.test(kind)) found.add(node);
		for (const [key, value] of Object.entries(node)) if (key !== 'attributes' && key !== 'names') codeBelow(value, found);
	}
	return found;
}

function members(file: SourceFile): readonly Member[] {
	const ofType = (type: TypeDeclaration): readonly Member[] => [...type.members, ...type.nested.flatMap(ofType)];
	const ofNamespace = (each: NamespaceDeclaration): readonly Member[] => [
		...each.types.flatMap(ofType),
		...each.namespaces.flatMap(ofNamespace),
	];
	return [...(file.topLevel ? [file.topLevel] : []), ...ofNamespace(file.unit)];
}

const files = ['test/rules', 'samples'].flatMap(folder => fs.globSync(`${folder}/**/*.cs`, { cwd: root }));

test('the walk meets what looking at every property meets', () => {
	const kinds = new Set<string>();
	for (const file of files) {
		const { file: source, tree } = parseFile(parser, file, fs.readFileSync(path.join(root, file), 'utf8'), new Set());
		tree?.delete();
		for (const { syntax } of members(source)) {
			const met = new Set<object>();
			const meet = (node: object): true => {
				assert.ok(!met.has(node), `${file}: met twice`);
				met.add(node);
				return true;
			};
			walkMember(syntax, {
				expr: expr => {
					kinds.add(expr.kind);
					return meet(expr);
				},
				statement: meet,
				declarator: declarator => void meet(declarator),
			});
			const all = codeBelow(syntax);
			for (const node of all) assert.ok(met.has(node), `${file}: not met: ${JSON.stringify(node).slice(0, 300)}`);
			for (const node of met) assert.ok(all.has(node), `${file}: met: ${JSON.stringify(node).slice(0, 300)}`);
		}
	}
	assert.ok(kinds.size > 30, [...kinds].join());
});
