import { describe, expect, test } from 'vitest';
import { COLUMNS } from '../../../sandbox/dashboard/columns.mjs';
import { fieldsOf } from '../../../sandbox/dashboard/fields.mjs';
import { SECTIONS, hrefOf, routeOf } from '../../../sandbox/dashboard/sections.mjs';
import { timelineOf } from '../../../sandbox/dashboard/timeline.mjs';
import type { Page, View } from '../../../sandbox/dashboard/types.mts';
import { CONTEXT, invoice, payment } from './records.mts';

const fields = (table: string, view: Page): Record<string, string> =>
	Object.fromEntries(
		fieldsOf(table, view, CONTEXT).map(({ label, values }) => [
			label,
			values.map(({ text }) => text).join(' | '),
		]),
	);

describe('addresses', () => {
	test.each([
		['#/payments', 'payments', undefined],
		['#/payments/p%2F1', 'payments', 'p/1'],
		['', 'receivables', undefined],
		['#/nonsense/x', 'receivables', undefined],
		['#/constructor', 'receivables', undefined],
		['#/integrations/x', 'integrations', undefined],
		['#/payments/%E0%A4%A', 'payments', undefined],
	])('%s leads to %s, record %s', (hash, section, id) => {
		const route = routeOf(hash);
		expect([route.section.name, route.id]).toEqual([section, id]);
	});

	test('a record’s address leads back to it', () => {
		expect(routeOf(hrefOf('refunds', 'a/b?c#d')).id).toBe('a/b?c#d');
	});

	test('every section but Integrations has columns', () => {
		const tables = SECTIONS.map(({ name }) => name).filter((name) => name !== 'integrations');
		for (const name of tables) expect(COLUMNS, name).toHaveProperty(name);
	});
});

describe('fields', () => {
	test('of an invoice have human labels, days that do not shift, and the caller’s own fields', () => {
		const view = invoice(
			{ poNumber: 'PO <b>7</b>', ownerId: 'o1', object: 'receivable', payerCustomerId: 'c1' },
			{ open: '40.00', pending: '60.00' },
		);
		expect(fields('receivables', view)).toEqual({
			Customer: 'Acme Dental Group (CUST-1)',
			Amount: '100.00 USD',
			Paid: '0.00 USD',
			'Being paid': '60.00 USD',
			Open: '40.00 USD',
			Posted: '1 Nov 2026',
			Due: '30 Nov 2026',
			'ERP key': 'ERP-1',
			Created: '20 Nov 2026, 10:00',
			'Last changed': '20 Nov 2026, 10:00',
			'Status in the API': 'active',
			'Paystand ID': 'r1',
			'PO number': 'PO <b>7</b>',
		});
	});

	test('of a payment tell the payer’s fee and what goes to which invoice', () => {
		const feeSplit = { subtotal: '100.00', payerTotalFees: '3.50', payerDiscount: '0.00' };
		const shown = fields('payments', payment({ feeSplit }));
		expect(shown).not.toHaveProperty('Payer’s discount');
		expect(shown).toMatchObject({
			'Payer’s part of the fee': '3.50 USD',
			Invoices: 'INV-1: 100.00 USD',
			'Paid with': 'Visa ·· 4242',
			'Left to refund': '103.50 USD',
		});
	});
});

describe('a time line', () => {
	const event = {
		about: {},
		record: {
			...{ id: 'e1', created: '2026-11-21T18:01:00.000Z' },
			resource: { object: 'payment', status: 'posted' },
		},
	};
	const delivery = (id: string, status: string) => ({
		record: { id, eventId: 'e1', status },
		about: {},
	});
	const transaction = (resourceType: string, created: string) => ({
		record: {
			...{ id: `t-${resourceType}`, resourceType, resourceId: `${resourceType}-id`, created },
			...{ amountApplied: '100.00', currency: 'USD' },
		},
		about: { invoices: [{ id: 'r1', number: 'INV-1' }] },
	});
	const view = {
		...invoice(),
		related: {
			payments: [payment()],
			transactions: [
				transaction('Payment', '2026-11-21T18:01:00.000Z'),
				transaction('Refund', '2026-11-24T18:00:00.000Z'),
			],
			events: [event],
			deliveries: [delivery('d1', 'delivered'), delivery('d2', 'pending')],
		},
	};
	const entries = timelineOf('receivables', view);

	test('has the record’s own moments, its transactions and its events, newest first', () => {
		expect(entries.map(({ title }) => title)).toEqual([
			'100.00 USD taken back from invoice INV-1',
			'Payment paid',
			'Event: Payment · posted',
			'100.00 USD applied to invoice INV-1',
			'Payment posted',
			'Payment of 103.50 USD made',
			'Invoice INV-1 created: 100.00 USD',
		]);
	});

	test('leads to the records and deliveries that it names', () => {
		const hrefs = Object.fromEntries(entries.map(({ title, href }) => [title, href]));
		expect(hrefs['100.00 USD taken back from invoice INV-1']).toBe('#/refunds/Refund-id');
		expect(hrefs['Payment posted']).toBe('#/payments/p1');
		expect(hrefs['Event: Payment · posted']).toBe('#/deliveries/d1');
		expect(hrefs['Invoice INV-1 created: 100.00 USD']).toBeUndefined();
	});

	test('says what became of an event', () => {
		const note = (deliveries: View[]) =>
			timelineOf('receivables', { ...view, related: { events: [event], deliveries } }).find(
				({ isEvent }) => isEvent,
			)?.note;
		expect(note(view.related.deliveries)).toBe('1 delivered, 1 pending');
		expect(note([delivery('d1', 'failed')])).toBe('failed');
		expect(note([])).toBe('no webhook URL');
	});

	test('of a delivery has each attempt with its answer', () => {
		const record = {
			...{ id: 'd1', created: '2026-11-21T18:00:00.000Z' },
			attempts: [
				{ time: '2026-11-21T18:00:00.000Z', error: 'ECONNREFUSED', milliseconds: 3 },
				{ time: '2026-11-21T18:05:00.000Z', status: 200, milliseconds: 12 },
			],
		};
		expect(timelineOf('deliveries', { record, about: {}, related: {} })).toMatchObject([
			{ title: 'Attempt 2: answered 200', note: 'after 12 ms', tone: 'good' },
			{ title: 'Attempt 1: ECONNREFUSED', tone: 'bad' },
			{ title: 'Event comes up' },
		]);
	});
});
