import { mapper } from '../../fields/mapper';
import { onlyIn1 } from '../../fields/version';
import type { Operation } from '../../item/operation';
import { createOrUpdateColumns } from './columns';
import { additionalFields, requiredFields } from './fields';
import { newCustomer } from './input';
import { customer } from './kind';
import { upsertCustomer } from './upsert';

export const createOrUpdate: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update customer',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	properties: [mapper('upsert'), ...onlyIn1([...requiredFields, additionalFields])],
	columns: createOrUpdateColumns,
	writes: customer,
	output: { from: 'createPayerCustomer', plus: { outcome: 'string' } },

	async execute(item) {
		return await upsertCustomer(item, newCustomer(item));
	},
};
