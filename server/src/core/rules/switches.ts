/**
 * What a switch of the published app turns off without a word (AOTL4002): one table of switches, the code that
 * answers otherwise, and the property that turns it on again. What only differs in details is a note (AOTL1003).
 *
 * Each row was published with Native AOT and run with the switch on and off. Switches that changed nothing on Linux
 * are not in the table: `InvariantTimezone`, `NullabilityInfoContextSupport`, `DebuggerSupport`; nor are those that are
 * off without Native AOT, too: `AutoreleasePoolSupport`, `MetadataUpdaterSupport` (in Release), `EnableUnsafeUTF7Encoding`,
 * `EnableUnsafeBinaryFormatterSerialization`, whose members have warnings of their own.
 */
import type { DeclaredType } from '../binding/bodies.ts';
import type { BoundBody, Use } from '../binding/bound.ts';
import { classChain } from '../binding/lookup.ts';
import { isSource } from '../symbols/source.ts';
import { isNamed, type Type, type TypeDef } from '../symbols/types.ts';
import type { SourceFile } from '../syntax/ast.ts';
import type { AppSwitches, SwitchProperty } from './app-switches.ts';
import { differsUnderInvariance, failsUnderInvariance } from './globalization.ts';
import { spanOf } from './requires.ts';
import { declare, type DeclarationRule, type ProjectRepair, type Rule } from './rule.ts';

interface Row {
	readonly property: SwitchProperty;
	/** The value that takes something away. */
	readonly when: boolean;
	/** What the switch does, as a cause. */
	readonly cause: string;
	/** What to do, where the property alone does not bring it back. */
	readonly advice?: string;
	/** What breaks at a use; undefined for what works. */
	use?(use: Use, app: AppSwitches, file: SourceFile, body: BoundBody): string | undefined;
	/** What breaks of a class that is declared. */
	declared?(type: TypeDef): string | undefined;
}

const ROWS: readonly Row[] = [
	{
		property: 'EventSourceSupport',
		when: false,
		cause: 'a native binary has no event sources unless the project asks for them',
		use: eventSourceUse,
		declared: type =>
			derivesFrom(type.self, EVENT_LISTENER)
				? `'${type.name}' sees no events`
				: derivesFrom(type.self, EVENT_SOURCE)
					? `the events of '${type.name}' are written nowhere and IsEnabled() is false`
					: undefined,
	},
	{
		property: 'InvariantGlobalization',
		when: true,
		cause: 'the app knows no culture but the invariant one',
		use: failsUnderInvariance,
	},
	{
		property: 'UseSystemResourceKeys',
		when: true,
		cause: 'messages of exceptions are keys such as ArgumentNull_Generic',
		use: comparesMessage,
	},
	{
		property: 'StackTraceSupport',
		when: false,
		cause: 'stack traces have addresses in place of the names of methods',
		use: use =>
			isTextCall(use) && isFrom(use, 'StackTrace', /^System\.(?:Exception|Environment)$/) ? 'the name of a method is not found' : undefined,
	},
	{
		property: 'CustomResourceTypesSupport',
		when: false,
		cause: 'a published app reads no resource file that has more than text in it',
		// With the property set, the reader is looked for by its name and is not there (`test/runtime/probes/silent-console`).
		advice: 'Keep text in a .resx of its own, and other data as embedded files that Assembly.GetManifestResourceStream opens',
		use: use =>
			use.kind === 'new' && isNamed(use.result, 'System.Resources.ResourceManager')
				? 'reading these resources throws NotSupportedException'
				: undefined,
	},
	{
		property: 'MetricsSupport',
		when: false,
		cause: 'meters publish nothing',
		use: use =>
			use.kind === 'new' && isNamed(use.result, 'System.Diagnostics.Metrics.MeterListener')
				? 'the listener sees no measurements'
				: undefined,
	},
];

const EVENT_LISTENER = 'System.Diagnostics.Tracing.EventListener';
const EVENT_SOURCE = 'System.Diagnostics.Tracing.EventSource';

/** Ready-made listeners and sources; those of the app's own are told where they are declared. */
function eventSourceUse(use: Use): string | undefined {
	const { kind, member } = use;
	if (kind === 'call' && member.name === 'AddEventSourceLogger') return 'the logger writes no events';
	if (kind !== 'new' && !(kind === 'call' && member.isStatic)) return undefined;
	const type = kind === 'new' ? use.result : member.container.self;
	if (isNamed(type, EVENT_SOURCE)) return kind === 'new' ? 'events of the source are written nowhere' : undefined;
	if (type.kind !== 'named' || isSource(type.def)) return undefined;
	return derivesFrom(type, EVENT_LISTENER) ? `'${type.def.name}' sees no events` : undefined;
}

