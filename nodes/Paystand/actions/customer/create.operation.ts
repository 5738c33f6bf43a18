import { createRecord } from '../../../../client/request';
import { whenExisting, withHints } from '../../fields/hints';
import type { Operation } from '../operation';
import { additionalFields, newCustomer, requiredFields } from './fields';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create customer',
	description: 'Create a new customer',
	properties: [...requiredFields, additionalFields],

	async execute(itemIndex) {
		const body = newCustomer(this, itemIndex);
		return await withHints(
			this,
			whenExisting('extCustomerId'),
			async () =>
				await createRecord(
					this,
					{ method: 'POST', path: ['payerCustomers'], body },
					{ name: 'extCustomerId', value: body.extCustomerId },
				),
		);
	},
};
