/** XML to a small tree with offsets. Entities are never expanded from a DTD, and depth is limited. */
import { SaxesParser } from 'saxes';

export interface XmlElement {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly XmlElement[];
	readonly text: string;
	/** Offset of the `<`. */
	readonly start: number;
	readonly end: number;
}

const MAX_DEPTH = 100;
const MAX_LENGTH = 8 * 1024 * 1024;

/** @throws Error with a readable message when the text is not well-formed, too deep or too long. */
export function parseXml(text: string): XmlElement {
	if (text.length > MAX_LENGTH) throw new Error('the file is too large to be a project file');
	if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new Error('document type declarations are not read');
	interface Open {
		name: string;
		attributes: Record<string, string>;
		children: XmlElement[];
		text: string;
		start: number;
	}
	const stack: Open[] = [];
	let root: XmlElement | undefined;
	let tagStart = 0;
	const parser = new SaxesParser();
	parser.on('error', error => {
		throw new Error(error.message.replace(/^\d+:\d+:\s*/, ''));
	});
	parser.on('opentagstart', tag => {
		tagStart = text.lastIndexOf(`<${tag.name}`, parser.position);
	});
	parser.on('opentag', tag => {
		if (stack.length >= MAX_DEPTH) throw new Error('elements are nested too deeply');
		stack.push({ name: tag.name, attributes: tag.attributes as Record<string, string>, children: [], text: '', start: tagStart });
	});
	parser.on('text', value => {
		const top = stack.at(-1);
		if (top) top.text += value;
	});
	parser.on('cdata', value => {
		const top = stack.at(-1);
		if (top) top.text += value;
	});
	parser.on('closetag', () => {
		const done = stack.pop();
		if (!done) return;
		const element: XmlElement = { ...done, end: parser.position };
		const parent = stack.at(-1);
		if (parent) parent.children.push(element);
		else root = element;
	});
	parser.write(text).close();
	if (!root) throw new Error('the file has no root element');
	return root;
}
