import { BY_KIND, EFFECTS, OUT_OF_REACH } from '../effects/effects.mts';
import type { Outcome } from '../run.mts';
import { answersOf, notTriedOf } from './json.mts';
import { code, show, table } from './markdown.mts';
import { listsOf, operationsOf, wordsOf } from './seen.mts';

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

function notTriedSection(outcome: Outcome): string[] {
	return [
		'## Not tried',
		'',
		...notTriedOf(outcome).map(({ what, why: reason }) => `- ${what}: ${reason}`),
		'',
	];
}
