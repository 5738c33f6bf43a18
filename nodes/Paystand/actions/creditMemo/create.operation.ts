import { mapper } from '../../fields/mapper';
import { onlyIn1 } from '../../fields/version';
import type { Operation } from '../../item/operation';
import { whenCustomerMissing, whenExisting } from '../../records/hints';
import { createColumns } from './columns';
import { additionalFields, requiredFields } from './fields';
import { givenCreditMemo, newCreditMemo } from './input';
import { creditMemo } from './kind';
import { numbers } from './output';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create credit memo',
	description:
		'Create a new credit memo, which the customer can apply at checkout. The customer must exist in Paystand.',
	properties: [mapper('add'), ...onlyIn1([...requiredFields, additionalFields])],
	columns: createColumns,
	writes: creditMemo,
	output: { from: 'createCreditMemo', plus: numbers },
	hint: (refusal) =>
		whenExisting(refusal, creditMemo.key.storedName) ?? whenCustomerMissing(refusal),

	async execute(item) {
		const body = newCreditMemo(await givenCreditMemo(item));
		const key = { name: creditMemo.key.storedName, value: body.extId };
		return await item.client.create(['creditMemos'], body, key);
	},
};
