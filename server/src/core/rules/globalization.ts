/**
 * What `InvariantGlobalization` changes: what throws or does nothing, and what gives another answer.
 *
 * Published with Native AOT for net9.0 and net10.0 and run on Linux with the property and without it, but for request localization, which
 * looks its cultures up by `CultureInfo` (`src/Middleware/Localization` of dotnet/aspnetcore).
 */
import type { Bound, BoundBody, Use } from '../binding/bound.ts';
import { isNamed } from '../symbols/types.ts';
import type { SourceFile } from '../syntax/ast.ts';
import type { AppSwitches } from './app-switches.ts';

const CULTURE = 'System.Globalization.CultureInfo';

/** Calls and constructors that look a culture up by its name or number: by declaring type, the members. */
const CULTURE_LOOKUPS: Readonly<Record<string, ReadonlySet<string>>> = {
	[CULTURE]: new Set(['.ctor', 'GetCultureInfo', 'CreateSpecificCulture', 'GetCultureInfoByIetfLanguageTag']),
	'System.Globalization.CompareInfo': new Set(['GetCompareInfo']),
	'Microsoft.AspNetCore.Localization.RequestCulture': new Set(['.ctor']),
	'Microsoft.AspNetCore.Builder.RequestLocalizationOptions': new Set([
		'SetDefaultCulture',
		'AddSupportedCultures',
		'AddSupportedUICultures',
	]),
	'Microsoft.AspNetCore.Builder.ApplicationBuilderExtensions': new Set(['UseRequestLocalization']),
};

/** Number of the invariant culture. */
const INVARIANT_LCID = 127;

/** Clients of SQL Server: `SqlConnection.TryOpen` of dotnet/SqlClient. */
const SQL_CONNECTIONS: ReadonlySet<string> = new Set(['Microsoft.Data.SqlClient.SqlConnection', 'System.Data.SqlClient.SqlConnection']);
const opensConnection = (use: Use): boolean =>
	use.kind === 'call' && /^Open(?:Async)?$/.test(use.member.name) && SQL_CONNECTIONS.has(receiverName(use) ?? '');
const receiverName = ({ receiver }: Use): string | undefined => (receiver?.type.kind === 'named' ? receiver.type.def.fullName : undefined);

/** What throws, or silently does nothing, as the first half of a sentence. */
export function failsUnderInvariance(use: Use, switches: AppSwitches, _file: SourceFile, body: BoundBody): string | undefined {
	if (use.kind !== 'call' && use.kind !== 'new') return undefined;
	const { member } = use;
	const type = member.container.fullName;
	const [first] = use.args;
	if (opensConnection(use)) return 'opening a connection to SQL Server throws NotSupportedException';
	// A connection that others open is told where it is made.
	if (use.kind === 'new' && SQL_CONNECTIONS.has(type) && !body.uses.some(opensConnection))
		return 'a connection to SQL Server throws NotSupportedException when it is opened';
	if (CULTURE_LOOKUPS[type]?.has(member.name)) {
		const culture = use.args.map(argument => constantOf(argument.value)).find(isOtherCulture);
		if (culture === undefined) return undefined;
		return switches.PredefinedCulturesOnly.isOn
			? `looking up '${culture}' throws CultureNotFoundException`
			: `'${culture}' has the formats and the order of the invariant culture`;
	}
	switch (type) {
		case 'System.Globalization.RegionInfo': {
			const region = use.kind === 'new' ? constantOf(first?.value) : undefined;
			if (region === undefined || region === 'IV') return undefined;
			return switches.PredefinedCulturesOnly.isOn ? `RegionInfo('${region}') throws ArgumentException` : `RegionInfo('${region}') is empty`;
		}
		case 'System.Globalization.JapaneseCalendar':
			return use.kind === 'new' && switches.PredefinedCulturesOnly.isOn
				? 'JapaneseCalendar needs the culture ja-JP and throws TypeInitializationException'
				: undefined;
		case 'System.String':
		case 'System.StringNormalizationExtensions':
			return normalizes(use) ? 'Normalize gives letters beyond ASCII back as they are and IsNormalized is always true' : undefined;
		case 'System.TimeZoneInfo':
			return timeZone(use);
		default:
			return undefined;
	}
}

