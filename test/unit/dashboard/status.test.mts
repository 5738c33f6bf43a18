import { describe, expect, test } from 'vitest';
import { actionsOf } from '../../../sandbox/dashboard/columns.mjs';
import { chipsOf, hintOf } from '../../../sandbox/dashboard/status.mjs';
import type { View } from '../../../sandbox/dashboard/types.mts';
import { CONTEXT, invoice, payment } from './records.mts';

const labels = (table: string, view: View) =>
	chipsOf(table, view, CONTEXT).map(({ label }) => label);
const names = (table: string, view: View) => actionsOf(table, view).map(({ name }) => name);

describe('an invoice', () => {
	test('that is being paid says so, whatever else it is, and cannot be paid once more', () => {
		const view = invoice({ dateDue: '2026-01-01' }, { open: '0.00', pending: '100.00' });
		expect(labels('receivables', view)).toEqual(['Being paid']);
		expect(hintOf('receivables', view)).toMatch(/on its way.*clock/i);
		expect(names('receivables', view)).toEqual([]);
	});

	test('can be paid for the rest while a part is being paid', () => {
		expect(names('receivables', invoice({}, { open: '40.00', pending: '60.00' }))).toEqual(['pay']);
	});

	test('is overdue the day after its due day, not on it', () => {
		expect(labels('receivables', invoice({ dateDue: '2026-11-24' }))).toEqual(['Open']);
		expect(labels('receivables', invoice({ dateDue: '2026-11-23' }))).toEqual(['Overdue']);
	});

	test('is partly paid, paid or cancelled', () => {
		expect(labels('receivables', invoice({ amountPaid: '0.01' }))).toEqual(['Partly paid']);
		for (const status of ['paid', 'cancelled']) {
			const view = invoice({ status, dateDue: '2026-01-01' });
			expect(labels('receivables', view)).toEqual([status === 'paid' ? 'Paid' : 'Cancelled']);
			expect(names('receivables', view)).toEqual([]);
			expect(hintOf('receivables', view)).toBeUndefined();
		}
	});
});

describe('a payment', () => {
	test('that is not posted can be neither refunded nor disputed', () => {
		const view = payment({ status: 'processing', datePosted: null }, { refundable: '0.00' });
		expect(labels('payments', view)).toEqual(['Processing']);
		expect(names('payments', view)).toEqual([]);
		expect(hintOf('payments', view)).toMatch(/a minute/);
		view.record.sourceType = 'Bank';
		expect(hintOf('payments', view)).toMatch(/a day/);
	});

	test('says how much of it went back', () => {
		expect(labels('payments', payment())).toEqual(['Paid']);
		const part = payment({}, { refunded: '100.00', refundable: '3.50' });
		expect(labels('payments', part)).toEqual(['Paid', 'Partly refunded']);
		expect(names('payments', part)).toEqual(['refund', 'dispute']);
		const whole = payment({}, { refunded: '103.50', refundable: '0.00' });
		expect(labels('payments', whole)).toEqual(['Paid', 'Refunded']);
		expect(names('payments', whole)).toEqual(['dispute']);
	});

	test.each([
		['underReview', 'Disputed'],
		['won', 'Dispute won'],
		['lost', 'Dispute lost'],
	])('with a dispute that is %s says "%s", and is not disputed again', (status, label) => {
		const view = payment({ disputes: [{ status }] });
		expect(labels('payments', view)).toEqual(['Paid', label]);
		expect(names('payments', view)).toEqual(['refund']);
	});
});

test('credit memos, fees, returned debits and duplicates say what a reader wants to know', () => {
	const memo = { record: { status: 'active', amountRemaining: 0 }, about: {} };
	expect(labels('creditMemos', memo)).toEqual(['Used up']);
	memo.record.amountRemaining = 1;
	expect(labels('creditMemos', memo)).toEqual(['Active']);
	const fee = { record: { status: 'active', feeType: 'delayed' }, about: {} };
	expect(labels('fees', fee)).toEqual(['Amount to come']);
	expect(hintOf('fees', fee)).toMatch(/half an hour/);
	const returned = { record: { status: 'active', disputeType: 'Bank' }, about: {} };
	expect(labels('disputes', returned)).toEqual(['Returned']);
	const twice = { record: { status: 'delivered', duplicate: true }, about: {} };
	expect(labels('deliveries', twice)).toEqual(['Delivered', 'Sent twice']);
});
