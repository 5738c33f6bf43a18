import { expect, test } from 'vitest';
import { planCheckouts } from '../../../harness/cash/plan.mts';
import type { Receivable } from '../../../sandbox/resources.mts';

/** 24 open receivables of three payers. */
const receivables = Array.from({ length: 24 }, (_, index) => ({
	...{ id: `r${index}`, extId: `E${String(index).padStart(3, '0')}`, status: 'active' },
	...{ amount: '100.00', amountPaid: '0.00', currency: 'USD', payerCustomerId: `c${index % 3}` },
})) as Receivable[];

test.each([1, 2, 3, 4, 5])('seed %i: a card dispute won, one lost, a returned debit', (seed) => {
	const checkouts = planCheckouts(receivables, seed);
	const ends = (type: 'card' | 'bank') =>
		checkouts.flatMap(({ dispute, ...rest }) => (dispute && rest[type] ? [dispute] : []));
	expect(ends('card').sort()).toEqual(['lost', 'won']);
	expect(ends('bank')).toEqual(['lost']);
	expect(checkouts.filter(({ dispute, refund }) => dispute && refund)).toEqual([]);
});

test('payments of several invoices are disputed first, by card and by bank', () => {
	const disputed = planCheckouts(receivables, 1).filter(({ dispute }) => dispute);
	for (const type of ['card', 'bank'] as const) {
		const mine = disputed.filter((checkout) => checkout[type]);
		expect(Math.max(...mine.map((checkout) => checkout.receivables.length))).toBeGreaterThan(1);
	}
});
