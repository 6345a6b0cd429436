/** A program with a file of 8,000 lines, made from the sample's code. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../support/core.ts';

/** @param folder is made; gives the name of the large file in it */
export function largeSample(folder: string): string {
	fs.cpSync(path.join(root, 'samples/shop-api'), folder, { recursive: true });
	const body = fs.readFileSync(path.join(folder, 'Catalog.cs'), 'utf8').split('public class Catalog')[1] ?? '';
	// Most code is not about reflection: one class in ten keeps the calls that are reported.
	const clean = body
		.replace(
			'JsonSerializer.Serialize(All, Options)',
			'string.Join(", ", All.Where(each => each.Price > 1).OrderBy(each => each.Name).Select(each => $"{each.Id}: {each.Name}"))',
		)
		.replace(
			'JsonSerializer.Deserialize<Product[]>(json) ?? []',
			"json.Split(',').Select((name, index) => new Product(index, name.Trim(), 1m, Color.Red)).ToList()",
		)
		.replace('await client.GetFromJsonAsync<Product>(', 'await Parse(client.GetStringAsync(')
		.replace('products/1")', 'products/1"))')
		.replace(
			/\}\s*$/,
			'\n    private static async Task<Product?> Parse(Task<string> text) => (await text) is { Length: > 0 } name ? new Product(1, name, 2m, Color.Blue) : null;\n}\n',
		);
	let text = 'using System.Net.Http.Json;\nusing System.Text.Json;\n\nnamespace ShopApi.Large;\n';
	for (let index = 0; text.split('\n').length < 8000; index++) text += `\npublic class Catalog${index}${index % 10 === 0 ? body : clean}`;
	fs.writeFileSync(path.join(folder, 'Large.cs'), text);
	return 'Large.cs';
}
