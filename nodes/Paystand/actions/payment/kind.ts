import type { IDataObject } from 'n8n-workflow';

import { fromCents, toCents } from '../../../../client/money';
import { asObject } from '../../../../client/refusal';
import { movementTexts } from '../../item/kind';
import type { DateFilteredKind } from '../../item/kind';

/** Money from a customer. */
export const payment: DateFilteredKind = {
	name: 'payment',
	label: 'Payment',
	plural: 'payments',
	description: 'The payment in Paystand',
	path: (id) => ['payments', id],
	list: { path: ['payments', 'all'] },
	filteredPath: ['payments', 'all'],
	searchTexts: (row) => {
		const payer = row.payer as IDataObject | undefined;
		return [payer?.name, payer?.externalId, ...movementTexts(row)];
	},
	statuses: ['created', 'processing', 'posted', 'paid', 'failed', 'canceled'],
	shortFields: [
		...['extCustomerId', 'customerName', 'sourceType', 'subtotal', 'fee', 'amount'],
		...['currency', 'status', 'datePaid', 'invoices', 'created', 'id', 'payerId'],
	],
	// `amount` is gross; when the payer bore a fee, the subtotal is what goes to invoices
	// (docs/paystand-api.md#payment-fields).
	added: ({ amount, feeSplit, payer }) => ({
		...subtotalAndFee(amount, asObject(feeSplit).subtotal),
		extCustomerId: asObject(payer).externalId,
		customerName: asObject(payer).name,
	}),
	labels: {
		amount: 'Amount',
		subtotal: 'Amount',
		currency: 'Currency',
		payerId: 'Customer',
		cardId: 'Card ID',
		bankId: 'Bank Account ID',
		receivableId: 'Receivable',
		invoiceId: 'Receivable',
		feeSplit: 'Add Payer Fee',
		'feeSplit.subtotal': 'Amount',
		'feeSplit.feeSplitType': 'Add Payer Fee',
		feeSettingPlanId: 'Fee Plan ID',
		feesIncentivesUrlKey: 'Fee Plan URL Key',
		accountKey: 'Account Key',
		description: 'Description',
		meta: 'Metadata (JSON)',
		paymentId: 'Payment',
		order: 'Order',
	},
};

/** What goes to invoices and what the payer bore of the fee; a fee that cannot be told is left out. */
function subtotalAndFee(amount: unknown, subtotal: unknown = amount): IDataObject {
	const [gross, net] = [amount, subtotal].map(toCents);
	const isTold = gross !== undefined && net !== undefined;
	return { subtotal, fee: isTold ? fromCents(gross - net) : undefined } as IDataObject;
}

/** The ID of the payment that a refund, dispute or fee belongs to. */
export function paymentIdOf(row: IDataObject): unknown {
	return row.paymentId ?? row.resourceId ?? (row.resource as IDataObject | undefined)?.id;
}
