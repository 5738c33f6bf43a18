import { movementTexts } from '../../item/kind';
import type { DateFilteredKind } from '../../item/kind';

/** Money that went back to a payer. */
export const refund: DateFilteredKind = {
	name: 'refund',
	label: 'Refund',
	plural: 'refunds',
	description: 'The refund of a payment',
	path: (id) => ['refunds', id],
	list: { path: ['refunds', 'all'] },
	filteredPath: ['refunds'],
	searchTexts: movementTexts,
	statuses: ['created', 'processing', 'paid', 'failed'],
	shortFields: [
		...['id', 'status', 'amount', 'currency', 'paymentId'],
		...['reason', 'feesRefunded', 'created', 'lastUpdated'],
	],
	labels: {
		amount: 'Amount',
		paymentId: 'Payment',
		description: 'Description',
		meta: 'Metadata (JSON)',
		refundId: 'Refund',
		order: 'Order',
	},
};
