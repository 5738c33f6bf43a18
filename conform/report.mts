import { BY_KIND, EFFECTS, OUT_OF_REACH } from './effects.mts';
import type { Answer } from './findings.mts';
import type { Outcome } from './run.mts';

/** Answers that are in the JSON report even when nothing was found out: null then. */
const ALWAYS = [
	...EFFECTS.map(({ answer }) => answer),
	...['largestPageAtLeast', 'defaultPage', 'badToken', 'foreignCustomerHeader', 'idOfAnotherKind'],
];

const NEVER: Record<string, string> = {
	updateMerchant: 'never: it would change the settings of the merchant',
	splitFeesPublic: 'never: it needs a publishable key',
};

/** The report for programs; its shape is described in docs/conform.md. */
export function jsonReport(outcome: Outcome): object {
	const { probe, startedAt, write, complete, stopped, leftovers } = outcome;
	const { findings } = probe;
	return {
		startedAt: startedAt.toISOString(),
		environment: probe.target.environment,
		mode: write ? 'write' : 'read',
		complete,
		stopped,
		requests: probe.requests,
		differences: findings.differences,
		answers: answersOf(outcome),
		reasons: findings.reasons,
		lists: findings.lists,
		operations: Object.fromEntries(findings.operations),
		words: Object.fromEntries(
			[...findings.words].map(([name, words]) => [name, [...words].sort()]),
		),
		notTried: notTriedOf(outcome),
		...(write && { prefix: probe.prefix, leftovers }),
	};
}

function answersOf({ probe: { findings } }: Outcome): Record<string, Answer> {
	return { ...Object.fromEntries(ALWAYS.map((name) => [name, null])), ...findings.answers };
}

function notTriedOf({ probe, write }: Outcome): { what: string; why: string }[] {
	const { document, findings } = probe;
	const named = new Set(findings.notTried.map(({ what }) => what));
	const silent = [...document.operations.values()].filter(
		({ operationId }) => !findings.operations.has(operationId) && !named.has(operationId),
	);
	return [
		...findings.notTried,
		...silent.map(({ operationId, method }) => ({
			what: operationId,
			why:
				NEVER[operationId] ??
				(method === 'GET' || write ? 'the run did not come to it' : 'only with --write'),
		})),
	];
}

/** The report for people, in Markdown. */
export function textReport(outcome: Outcome): string {
	const { probe, startedAt, write, complete, stopped, leftovers } = outcome;
	const { differences } = probe.findings;
	const left = leftovers ? leftovers.receivables + leftovers.creditMemos : 0;
	return [
		'# Conformance of a Paystand account',
		'',
		`- Run: ${startedAt.toISOString()}, ${probe.target.environment}, ${write ? 'write' : 'read'} mode`,
		`- Requests: ${probe.requests}`,
		`- Complete: ${complete ? 'yes' : `no. ${stopped ?? ''}`}`,
		`- Differences from the API document: ${differences.length}`,
		...(write
			? [
					`- Everything that was made has the prefix \`${probe.prefix}\`; customers, bank accounts and payments stay.`,
					left === 0
						? '- All receivables and credit memos of this run are cancelled.'
						: `- **Not cancelled: ${leftovers!.receivables} receivables and ${leftovers!.creditMemos} credit memos. Search for the prefix in the dashboard and cancel them there.**`,
				]
			: []),
		'',
		'Values of records are not in this report: `text(12)` is a text of twelve characters.',
		'',
		...differencesOf(outcome),
		...answersTable(outcome),
		...listsOf(outcome),
		...operationsOf(outcome),
		...wordsOf(outcome),
		...notTriedSection(outcome),
	].join('\n');
}

function differencesOf({ probe }: Outcome): string[] {
	const { differences } = probe.findings;
	if (differences.length === 0) return ['## Differences', '', 'None.', ''];
	return [
		'## Differences',
		'',
		...table(
			['Operation', 'Kind', 'At', 'Documented', 'Seen', 'In the node', 'Copes'],
			differences.map(({ operation, kind, at, documented, seen }) => [
				operation,
				kind,
				code(at),
				documented,
				seen,
				...BY_KIND[kind]!,
			]),
		),
		'',
	];
}

function answersTable(outcome: Outcome): string[] {
	const { reasons } = outcome.probe.findings;
	const answers = answersOf(outcome);
	const rows = EFFECTS.map((effect) => {
		const value = answers[effect.answer] ?? null;
		const found = value === null ? `not found out: ${why(outcome, effect.answer)}` : show(value);
		const other = value !== null && !effect.isAssumed(value);
		return [
			effect.sheet,
			effect.question,
			found,
			effect.assumed,
			other ? `${effect.affected} Copes: ${effect.copes}.` : value === null ? '' : 'as assumed',
		];
	});
	const rest = Object.entries(answers).filter(
		([name]) => !EFFECTS.some(({ answer }) => answer === name),
	);
	return [
		'## Answers',
		'',
		'Numbers are those of the fact sheet.',
		'',
		...table(['Sheet', 'Question', 'Answer', 'Assumed', 'In the node'], rows),
		...OUT_OF_REACH.map(
			([sheet, question, text]) => `| ${sheet} | ${question} | not tried: ${text} | | |`,
		),
		'',
		'Further:',
		'',
		...rest.map(
			([name, value]) => `- ${name}: ${show(value)}${reasons[name] ? ` (${reasons[name]})` : ''}`,
		),
		'',
	];
}

function why({ probe, write, complete }: Outcome, answer: string): string {
	const { reasons } = probe.findings;
	if (reasons[answer]) return reasons[answer];
	if (answer === 'tooManyRequests') return 'no 429 came';
	if (!complete) return 'the run ended before';
	return write ? 'no reply tells' : 'only with --write, or no record tells';
}

function listsOf({ probe }: Outcome): string[] {
	const lines = ['## Lists', ''];
	for (const [name, answers] of Object.entries(probe.findings.lists))
		lines.push(`- ${name}: ${show(answers)}`);
	return [...lines, ''];
}

function operationsOf({ probe }: Outcome): string[] {
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

function wordsOf({ probe }: Outcome): string[] {
	const rows = [...probe.findings.words]
		.sort()
		.map(([field, words]) => [code(field), [...words].sort().join(', ')]);
	return ['## Words seen', '', ...table(['Field', 'Values'], rows), ''];
}

function notTriedSection(outcome: Outcome): string[] {
	return [
		'## Not tried',
		'',
		...notTriedOf(outcome).map(({ what, why: reason }) => `- ${what}: ${reason}`),
		'',
	];
}

function show(value: Answer): string {
	if (value === null) return 'not found out';
	if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'none';
	if (typeof value !== 'object') return String(value);
	const parts = Object.entries(value).map(([name, one]) => `${name}: ${show(one)}`);
	return parts.length > 0 ? parts.join('; ') : 'none';
}

function table(head: string[], rows: string[][]): string[] {
	const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** A bar or a line break would end the cell. */
function cell(text: string): string {
	return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}

function code(text: string): string {
	return `\`${text.replaceAll('`', "'")}\``;
}
