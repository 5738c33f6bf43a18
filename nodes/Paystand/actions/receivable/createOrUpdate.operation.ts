import { mapper } from '../../fields/mapper';
import { onlyIn1 } from '../../fields/version';
import type { Operation } from '../../item/operation';
import { whenCustomerMissing } from '../../records/hints';
import { createOrUpdateColumns } from './columns';
import { additionalFields, overwriteBalance, requiredFields } from './fields';
import { newReceivable } from './input';
import { receivable } from './kind';
import { upsertReceivable } from './upsert';

export const createOrUpdate: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update receivable (invoice)',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	properties: [
		mapper('upsert'),
		...onlyIn1(requiredFields),
		overwriteBalance,
		...onlyIn1([additionalFields]),
	],
	columns: createOrUpdateColumns,
	writes: receivable,
	output: {
		from: 'createReceivable',
		plus: { openBalance: 'string', erpRef: 'string', outcome: 'string' },
	},
	hint: whenCustomerMissing,

	async execute(item) {
		const body = newReceivable(item);
		return { ...(await upsertReceivable(item, body)), erpRef: body.erpRef };
	},
};
