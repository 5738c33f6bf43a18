import { movementTexts } from '../../item/kind';
import type { DateFilteredKind } from '../../item/kind';

/** A payout to the merchant's bank account. */
export const transfer: DateFilteredKind = {
	name: 'transfer',
	label: 'Transfer',
	plural: 'transfers',
	description: 'The transfer (payout) to your bank account',
	path: (id) => ['transfers', id],
	list: { path: ['transfers', 'all'] },
	filteredPath: ['transfers'],
	searchTexts: movementTexts,
	statuses: ['created', 'processing', 'sending', 'posted', 'paid', 'failed'],
	// `resourceId` is the withdrawal that it carries out.
	shortFields: [
		...['id', 'status', 'amount', 'currency', 'dateToPost'],
		...['datePosted', 'dateSettled', 'reason', 'resourceId', 'created'],
	],
	labels: { transferId: 'Transfer', order: 'Order' },
};
