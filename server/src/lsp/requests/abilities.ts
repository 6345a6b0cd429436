/** What the client can do with actions. */
export interface ActionAbilities {
	/** It asks for an action's edits when it is chosen. */
	readonly canResolve: boolean;
	/** It offers `SAVE_COMMAND`. */
	readonly canSave: boolean;
	/** It offers `ASSESS_COMMAND`. */
	readonly canAssess: boolean;
	/** It groups edits by annotations in its preview. */
	readonly canAnnotate: boolean;
}
