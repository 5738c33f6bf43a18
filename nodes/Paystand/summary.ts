import type { INodeExecutionData } from 'n8n-workflow';

import type { Limits } from '../../client/limitUsage';

/** Below this nobody notices that a run was waiting. */
const SHORT_WAIT_MS = 1000;

/**
 * What a run came to, for the hint above its output: how many items had which outcome, and what
 * Paystand's limit of requests has cost, e.g. `20 created, 3 updated. Waited 23 s for Paystand's
 * limit of requests.`
 *
 * @returns an empty text when there is nothing to tell
 */
export function summaryOf(items: INodeExecutionData[], limits: Limits): string {
	return [outcomes(items), waiting(limits), left(limits)]
		.filter((sentence) => sentence !== '')
		.map((sentence) => `${sentence}.`)
		.join(' ');
}

function outcomes(items: INodeExecutionData[]): string {
	const counts = new Map<string, number>();
	for (const { json } of items) {
		const outcome = typeof json.error === 'string' ? 'not done' : json.outcome;
		if (typeof outcome === 'string') counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
	}
	return [...counts].map(([outcome, count]) => `${shownNumber(count)} ${outcome}`).join(', ');
}

function waiting({ waitedMs, throttled }: Limits): string {
	const times = throttled === 1 ? 'once' : `${shownNumber(throttled)} times`;
	const refused = throttled > 0 ? `Paystand answered ${times} that its limit was reached` : '';
	if (waitedMs < SHORT_WAIT_MS) return refused;
	const waited = `Waited ${Math.round(waitedMs / 1000)} s for Paystand's limit of requests`;
	return refused === '' ? waited : `${waited}. ${refused}`;
}

function left({ remaining, limit }: Limits): string {
	if (remaining === undefined || limit === undefined) return '';
	return `${shownNumber(remaining)} of ${shownNumber(limit)} requests were left in this minute`;
}

function shownNumber(number: number): string {
	return number.toLocaleString('en-US');
}
