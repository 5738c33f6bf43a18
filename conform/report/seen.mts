import type { Outcome } from '../run.mts';
import { code, show, table } from './markdown.mts';

export function listsOf({ probe }: Outcome): string[] {
	const lines = ['## Lists', ''];
	for (const [name, answers] of Object.entries(probe.findings.lists))
		lines.push(`- ${name}: ${show(answers)}`);
	return [...lines, ''];
}

export function operationsOf({ probe }: Outcome): string[] {
	const lines = ['## Operations', ''];
	for (const [name, { statuses, fields, refusals }] of [...probe.findings.operations].sort()) {
		const operation = probe.document.operations.get(name)!;
		lines.push(`### ${name}`, '', code(`${operation.method} ${operation.path}`), '');
		lines.push(
			`Statuses: ${Object.entries(statuses)
				.map(([status, count]) => `${status} (${count})`)
				.join(', ')}; documented: ${operation.statuses.join(', ')}.`,
		);
		if (refusals.length > 0) lines.push('', `Refusals: ${refusals.map(code).join(', ')}.`);
		const rows = Object.entries(fields).map(([path, shapes]) => [code(path), shapes.join(', ')]);
		if (rows.length > 0) lines.push('', ...table(['Field', 'Values'], rows));
		lines.push('');
	}
	return lines;
}

export function wordsOf({ probe }: Outcome): string[] {
	const rows = [...probe.findings.words]
		.sort()
		.map(([field, words]) => [code(field), [...words].sort().join(', ')]);
	return ['## Words seen', '', ...table(['Field', 'Values'], rows), ''];
}
