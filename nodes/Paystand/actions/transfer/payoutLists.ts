import type { IDataObject } from 'n8n-workflow';

import type { Execution } from '../../item/execution';
import { isFinalFee, isGivenBack, rowsOf, worthOf } from './payoutPart';
import type { Findings, Part, PartKind } from './payoutPart';

/**
 * Explains a payout without its report: what was paid, returned and charged since the payout before
 * it in the same currency. Without a report nothing ties a record to a payout but its time, and
 * adjustments cannot be seen at all.
 */
export async function explainByLists(
	execution: Execution,
	transfer: IDataObject,
): Promise<Findings> {
	const all = async (name: string) =>
		await execution.once(
			`payout list ${name}`,
			async () => await execution.client.list({ path: [name, 'all'] }, { limit: Infinity }),
		);
	const names = ['transfers', 'payments', 'refunds', 'disputes'];
	const [transfers, payments, refunds, disputes] = await Promise.all(names.map(all));
	const end = timeOf(transfer.created);
	const start = Math.max(
		0,
		...transfers
			.filter((row) => row.currency === transfer.currency && timeOf(row.created) < end)
			.map(({ created }) => timeOf(created)),
	);
	const parts: Part[] = [];
	const add = (kind: PartKind, record: IDataObject, time: number, more: Partial<Part> = {}) => {
		const worth = worthOf(record, transfer.currency);
		if (worth === undefined || !(time > start && time <= end)) return;
		const cents = kind === 'payment' ? worth : -worth;
		parts.push({ kind, id: String(record.id), cents, record, ...more });
	};
	const paidAt = new Map(payments.map(({ id, datePaid }) => [id, timeOf(datePaid)]));
	for (const record of payments) {
		const paymentId = String(record.id);
		add('payment', record, timeOf(record.datePaid), { paymentId });
		for (const fee of rowsOf(record.fees).filter(isFinalFee)) {
			const final = timeOf(fee.lastUpdated ?? fee.created);
			const time = Math.max(timeOf(record.datePaid), final);
			add('fee', { currency: record.currency, ...fee }, time, { paymentId });
		}
	}
	for (const record of refunds.filter(({ status }) => status === 'paid')) {
		add('refund', record, timeOf(record.lastUpdated), { paymentId: String(record.paymentId) });
	}
	for (const record of disputes) {
		const { currency, created, lastUpdated } = record;
		const paymentId = String(record.paymentId);
		const disputeId = String(record.id);
		for (const fee of rowsOf(record.fees).filter(isFinalFee))
			add('fee', { currency, ...fee }, timeOf(created), { paymentId, disputeId });
		// Of a payment that had not been paid out there is nothing to take.
		if (!((paidAt.get(paymentId) ?? NaN) <= timeOf(created))) continue;
		add('dispute', record, timeOf(created), { paymentId });
		if (!isGivenBack(record)) continue;
		const cents = worthOf(record, transfer.currency);
		add('dispute', record, timeOf(lastUpdated), { paymentId, cents });
	}
	const notes = [
		'Paystand gives no report for this transfer, so it is explained by what was paid, refunded, disputed and charged since the transfer before it. Adjustments and balances that were left at Paystand cannot be seen this way.',
	];
	return { basis: 'lists', parts, problems: [], notes };
}

/** In milliseconds; `NaN`, which no window holds, for what has not happened. */
function timeOf(value: unknown): number {
	return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}
