/**
 * A page with what is generated between its two marks.
 * @param name of the part, as the marks have it: `<!-- name: written by … -->`, `<!-- end of name -->`
 * @throws Error when the marks are not there
 */
export function withPart(page: string, name: string, part: string): string {
	const begin = `<!-- ${name}: written by \`npm run examples\` -->\n`;
	const end = `\n<!-- end of ${name} -->`;
	const [before, rest] = page.split(begin);
	const after = rest?.split(end)[1];
	if (before === undefined || after === undefined) throw new Error(`The page lacks ${begin}`);
	return `${before}${begin}\n${part}\n${end}${after}`;
}
