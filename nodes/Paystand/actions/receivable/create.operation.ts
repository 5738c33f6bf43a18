import { whole } from '../../item/kind';
import { mapper } from '../../fields/mapper';
import { onlyIn1 } from '../../fields/version';
import type { Operation } from '../../item/operation';
import { whenCustomerMissing, whenExisting } from '../../records/hints';
import { createColumns } from './columns';
import { additionalFields, requiredFields } from './fields';
import { newReceivable } from './input';
import { receivable } from './kind';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create receivable (invoice)',
	description:
		'Create a new receivable (an invoice that a customer owes). The customer must exist in Paystand.',
	properties: [mapper('add'), ...onlyIn1([...requiredFields, additionalFields])],
	columns: createColumns,
	writes: receivable,
	output: { from: 'createReceivable', plus: { openBalance: 'string', erpRef: 'string' } },
	hint: (refusal) =>
		whenExisting(refusal, receivable.key.storedName) ?? whenCustomerMissing(refusal),

	async execute(item) {
		const body = newReceivable(item);
		const key = { name: receivable.key.storedName, value: body.erpId };
		const record = await item.client.create(['receivables', 'create'], body, key);
		// Paystand does not show the number, which the next node may want.
		return { ...whole(receivable, record), erpRef: body.erpRef };
	},
};
