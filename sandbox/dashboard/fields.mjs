/** The fields of a record as a person reads them: label, text, and where they lead. */
/** @import { Context, Field, Linked, Page, Row } from './types.mts' */
import { answers } from './columns.mjs';
import { day, isPositive, money, moment, words } from './format.mjs';
import { disputeName, feeName, hrefOf, paidWith } from './sections.mjs';

/** @typedef {(label: string, key: string) => Field} OfKey */

/** @type {OfKey} */
const text = (label, key) => ({ label, keys: [key], show: ({ record }) => record[key] });
/** @type {OfKey} */
const days = (label, key) => ({ label, keys: [key], show: ({ record }) => day(record[key]) });
/** @type {OfKey} */
const time = (label, key) => ({
	label,
	keys: [key],
	show: ({ record }, { zone }) => moment(record[key], zone),
});
/** @type {OfKey} */
const amount = (label, key) => ({
	label,
	keys: [key, 'currency'],
	show: ({ record }) => money(record[key], record.currency),
});
/** @type {(label: string, show: Field['show'], ...keys: string[]) => Field} */
const made = (label, show, ...keys) => ({ label, keys, show });
/** @type {(table: string, id: string | undefined, shown: string) => Linked | ''} */
const link = (table, id, shown) => (id ? { href: hrefOf(table, id), text: shown } : '');

const customer = made(
	'Customer',
	({ about: { customer: of } }) => link('customers', of?.id, `${of?.name} (${of?.key})`),
	...['extCustomerId', 'payerCustomerId', 'payerId'],
);
const invoices = made('Invoices', ({ record, about }) =>
	about.invoices.map((/** @type {Row} */ { id, number, amount: applied }) => ({
		href: hrefOf('receivables', id),
		text: applied
			? `${number}: ${money(applied, record.currency ?? about.event.currency)}`
			: number,
	})),
);
const payment = made(
	'Payment',
	({ about: { paymentId } }) => link('payments', paymentId, 'Open the payment'),
	...['paymentId', 'resourceId', 'resourceType'],
);
/** What every record of the books has. */
const LAST = [
	time('Created', 'created'),
	time('Last changed', 'lastUpdated'),
	text('Status in the API', 'status'),
	text('Paystand ID', 'id'),
];

/** @param {Row} [of] */
const address = ({ street1, street2, city, state, postalCode, country } = {}) =>
	[street1, street2, [city, state, postalCode].filter(Boolean).join(' '), country]
		.filter(Boolean)
		.join(', ');

/** @type {(record: Row, amount: unknown) => string} */
const part = ({ currency }, of) => (isPositive(of) ? money(of, currency) : '');

/** @type {Record<string, Field[]>} */
const FIELDS = {
	customers: [
		text('Name', 'customerName'),
		text('Customer key', 'extCustomerId'),
		text('Email', 'email'),
		made('Address', ({ record }) => address(record.payer.address)),
		made('Payer ID', ({ record }) => record.payer.id),
	],
	receivables: [
		customer,
		amount('Amount', 'amount'),
		amount('Paid', 'amountPaid'),
		made('Being paid', ({ record, about }) =>
			about.pending === '0.00' ? '' : money(about.pending, record.currency),
		),
		made('Open', ({ record, about }) => money(about.open, record.currency)),
		days('Posted', 'date'),
		days('Due', 'dateDue'),
		time('Paid on', 'datePaid'),
		text('ERP key', 'extId'),
		text('Email', 'payerEmail'),
		made('Files', ({ related }) => related.attachments?.map(({ record }) => record.name)),
	],
	creditMemos: [
		customer,
		amount('Amount', 'amount'),
		amount('Remaining', 'amountRemaining'),
		days('Created in the ERP', 'extCreationDate'),
		days('Posted', 'extPostedDate'),
		text('ERP key', 'extId'),
		text('Number', 'extKey'),
	],
	payments: [
		customer,
		amount('Amount', 'amount'),
		made('Payer’s part of the fee', ({ record }) => part(record, record.feeSplit?.payerTotalFees)),
		made('Payer’s discount', ({ record }) => part(record, record.feeSplit?.payerDiscount)),
		invoices,
		made('Paid with', ({ record }) => paidWith(record), 'sourceType', 'sourceId'),
		time('Posted', 'datePosted'),
		time('Paid', 'datePaid'),
		time('Failed', 'dateFailed'),
		amount('Disputed', 'disputedAmount'),
		made('Left to refund', ({ record, about }) =>
			record.datePosted ? money(about.refundable, record.currency) : '',
		),
	],
	refunds: [customer, amount('Amount', 'amount'), invoices, payment],
	disputes: [
		customer,
		made('Type', ({ record }) => disputeName(record), 'disputeType'),
		text('Reason', 'reason'),
		amount('Amount', 'amount'),
		invoices,
		payment,
	],
	fees: [
		customer,
		made('Type', ({ record }) => feeName(record), 'feeType'),
		amount('Fee', 'amount'),
		amount('Charged on', 'resourceAmount'),
		invoices,
		payment,
	],
	transfers: [
		amount('Amount', 'amount'),
		made('To', ({ record }) => `${record.bank.bankName} ·· ${record.bank.last4}`, 'bankId'),
		text('Description', 'description'),
		time('To post', 'dateToPost'),
		time('Posted', 'datePosted'),
		time('Settled', 'dateSettled'),
		made('Report', ({ related }) => {
			const report = related.reports?.[0]?.record;
			return report && words(report.status);
		}),
	],
	deliveries: [
		made('About', ({ record, about: { event } }) =>
			event.sourceTable && hrefTables.has(event.sourceTable)
				? link(event.sourceTable, event.sourceId, `Open the ${words(record.kind).toLowerCase()}`)
				: words(record.kind),
		),
		customer,
		made('Amount', ({ about: { event } }) => money(event.amount, event.currency)),
		invoices,
		text('URL', 'url'),
		made('Answers', ({ record }) => answers(record)),
		time('Next attempt', 'nextAttempt'),
		time('Created', 'created'),
		text('Event ID', 'eventId'),
	],
};
const hrefTables = new Set(Object.keys(FIELDS));

/** What means nothing to a reader; it stands in the JSON. */
const HIDDEN = new Set([
	...['object', 'id', 'status', 'ownerId', 'accountKey', 'accountId', 'feesRefunded', 'provider'],
	...['merchantId', 'kind', 'state', 'duplicate'],
	...['settlementAmount', 'settlementCurrency', 'resourceId', 'resourceType'],
]);

/**
 * @param {string} table
 * @param {Page} view
 * @param {Context} context
 * @returns for each field a `label` and its `values`: `text` and perhaps `href`. Plain fields that
 *   the API's caller added follow the known ones, under their own names in words
 */
export function fieldsOf(table, view, context) {
	const known = [...(FIELDS[table] ?? []), ...(table === 'deliveries' ? [] : LAST)];
	const named = new Set(known.flatMap(({ keys }) => keys));
	const others = Object.keys(view.record)
		.filter((key) => !named.has(key) && !HIDDEN.has(key))
		.filter((key) => typeof view.record[key] !== 'object')
		.map((key) => text(words(key), key));
	return [...known, ...others]
		.map(({ label, show }) => ({ label, values: valuesOf(show(view, context)) }))
		.filter(({ values }) => values.length > 0);
}

/**
 * @param {ReturnType<Field['show']>} value
 * @returns {Linked[]}
 */
const valuesOf = (value) =>
	[value].flat().flatMap((one) => {
		if (one === undefined || one === null || one === '') return [];
		return [typeof one === 'object' ? one : { text: String(one) }];
	});
