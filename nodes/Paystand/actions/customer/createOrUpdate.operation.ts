import type { Operation } from '../../item/operation';
import { additionalFields, requiredFields } from './fields';
import { newCustomer } from './input';
import { upsertCustomer } from './upsert';

export const createOrUpdate: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update customer',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	properties: [...requiredFields, additionalFields],
	output: { from: 'createPayerCustomer', plus: { outcome: 'string' } },

	async execute(item) {
		return await upsertCustomer(item, newCustomer(item));
	},
};
