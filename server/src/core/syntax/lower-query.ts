/** Lowers query expressions, clause by clause. */
import type { Expr, QueryClause } from './ast.ts';
import { lowerExpr } from './lower-expr.ts';
import { child, field, type Lowering, lowerType, namedChildren } from './lower-type.ts';
import type { RawNode } from './subtrees.ts';

export function lowerQuery(low: Lowering, node: RawNode): readonly QueryClause[] {
	const clauses: QueryClause[] = [];
	const parts = node.children;
	for (let at = 0; at < parts.length; at++) {
		const part = parts[at];
		if (!part || part.kind === 'ERROR') continue;
		const range = low.range(part);
		const values = namedChildren(part);
		const type = field(part, 'type');
		switch (part.kind) {
			case 'from_clause':
				clauses.push({
					kind: 'from',
					...range,
					name: low.name(field(part, 'name')),
					...(type && { type: lowerType(low, type) }),
					source: lowerExpr(low, values.at(-1)),
				});
				break;
			case 'let_clause':
				clauses.push({ kind: 'let', ...range, name: low.name(values[0]), value: lowerExpr(low, values.at(-1)) });
				break;
			case 'where_clause':
				clauses.push({ kind: 'where', ...range, condition: lowerExpr(low, values[0]) });
				break;
			case 'join_clause': {
				const into = child(part, 'join_into_clause');
				const rest = values.filter(value => value !== type && value !== into);
				const [name, source, left, right] = rest;
				clauses.push({
					kind: 'join',
					...range,
					name: low.name(name),
					...(type && { type: lowerType(low, type) }),
					source: lowerExpr(low, source),
					left: lowerExpr(low, left),
					right: lowerExpr(low, right),
					...(into && { into: low.name(namedChildren(into)[0]) }),
				});
				break;
			}
			case 'order_by_clause': {
				const keys: { key: Expr; descending: boolean }[] = [];
				for (const [index, key] of part.children.entries()) {
					if (key.named && key.kind !== 'ERROR')
						keys.push({ key: lowerExpr(low, key), descending: part.children[index + 1]?.kind === 'descending' });
				}
				clauses.push({ kind: 'orderby', ...range, keys });
				break;
			}
			case 'select_clause':
				clauses.push({ kind: 'select', ...range, value: lowerExpr(low, values[0]) });
				break;
			case 'group_clause':
				clauses.push({ kind: 'group', ...range, value: lowerExpr(low, values[0]), by: lowerExpr(low, values[1]) });
				break;
			case 'into': {
				const name = parts[at + 1];
				if (name) clauses.push({ kind: 'into', ...range, name: low.name(name) });
				at++;
				break;
			}
			default:
				break;
		}
	}
	return clauses;
}
