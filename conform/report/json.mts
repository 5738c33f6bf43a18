import { EFFECTS } from '../effects/effects.mts';
import type { Answer } from '../findings.mts';
import type { Outcome } from '../run.mts';

/** Answers that are in the JSON report even when nothing was found out: null then. */
const ALWAYS = [
	...EFFECTS.map(({ answer }) => answer),
	...['largestPageAtLeast', 'defaultPage', 'badToken', 'foreignCustomerHeader', 'idOfAnotherKind'],
];

const NEVER: Record<string, string> = {
	updateMerchant: 'never: it would change the settings of the merchant',
	splitFeesPublic: 'never: it needs a publishable key',
	updateCard: 'never: no card can be made by API',
	updateDispute: 'never: no dispute can be made by API',
	createWithdrawal: 'never: it would move the balance of the merchant',
	updateWithdrawal: 'never: no withdrawal is made',
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

/** All answers, those that could not be had as null. */
export function answersOf({ probe: { findings } }: Outcome): Record<string, Answer> {
	return { ...Object.fromEntries(ALWAYS.map((name) => [name, null])), ...findings.answers };
}

/** What was left out, with the reason. */
export function notTriedOf({ probe, write }: Outcome): { what: string; why: string }[] {
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
