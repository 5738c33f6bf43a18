/** The sections of the dashboard, the names of things, and the addresses of pages. */
/** @import { Row, View } from './types.mts' */
import { money, words } from './format.mjs';

const START = {
	name: 'receivables',
	title: 'Receivables (invoices)',
	empty: 'No receivables yet. They come in through the API, from n8n for example.',
};

export const SECTIONS = [
	{
		name: 'customers',
		title: 'Customers',
		empty: 'No customers yet. They come in through the API, from n8n for example.',
	},
	START,
	{
		name: 'creditMemos',
		title: 'Credit memos',
		empty: 'No credit memos yet. They come in through the API.',
	},
	{ name: 'payments', title: 'Payments', empty: 'No payments yet. Pay a receivable to see one.' },
	{ name: 'refunds', title: 'Refunds', empty: 'No refunds yet. Refund a posted payment.' },
	{
		name: 'disputes',
		title: 'Disputes',
		empty: 'No disputes yet. Dispute a posted payment, or pay with the card 0259.',
	},
	{ name: 'fees', title: 'Fees', empty: 'No fees yet. Each payment costs one.' },
	{
		name: 'transfers',
		title: 'Transfers (payouts)',
		empty: 'No payouts yet. Paid money goes out at the end of the merchant’s day.',
	},
	{
		name: 'deliveries',
		title: 'Webhook deliveries',
		empty: 'No deliveries yet. Add a webhook URL under Integrations and switch events on.',
	},
	{ name: 'integrations', title: 'Integrations', empty: '' },
];

/** @param {string | undefined} name */
export const sectionOf = (name) => SECTIONS.find((section) => section.name === name);

/**
 * The address of a section, or of a record's page in it.
 * @param {string} section
 * @param {string} [id]
 */
export const hrefOf = (section, id) =>
	id ? `#/${section}/${encodeURIComponent(id)}` : `#/${section}`;

/**
 * @param {string} hash
 * @returns `section` (receivables when the address names none) and `id`, if it is a record's page
 */
export function routeOf(hash) {
	const [, name, id] = /^#\/(\w+)(?:\/([^/]+))?$/.exec(hash) ?? [];
	const section = sectionOf(name) ?? START;
	const isRecord = id !== undefined && section.name === name && name !== 'integrations';
	return { section, id: isRecord ? decoded(id) : undefined };
}

/**
 * Undefined for what nobody encoded, in an address typed by hand.
 * @param {string} text
 */
function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

/**
 * `receivableTransaction`, `active` → `Receivable transaction · active`
 * @param {string} kind
 * @param {unknown} state
 */
export const eventName = (kind, state) =>
	`${kind === 'transfer' ? 'Transfer (payout)' : words(kind)} · ${words(state).toLowerCase()}`;

/**
 * What was charged: `Visa ·· 4242`, `Bank ·· 6789`.
 * @param {Row} payment
 */
export const paidWith = ({ sourceType, source }) =>
	`${sourceType === 'Card' ? words(source.brand ?? 'card') : 'Bank'} ·· ${source.last4}`;

/** @param {Row} fee */
export const feeName = ({ resourceType }) =>
	resourceType === 'Dispute' ? 'Dispute fee' : 'Processing fee';

/**
 * A returned debit cannot be contested, so it is no dispute to a reader.
 * @param {Row} dispute
 */
export const disputeName = ({ disputeType }) =>
	disputeType === 'Bank' ? 'Returned debit' : 'Card dispute';

/** @type {Record<string, (view: View) => string>} */
const TITLES = {
	customers: ({ record }) => `${record.customerName} (${record.extCustomerId})`,
	receivables: ({ about }) => `Invoice ${about.invoices[0].number}`,
	creditMemos: ({ record }) => `Credit memo ${record.extKey}`,
	payments: ({ record }) => `Payment of ${money(record.amount, record.currency)}`,
	refunds: ({ record }) => `Refund of ${money(record.amount, record.currency)}`,
	disputes: ({ record }) => `${disputeName(record)} of ${money(record.amount, record.currency)}`,
	fees: ({ record }) => feeName(record),
	transfers: ({ record }) => `Payout of ${money(record.amount, record.currency)}`,
	deliveries: ({ record }) => eventName(record.kind, record.state),
};

/**
 * The heading of a record's page.
 * @param {string} table
 * @param {View} view
 */
export const titleOf = (table, view) => TITLES[table]?.(view) ?? '';
