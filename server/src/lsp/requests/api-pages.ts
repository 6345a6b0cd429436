/**
 * Pages about families of APIs that a native binary can't do as they are (`docs/apis`): what people do instead. A finding of one
 * of them leads to its page, besides that of its code.
 */

/** By the full name of a member, which is its type's and its own. The first that fits counts. */
const FAMILIES: readonly (readonly [page: string, member: RegExp])[] = [
	['controllers', /^Microsoft\.Extensions\.DependencyInjection\.Mvc\w*\.|^Microsoft\.AspNetCore\.Mvc\./],
	['ef-core', /^Microsoft\.EntityFrameworkCore\./],
	['xml-serializer', /^System\.Xml\.Serialization\.|^System\.Runtime\.Serialization\.DataContractSerializer\b/],
	['newtonsoft-json', /^Newtonsoft\.Json\./],
	['dynamic', /^Microsoft\.CSharp\.RuntimeBinder\.|^System\.Dynamic\./],
	['expressions', /^System\.Linq\.(?:Expressions\.|Queryable\.)/],
	['plugins', /^System\.Reflection\.Assembly\.(?:Load|UnsafeLoad)|^System\.Runtime\.Loader\.|^System\.(?:ComponentModel\.)?Composition\./],
	['proxies', /^System\.Reflection\.(?:Emit\.|DispatchProxy\.)|^Castle\.DynamicProxy\.|^AutoMapper\./],
];

/** Packages by the page that tells what to do without them. */
const PACKAGES: readonly (readonly [page: string, id: RegExp])[] = [
	['newtonsoft-json', /^Newtonsoft\.Json$/i],
	['ef-core', /^(?:Microsoft|Npgsql)\.EntityFrameworkCore\b/i],
	['proxies', /^(?:Castle\.Core|AutoMapper)\b/i],
];

/** All pages. */
export const API_PAGES: readonly string[] = FAMILIES.map(([page]) => page);

/** The page for a member, by `Namespace.Type.Member`; undefined where there is none. */
export const pageOfMember = (fullName: string): string | undefined => FAMILIES.find(([, member]) => member.test(fullName))?.[0];

/** The page for a package, by its id. */
export const pageOfPackage = (id: string): string | undefined => PACKAGES.find(([, known]) => known.test(id))?.[0];
