import { movementTexts } from '../../item/kind';
import type { DateFilteredKind } from '../../item/kind';

/** Money taken out of the Paystand balance, carried out by transfers. */
export const withdrawal: DateFilteredKind = {
	name: 'withdrawal',
	label: 'Withdrawal',
	plural: 'withdrawals',
	description: 'The withdrawal from your Paystand balance',
	path: (id) => ['withdrawals', id],
	list: { path: ['withdrawals', 'all'] },
	filteredPath: ['withdrawals'],
	searchTexts: movementTexts,
	// Not published; a withdrawal is carried out by transfers, so theirs are likely.
	statuses: ['created', 'processing', 'sending', 'posted', 'paid', 'failed'],
	shortFields: [
		...['id', 'status', 'amount', 'currency', 'bankId', 'accountKey'],
		...['dateToPost', 'hasTransactions', 'created', 'lastUpdated'],
	],
	labels: {
		amount: 'Amount',
		currency: 'Currency',
		bankId: 'Bank Account ID',
		accountKey: 'Account Key',
		description: 'Description',
		meta: 'Metadata (JSON)',
		order: 'Order',
	},
};
