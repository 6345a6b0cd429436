/**
 * From a type's simple name to the namespaces that have such a type.
 *
 * Usings ask for a name in each namespace that they import. Nearly all of them lack it, and making the
 * full name to find that out is what a file's lookups would spend their time on.
 */
export class SimpleNames {
	readonly #namespaces = new Map<string, string[]>();
	readonly #others: readonly SimpleNames[];

	/**
	 * @param fullNames names of top-level types, with their arity: `System.Collections.Generic.List\`1`
	 * @param others what is known of further names
	 */
	constructor(fullNames: Iterable<string>, others: readonly SimpleNames[] = []) {
		this.#others = others;
		for (const fullName of fullNames) {
			const dot = fullName.lastIndexOf('.');
			const name = fullName.slice(dot + 1);
			const namespace = fullName.slice(0, Math.max(0, dot));
			const known = this.#namespaces.get(name);
			if (!known) this.#namespaces.set(name, [namespace]);
			else if (!known.includes(namespace)) known.push(namespace);
		}
	}

	namespacesWith(simpleName: string): readonly string[] {
		let found: readonly string[] = this.#namespaces.get(simpleName) ?? NONE;
		for (const other of this.#others) {
			const more = other.namespacesWith(simpleName);
			if (more.length > 0) found = found.length > 0 ? [...found, ...more] : more;
		}
		return found;
	}
}

const NONE: readonly string[] = [];
