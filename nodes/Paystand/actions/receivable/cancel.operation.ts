import { recordLocator } from '../../fields/locator';
import { whole } from '../../item/kind';
import type { Operation } from '../../item/operation';
import { withLookUp } from '../../records/lookUp';
import { receivable } from './kind';
import { readReceivable } from './readReceivable';

export const cancel: Operation = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel receivable (invoice)',
	description:
		'Cancel (void) a receivable (invoice). Paystand does not delete receivables: the record stays, with status cancelled.',
	properties: [recordLocator(receivable)],
	writes: receivable,
	output: { from: 'cancelReceivable', plus: { openBalance: 'string' } },

	async execute(item) {
		const { client } = item;
		const id = await item.recordId(receivable);
		const cancelIt = async () => await client.post(['receivables', id, 'cancel']);
		const cancelled = async () => {
			const record = await readReceivable(client, id);
			return record.status === 'cancelled' ? record : undefined;
		};
		const reply = await item.execution.lock(
			`receivable ${id}`,
			async () => await withLookUp(client, cancelIt, cancelled),
		);
		return whole(receivable, { id, ...reply });
	},
};
