import { resources } from '../../nodes/Paystand/registry.ts';
import { withPart } from './marks.mts';

/**
 * The README with the table of all operations between its two marks.
 * @throws Error when the marks are not there
 */
export function withTable(readme: string): string {
	return withPart(readme, 'operations', operationsTable());
}

function operationsTable(): string {
	const rows = resources.map(
		({ name, operations }) => `| ${name} | ${operations.map((each) => each.name).join(', ')} |`,
	);
	return ['| Resource | Operations |', '|---|---|', ...rows].join('\n');
}
