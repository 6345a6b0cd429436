/** Attributes on one part of a type, or one half of a member, count in the others: in files without its usings, and as they are typed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAll, OPTED_IN, places, workspaceOf } from '../support/core.ts';

const API = `using System.Diagnostics.CodeAnalysis;
static class Api {
    [RequiresUnreferencedCode("x")] internal static void Risky() { }
}
`;
/** Says everything. */
const SAYING = `using System;
using System.Diagnostics.CodeAnalysis;
using All = System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;
[UnconditionalSuppressMessage("Trimming", "IL2026")]
partial class Parted { }
partial class Halves<[DynamicallyAccessedMembers(All.PublicMethods)] T> {
    [RequiresUnreferencedCode("m")] internal partial void Marked();
    [UnconditionalSuppressMessage("Trimming", "IL2026")] internal partial void Silenced();
    internal partial void Made([DynamicallyAccessedMembers(All.PublicMethods)] Type type);
}
`;
/** Does everything. */
const DOING = `partial class Parted { void M() => Api.Risky(); }
partial class Halves<T> {
    internal partial void Marked() => Api.Risky();
    internal partial void Silenced() => Api.Risky();
    internal partial void Made(System.Type type) => type.GetMethods();
    void Of() => typeof(T).GetMethods();
    void Calls(System.Type unknown) { Marked(); Silenced(); Made(unknown); }
}
`;
const EXPECTED = ['7:39 IL2026', '7:61 IL2067'];

for (const [saying, doing] of [
	['A.cs', 'B.cs'],
	['B.cs', 'A.cs'],
] as const)
	test(`what ${saying} says counts in ${doing}`, () => {
		const { workspace } = workspaceOf({ 'P.csproj': OPTED_IN, 'Api.cs': API, [saying]: SAYING, [doing]: DOING });
		assert.deepEqual(
			places(checkAll(workspace)),
			EXPECTED.map(place => `${doing}:${place}`),
		);
	});

test('an attribute that goes from one part is missed in the others at once', () => {
	const { workspace } = workspaceOf({ 'P.csproj': OPTED_IN, 'Api.cs': API, 'A.cs': SAYING, 'B.cs': DOING });
	checkAll(workspace);
	workspace.open('/w/A.cs', SAYING.replaceAll(/\[Unconditional\w+\("Trimming", "IL2026"\)\]/g, ''));
	assert.deepEqual(
		places(checkAll(workspace)),
		['1:36 IL2026', '4:41 IL2026', ...EXPECTED].map(place => `B.cs:${place}`),
	);
});

test('what suppressions cover moves with what is typed above them', () => {
	const text = `using System.Diagnostics.CodeAnalysis;
class Above { int M() { return 1; } }
partial class Parted { void A() => Api.Risky(); }
class Consts { const string Code = "IL2026"; [UnconditionalSuppressMessage("Trimming", Code)] void M() => Api.Risky(); }
class Named { void M() => Api.Risky(); }
`;
	const files = {
		'P.csproj': OPTED_IN,
		'Api.cs': API,
		'A.cs': text,
		'B.cs': '[System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("T", "IL2026")] partial class Parted { }',
		'C.cs':
			'[assembly: System.Diagnostics.CodeAnalysis.UnconditionalSuppressMessage("T", "IL2026", Scope = "member", Target = "~M:Named.M")]',
	};
	const { workspace } = workspaceOf(files);
	workspace.open('/w/A.cs', text);
	assert.deepEqual(places(checkAll(workspace)), []);
	workspace.open('/w/A.cs', text.replace('return 1;', `return 1; ${'/* typed */'.repeat(40)}`));
	assert.deepEqual(places(checkAll(workspace)), []);
});
