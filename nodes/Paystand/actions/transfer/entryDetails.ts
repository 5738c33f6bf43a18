import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../../../../client/refusal';
import type { Execution } from '../../item/execution';
import { invoicesBy } from './appliedInvoices';
import { transfer as kind } from './kind';
import { PayoutRecords } from './payoutRecords';
import { explainByReport } from './payoutReport';

/** What is left of an entry of a report that is simplified, with what was found out about it. */
export const SHORT_ENTRY = [
	...['resourceType', 'extCustomerId', 'customerName', 'amount', 'currency', 'created'],
	...['invoices', 'paymentId', 'resourceId', 'transferId'],
];

/**
 * The entries of a transfer's report with the payment that each belongs to and its customer. What
 * Paystand does not show to this account is left out.
 *
 * @param withInvoices whether to look for the invoices too
 */
export async function detailed(
	execution: Execution,
	entries: IDataObject[],
	{ transferId, withInvoices }: { transferId: string; withInvoices: boolean },
): Promise<IDataObject[]> {
	const transfer = await execution.record(kind, transferId);
	const { parts } = await explainByReport(execution, transfer, entries);
	const invoices = withInvoices ? await invoicesBy(execution, parts) : undefined;
	const records = new PayoutRecords(execution);
	const details = entries.map(async (entry) => {
		const id = String(entry.resourceId ?? entry.id);
		const paymentId = parts.find((part) => part.id === id)?.paymentId;
		const payment = paymentId === undefined ? {} : await records.find('payments', paymentId);
		const { externalId, name } = asObject(asObject(payment).payer);
		return {
			...entry,
			...{ transferId, paymentId, extCustomerId: externalId, customerName: name },
			...(invoices && { invoices: invoices.get(id) ?? invoices.get(paymentId ?? '') ?? [] }),
		} as IDataObject;
	});
	return await Promise.all(details);
}
