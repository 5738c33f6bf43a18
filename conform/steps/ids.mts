import type { Operation } from '../document.mts';
import type { Probe } from '../probe.mts';

/** Where ids of each kind are found: a list of the document, and a path in its rows. */
const SOURCES: Record<string, [list: string, path: string][]> = {
	payerCustomerId: [['listPayerCustomers', 'id']],
	payerId: [
		['listPayerCustomers', 'payer.id'],
		['listPayments', 'payerId'],
	],
	receivableId: [
		['listReceivables', 'id'],
		['listReceivablesUnfiltered', 'id'],
	],
	creditMemoId: [['listCreditMemos', 'id']],
	feeId: [
		['listFees', 'id'],
		['listPayments', 'fees.0.id'],
	],
	feeSettingPlanId: [['listPayments', 'feeSplit.feeSettingPlanId']],
	paymentId: [['listPayments', 'id']],
	bankId: [
		['listTransfers', 'bankId'],
		['listWithdrawals', 'bankId'],
	],
	refundId: [
		['listRefunds', 'id'],
		['listAllRefunds', 'id'],
		['listPayments', 'refunds.0.id'],
	],
	disputeId: [
		['listDisputes', 'id'],
		['listAllDisputes', 'id'],
		['listPayments', 'disputes.0.id'],
	],
	transferId: [
		['listTransfers', 'id'],
		['listAllTransfers', 'id'],
	],
	withdrawalId: [
		['listWithdrawals', 'id'],
		['listAllWithdrawals', 'id'],
	],
	balanceChangeId: [
		['listRefunds', 'balanceChangeId'],
		['listAllRefunds', 'balanceChangeId'],
	],
};

/** Which rows have most to show: receivables with transactions, transfers with a report. */
const TELLING: Partial<Record<string, (row: Record<string, unknown>) => boolean>> = {
	receivableId: ({ amountPaid }) => Number(amountPaid) > 0,
	transferId: ({ status }) => status === 'paid',
};

/** The ids that an operation's path needs, of records that are there; null when one is not known. */
export function idsFor(probe: Probe, operation: Operation): Record<string, string> | null {
	const ids: Record<string, string> = {};
	for (const name of operation.ids) {
		const id = idOf(probe, name);
		if (id === null) return null;
		ids[name] = id;
	}
	return ids;
}

/**
 * An id of one kind: of a row with much to show, else of a record that this run made, else of the
 * first row that has one.
 */
export function idOf(probe: Probe, name: string): string | null {
	if (name === 'customerId') return probe.credential.customerId;
	const telling = TELLING[name];
	const rows = (list: string) => probe.rows.get(list) ?? [];
	for (const [list] of telling ? (SOURCES[name] ?? []) : []) {
		const row = rows(list).find((one) => typeof one.id === 'string' && telling?.(one));
		if (row) return String(row.id);
	}
	const made = probe.made[name]?.at(-1);
	if (made !== undefined) return made;
	if (name === 'cardId' || name === 'bankId') {
		const type = name === 'cardId' ? 'Card' : 'Bank';
		const payment = rows('listPayments').find(({ sourceType }) => sourceType === type);
		if (typeof payment?.sourceId === 'string') return payment.sourceId;
	}
	for (const [list, path] of SOURCES[name] ?? [])
		for (const row of rows(list)) {
			const id = path.split('.').reduce<any>((value, key) => value?.[key], row);
			if (typeof id === 'string' && id !== '') return id;
		}
	return null;
}

/** An id as Paystand makes them, of no record. */
export function unknownId(): string {
	const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
	const random = crypto.getRandomValues(new Uint8Array(22));
	return `zz${[...random].map((byte) => letters[byte % letters.length]).join('')}`;
}
