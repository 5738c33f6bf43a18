/** What happened to a record, and what webhooks told of it. */
/** @import { Entry, Page, Row, Teller, View } from './types.mts' */
import { money } from './format.mjs';
import { disputeName, eventName, feeName, hrefOf, paidWith } from './sections.mjs';

/** @param {Row} row */
const sum = ({ amount, currency }) => money(amount, currency);

/**
 * What each kind of record tells: its moments, oldest first.
 * @type {Record<string, Teller>}
 */
const TELLERS = {
	receivables: ({ record: row, about }) => [
		{ time: row.created, title: `Invoice ${about.invoices[0].number} created: ${sum(row)}` },
		{ time: row.datePaid, title: `Invoice ${about.invoices[0].number} paid in full`, tone: 'good' },
	],
	creditMemos: ({ record: row }) => [{ time: row.created, title: `Credit memo: ${sum(row)}` }],
	attachments: ({ record: row }) => [{ time: row.created, title: `File attached: ${row.name}` }],
	payments: ({ record: row }) => [
		{ time: row.created, title: `Payment of ${sum(row)} made`, note: paidWith(row) },
		{ time: row.dateFailed, title: 'Payment failed', tone: 'bad' },
		{ time: row.datePosted, title: 'Payment posted' },
		{ time: row.datePaid, title: 'Payment paid', note: 'The money is on the merchant’s account' },
	],
	transactions: ({ record: row, about }) => [
		{
			time: row.created,
			title: `${money(row.amountApplied, row.currency)} ${row.resourceType === 'Refund' ? 'taken back from' : 'applied to'} invoice ${about.invoices[0].number}`,
			note: row.resourceType === 'Refund' ? 'by a refund' : 'by a payment',
			href: hrefOf(row.resourceType === 'Refund' ? 'refunds' : 'payments', row.resourceId),
			tone: row.resourceType === 'Refund' ? 'bad' : 'good',
		},
	],
	refunds: ({ record: row }) => [
		{ time: row.created, title: `Refund of ${sum(row)} made` },
		{ time: row.status === 'paid' && row.lastUpdated, title: `Refund of ${sum(row)} paid` },
	],
	disputes: ({ record: row }) => [
		{
			time: row.created,
			title: `${disputeName(row)} of ${sum(row)}`,
			note: row.reason,
			tone: 'bad',
		},
		{ time: row.status === 'won' && row.lastUpdated, title: 'Dispute won', tone: 'good' },
		{ time: row.status === 'lost' && row.lastUpdated, title: 'Dispute lost', tone: 'bad' },
	],
	fees: ({ record: row }) => [
		{
			time: row.feeType !== 'delayed' && row.lastUpdated,
			title: `${feeName(row)}: ${sum(row)}`,
		},
	],
	transfers: ({ record: row }) => [
		{ time: row.created, title: `Payout of ${sum(row)} created` },
		{ time: row.datePosted, title: 'Payout posted' },
		{ time: row.status === 'paid' && row.dateSettled, title: 'Payout on the bank account' },
	],
};

/**
 * One attempt to deliver an event.
 * @param {Row} row
 * @param {number} index
 */
const attempt = ({ time, status, error, milliseconds }, index) => ({
	time,
	title: `Attempt ${index + 1}: ${status === undefined ? error : `answered ${status}`}`,
	note: `after ${milliseconds} ms`,
	tone: status >= 200 && status < 300 ? 'good' : 'bad',
});

/**
 * Records that tell of themselves on their own page only.
 * @type {Record<string, Teller>}
 */
const OWN_TELLERS = {
	customers: ({ record: row }) => [{ time: row.created, title: 'Customer created' }],
	deliveries: ({ record: row }) => [
		{ time: row.created, title: 'Event comes up' },
		...row.attempts.map(attempt),
	],
};

/** Kinds that have pages, so that their entries lead there. */
const PAGES = new Set([
	...['receivables', 'creditMemos', 'payments', 'refunds', 'disputes', 'fees', 'transfers'],
]);

/**
 * A record's time line, newest first: its own moments, those of what belongs to it, and the events
 * about them.
 * @param {string} table
 * @param {Page} view
 * @returns {Entry[]}
 */
export function timelineOf(table, view) {
	const own = (TELLERS[table] ?? OWN_TELLERS[table])?.(view) ?? [];
	const others = Object.entries(view.related)
		.filter(([kind]) => TELLERS[kind])
		.flatMap(([kind, rows]) => rows.flatMap((row) => linked(kind, row)));
	const happened = [...own, ...others].flatMap(({ time, ...entry }) =>
		time ? [{ time, ...entry }] : [],
	);
	return [...happened, ...told(view.related)]
		.map((entry, place) => ({ ...entry, place }))
		.sort((a, b) => compare(b.time, a.time) || b.place - a.place)
		.map(({ place: _place, ...entry }) => entry);
}

/** @type {(a: string, b: string) => number} */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * @param {string} kind
 * @param {View} row
 */
function linked(kind, row) {
	const href = PAGES.has(kind) ? { href: hrefOf(kind, row.record.id) } : {};
	return (TELLERS[kind]?.(row) ?? []).map((entry) => ({ ...href, ...entry }));
}

/**
 * @param {Page['related']} related
 * @returns {Entry[]}
 */
function told({ events = [], deliveries = [] }) {
	return events.map(({ record: event }) => {
		const sent = deliveries.filter(({ record }) => record.eventId === event.id);
		const { object: kind, feeType, status } = event.resource;
		return {
			time: event.created,
			title: `Event: ${eventName(kind, feeType ?? status)}`,
			note: deliveryNote(sent),
			...(sent.length > 0 && { href: hrefOf('deliveries', sent[0].record.id) }),
			isEvent: true,
		};
	});
}

/**
 * `delivered`, or with several deliveries `1 delivered, 1 pending`.
 * @param {View[]} deliveries
 * @returns {string}
 */
function deliveryNote(deliveries) {
	if (deliveries.length === 0) return 'no webhook URL';
	if (deliveries.length === 1) return deliveries[0].record.status;
	const counts = new Map();
	for (const { record } of deliveries)
		counts.set(record.status, (counts.get(record.status) ?? 0) + 1);
	return [...counts].map(([status, number]) => `${number} ${status}`).join(', ');
}
