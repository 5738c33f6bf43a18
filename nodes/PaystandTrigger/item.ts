import type { IDataObject } from 'n8n-workflow';

import { fromCents, toCents } from '../../client/money';
import { isRecord, typeOf } from './events';

/**
 * The item of an event. A receivable transaction has what cash application needs at the top: the
 * applied amount (never the payment's gross) and the ERP's own keys.
 *
 * @param event the confirmed event envelope (fact sheet 7.3)
 * @param raw whether the whole envelope is wanted too, as `rawEvent`
 */
export function itemOf(event: IDataObject, raw: boolean): IDataObject {
	const received = event.resource as IDataObject;
	const { kind, name } = typeOf(received);
	const diff = isRecord(event.diff) ? event.diff : {};
	return {
		eventId: event.id,
		event: name,
		occurredAt: event.created ?? received.lastUpdated ?? null,
		resourceType: kind,
		resourceId: received.id ?? event.sourceId ?? null,
		...(kind === 'receivableTransaction' && applied(received)),
		resource: { ...received, object: kind },
		changes: isRecord(diff.changes) ? diff.changes : {},
		previous: isRecord(diff.previous) ? diff.previous : {},
		...(raw && { rawEvent: event }),
	};
}

function applied(transaction: IDataObject): IDataObject {
	const receivable = isRecord(transaction.receivable) ? transaction.receivable : {};
	const payment = isRecord(transaction.payment) ? transaction.payment : {};
	const cents = toCents(transaction.amountApplied);
	const isPayment = transaction.resourceType === 'Payment';
	return {
		amountApplied: cents === undefined ? (transaction.amountApplied ?? null) : fromCents(cents),
		currency: receivable.currency ?? payment.currency ?? transaction.currency ?? null,
		appliedBy: transaction.resourceType ?? null,
		erpInvoiceId: receivable.extId ?? null,
		erpCustomerId: receivable.extCustomerId ?? null,
		receivableId: transaction.receivableId ?? receivable.id ?? null,
		paymentId: transaction.paymentId ?? (isPayment ? transaction.resourceId : undefined) ?? null,
	};
}
