import { requestObject } from '../../../../client/request';
import { receivableId, receivableLocator } from '../../fields/locators';
import { withLookUp } from '../../fields/lostReply';
import type { Operation } from '../operation';
import { withBalance } from './record';

export const cancel: Operation = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel receivable',
	description:
		'Cancel (void) a receivable. Paystand does not delete receivables: the record stays, with status cancelled.',
	properties: [receivableLocator()],

	async execute(itemIndex, execution) {
		const id = await receivableId(this, itemIndex, execution);
		const cancelIt = async () =>
			await requestObject(this, { method: 'POST', path: ['receivables', id, 'cancel'] });
		const cancelled = async () => {
			const path = ['receivables', id, 'read'];
			const record = await requestObject(this, { method: 'GET', path });
			return record.status === 'cancelled' ? record : undefined;
		};
		const reply = await execution.inTurn(
			`receivable ${id}`,
			async () => await withLookUp(this, cancelIt, cancelled),
		);
		return withBalance({ id, ...reply });
	},
};
