/** How a record stands, in words and with a tone: `good`, `bad`, `warn`, `info` or `off`. */
/** @import { Chip, Context, View } from './types.mts' */
import { isPositive, words } from './format.mjs';

const TONES = {
	good: ['paid', 'delivered', 'won', 'completed'],
	bad: ['failed', 'lost'],
	off: ['cancelled', 'inactive', 'archived'],
	warn: ['created', 'processing', 'posted', 'sending', 'pending', 'underReview'],
};

/** @param {string} status */
const plain = (status) => ({ label: words(status), tone: toneOf(status) });

/** @param {string} status */
function toneOf(status) {
	const found = Object.entries(TONES).find(([, statuses]) => statuses.includes(status));
	return found?.[0] ?? 'info';
}

/** @type {(view: View, context: Context) => Chip[]} */
function receivable({ record, about }, { today }) {
	if (record.status !== 'active') return [plain(record.status)];
	if (isPositive(about.pending)) return [{ label: 'Being paid', tone: 'warn' }];
	if (record.dateDue < today) return [{ label: 'Overdue', tone: 'bad' }];
	return [{ label: isPositive(record.amountPaid) ? 'Partly paid' : 'Open', tone: 'info' }];
}

/** @param {View} view */
function payment({ record, about }) {
	const chips = [plain(record.status)];
	if (isPositive(about.refunded))
		chips.push({
			label: about.refunded === record.amount ? 'Refunded' : 'Partly refunded',
			tone: 'warn',
		});
	const [dispute] = record.disputes;
	if (dispute?.status === 'won') chips.push({ label: 'Dispute won', tone: 'good' });
	else if (dispute?.status === 'lost') chips.push({ label: 'Dispute lost', tone: 'bad' });
	else if (dispute) chips.push({ label: 'Disputed', tone: 'bad' });
	return chips;
}

/** @type {Record<string, (view: View, context: Context) => Chip[]>} */
const SPECIAL = {
	receivables: receivable,
	payments: payment,
	creditMemos: ({ record }) => [
		record.status === 'active' && !isPositive(record.amountRemaining)
			? { label: 'Used up', tone: 'off' }
			: plain(record.status),
	],
	disputes: ({ record }) =>
		record.status === 'active' ? [{ label: 'Returned', tone: 'bad' }] : [plain(record.status)],
	fees: ({ record }) => [
		record.feeType === 'delayed'
			? { label: 'Amount to come', tone: 'warn' }
			: { label: 'Final', tone: 'good' },
	],
	deliveries: ({ record }) => [
		plain(record.status),
		...(record.duplicate ? [{ label: 'Sent twice', tone: 'off' }] : []),
	],
};

/**
 * @param {string} table name of the section, e.g. `receivables`
 * @param {View} view
 * @param {Context} context
 */
export const chipsOf = (table, view, context) =>
	SPECIAL[table]?.(view, context) ?? [plain(view.record.status)];

/**
 * What a person has to know about a record that is on its way, or undefined.
 * @param {string} table
 * @param {View} view
 */
export function hintOf(table, { record, about }) {
	if (table === 'receivables' && record.status === 'active' && isPositive(about.pending))
		return 'A payment is on its way. It is applied to the invoice some seconds after it was made: move the clock forward.';
	if (table === 'payments' && ['created', 'processing'].includes(record.status))
		return `On its way: posted ${record.sourceType === 'Card' ? 'a minute' : 'a day'} after it was made. Move the clock forward.`;
	if (table === 'payments' && record.status === 'posted')
		return 'The money reaches the merchant’s account when the payment is paid: move the clock forward.';
	if (table === 'refunds' && record.status !== 'paid' && record.status !== 'failed')
		return 'On its way: the payer has the money a day after the refund was made. Its invoices are open again at once.';
	if (table === 'fees' && record.feeType === 'delayed')
		return 'The amount is known half an hour after the payment.';
	return undefined;
}
