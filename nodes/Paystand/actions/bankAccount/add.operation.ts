import type { Operation } from '../../item/operation';
import { payerId } from '../customer/payer';
import { newBankFields } from './fields';
import { masking } from './masked';
import { newBank } from './newBank';
import { unlessRefusedTwice } from './refusedTwice';

export const add: Operation = {
	value: 'add',
	name: 'Add',
	action: 'Add bank account',
	description:
		'Save a bank account of a customer. It can be charged once its micro-deposits are verified.',
	properties: newBankFields,
	output: { from: 'createPayerBank' },

	async execute(item) {
		const body = newBank(item);
		const path = ['payers', await payerId(item), 'banks'];
		const add = async () => await item.client.create(path, body);
		return await unlessRefusedTwice(
			item,
			{ path, body },
			async () => await masking(String(body.accountNumber), add),
		);
	},
};
