import { mapper } from '../../fields/mapper';
import { onlyIn1 } from '../../fields/version';
import type { Operation } from '../../item/operation';
import { createOrUpdate as createOrUpdateByKey } from '../../records/createOrUpdate';
import { whenCustomerMissing } from '../../records/hints';
import { createOrUpdateColumns } from './columns';
import { additionalFields, overwriteRemaining, requiredFields } from './fields';
import { givenCreditMemo, newCreditMemo } from './input';
import { creditMemo } from './kind';
import { numbers } from './output';
import { differs, fullCreditMemo, requestedNames } from './record';

export const createOrUpdate: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update credit memo',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	properties: [
		mapper('upsert'),
		...onlyIn1(requiredFields),
		overwriteRemaining,
		...onlyIn1([additionalFields]),
	],
	columns: createOrUpdateColumns,
	writes: creditMemo,
	output: { from: 'createCreditMemo', plus: { ...numbers, outcome: 'string' } },
	hint: whenCustomerMissing,

	async execute(item) {
		const given = await givenCreditMemo(item);
		const changes = { ...given };
		if (!item.isOn('overwriteRemaining')) delete changes.amountRemaining;
		return await createOrUpdateByKey(item, {
			kind: creditMemo,
			key: String(given.extId),
			whenTwice:
				'If each row is a line of a credit memo, add the lines up before this node, e.g. with Summarize.',
			create: { path: ['creditMemos'], body: newCreditMemo(given) },
			read: async (id) => await item.client.get(creditMemo.path(id)),
			isChanged: (stored) => differs(stored, changes),
			requested: requestedNames(changes),
			update: (id, stored) => ({
				path: creditMemo.path(id),
				body: fullCreditMemo(stored, changes),
			}),
		});
	},
};
