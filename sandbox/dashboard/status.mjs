/** How a record stands, in words and with a tone: `good`, `bad`, `warn`, `info` or `off`. */
import { minorOf, words } from './format.mjs';

const TONES = {
	good: ['paid', 'delivered', 'won', 'completed'],
	bad: ['failed', 'lost'],
	off: ['cancelled', 'inactive', 'archived'],
	warn: ['created', 'processing', 'posted', 'sending', 'pending', 'underReview'],
};

const plain = (status) => ({ label: words(status), tone: toneOf(status) });

function toneOf(status) {
	const found = Object.entries(TONES).find(([, statuses]) => statuses.includes(status));
	return found?.[0] ?? 'info';
}

const isPositive = (amount) => (minorOf(amount) ?? 0n) > 0n;

function receivable({ record, about }, { today }) {
	if (record.status !== 'active') return [plain(record.status)];
	if (isPositive(about.pending)) return [{ label: 'Being paid', tone: 'warn' }];
	if (record.dateDue < today) return [{ label: 'Overdue', tone: 'bad' }];
	return [{ label: isPositive(record.amountPaid) ? 'Partly paid' : 'Open', tone: 'info' }];
}

function payment({ record, about }) {
	const chips = [plain(record.status)];
	if (record.datePosted && about.refundable !== record.amount)
		chips.push({
			label: isPositive(about.refundable) ? 'Partly refunded' : 'Refunded',
			tone: 'warn',
		});
	const [dispute] = record.disputes;
	if (dispute?.status === 'won') chips.push({ label: 'Dispute won', tone: 'good' });
	else if (dispute?.status === 'lost') chips.push({ label: 'Dispute lost', tone: 'bad' });
	else if (dispute) chips.push({ label: 'Disputed', tone: 'bad' });
	return chips;
}

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
 * @param table name of the section, e.g. `receivables`
 * @param view `record` and `about`, as the control routes give them
 * @param context `zone`: the merchant's time zone; `today`: its day, `YYYY-MM-DD`
 */
export const chipsOf = (table, view, context) =>
	SPECIAL[table]?.(view, context) ?? [plain(view.record.status)];

/** What a person has to know about a record that is on its way, or undefined. */
export function hintOf(table, { record, about }) {
	if (table === 'receivables' && record.status === 'active' && isPositive(about.pending))
		return 'A payment is on its way. A card payment is posted after a minute, a bank payment after a day: move the clock forward.';
	if (table === 'payments' && ['created', 'processing'].includes(record.status))
		return `On its way: posted ${record.sourceType === 'Card' ? 'a minute' : 'a day'} after it was made. Move the clock forward.`;
	if (table === 'payments' && record.status === 'posted')
		return 'Applied to its invoices. The money reaches the merchant’s account when the payment is paid.';
	if (table === 'refunds' && record.status !== 'paid' && record.status !== 'failed')
		return 'On its way: the payer has the money a day after the refund was made, and then the invoice is open again.';
	if (table === 'fees' && record.feeType === 'delayed')
		return 'The amount is known half an hour after the payment.';
	return undefined;
}
