import { describe, expect, test } from 'vitest';
import type { INodePropertyOptions } from 'n8n-workflow';
import { changeKeyOf } from '../../../nodes/events/changeKey.ts';
import { eventItem } from '../../../nodes/events/eventItem.ts';
import { isChosen, isStatusChange, typeOf } from '../../../nodes/events/eventTypes.ts';
import { subtitle, triggerOn } from '../../../nodes/events/triggerOn.ts';

describe('Trigger On', () => {
	const options = triggerOn.options as INodePropertyOptions[];
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

	test('says what each choice means, and which one cash application wants', () => {
		for (const { name, description, action } of options) {
			expect(description, name).toMatch(/^[A-Z].*[^.]$/);
			expect(action, name).toMatch(/^On [a-z]/);
		}
		const recommended = options.filter(({ description }) => /recommended/i.test(description!));
		expect(recommended.map(({ name }) => name)).toEqual(['Payment Applied to Receivable']);
		const memo = options.find(({ value }) => value === 'creditMemo');
		expect(memo?.action).toBe('On any credit memo event');
	});

	test('stands under the node in the words of the list', () => {
		const code = subtitle().replace(/^=\{\{|\}\}$/g, '');
		const shown = new Function('$parameter', `return ${code}`)({
			events: ['receivableTransaction.payment', 'fee.paystand', '*', 'unheard.of'],
		});
		expect(shown).toBe('Payment Applied to Receivable, Fee Final, All Events, unheard.of');
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
		expect(typeOf(resource)).toMatchObject({ kind, name });
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
	const settings = { onlyStatusChanges: true };
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
		expect(eventItem(event, settings)).toMatchObject({
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
		expect(eventItem({ ...event, resource }, settings).paymentId).toBe('r1');
	});

	test('keeps an amount that cannot be read as it came', () => {
		const resource = { ...transaction, amountApplied: '12,5' };
		expect(eventItem({ ...event, resource }, settings).amountApplied).toBe('12,5');
	});
});

describe('the change key', () => {
	const payment = {
		object: 'payment',
		id: 'p1',
		status: 'paid',
		lastUpdated: '2026-11-23T12:00:00.000Z',
	};
	const key = (record: object, onlyStatusChanges = true, otherwise: unknown = 'e1') =>
		changeKeyOf({ ...payment, ...record }, onlyStatusChanges, otherwise);

	test('is the state, whenever the record was read', () => {
		expect(key({})).toBe('payment/p1/paid');
		expect(key({ lastUpdated: '2026-11-24T00:00:00.000Z' })).toBe('payment/p1/paid');
		expect(key({ status: 'posted' })).toBe('payment/p1/posted');
		expect(key({ object: 'fee', feeType: 'paystand' })).toBe('fee/p1/paystand');
	});

	test('is the time, in one spelling, where updates in a state count too', () => {
		const expected = 'payment/p1/2026-11-23T12:00:00.000Z';
		for (const lastUpdated of ['2026-11-23T12:00:00Z', '2026-11-23T14:00:00+02:00', 1795435200]) {
			expect(key({ lastUpdated }, false)).toBe(expected);
		}
		expect(key({ status: 'posted' }, false)).toBe(expected);
	});

	test.each(['creditMemo', 'customer', 'withdrawal', 'mandate'])(
		'is the time for a %s, whose states are not documented',
		(object) => {
			expect(key({ object })).toBe(`${object}/p1/2026-11-23T12:00:00.000Z`);
		},
	);

	test.each([true, false])('is one for a receivable transaction: %s', (onlyStatusChanges) => {
		const keys = ['receivableTransaction', 'receivableTransactions'].map((object) =>
			key({ object, resourceType: 'Payment', lastUpdated: object }, onlyStatusChanges),
		);
		expect(new Set(keys)).toEqual(new Set(['receivableTransaction/p1/payment']));
	});

	test('never merges two changes of a record that shows neither', () => {
		const memo = { object: 'creditMemo', lastUpdated: undefined };
		expect(key(memo, true, 'e1')).not.toBe(key(memo, true, 'e2'));
		expect(key({ status: undefined, lastUpdated: undefined })).toBe('payment/p1/e1');
	});
});
