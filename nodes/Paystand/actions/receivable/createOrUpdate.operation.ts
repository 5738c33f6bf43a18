import { whole } from '../../item/kind';
import type { Operation } from '../../item/operation';
import { createOrUpdate as createOrUpdateByKey } from '../../records/createOrUpdate';
import { whenCustomerMissing } from '../../records/hints';
import { additionalFields, overwriteBalance, requiredFields } from './fields';
import { newReceivable } from './input';
import { receivable } from './kind';
import { readReceivable } from './readReceivable';
import { differs, fullReceivable, requestedNames } from './record';

export const createOrUpdate: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update receivable',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	properties: [...requiredFields, overwriteBalance, additionalFields],
	output: { from: 'createReceivable', plus: { openBalance: 'string', outcome: 'string' } },
	hint: whenCustomerMissing,

	async execute(item) {
		const wanted = newReceivable(item);
		const changes = { ...wanted };
		if (!item.isOn('overwriteBalance')) delete changes.amountDue;
		const record = await createOrUpdateByKey(item, {
			kind: receivable,
			key: String(wanted.erpId),
			uniqueField: receivable.key.label,
			create: { path: ['receivables', 'create'], body: wanted },
			read: async (id) => await readReceivable(item.client, id),
			isChanged: (stored) => differs(stored, changes),
			requested: requestedNames(changes),
			update: (id, stored) => ({
				path: ['receivables', id, 'update'],
				body: fullReceivable(stored, changes),
			}),
		});
		return whole(receivable, record);
	},
};
