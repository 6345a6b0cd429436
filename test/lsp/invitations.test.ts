/** What a quiet project's file says of how many places would break. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { FileReport } from '../../server/src/core/analysis/finding.ts';
import type { Documents } from '../../server/src/lsp/documents.ts';
import type { Guard } from '../../server/src/lsp/guard.ts';
import { Publisher } from '../../server/src/lsp/publisher.ts';
import type { ClientView } from '../../server/src/lsp/view.ts';

test('an invitation ends with the count that there is, whatever it said on the way', () => {
	const told: string[] = [];
	const connection = {
		sendDiagnostics: (params: PublishDiagnosticsParams) => {
			if (params.uri.endsWith('.csproj')) told.push(/\d+/.exec(String(params.diagnostics[0]?.message))?.[0] ?? 'nothing');
		},
	} as unknown as Connection;
	const guard = { start: (_: string, action: () => void) => action() } as unknown as Guard;
	const documents = { isHalfTyped: () => false, uriOf: (path: string) => path, version: () => undefined, text: () => undefined };
	const view = { isQuiet: () => true, isExcluded: () => false, levelOf: () => undefined, isCombined: false } as unknown as ClientView;
	const publisher = new Publisher(connection, guard, documents as unknown as Documents, () => undefined, view);
	const project = { path: '/w/P.csproj', id: 'P', kind: 'not-opted-in' };
	const report = (path: string, places: number): void => {
		const findings = Array.from({ length: places }, (_, start) => ({
			start,
			end: start + 1,
			code: 'IL2026',
			message: '',
			level: 'warning',
		}));
		publisher.set('P', path, { path, project, text: '<Project />', findings } as unknown as FileReport);
	};
	report('/w/P.csproj', 0);
	report('/w/A.cs', 2);
	report('/w/B.cs', 2);
	publisher.publishInvitations();
	// A scan: the project file is published when one of two changes is known.
	report('/w/A.cs', 3);
	publisher.publish('/w/P.csproj');
	report('/w/B.cs', 1);
	publisher.publishInvitations();
	assert.deepEqual(told, ['4', '5', '4']);
	publisher.publishInvitations();
	assert.equal(told.length, 3, 'nothing new is not told');
});
