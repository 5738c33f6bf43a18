import { describe, expect, test } from 'vitest';
import {
	isChosen,
	isStatusChange,
	triggerOnOptions,
	typeOf,
} from '../../../nodes/PaystandTrigger/events.ts';
import { itemOf } from '../../../nodes/PaystandTrigger/item.ts';

describe('Trigger On', () => {
	const options = triggerOnOptions();
	const names = options.map(({ name }) => name);
	const valueOf = (name: string) => options.find((option) => option.name === name)?.value;

	test('offers what a person thinks of, in alphabetical order after All Events', () => {
		expect(names[0]).toBe('All Events');
		expect(names.slice(1)).toEqual(names.slice(1).toSorted((a, b) => a.localeCompare(b, 'en')));
		expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
		expect(valueOf('Payment Paid')).toBe('payment.paid');
		expect(valueOf('Payment Applied to Receivable')).toBe('receivableTransaction.payment');
		expect(valueOf('Refund Applied to Receivable')).toBe('receivableTransaction.refund');
		expect(valueOf('Dispute Won')).toBe('dispute.won');
		expect(valueOf('Fee Final')).toBe('fee.paystand');
		expect(valueOf('Transfer Paid')).toBe('transfer.paid');
		expect(valueOf('Credit Memo: Any Event')).toBe('creditMemo');
		expect(valueOf('Other Event')).toBe('other');
	});
});

describe('the type of an event', () => {
	test.each([
		[{ object: 'payment', status: 'paid' }, 'payment', 'payment.paid'],
		[{ object: 'fee', status: 'active', feeType: 'delayed' }, 'fee', 'fee.delayed'],
		[
			{ object: 'receivableTransactions', status: 'active', resourceType: 'Refund' },
			'receivableTransaction',
			'receivableTransaction.refund',
		],
		[{ object: 'dispute', status: 'acceptingEvidence' }, 'dispute', 'dispute.acceptingEvidence'],
		[{ object: 'customer' }, 'customer', 'customer'],
		[{ object: 'mandate', status: 'signed' }, 'mandate', 'mandate.signed'],
	])('%o', (resource, kind, name) => {
		expect(typeOf(resource)).toEqual({ kind, name });
	});

	test('is chosen by everything, by its kind, by its name, or as an unknown one', () => {
		const paid = { kind: 'payment', name: 'payment.paid' };
		expect(isChosen(['*'], paid)).toBe(true);
		expect(isChosen(['payment'], paid)).toBe(true);
		expect(isChosen(['refund', 'payment.paid'], paid)).toBe(true);
		expect(isChosen(['payment.posted', 'other'], paid)).toBe(false);
		expect(isChosen([], paid)).toBe(false);
		expect(isChosen(['other'], { kind: 'mandate', name: 'mandate.signed' })).toBe(true);
		expect(isChosen(['other'], { kind: 'constructor', name: 'constructor' })).toBe(true);
	});
});

describe('a change of status', () => {
	const payment = { kind: 'payment', name: 'payment.paid' };
	test.each([
		['a first sight', { diff: { previous: {}, changes: { amount: '1.00' } } }, true],
		[
			'a new status',
			{ diff: { previous: { status: 'posted' }, changes: { status: 'paid' } } },
			true,
		],
		['a new fee type', { diff: { previous: { a: 1 }, changes: { feeType: 'paystand' } } }, true],
		['some other change', { diff: { previous: { a: 1 }, changes: { a: 2 } } }, false],
		[
			'a status that stays',
			{ diff: { previous: { status: 'paid', a: 1 }, changes: { a: 2 } } },
			false,
		],
		['no diff', {}, true],
		['a diff without changes', { diff: { previous: { a: 1 } } }, true],
	])('%s', (_name, event, expected) => {
		expect(isStatusChange(event, payment)).toBe(expected);
	});

	test('is not asked of kinds without documented states', () => {
		const event = { diff: { previous: { a: 1 }, changes: { a: 2 } } };
		for (const kind of ['customer', 'creditMemo', 'withdrawal', 'mandate']) {
			expect(isStatusChange(event, { kind, name: kind })).toBe(true);
		}
	});
});

describe('the item', () => {
	const transaction = {
		object: 'receivableTransaction',
		id: 't1',
		resourceType: 'Refund',
		resourceId: 'r1',
		amountApplied: 12.5,
		payment: { currency: 'CAD' },
	};
	const event = { id: 'e1', created: '2026-11-23T00:00:00.000Z', resource: transaction };

	test('has amounts as decimal strings, whatever they came as, and null for what is not there', () => {
		expect(itemOf(event, false)).toMatchObject({
			event: 'receivableTransaction.refund',
			amountApplied: '12.50',
			currency: 'CAD',
			appliedBy: 'Refund',
			erpInvoiceId: null,
			erpCustomerId: null,
			receivableId: null,
			// For a refund the resource is the refund, not the payment.
			paymentId: null,
		});
	});

	test('of a payment application finds the payment also in resourceId', () => {
		const resource = { ...transaction, resourceType: 'Payment' };
		expect(itemOf({ ...event, resource }, false).paymentId).toBe('r1');
	});

	test('keeps an amount that cannot be read as it came', () => {
		const resource = { ...transaction, amountApplied: '12,5' };
		expect(itemOf({ ...event, resource }, false).amountApplied).toBe('12,5');
	});
});
