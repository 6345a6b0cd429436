/** Names of a hostile repository, in the places where they are shown. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forTerminal, forUri } from '../../server/src/core/text/escape.ts';

test('a terminal and a CI log see one line without commands', () => {
	assert.equal(forTerminal('a\u001b[31mb\nc\u0007\u202ed'), 'a\\u{1b}[31mb\\nc\\u{7}\\u{202e}d');
	assert.equal(forTerminal('::error file=a::b'), './::error file=a::b');
	assert.equal(forTerminal('x ##vso[task.setvariable variable=a]b ##[error]c'), 'x # #vso[task.setvariable variable=a]b # #[error]c');
	assert.equal(forTerminal('System.Collections.Generic.List<T>.M(string[])'), 'System.Collections.Generic.List<T>.M(string[])');
});

test('a URI keeps the whole path', () => {
	assert.equal(forUri('C#/a?b/c d/é.cs'), 'C%23/a%3Fb/c%20d/%C3%A9.cs');
	assert.equal(forUri('a:b/c.cs'), './a:b/c.cs');
	assert.equal(forUri('../x/y.cs'), '../x/y.cs');
	assert.equal(forUri('\ud800.cs'), '%EF%BF%BD.cs');
});
