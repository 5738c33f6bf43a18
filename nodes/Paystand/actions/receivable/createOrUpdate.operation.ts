import type { Operation } from '../../item/operation';
import { whenCustomerMissing } from '../../records/hints';
import { additionalFields, overwriteBalance, requiredFields } from './fields';
import { newReceivable } from './input';
import { upsertReceivable } from './upsert';

export const createOrUpdate: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update receivable (invoice)',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	properties: [...requiredFields, overwriteBalance, additionalFields],
	output: { from: 'createReceivable', plus: { openBalance: 'string', outcome: 'string' } },
	hint: whenCustomerMissing,

	async execute(item) {
		return await upsertReceivable(item, newReceivable(item));
	},
};
