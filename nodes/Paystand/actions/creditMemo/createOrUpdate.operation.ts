import { createOrUpdateByKey } from '../../fields/upsert';
import type { Operation } from '../operation';
import { additionalFields, labels, overwriteRemaining, requiredFields } from './fields';
import { givenCreditMemo, newCreditMemo } from './input';
import { askedOf, differs, fullCreditMemo } from './record';

export const createOrUpdate: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update credit memo',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	properties: [...requiredFields, overwriteRemaining, additionalFields],

	async execute(itemIndex, execution) {
		const given = await givenCreditMemo(this, itemIndex, execution);
		const changes = { ...given };
		if (this.getNodeParameter('overwriteRemaining', itemIndex) !== true) {
			delete changes.amountRemaining;
		}
		return await createOrUpdateByKey(this, itemIndex, execution, {
			kind: 'creditMemo',
			key: String(given.extId),
			uniqueField: labels.extId,
			create: { method: 'POST', path: ['creditMemos'], body: newCreditMemo(given) },
			read: (id) => ({ method: 'GET', path: ['creditMemos', id] }),
			isChanged: (stored) => differs(stored, changes),
			asked: askedOf(changes),
			update: (id, stored) => ({
				method: 'PUT',
				path: ['creditMemos', id],
				body: fullCreditMemo(this, itemIndex, stored, changes),
			}),
		});
	},
};
