import { payerLocator } from '../../fields/payer';
import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { customer } from '../customer/kind';
import { payerId } from '../customer/payer';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get payer',
	description: `Retrieve the payer of a customer. ${OLDER_NOTE}.`,
	properties: [payerLocator(customer)],
	output: { from: 'getPayer' },
	hint: (refusal) =>
		whenNotOpen(refusal, "Customer: Get shows the payer too, in 'payer', with Simplify off."),

	async execute(item) {
		return await item.client.get(['payers', await payerId(item)]);
	},
};
