import { resources } from '../../nodes/Paystand/registry.ts';

const BEGIN = '<!-- operations: written by `npm run examples` -->\n';
const END = '\n<!-- end of operations -->';

/**
 * The README with the table of all operations between its two marks.
 * @throws Error when the marks are not there
 */
export function withTable(readme: string): string {
	const [before, rest] = readme.split(BEGIN);
	const after = rest?.split(END)[1];
	if (before === undefined || after === undefined) throw new Error(`README.md lacks ${BEGIN}`);
	return `${before}${BEGIN}\n${operationsTable()}\n${END}${after}`;
}

function operationsTable(): string {
	const rows = resources.map(
		({ name, operations }) => `| ${name} | ${operations.map((each) => each.name).join(', ')} |`,
	);
	return ['| Resource | Operations |', '|---|---|', ...rows].join('\n');
}
