import { createOrUpdateByKey } from '../../fields/upsert';
import type { Operation } from '../operation';
import { additionalFields, labels, overwriteBalance, requiredFields } from './fields';
import { newReceivable } from './input';
import { askedOf, differs, fullReceivable, withBalance } from './record';

export const createOrUpdate: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update receivable',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	properties: [...requiredFields, overwriteBalance, additionalFields],

	async execute(itemIndex, execution) {
		const wanted = newReceivable(this, itemIndex);
		const changes = { ...wanted };
		if (this.getNodeParameter('overwriteBalance', itemIndex) !== true) delete changes.amountDue;
		const record = await createOrUpdateByKey(this, itemIndex, execution, {
			kind: 'receivable',
			key: String(wanted.erpId),
			uniqueField: labels.erpId,
			create: { method: 'POST', path: ['receivables', 'create'], body: wanted },
			read: (id) => ({ method: 'GET', path: ['receivables', id, 'read'] }),
			isChanged: (stored) => differs(stored, changes),
			asked: askedOf(changes),
			update: (id, stored) => ({
				method: 'PUT',
				path: ['receivables', id, 'update'],
				body: fullReceivable(this, itemIndex, stored, changes),
			}),
		});
		return withBalance(record);
	},
};