const derivesFrom = (type: Type, base: string): boolean =>
	type.kind === 'named' && type.def.fullName !== base && classChain(type).chain.some(each => each.def.fullName === base);

const TEXT_CALLS: ReadonlySet<string> = new Set([
	'Contains',
	'StartsWith',
	'EndsWith',
	'IndexOf',
	'Equals',
	'op_Equality',
	'op_Inequality',
]);

/** A comparison with a constant text that no switch leaves standing. */
function isTextCall({ kind, member, args }: Use): boolean {
	if (kind !== 'call' || member.container.fullName !== 'System.String' || !TEXT_CALLS.has(member.name)) return false;
	return args.some(
		({ value }) => value.kind === 'value' && typeof value.constant?.value === 'string' && !value.constant.value.includes(':line'),
	);
}

/** Whether the receiver is a property of a type of the framework. */
function isFrom({ receiver }: Use, property: string, types: RegExp): boolean {
	const origin = receiver?.kind === 'value' ? receiver.origin : undefined;
	return origin?.kind === 'return' && origin.method.associated?.name === property && types.test(origin.method.container.fullName);
}

const FRAMEWORK_EXCEPTION = /^System\.(?:[\w.]+\.)?\w*Exception$/;

/** A message of the framework that is compared with a text: by a call, or by an operator or pattern that follows. */
function comparesMessage(use: Use, _app: AppSwitches, file: SourceFile, body: BoundBody): string | undefined {
	const { kind, member } = use;
	const isCompared =
		kind === 'get'
			? member.kind === 'method' &&
				member.associated?.name === 'Message' &&
				FRAMEWORK_EXCEPTION.test(member.container.fullName) &&
				/^\s*(?:[!=]=|is(?:\s+not)?)\s*"/.test(file.text.slice(body.base + use.end, body.base + use.end + 40))
			: isTextCall(use) && isFrom(use, 'Message', FRAMEWORK_EXCEPTION);
	return isCompared ? 'the comparison with a text of the framework fails' : undefined;
}

function messageOf(row: Row, breaks: string, app: AppSwitches): string {
	const value = row.when ? 'false' : 'true';
	const by = app[row.property].setBy === 'project' ? ` (the project sets ${row.property} to ${row.when})` : '';
	return `${capitalized(breaks)}, because ${row.cause}${by}. ${row.advice ?? `Set ${row.property} to ${value} in the project file`}.`;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const repairOf = (row: Row): ProjectRepair | undefined =>
	row.advice ? undefined : { kind: 'set-property', name: row.property, value: row.when ? 'false' : 'true' };

export const switches: Rule = {
	slug: 'switches',
	about: 'what a switch of the published app turns off: events, cultures, texts of exceptions',
	codes: [
		...declare('AOT', { AOTL4002: 'A switch of the published app turns it off' }),
		...declare('Advice', { AOTL1003: 'Another answer without cultures' }),
	],
	check(use, body, context, report) {
		const app = context.switches;
		if (!app) return;
		for (const row of ROWS) {
			if (app[row.property].isOn !== row.when) continue;
			const breaks = row.use?.(use, app, context.file, body);
			if (breaks)
				report({
					code: 'AOTL4002',
					message: messageOf(row, breaks, app),
					...spanOf(use, body),
					evidence: { use, body },
					repair: repairOf(row),
				});
		}
		const differs = app.InvariantGlobalization.isOn ? differsUnderInvariance(use, context.file, body) : undefined;
		if (differs)
			report({
				code: 'AOTL1003',
				message: `${differs}: the project sets InvariantGlobalization. Set it to false where the rules of a language count.`,
				...spanOf(use, body),
				evidence: { use, body },
				repair: { kind: 'set-property', name: 'InvariantGlobalization', value: 'false' },
			});
	},
};

/** Classes that a switch leaves without an effect, on their names. */
export const switchedOffClasses: DeclarationRule = {
	slug: 'switched-off-classes',
	codes: [],
	alsoReports: ['AOTL4002'],
	check(type: DeclaredType, context, report) {
		const app = context.switches;
		if (!app || !type.isFirstPart || type.def.kind !== 'class') return;
		const { declaration } = type;
		for (const row of ROWS) {
			const breaks = app[row.property].isOn === row.when ? row.declared?.(type.def) : undefined;
			if (breaks)
				report({
					code: 'AOTL4002',
					message: messageOf(row, breaks, app),
					start: declaration.start + declaration.nameRange.start,
					end: declaration.start + declaration.nameRange.end,
					evidence: undefined,
					repair: repairOf(row),
				});
		}
	},
};