const isOtherCulture = (value: unknown): value is string | number =>
	typeof value === 'string' ? value !== '' : typeof value === 'number' && value !== INVARIANT_LCID;

function normalizes({ member, receiver, args }: Use): boolean {
	if (member.name !== 'Normalize' && member.name !== 'IsNormalized') return false;
	const text = constantOf(receiver) ?? constantOf(args.find(argument => isNamed(argument.type, 'System.String'))?.value);
	return typeof text !== 'string' || !isAscii(text);
}

/** Names of Windows are translated by ICU, which is not there. */
function timeZone({ member, args }: Use): string | undefined {
	if (member.name.startsWith('TryConvert')) return 'names of time zones are not translated outside of Windows and the call gives false';
	if (!/^(?:FindSystemTimeZoneById|TryFindSystemTimeZoneById|ConvertTimeBySystemTimeZoneId)$/.test(member.name)) return undefined;
	const name = args
		.map(argument => constantOf(argument.value))
		.find(value => typeof value === 'string' && / (?:Standard )?Time$/.test(value));
	return name === undefined ? undefined : `the Windows name '${name}' of a time zone is not found outside of Windows`;
}

/** What gives another answer than with cultures, as a sentence without its end. */
export function differsUnderInvariance(use: Use, file: SourceFile, body: BoundBody): string | undefined {
	const { member } = use;
	const type = member.container.fullName;
	if (use.kind === 'field')
		return type === 'System.Globalization.CompareOptions' && IGNORED.has(member.name)
			? `CompareOptions.${member.name} is ignored`
			: undefined;
	if (use.kind !== 'call' && use.kind !== 'new') return undefined;
	if (CULTURE_LOOKUPS[type]?.has(member.name) && type === CULTURE && use.args[0] && !isConstant(use.args[0].value))
		return `Any culture but the invariant one ('') throws CultureNotFoundException here`;
	const written = file.text.slice(body.base + use.whole.start, body.base + use.whole.end);
	if (comparesByCulture(use) && hasOtherLetters(written))
		return 'Letters beyond ASCII are compared by their code, not by the rules of a language';
	return undefined;
}

const IGNORED: ReadonlySet<string> = new Set(['IgnoreNonSpace', 'IgnoreSymbols', 'IgnoreKanaType', 'IgnoreWidth', 'StringSort']);

/** Comparisons of `string` that follow a culture unless they are told otherwise. */
const CULTURE_BY_DEFAULT: ReadonlySet<string> = new Set(['Compare', 'CompareTo', 'StartsWith', 'EndsWith', 'IndexOf', 'LastIndexOf']);
const SORTS: ReadonlySet<string> = new Set(['Sort', 'Order', 'OrderDescending', 'OrderBy', 'OrderByDescending']);

function comparesByCulture({ member, args }: Use): boolean {
	const type = member.container.fullName;
	if (SORTS.has(member.name)) return /^System\.(?:Array|Linq\.Enumerable|Collections\.Generic\.List`1)$/.test(type);
	if (type !== 'System.String') return false;
	const comparison = args.find(argument => isNamed(argument.type, 'System.StringComparison'));
	// CurrentCulture, CurrentCultureIgnoreCase, InvariantCulture, InvariantCultureIgnoreCase
	if (comparison) return Number(constantOf(comparison.value) ?? 4) < 4;
	return CULTURE_BY_DEFAULT.has(member.name) && args.every(argument => !isNamed(argument.type, 'System.Char'));
}

const isAscii = (text: string): boolean => [...text].every(letter => letter < '\x80');

/** A letter beyond ASCII between quotes, as it is or as an escape. */
const hasOtherLetters = (text: string): boolean => /"[^"\n]*(?:[^\0-\x7f]|\\u(?:0000)?(?!00[0-7])[0-9a-f]{4})[^"\n]*"/i.test(text);

const constantOf = (value: Bound | undefined): string | number | boolean | null | undefined =>
	value?.kind === 'value' ? value.constant?.value : undefined;

const isConstant = (value: Bound): boolean => constantOf(value) !== undefined;
