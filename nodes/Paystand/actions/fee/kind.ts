import { movementTexts } from '../../item/kind';
import type { Kind } from '../../item/kind';
import { paymentIdOf } from '../payment/kind';

/** What Paystand charges the merchant. A delayed fee has no amount. */
export const fee: Kind = {
	name: 'fee',
	label: 'Fee',
	plural: 'fees',
	description: 'The fee that Paystand charges you',
	path: (id) => ['fees', id],
	list: { path: ['fees'] },
	searchTexts: movementTexts,
	shortFields: [
		...['id', 'feeType', 'amount', 'currency', 'resourceAmount'],
		...['paymentId', 'status', 'created', 'lastUpdated'],
	],
	added: (row) => ({ paymentId: paymentIdOf(row) as string | undefined }),
	labels: {
		subtotal: 'Amount',
		currency: 'Currency',
		feeType: 'Payment Method',
		payerId: 'Customer',
		invoiceId: 'Receivable',
		feeSettingPlanId: 'Fee Plan ID',
		feesIncentivesUrlKey: 'Fee Plan URL Key',
		feeId: 'Fee ID',
		resourceId: 'Payment',
		order: 'Order',
	},
};
