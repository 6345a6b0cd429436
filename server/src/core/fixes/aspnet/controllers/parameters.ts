/**
 * Parameters of an action as those of an endpoint: where MVC finds them under `[ApiController]`
 * (`InferParameterBindingInfoConvention` of dotnet/aspnetcore), an endpoint finds them, too, and takes what is missing for the same.
 */
import { isParsable } from '../../../frameworks/endpoints.ts';
import { attributeName } from '../../../symbols/attributes.ts';
import { isSource } from '../../../symbols/source.ts';
import type { Parameter } from '../../../symbols/members.ts';
import { isNamed, nullableUnderlying, type Type } from '../../../symbols/types.ts';
import type { ParameterSyntax } from '../../../syntax/ast.ts';
import { type BodyChecks, checkBody } from './bodies.ts';
import { Stays } from './stays.ts';

/** How an action is reached. */
export interface Route {
	readonly verb: string;
	readonly template: string;
	/** The controller's own route does not stand before it. */
	readonly isWhole: boolean;
	/** Names in the whole template, in lower case; true for those that may be left out. */
	readonly values: ReadonlyMap<string, boolean>;
}

export interface TranslatedParameter {
	readonly text: string;
	/** Parameters with a value of their own stand behind the others. */
	readonly hasDefault: boolean;
	/** The same where `string` means that it is never null. */
	readonly nullAwareText?: string;
	/** What stands first in the body. */
	readonly start?: string;
	readonly isBody: boolean;
	/** What is to be asked of a body. */
	readonly checks?: BodyChecks;
}

/** Types that both read alike from text; numbers with a point and enumerations differ (`1e2`, lower case). */
const NUMBERS = /^System\.(?:Int16|Int32|Int64|Byte)$/;

/**
 * @param text of the parameter as it is written
 * @param isNullAware whether `string` means that it is never null
 * @param isRegistered whether a type is a service
 * @param canValidate whether endpoints may be told to validate
 * @throws Stays for what is not certainly the same
 */
export function translateParameter(
	parameter: Parameter,
	syntax: ParameterSyntax,
	text: string,
	route: Route,
	isNullAware: boolean,
	isRegistered: (type: Type) => boolean,
	canValidate: boolean,
): TranslatedParameter {
	const { name, type } = parameter;
	if (parameter.ref || parameter.isParams) throw new Stays(`has an unusual parameter ${name}`);
	const sources = syntax.attributes.map(each => attributeName(each));
	if (sources.some(each => !/^From(?:Route|Query|Body|Services)$/.test(each)) || sources.length > 1)
		throw new Stays(`has attributes on ${name}`);
	if (syntax.attributes.some(each => each.args.length > 0)) throw new Stays(`binds ${name} by another name`);
	const [source] = sources;
	const same = { text, hasDefault: syntax.defaultValue !== undefined, isBody: false };
	if (isNamed(type, 'System.Threading.CancellationToken') || source === 'FromServices') return same;
	const bare = nullableUnderlying(type) ?? type;
	const isNullable = bare !== type;
	const inRoute = route.values.get(name.toLowerCase());
	if (source === 'FromRoute' && inRoute === undefined) throw new Stays(`binds ${name} from a route that has no such value`);
	const isText = isNamed(type, 'System.String');
	if (isText || NUMBERS.test(nameOf(bare)) || isNamed(bare, 'System.Boolean') || isNamed(bare, 'System.Guid')) {
		if (source === 'FromBody') throw new Stays(`takes ${name} from the body`);
		// A value of the route that is there.
		if (inRoute === false && source !== 'FromQuery') return same;
		if (isText) return optionalText(name, syntax, text, isNullAware);
		if (isNullable || syntax.defaultValue) return same;
		// MVC leaves what is missing at its default; an endpoint would refuse it.
		if (isNamed(bare, 'System.Guid')) throw new Stays(`takes an empty ${name}`);
		return { text: `${text} = ${isNamed(bare, 'System.Boolean') ? 'false' : '0'}`, hasDefault: true, isBody: false };
	}
	if (inRoute !== undefined || source === 'FromQuery' || source === 'FromRoute' || isNullable)
		throw new Stays(`reads ${name} from text in a way of its own`);
	if (source !== 'FromBody' && bare.kind === 'named' && (bare.def.kind === 'interface' || isRegistered(bare))) return same;
	const element = elementOf(bare);
	if (element?.kind !== 'named' || isParsable(element) || !isSource(element.def) || element.def.kind === 'interface')
		throw new Stays(`takes ${name} from where it can't be told`);
	if (!/^(?:Post|Put|Patch)$/.test(route.verb)) throw new Stays(`takes a body by ${route.verb.toUpperCase()}`);
	if (syntax.type.kind === 'nullable' || syntax.defaultValue) throw new Stays(`takes a body that may be missing`);
	return { ...same, isBody: true, checks: checkBody(bare, isNullAware, canValidate) };
}

/** What a list or an array has; else the type itself. */
function elementOf(type: Type): Type | undefined {
	if (type.kind === 'array') return type.element;
	return type.kind === 'named' && isNamed(type, 'System.Collections.Generic.List`1') ? type.args[0] : type;
}

const nameOf = (type: Type): string => (type.kind === 'named' ? type.def.fullName : '');

/** Text of a query: MVC takes white space for nothing (`ConvertEmptyStringToNull`), and refuses nothing where a `string` is never null. */
function optionalText(name: string, syntax: ParameterSyntax, text: string, isNullAware: boolean): TranslatedParameter {
	const isOptional = syntax.type.kind === 'nullable';
	const { end } = syntax.type;
	if (isNullAware && !isOptional) throw new Stays(`refuses an empty ${name}`);
	const { defaultValue } = syntax;
	const isNull = defaultValue?.kind === 'literal' && defaultValue.literal === 'null';
	if (defaultValue && !isNull) throw new Stays(`has a default for ${name}`);
	return {
		text,
		...(!isOptional && { nullAwareText: `${text.slice(0, end - syntax.start)}?${text.slice(end - syntax.start)}` }),
		hasDefault: isNull,
		start: `${name} = string.IsNullOrWhiteSpace(${name}) ? null : ${name};`,
		isBody: false,
	};
}
