import { mapper } from '../../fields/mapper';
import { onlyIn1 } from '../../fields/version';
import type { Operation } from '../../item/operation';
import { whenExisting } from '../../records/hints';
import { createColumns } from './columns';
import { additionalFields, requiredFields } from './fields';
import { newCustomer } from './input';
import { customer } from './kind';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create customer',
	description: 'Create a new customer',
	properties: [mapper('add'), ...onlyIn1([...requiredFields, additionalFields])],
	columns: createColumns,
	writes: customer,
	output: { from: 'createPayerCustomer' },
	hint: (refusal) => whenExisting(refusal, customer.key.storedName),

	async execute(item) {
		const body = newCustomer(item);
		const key = { name: customer.key.storedName, value: body.extCustomerId };
		return await item.client.create(['payerCustomers'], body, key);
	},
};
