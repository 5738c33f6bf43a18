import { createRecord } from '../../../../client/request';
import { whenCustomerMissing, whenExisting, withHints } from '../../fields/hints';
import type { Operation } from '../operation';
import { additionalFields, requiredFields } from './fields';
import { givenCreditMemo, newCreditMemo } from './input';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create credit memo',
	description:
		'Create a new credit memo, which the customer can apply at checkout. The customer must exist in Paystand.',
	properties: [...requiredFields, additionalFields],

	async execute(itemIndex, execution) {
		const body = newCreditMemo(await givenCreditMemo(this, itemIndex, execution));
		return await withHints(
			this,
			(refusal) => whenExisting('extId')(refusal) ?? whenCustomerMissing(refusal),
			async () =>
				await createRecord(
					this,
					{ method: 'POST', path: ['creditMemos'], body },
					{ name: 'extId', value: body.extId },
				),
		);
	},
};
