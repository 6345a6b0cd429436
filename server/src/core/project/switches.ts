/** The analyzers and generators that a project's properties turn on. */

/** The analyzers (docs/analyzer.md, "Switches"). */
export interface Families {
	readonly trim: boolean;
	readonly aot: boolean;
	readonly singleFile: boolean;
}

/** Source generators that take over calls, and then their warnings too. */
export interface Generators {
	readonly requestDelegate: boolean;
	readonly configurationBinding: boolean;
}
