/** The pages tell the truth: what stands under "Before" gives the code, what stands under "After" does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CODES } from '../../server/src/core/rules/catalog.ts';
import { publishedPackages } from '../../server/src/core/rules/published-packages.ts';
import { referenceMarks } from '../../server/src/core/rules/reference-marks.ts';
import { API_PAGES, pageOfMember } from '../../server/src/lsp/requests/api-pages.ts';
import { codesIn, pages } from '../support/pages.ts';

const all = pages();
/** What is found in packages is in no file by itself. */
const ofPackages = new Set([publishedPackages, referenceMarks].flatMap(rule => rule.codes.map(each => each.code)));

test('every page has both', () => {
	const shown = new Set(all.map(page => page.code));
	assert.deepEqual(
		CODES.filter(code => !shown.has(code) && !ofPackages.has(code)),
		[],
	);
});

for (const { code, before, after } of all)
	test(`${code} before and after`, () => {
		assert.ok(codesIn(code, before).includes(code), 'before');
		assert.ok(!codesIn(code, after).includes(code), 'after');
	});

test('each family of APIs has a page: what it shows before is reported, what people do instead is not', () => {
	assert.deepEqual(
		pages('apis')
			.map(({ code }) => code)
			.toSorted(),
		API_PAGES.toSorted(),
	);
	for (const { code, before, after } of pages('apis')) {
		// Examples with packages that tests don't have are left out.
		if (Object.keys(before).length > 0) assert.notDeepEqual(codesIn(code, before), [], `${code}: before`);
		assert.deepEqual(codesIn(code, after), [], `${code}: after`);
	}
	assert.equal(pageOfMember('System.Xml.Serialization.XmlSerializer.Serialize'), 'xml-serializer');
	assert.equal(pageOfMember('System.Xml.Linq.XElement.Parse'), undefined);
});
