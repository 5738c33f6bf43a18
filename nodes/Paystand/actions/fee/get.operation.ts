import { idField } from '../../fields/idField';
import { outputChoice } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { fee } from './kind';

const feeId = idField({
	displayName: fee.labels.feeId,
	name: 'feeId',
	description: "The fee's 'id', as Get Many and fee events show it",
});

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get fee',
	description: 'Retrieve a fee that Paystand charges you',
	properties: [feeId, ...outputChoice()],
	output: { from: 'getFee', pick: fee.shortFields },

	// Tokens of the Integrations page are often refused here
	// (docs/paystand-api.md#routes-that-may-be-refused).
	hint: ({ status }) =>
		status === 401
			? "Many accounts may not read single fees. Fee: Get Many with the filter 'Payment' works for all of them."
			: undefined,

	async execute(item) {
		return item.shape(await item.client.get(fee.path(item.field(feeId).id())), fee);
	},
};
