/** Why something of a controller stays as it is: in words that follow its name, `GetAll answers with text`. */
export class Stays extends Error {}

/** What an action throws to say that it stays; other errors go on. */
export function reasonOf(error: unknown): string {
	if (error instanceof Stays) return error.message;
	throw error;
}
