import type { IDataObject } from 'n8n-workflow';

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
		...['id', 'status', 'amount', 'subtotal', 'currency', 'sourceType'],
		...['payerId', 'extCustomerId', 'datePaid', 'created'],
	],
	// `amount` is gross; when the payer bore a fee, the subtotal is what goes to invoices (fact sheet 6.7).
	added: ({ amount, feeSplit, payer }) => ({
		subtotal: (feeSplit as IDataObject | null | undefined)?.subtotal ?? amount,
		extCustomerId: (payer as IDataObject | null | undefined)?.externalId,
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

/** The ID of the payment that a refund, dispute or fee belongs to. */
export function paymentIdOf(row: IDataObject): unknown {
	return row.paymentId ?? row.resourceId ?? (row.resource as IDataObject | undefined)?.id;
}
