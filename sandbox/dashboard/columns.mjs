/**
 * The columns of each section's table. A value is text, or text with the address of the record that
 * it names. Columns that are `minor` are left out on narrow screens.
 */
/** @import { Action, Column, Row, Show, View } from './types.mts' */
import { day, isPositive, moment, money } from './format.mjs';
import { disputeName, eventName, feeName, hrefOf, paidWith } from './sections.mjs';
import { chipsOf } from './status.mjs';

/** @typedef {Partial<Omit<Column, 'title' | 'value' | 'kind'>>} More */

/** @type {(title: string, value: Show, more?: More) => Column} */
const text = (title, value, more) => ({ title, value, ...more });
/** @type {(title: string, value: Show, more?: More) => Column} */
const wraps = (title, value, more) => ({ title, kind: 'wraps', value, ...more });
/** @type {(title: string, value: Show) => Column} */
const minor = (title, value) => text(title, value, { minor: true });
/** @type {(title: string, of: string, more?: More) => Column} */
const amount = (title, of, more) => ({
	title,
	kind: 'number',
	value: ({ record }) => money(record[of], record.currency),
	...more,
});
/** @type {(table: string, title: string, value: Show, more?: More) => Column} */
const opens = (table, title, value, more) => ({
	title,
	kind: 'name',
	...more,
	value: (view, context) => ({
		text: value(view, context),
		href: hrefOf(table, view.record.id),
	}),
});
/** @type {(table: string) => Column} */
const status = (table) => ({
	title: 'Status',
	kind: 'chips',
	value: (view, context) => chipsOf(table, view, context),
});
/** @param {string} table */
const created = (table) =>
	opens(table, 'Created', ({ record }, { zone }) => moment(record.created, zone), { fixed: true });
const customer = wraps('Customer', ({ about }) => about.customer?.name ?? '');

/**
 * `INV-1`, or `INV-1 and 2 more`.
 * @param {View} view
 * @returns {string}
 */
export function invoicesText({ about: { invoices } }) {
	if (invoices.length === 0) return '';
	const more = invoices.length - 1;
	return more > 0 ? `${invoices[0].number} and ${more} more` : invoices[0].number;
}
const invoices = wraps('Invoice', invoicesText);

/**
 * What a delivery was answered with, e.g. `200`, or `503, ECONNREFUSED`.
 * @param {Row} delivery
 * @returns {string}
 */
export const answers = ({ attempts }) =>
	attempts.map((/** @type {Row} */ attempt) => attempt.status ?? attempt.error).join(', ');

/** @type {Record<string, Column[]>} */
export const COLUMNS = {
	customers: [
		opens('customers', 'Key', ({ record }) => record.extCustomerId),
		wraps('Name', ({ record }) => record.customerName),
		wraps('Email', ({ record }) => record.email, { minor: true }),
		text('Created', ({ record }, { zone }) => moment(record.created, zone)),
		{ ...status('customers'), minor: true },
	],
	receivables: [
		opens('receivables', 'Invoice', invoicesText),
		minor('ERP key', ({ record }) => record.extId),
		customer,
		text('Due', ({ record }) => day(record.dateDue)),
		amount('Amount', 'amount', { minor: true }),
		{
			title: 'Open',
			kind: 'number',
			value: ({ record, about }) =>
				record.status === 'active' ? money(about.open, record.currency) : '',
		},
		status('receivables'),
	],
	creditMemos: [
		opens('creditMemos', 'Number', ({ record }) => record.extKey),
		minor('ERP key', ({ record }) => record.extId),
		customer,
		minor('Posted', ({ record }) => day(record.extPostedDate)),
		amount('Amount', 'amount'),
		amount('Remaining', 'amountRemaining'),
		status('creditMemos'),
	],
	payments: [
		created('payments'),
		customer,
		invoices,
		minor('Paid with', ({ record }) => paidWith(record)),
		amount('Amount', 'amount'),
		status('payments'),
	],
	refunds: [created('refunds'), customer, invoices, amount('Amount', 'amount'), status('refunds')],
	disputes: [
		created('disputes'),
		customer,
		invoices,
		minor('Type', ({ record }) => disputeName(record)),
		wraps('Reason', ({ record }) => record.reason, { minor: true }),
		amount('Amount', 'amount'),
		status('disputes'),
	],
	fees: [
		created('fees'),
		text('Type', ({ record }) => feeName(record)),
		invoices,
		amount('Of', 'resourceAmount', { minor: true }),
		amount('Fee', 'amount'),
		status('fees'),
	],
	transfers: [
		created('transfers'),
		minor('To', ({ record }) => `${record.bank.bankName} ·· ${record.bank.last4}`),
		text('Settled', ({ record }, { zone }) => moment(record.dateSettled, zone)),
		amount('Amount', 'amount'),
		status('transfers'),
	],
	deliveries: [
		opens('deliveries', 'Event', ({ record }) => eventName(record.kind, record.state)),
		invoices,
		{
			title: 'Amount',
			kind: 'number',
			value: ({ about }) => money(about.event.amount, about.event.currency),
		},
		minor('Created', ({ record }, { zone }) => moment(record.created, zone)),
		wraps('URL', ({ record }) => record.url, { minor: true }),
		minor('Answers', ({ record }) => answers(record)),
		status('deliveries'),
	],
	reportEntries: [
		{
			title: 'Type',
			kind: 'name',
			value: ({ record: { resourceType, resourceId } }) => ({
				text: resourceType,
				...(ENTRY_TABLES[resourceType] && {
					href: hrefOf(ENTRY_TABLES[resourceType], resourceId),
				}),
			}),
		},
		customer,
		invoices,
		amount('Amount', 'amount'),
	],
};

/**
 * Where the records are that a line of a payout's report names.
 * @type {Record<string, string>}
 */
const ENTRY_TABLES = { Payment: 'payments', Refund: 'refunds', Dispute: 'disputes', Fee: 'fees' };

const PAY = { name: 'pay', label: 'Pay' };
const REFUND = { name: 'refund', label: 'Refund' };
const DISPUTE = { name: 'dispute', label: 'Dispute' };
const SEND = { name: 'send', label: 'Send again' };

/**
 * What a person can do with a record, as buttons.
 * @type {(table: string, view: View) => Action[]}
 */
export function actionsOf(table, { record, about }) {
	if (table === 'receivables')
		return record.status === 'active' && isPositive(about.open) ? [PAY] : [];
	if (table === 'payments' && record.datePosted)
		return [
			...(isPositive(about.refundable) ? [REFUND] : []),
			...(record.disputes.length === 0 ? [DISPUTE] : []),
		];
	return table === 'deliveries' ? [SEND] : [];
}
