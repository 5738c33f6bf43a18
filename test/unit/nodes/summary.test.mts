import { describe, expect, test } from 'vitest';
import { explain } from '../../../client/explain.ts';
import { charge } from '../../../nodes/Paystand/actions/payment/charge.operation.ts';
import type { Item } from '../../../nodes/Paystand/item/item.ts';
import { inColumns } from '../../../nodes/Paystand/item/columns.ts';
import { summaryOf } from '../../../nodes/Paystand/summary.ts';

describe('the summary of a run', () => {
	const idle = { waitedMs: 0, throttled: 0 };
	const items = (outcome: string, count: number) =>
		Array.from({ length: count }, () => ({ json: { outcome } }));

	test('counts outcomes, tells a wait and what is left', () => {
		const rows = [...items('created', 20), ...items('unchanged', 1977)];
		const limits = { waitedMs: 23_400, throttled: 1, remaining: 2140, limit: 3000 };
		expect(summaryOf(rows, limits)).toBe(
			"20 created, 1,977 unchanged. Waited 23 s for Paystand's limit of requests. Paystand answered once that its limit was reached. 2,140 of 3,000 requests were left in this minute.",
		);
	});

	test('is empty when there is nothing to tell', () => {
		expect(summaryOf([{ json: { id: '1' } }], { ...idle, waitedMs: 999 })).toBe('');
		expect(summaryOf([], { ...idle, remaining: 5 })).toBe('');
	});
});

test('columns: no field is lost, unknown ones stay in the middle, what is no day stays as it is', () => {
	const row = { payerId: 'p', zebra: 1, id: 'x', date: '11-20-2026', status: 'a', dateDue: 'soon' };
	expect(Object.entries(inColumns(row))).toEqual([
		['status', 'a'],
		['date', '2026-11-20'],
		['dateDue', 'soon'],
		['zebra', 1],
		['id', 'x'],
		['payerId', 'p'],
	]);
	expect(inColumns({ date: '2026-11-20T23:30:00-08:00' })).toEqual({ date: '2026-11-20' });
});

describe('a refusal of a charge', () => {
	const item = { value: () => '' } as unknown as Item;
	const refusal = (more: object) => ({ status: 422, ...more });

	test('advises on Sage Intacct only when it is about a receivable', () => {
		expect(charge.hint!(refusal({ parameter: 'receivableId' }), item)).toContain('Sage Intacct');
		expect(charge.hint!(refusal({ explanation: 'An invoice is required' }), item)).toContain(
			'Sage',
		);
		expect(charge.hint!(refusal({ parameter: 'amount' }), item)).toBeUndefined();
		expect(charge.hint!({ status: 500, parameter: 'receivableId' }, item)).toBeUndefined();
	});

	test('of a card says where its ID is to be had, and shows no pattern', () => {
		const cardId = refusal({
			parameter: 'cardId',
			explanation: 'cardId must match pattern "^[a-z0-9]{24}$"',
		});
		const { message } = explain(cardId, { cardId: 'Card ID' });
		expect(message).toBe(
			"Paystand refused the request: 'Card ID' must be a Paystand ID of 24 characters",
		);
		expect(charge.hint!(cardId, item)).toContain("as 'sourceId'");
		const day = explain(refusal({ explanation: 'must match pattern ^\\d{4}' }));
		expect(day.message).toContain('must be written in the form that Paystand takes');
		expect(JSON.stringify(day)).not.toContain('^');
	});
});
