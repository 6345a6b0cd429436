/** What rules are made of. A rule looks at bound uses and never walks trees. */
import type { DeclaredType } from '../binding/bodies.ts';
import type { BoundBody, Use } from '../binding/bound.ts';
import type { Families, Generators } from '../project/switches.ts';
import type { Compilation } from '../symbols/compilation.ts';
import type { FieldSymbol, MethodSymbol, Parameter } from '../symbols/members.ts';
import type { SourceTypeDef } from '../symbols/source.ts';
import type { NamedType, Type, TypeParameter } from '../symbols/types.ts';
import type { AppContracts } from './contracts.ts';
import type { AppSwitches } from './app-switches.ts';
import type { Range, SourceFile } from '../syntax/ast.ts';

export interface RuleContext {
	readonly compilation: Compilation;
	readonly file: SourceFile;
	readonly families: Families;
	readonly generators: Generators;
	/** For an app that is published with Native AOT: what it registers, and what its JSON contexts cover. */
	readonly app?: AppContracts | undefined;
	/** What is switched on and off in the native binary that the code ends up in; undefined where it ends up in none. */
	readonly switches?: AppSwitches | undefined;
	/** Native libraries that reference this project and look for no entry points in it. */
	readonly leftOutBy?: readonly string[] | undefined;
	/** Counts what had to be left out, by reason. */
	readonly countUnknown?: (reason: string) => void;
}

/** One problem. Offsets are absolute UTF-16 code units in the file. */
export interface Finding extends Range {
	readonly code: string;
	readonly message: string;
	/** What was judged; fixes start from it. */
	readonly evidence: Evidence | undefined;
	/** The message names a member that reflection reaches; the evidence's use is the call that reflects. */
	readonly isReached?: boolean;
	/** What would mend it, where the rule knows. */
	readonly lack?: Lack | undefined;
	/** What mends it in a project file. */
	readonly repair?: ProjectRepair | undefined;
	/** Where it comes from, or leads, step by step. */
	readonly related?: readonly RelatedPlace[] | undefined;
}

/** What a finding has to do with another place; some steps have none in the workspace. */
export interface RelatedPlace {
	readonly message: string;
	readonly place?: Range & { readonly path: string };
}

/** An edit of a project file that mends a finding. */
export type ProjectRepair =
	/** The element that the finding stands on is of no use. */
	| { readonly kind: 'remove-element' }
	/** The element that the finding stands on counts for some targets only. */
	| { readonly kind: 'add-condition'; readonly condition: string }
	/** Another text in the same file, maybe elsewhere. */
	| { readonly kind: 'replace'; readonly title: string; readonly start: number; readonly end: number; readonly text: string }
	/** A property of the published app. */
	| { readonly kind: 'set-property'; readonly name: string; readonly value: string }
	/** An item of the published app. */
	| { readonly kind: 'add-item'; readonly name: string; readonly include: string };

/** A declaration that gives a value without the members that its user needs. */
export interface MissingAnnotation {
	readonly place:
		| { readonly kind: 'parameter'; readonly parameter: Parameter; readonly method: MethodSymbol }
		| { readonly kind: 'return'; readonly method: MethodSymbol }
		| { readonly kind: 'field'; readonly field: FieldSymbol }
		| { readonly kind: 'type-parameter'; readonly parameter: TypeParameter; readonly owner: string };
	/** All flags that it should have. */
	readonly flags: number;
	/** Their names in the enum. */
	readonly names: readonly string[];
}

/** A type that JSON meets and that no context knows. */
export interface UnlistedType {
	readonly kind: 'json-type';
	readonly type: Type;
	/** The contexts that it may be listed on, the first best. */
	readonly contexts: readonly SourceTypeDef[];
	/** Whether a context that the HTTP JSON options get will do. */
	readonly isHttp: boolean;
}

/** What the code lacks: a fix supplies it. */
export type Lack =
	| { readonly kind: 'annotation'; readonly missing: MissingAnnotation }
	| UnlistedType
	/** A closed service that the container can't make of an open registration. */
	| { readonly kind: 'service'; readonly service: NamedType };

/** The annotation that a finding misses. */
export const missingOf = ({ lack }: Pick<Finding, 'lack'>): MissingAnnotation | undefined =>
	lack?.kind === 'annotation' ? lack.missing : undefined;

/** What was judged. */
export interface Evidence {
	readonly body: BoundBody;
	readonly use: Use;
}

export type Category = 'Trimming' | 'SingleFile' | 'AOT' | 'Advice';

/** A code that can be reported. What it means is told in `docs/rules/CODE.md`. */
export interface RuleCode {
	readonly code: string;
	readonly title: string;
	readonly category: Category;
	/** Advice stays information in every project. */
	readonly isAdvice: boolean;
}

/** Declares codes of one category, each with its title. */
export const declare = (category: Category, titles: Readonly<Record<string, string>>): readonly RuleCode[] =>
	Object.entries(titles).map(([code, title]) => ({ code, title, category, isAdvice: category === 'Advice' }));

/** What a rule says of itself: catalogue, README and the heads of pages come from it. */
export interface RuleHead {
	readonly slug: string;
	/** What its codes are about, in a line of Markdown for the README. */
	readonly about?: string;
	/** The codes that have their meaning from this rule; each code is declared once. */
	readonly codes: readonly RuleCode[];
	/** Codes of other rules that it reports as well. */
	readonly alsoReports?: readonly string[];
}

/** A rule over declared types. */
export interface DeclarationRule extends RuleHead {
	check(type: DeclaredType, context: RuleContext, report: (finding: Finding) => void): void;
}

/** A rule over whole bodies. */
export interface BodyRule extends RuleHead {
	/** As of a `Rule`. */
	readonly isContextual?: boolean;
	check(body: BoundBody, context: RuleContext, report: (finding: Finding) => void): void;
}

/** A rule over uses; `report` may be called several times. */
export interface Rule extends RuleHead {
	/** Depends on the app's contracts, too: what it says of a body is remembered for these contracts only. */
	readonly isContextual?: boolean;
	check(use: Use, body: BoundBody, context: RuleContext, report: (finding: Finding) => void): void;
}
