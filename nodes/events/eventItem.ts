import type { IDataObject } from 'n8n-workflow';

import { appliedAmount } from '../../client/money';
import { changeKeyOf } from './changeKey';
import { isObject, typeOf } from './eventTypes';

export interface EventItemOptions {
	/** As set on the node, see `changeKeyOf`. */
	onlyStatusChanges: boolean;
	/** Whether the whole envelope is wanted too, as `rawEvent`. */
	includeRawEvent?: boolean;
}

/**
 * The item of an event. A receivable transaction has what cash application needs at the top: the
 * applied amount (never the payment's gross) and the ERP's own keys.
 *
 * @param event the confirmed event envelope (docs/paystand-api.md#the-event-envelope), or one made
 *   from a record that was read: `{ resource }` is enough
 */
export function eventItem(
	event: IDataObject,
	{ onlyStatusChanges, includeRawEvent = false }: EventItemOptions,
): IDataObject {
	const received = event.resource as IDataObject;
	const { kind, name } = typeOf(received);
	const diff = isObject(event.diff) ? event.diff : {};
	return {
		eventId: event.id ?? null,
		event: name,
		changeKey: changeKeyOf(received, onlyStatusChanges, event.id),
		occurredAt: event.created ?? received.lastUpdated ?? null,
		resourceType: kind,
		resourceId: received.id ?? event.sourceId ?? null,
		...(kind === 'receivableTransaction' && applied(received)),
		resource: { ...received, object: kind },
		changes: isObject(diff.changes) ? diff.changes : {},
		previous: isObject(diff.previous) ? diff.previous : {},
		...(includeRawEvent && { rawEvent: event }),
	};
}

function applied(transaction: IDataObject): IDataObject {
	const receivable = isObject(transaction.receivable) ? transaction.receivable : {};
	const payment = isObject(transaction.payment) ? transaction.payment : {};
	const isPayment = transaction.resourceType === 'Payment';
	return {
		amountApplied: appliedAmount(transaction.amountApplied ?? null),
		currency: receivable.currency ?? payment.currency ?? transaction.currency ?? null,
		appliedBy: transaction.resourceType ?? null,
		erpInvoiceId: receivable.extId ?? null,
		erpCustomerId: receivable.extCustomerId ?? null,
		receivableId: transaction.receivableId ?? receivable.id ?? null,
		paymentId: transaction.paymentId ?? (isPayment ? transaction.resourceId : undefined) ?? null,
	};
}
