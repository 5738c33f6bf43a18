import { createRecord } from '../../../../client/request';
import { whenCustomerMissing, whenExisting, withHints } from '../../fields/hints';
import type { Operation } from '../operation';
import { additionalFields, requiredFields } from './fields';
import { newReceivable } from './input';
import { withBalance } from './record';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create receivable',
	description: 'Create a new receivable. The customer must exist in Paystand.',
	properties: [...requiredFields, additionalFields],

	async execute(itemIndex) {
		const body = newReceivable(this, itemIndex);
		const reply = await withHints(
			this,
			(refusal) => whenExisting('extId')(refusal) ?? whenCustomerMissing(refusal),
			async () =>
				await createRecord(
					this,
					{ method: 'POST', path: ['receivables', 'create'], body },
					{ name: 'extId', value: body.erpId },
				),
		);
		return withBalance(reply);
	},
};
