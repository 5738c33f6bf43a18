import type { Answer } from '../findings.mts';

export function show(value: Answer): string {
	if (value === null) return 'not found out';
	if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'none';
	if (typeof value !== 'object') return String(value);
	const parts = Object.entries(value).map(([name, one]) => `${name}: ${show(one)}`);
	return parts.length > 0 ? parts.join('; ') : 'none';
}

export function table(head: string[], rows: string[][]): string[] {
	const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** A bar or a line break would end the cell. */
function cell(text: string): string {
	return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}

export function code(text: string): string {
	return `\`${text.replaceAll('`', "'")}\``;
}
