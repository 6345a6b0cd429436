/**
 * A use reaches a member that requires unreferenced code, dynamic code or assembly files
 * (IL2026, IL3050, IL3002, and IL3000/IL3001 for the members that have codes of their own).
 *
 * docs/analyzer.md, "Requires". What requires is read from attributes in metadata and source.
 */
import type { BoundBody, Enclosing, Use } from '../binding/bound.ts';
import { Feature } from '../binding/flow.ts';
import { leastOverridden } from '../binding/lookup.ts';
import type { FieldSymbol, MethodSymbol } from '../symbols/members.ts';
import { memberDisplay, methodDisplay } from '../symbols/display.ts';
import type { NamedType, RequiresFacts, RequiresSet, Type } from '../symbols/types.ts';
import { generatorHandles } from './generators.ts';
import { isInstantiation, isIntrinsic } from './intrinsics.ts';
import { declare, type Finding, type Rule, type RuleContext } from './rule.ts';

export interface RequiresFamily {
	readonly code: string;
	readonly key: keyof RequiresSet;
	readonly attribute: string;
	readonly danger: string;
	readonly feature: number;
	readonly isOn: (context: RuleContext) => boolean;
}

export const REQUIRES_FAMILIES: readonly RequiresFamily[] = [
	{
		code: 'IL2026',
		key: 'unreferencedCode',
		attribute: 'RequiresUnreferencedCodeAttribute',
		danger: 'can break functionality when trimming application code',
		feature: Feature.UnreferencedCode,
		isOn: context => context.families.trim,
	},
	{
		code: 'IL3050',
		key: 'dynamicCode',
		attribute: 'RequiresDynamicCodeAttribute',
		danger: 'can break functionality when AOT compiling',
		feature: Feature.DynamicCode,
		isOn: context => context.families.aot,
	},
	{
		code: 'IL3002',
		key: 'assemblyFiles',
		attribute: 'RequiresAssemblyFilesAttribute',
		danger: 'can break functionality when embedded in a single-file app',
		feature: Feature.AssemblyFiles,
		isOn: context => context.families.singleFile,
	},
];

export const requires: Rule = {
	slug: 'requires',
	about:
		'a use of a member that requires unreferenced code, dynamic code or assembly files: calls, constructors, properties, attributes, delegates, `dynamic`, LINQ; feature guards are understood; `Assembly.Location`, `GetFile` and their kin',
	codes: [
		...declare('Trimming', { IL2026: 'Calls a member that requires unreferenced code' }),
		...declare('AOT', { IL3050: 'Calls a member that requires dynamic code' }),
		...declare('SingleFile', {
			IL3002: 'Calls a member that requires assembly files',
			IL3000: 'Assembly location is empty in a single-file app',
			IL3001: 'Assembly files are missing in a single-file app',
		}),
	],
	check(use, body, context, report) {
		const target = targetOf(use);
		if (!target) return;
		if (context.families.singleFile) reportFileAccess(use, body, target, report);
		for (const family of REQUIRES_FAMILIES) {
			if (!family.isOn(context) || use.features & family.feature) continue;
			const facts = requiredBy(target, family.key);
			if (!facts || inScope(use.enclosing, body, family.key, use)) continue;
			// What an override of these does is not known.
			if (family.key === 'unreferencedCode' && use.member.kind === 'method' && isIntrinsic(use.member)) continue;
			// These depend on the values that they are given: see the data flow.
			if (family.key === 'dynamicCode' && use.kind === 'call' && use.member.kind === 'method' && isInstantiation(use.member)) continue;
			if (family.key === 'assemblyFiles' && fileAccess(target)) continue;
			if (generatorHandles(use, context.generators)) continue;
			report({
				code: family.code,
				message: requiresMessage(target, family, facts, use.kind === 'new-constraint'),
				...spanOf(use, body),
				evidence: { use, body },
			});
		}
	},
};

/** What is told of a member; `isRaw` leaves its words as they are, as the analyzer does for `new()`. */
export function requiresMessage(target: MethodSymbol | FieldSymbol, family: RequiresFamily, facts: RequiresFacts, isRaw = false): string {
	const name = target.kind === 'method' ? methodDisplay(target) : memberDisplay(target);
	return `Using member '${name}' which has '${family.attribute}' ${family.danger}.${isRaw ? facts.message : suffix(facts)}`;
}

