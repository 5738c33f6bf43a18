import { createRecord } from '../../../../client/request';
import { payerId } from '../../fields/payer';
import type { Operation } from '../operation';
import { newBankFields } from './fields';
import { masking } from './masked';
import { newBank } from './newBank';

export const add: Operation = {
	value: 'add',
	name: 'Add',
	action: 'Add bank account',
	description:
		'Save a bank account of a customer. It can be charged once its micro-deposits are verified.',
	properties: newBankFields,

	async execute(itemIndex, execution) {
		const body = newBank(this, itemIndex);
		const payer = await payerId(this, itemIndex, execution);
		return await masking(
			this,
			String(body.accountNumber),
			async () =>
				await createRecord(this, { method: 'POST', path: ['payers', payer, 'banks'], body }),
		);
	},
};
