/** What each section of the dashboard shows: a table of the books and its columns. */

const cents = (amount) => Math.round(Number(amount) * 100);

/** A decimal amount with thousands separators and its currency. */
export const money = (amount, currency) =>
	`${Number(amount).toLocaleString('en-US', { minimumFractionDigits: 2 })} ${currency}`;

export const moment = (iso) =>
	iso
		? new Date(iso).toLocaleString('en-GB', {
				day: '2-digit',
				month: 'short',
				hour: '2-digit',
				minute: '2-digit',
			})
		: '';

/** What is left to pay of a receivable, as a decimal string. */
export const open = (row) => ((cents(row.amount) - cents(row.amountPaid)) / 100).toFixed(2);

const source = ({ sourceType, source: fund }) =>
	sourceType === 'Card' ? `${fund.brand} ·· ${fund.last4}` : `bank ·· ${fund.last4}`;

const text = (title, value) => ({ title, value });
const amount = (title, value) => ({ title, kind: 'number', value });
const status = (value = (row) => row.status) => ({ title: 'Status', kind: 'status', value });
const actions = (...list) => ({
	title: '',
	kind: 'actions',
	value: (row) => list.filter((a) => a.when(row)),
});

const answers = ({ attempts }) =>
	attempts.map(({ status: code, error }) => code ?? error).join(', ');
const disputeOf = ({ disputes: [dispute] }) =>
	dispute && (['won', 'lost'].includes(dispute.status) ? dispute.status : 'open');

export const views = [
	{
		name: 'customers',
		title: 'Customers',
		empty: 'No customers yet. They come in through the API.',
		columns: [
			text('Key', (row) => row.extCustomerId),
			text('Name', (row) => row.customerName),
			text('Email', (row) => row.email),
			text('Created', (row) => moment(row.created)),
			status(),
		],
	},
	{
		name: 'receivables',
		title: 'Receivables',
		empty: 'No receivables yet. They come in through the API.',
		selectable: (row) => row.status === 'active',
		columns: [
			text('Invoice', (row) => row.inner.invoiceKey),
			text('Key', (row) => row.extId),
			text('Customer', (row) => row.extCustomerId),
			text('Due', (row) => row.dateDue),
			amount('Amount', (row) => money(row.amount, row.currency)),
			amount('Open', (row) => money(open(row), row.currency)),
			status(),
			actions({ name: 'pay', label: 'Pay', when: (row) => row.status === 'active' }),
		],
	},
	{
		name: 'payments',
		title: 'Payments',
		empty: 'No payments yet. Pay a receivable.',
		columns: [
			text('Created', (row) => moment(row.created)),
			text('Payer', (row) => row.payer.name),
			text('Source', source),
			amount('Invoices', (row) => String(row.inner.receivables.length)),
			amount('Amount', (row) => money(row.amount, row.currency)),
			amount('Refunded', (row) =>
				row.refunds.length ? money(row.inner.refundedAmount, row.currency) : '',
			),
			{ title: 'Dispute', kind: 'status', value: disputeOf },
			status(),
			actions(
				{
					name: 'refund',
					label: 'Refund',
					when: (row) => row.datePosted && cents(row.inner.refundedAmount) < cents(row.amount),
				},
				{
					name: 'dispute',
					label: 'Dispute',
					when: (row) => row.datePosted && !row.disputes.length,
				},
			),
		],
	},
	{
		name: 'transfers',
		title: 'Payouts',
		empty: 'No payouts yet. Paid money goes out at the end of the merchant’s day.',
		columns: [
			text('Created', (row) => moment(row.created)),
			text('To', (row) => `${row.bank.bankName} ·· ${row.bank.last4}`),
			text('What', (row) => row.description),
			text('Settles', (row) => moment(row.dateSettled)),
			amount('Amount', (row) => money(row.amount, row.currency)),
			status(),
		],
	},
	{
		name: 'deliveries',
		title: 'Deliveries',
		empty: 'No deliveries yet. Set a webhook URL and switch events on.',
		columns: [
			text('Created', (row) => moment(row.created)),
			text('Event', (row) => `${row.kind} · ${row.state}`),
			text('URL', (row) => row.url),
			text('Answers', answers),
			text('Next attempt', (row) => moment(row.nextAttempt)),
			status(),
			actions({ name: 'send', label: 'Send again', when: () => true }),
		],
	},
];

/** Columns of a payout's report. */
export const reportColumns = [
	text('Of', (row) => row.resourceType),
	text('Id', (row) => row.resourceId),
	amount('Amount', (row) => money(row.amount, row.currency)),
];
