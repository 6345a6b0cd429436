/**
 * What a query for members asks for by its name and its `BindingFlags`: what the judges of source and of IL share
 * (HandleCallAction.cs and ReflectionMethodBodyScanner in ILLink.Shared of dotnet/runtime; docs/analyzer.md, "Intrinsics").
 */
import { Dam } from './annotations.ts';

/** Values of `System.Reflection.BindingFlags`. */
export const Binding = { Static: 8, Instance: 4, Public: 16, NonPublic: 32 } as const;
/** Those that are understood: anything beyond asks for everything. */
const SUPPORTED = 2 | 4 | 8 | 16 | 32 | 64 | 256 | 512 | 1024 | 2048 | 4096 | 8192 | 65536;

export const areUnderstood = (flags: number): boolean => (flags & ~SUPPORTED) === 0;

const ALL_PUBLIC =
	Dam.PublicConstructors | Dam.PublicMethods | Dam.PublicFields | Dam.PublicNestedTypes | Dam.PublicProperties | Dam.PublicEvents;
const ALL_NON_PUBLIC =
	Dam.NonPublicConstructors |
	Dam.NonPublicMethods |
	Dam.NonPublicFields |
	Dam.NonPublicNestedTypes |
	Dam.NonPublicProperties |
	Dam.NonPublicEvents;

/** What a query for each kind of member needs. */
const NEEDS: Readonly<Record<string, readonly [open: number, hidden: number]>> = {
	GetMethod: [Dam.PublicMethods, Dam.NonPublicMethods],
	GetField: [Dam.PublicFields, Dam.NonPublicFields],
	GetProperty: [Dam.PublicProperties, Dam.NonPublicProperties],
	GetEvent: [Dam.PublicEvents, Dam.NonPublicEvents],
	GetConstructor: [Dam.PublicConstructors, Dam.NonPublicConstructors],
	GetNestedType: [Dam.PublicNestedTypes, Dam.NonPublicNestedTypes],
	GetMember: [ALL_PUBLIC, ALL_NON_PUBLIC],
};

/** `GetMethod`, `GetFields` and their kin. */
export interface MemberQuery {
	/** The name of the query for one member. */
	readonly singular: string;
	readonly isPlural: boolean;
	/** Whether it has a parameter for the member's name. */
	readonly isByName: boolean;
	/** The flags of an overload that has no parameter for them. */
	readonly byDefault: number;
	/**
	 * @param flags undefined where they are not known
	 * @param isWithoutParameters whether a constructor without parameters is asked for
	 */
	needed(flags: number | undefined, isWithoutParameters: () => boolean): number;
}

/** A method of `Type` as a query; undefined for others. */
export function memberQueryOf(name: string): MemberQuery | undefined {
	const singular = NEEDS[name] ? name : name.replace(/ies$/, 'y').replace(/s$/, '');
	const needs = NEEDS[singular];
	if (!needs) return undefined;
	const [open, hidden] = needs;
	const isPlural = singular !== name;
	const hasNoStatic = singular === 'GetConstructor' || singular === 'GetMember';
	return {
		singular,
		isPlural,
		isByName: !isPlural && !hasNoStatic,
		byDefault: hasNoStatic ? Binding.Public | Binding.Instance : Binding.Public | Binding.Instance | Binding.Static,
		needed(flags, isWithoutParameters) {
			const all = flags === undefined ? open | hidden : (flags & Binding.Public ? open : 0) | (flags & Binding.NonPublic ? hidden : 0);
			const isOne = singular === 'GetConstructor' && !isPlural && all === Dam.PublicConstructors && isWithoutParameters();
			return isOne ? Dam.PublicParameterlessConstructor : all;
		},
	};
}

/** Which members flags leave. */
export interface MemberFilter {
	readonly isPublic: boolean;
	readonly isNonPublic: boolean;
	readonly isStatic: boolean;
	readonly isInstance: boolean;
}

export const ANY_MEMBER: MemberFilter = { isPublic: true, isNonPublic: true, isStatic: true, isInstance: true };

/** @param flags undefined where they are not known: any member may be meant */
export function filterOf(flags: number | undefined): MemberFilter {
	if (flags === undefined) return ANY_MEMBER;
	const both = !(flags & Binding.Static) && !(flags & Binding.Instance);
	return {
		isPublic: (flags & Binding.Public) !== 0,
		isNonPublic: (flags & Binding.NonPublic) !== 0,
		isStatic: both || (flags & Binding.Static) !== 0,
		isInstance: both || (flags & Binding.Instance) !== 0,
	};
}
