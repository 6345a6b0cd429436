/**
 * What publishing says of packages (IL2104, IL3053), and the calls that lead there (AOTL1006). Found by following the app into
 * its packages (`core/whole-program`), which no rule does.
 */
import { declare, type RuleHead } from './rule.ts';

export const publishedPackages: RuleHead = {
	slug: 'published-packages',
	about: 'what publishing will say of packages, and the calls that lead there (advice): in the editor, and by `aot-lens check --packages`',
	codes: [
		...declare('Trimming', { IL2104: 'A package produces trim warnings' }),
		...declare('AOT', { IL3053: 'A package produces AOT analysis warnings' }),
		...declare('Advice', { AOTL1006: 'A call reaches code of a package that may break' }),
	],
};