export function spanOf(use: Use, body: BoundBody): { readonly start: number; readonly end: number } {
	return { start: body.base + use.start, end: body.base + use.end };
}

/** The attribute's own words, as the analyzer appends them. */
export function suffix(facts: RequiresFacts): string {
	const text = facts.message.trimEnd();
	const message = facts.message ? ` ${facts.message}${text.endsWith('.') ? '' : '.'}` : '';
	return `${message}${facts.url ? ` ${facts.url}` : ''}`;
}

/** The member that is tested and named: an override stands for what it first overrides. */
function targetOf(use: Use): MethodSymbol | FieldSymbol | undefined {
	const { member } = use;
	if (use.kind === 'reference') return undefined;
	if (member.kind === 'field') return member.isConst ? undefined : member;
	if (member.kind !== 'method') return undefined;
	if (!member.isOverride || use.containingType.kind !== 'named') return member;
	return leastOverridden({ member, owner: ownerOf(member, use.containingType) }).member;
}

function ownerOf(member: MethodSymbol, owner: Type): NamedType {
	return owner.kind === 'named' ? owner : member.container.self;
}

/** docs/analyzer.md, "Requires": the member's own attribute, its property's, or that of the type for statics and constructors. */
export function requiredBy(member: MethodSymbol | FieldSymbol, key: keyof RequiresSet): RequiresFacts | undefined {
	if (member.kind === 'method') {
		const own = member.methodKind === 'static-constructor' ? undefined : member.requires[key];
		if (own) return own;
		const associated = member.associated?.requires[key];
		if (associated) return associated;
		if (member.methodKind === 'local' || member.methodKind === 'lambda') return undefined;
	}
	const isConstructor = member.kind === 'method' && member.methodKind === 'constructor';
	if (!member.isStatic && !isConstructor) return undefined;
	const ofType = member.container.requires[key];
	return ofType && (isConstructor || !ofType.excludeStatics) ? ofType : undefined;
}

/** docs/analyzer.md, "Scopes and suppression": whether the code around a use is itself marked. */
export function inScope(scope: Enclosing, body: BoundBody, key: keyof RequiresSet, use?: Use): boolean {
	for (let each: Enclosing | undefined = scope; each; each = each.parent) if (each.requires[key]) return true;
	// A type's own header is never in scope, nor are attributes on the type; the base call of a constructor
	// that is not written is.
	if (!body.member && use?.kind !== 'base-call') return false;
	const ofType = body.type?.requires[key];
	if (!ofType) return false;
	const modifiers = body.member?.syntax.modifiers ?? [];
	const isStatic = modifiers.includes('static') || modifiers.includes('const');
	return !(ofType.excludeStatics && isStatic);
}

/** `Assembly.Location` and its kin have codes of their own (docs/analyzer.md, "Interop and single file"). */
function fileAccess(member: MethodSymbol | FieldSymbol): 'IL3000' | 'IL3001' | undefined {
	if (member.kind !== 'method') return undefined;
	const type = member.container.fullName;
	const property = member.methodKind === 'accessor' ? member.associated?.name : undefined;
	if (type === 'System.Reflection.Assembly')
		return property === 'Location' ? 'IL3000' : member.name === 'GetFile' || member.name === 'GetFiles' ? 'IL3001' : undefined;
	return type === 'System.Reflection.AssemblyName' && (property === 'CodeBase' || property === 'EscapedCodeBase') ? 'IL3000' : undefined;
}

function reportFileAccess(use: Use, body: BoundBody, target: MethodSymbol | FieldSymbol, report: (finding: Finding) => void): void {
	const code = fileAccess(target);
	if (!code || target.kind !== 'method' || use.features & Feature.AssemblyFiles || inScope(use.enclosing, body, 'assemblyFiles')) return;
	const name = methodDisplay(target);
	const message =
		code === 'IL3000'
			? `'${name}' always returns an empty string for assemblies embedded in a single-file app. If the path to the app directory is needed, consider calling 'System.AppContext.BaseDirectory'.`
			: `'${name}' will throw for assemblies embedded in a single-file app`;
	report({ code, message, ...spanOf(use, body), evidence: { use, body } });
}
