/**
 * What a finding means, in a short sentence of our own: the thing, then the consequence. The SDK's sentence, by which people
 * search and which names everything in full, is shown after it. Findings of our own codes (AOTL...) say it themselves.
 */
import { briefName } from '../symbols/display.ts';
import type { Finding } from './rule.ts';

const REFLECTS = '$ reflects on a type';
const MEMBERS_GONE = 'so trimming may have removed its members';
const ARGUMENT = (source: string): string => `${REFLECTS}, and nothing keeps the members of ${source}`;
const RETURNED = (source: string): string => `Callers reflect on what is returned, and nothing keeps the members of ${source}`;
const STORED = (source: string): string => `What is stored here is reflected on, and nothing keeps the members of ${source}`;
const RECEIVER = (source: string): string => `$ looks for members that trimming may have removed: nothing keeps those of ${source}`;
const TYPE_ARGUMENT = (source: string): string => `$ reflects on its type argument, and nothing keeps the members of ${source}`;

/** Whose annotation is missing; the codes of each stand in a row (`dam/words.ts`): argument, return, field, `this`, type argument. */
const SOURCES: Readonly<Record<number, string>> = {
	2067: 'the type in this parameter',
	2072: 'the type that the call returns',
	2077: 'the type in this field',
	2082: "the type in 'this'",
	2087: 'this type parameter',
};

/** `$` stands for the member that is used. */
const SENTENCES: Readonly<Record<string, string>> = {
	IL2026: '$ needs code that trimming may remove',
	IL3050: "$ makes code at run time, which Native AOT can't do",
	IL2104: 'The app reaches code of a package that reflects on what trimming may have removed',
	IL3053: "The app reaches code of a package that makes code at run time, which Native AOT can't do",
	IL2125: 'A package does not say that it can be trimmed',
	IL3058: 'A package does not say that it works under Native AOT',
	IL3002: "$ needs the files of assemblies, which a published app doesn't have",
	IL3000: '$ is empty in a published app: its assemblies are no files',
	IL3001: '$ throws in a published app: its assemblies are no files',
	IL2032: '$ creates a type by a name that is only known at run time: trimming may have removed it',
	IL2055: "$ makes a generic type that is only known at run time: what its type parameters ask for can't be kept",
	IL2057: '$ finds its type by a name that is only known at run time: trimming may have removed it',
	IL2058: '$ creates a type by name: trimming may have removed it',
	IL2059: '$ runs the static constructor of a type that is only known at run time: trimming may have removed it',
	IL2060: "$ makes a generic method that is only known at run time: what its type parameters ask for can't be kept",
	IL2062: `${REFLECTS} that is only known at run time, ${MEMBERS_GONE}`,
	IL2063: `Callers reflect on what is returned, a type that is only known at run time, ${MEMBERS_GONE}`,
	IL2064: `What is stored here is reflected on, a type that is only known at run time, ${MEMBERS_GONE}`,
	IL2065: `$ looks for members of a type that is only known at run time, ${MEMBERS_GONE}`,
	IL2066: `$ reflects on its type argument, which is only known at run time, ${MEMBERS_GONE}`,
	...Object.fromEntries(
		Object.entries(SOURCES).flatMap(([first, source]) =>
			[ARGUMENT, RETURNED, STORED, RECEIVER, TYPE_ARGUMENT].map((sentence, index) => [`IL${Number(first) + index}`, sentence(source)]),
		),
	),
	IL2096: '$ ignores case: which type it finds is only known at run time, so trimming may have removed it',
	IL2103: '$ gets an accessor that is only known at run time: trimming may have removed its property',
	IL2110: 'Reflection reaches a field whose types need their members: what is stored through it is not seen',
	IL2111: 'Reflection or a delegate reaches a method that asks members of its arguments: what arrives there is not seen',
	IL2122: 'The type is named without its assembly: trimming may keep it in another one',
	IL2050: "$ marshals COM objects, which can't be relied on after trimming",
	IL2046: 'The override or implementation and its base are marked differently: callers of one are not warned',
	IL3051: 'The override or implementation and its base are marked differently: callers of one are not warned',
	IL3003: 'The override or implementation and its base are marked differently: callers of one are not warned',
	IL2092: 'A parameter is annotated otherwise than in the base: callers keep other members than the code needs',
	IL2093: 'The result is annotated otherwise than in the base: callers rely on members that may be gone',
	IL2094: "'this' is annotated otherwise than in the base: callers keep other members than the code needs",
	IL2095: 'A type parameter is annotated otherwise than in the base: callers keep other members than the code needs',
	IL2041: 'The annotation means nothing here: the method is not one of a Type',
	IL2043: 'The property and its accessor are both annotated: one of them does not count',
	IL2097: 'The annotation means nothing here: the field holds no Type and no type name',
	IL2098: 'The annotation means nothing here: the parameter is no Type and no type name',
	IL2099: 'The annotation means nothing here: the property holds no Type and no type name',
	IL2106: 'The annotation means nothing here: the result is no Type and no type name',
	IL2112: 'Reflection on this annotated type reaches a member that needs code which trimming may remove',
	IL2113: 'Reflection on this annotated type reaches an inherited member that needs code which trimming may remove',
	IL2114: 'Reflection on this annotated type reaches a member that asks for annotations: what arrives there is not seen',
	IL2115: 'Reflection on this annotated type reaches an inherited member that asks for annotations: what arrives there is not seen',
	IL2116: 'The mark warns nobody: no code calls a static constructor by name',
	IL3056: 'The mark warns nobody: no code calls a static constructor by name',
	IL3004: 'The mark warns nobody: no code calls a static constructor by name',
	IL2123: 'The mark warns nobody: no code calls the entry point',
	IL3057: 'The mark warns nobody: no code calls the entry point',
	IL3005: 'The mark warns nobody: no code calls the entry point',
	IL4000: 'The guard can be on where its feature is off: the code behind it is not safe',
	IL4001: 'Only a static Boolean property can guard a feature: this one guards nothing',
};

/** Of a use that needs both: what trimming removes, and what can't be made at run time. */
export const pairSentence = (subject: string): string =>
	`${subject} needs code that trimming may remove, or that Native AOT can't make at run time`;

const REACHED = '$ reaches a member by reflection that needs code which trimming may remove';

/** The sentence without a stop at the end; undefined where the message says it already. */
export function sentenceOf({ code, evidence, isReached }: Finding): string | undefined {
	const member = evidence?.use.member;
	return (isReached ? REACHED : SENTENCES[code])?.replace('$', () => (member ? briefName(member) : 'This'));
}
