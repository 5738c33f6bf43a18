import { requestObject } from '../../../../client/request';
import { idOf } from '../../fields/idField';
import type { Operation } from '../operation';
import { bankId } from './fields';

export const sendMicroDeposits: Operation = {
	value: 'sendMicroDeposits',
	name: 'Send Micro-Deposits',
	action: 'Send micro deposits',
	description:
		"Send two small deposits to a bank account, to prove that it is the customer's. Moves real money; they arrive in one or two business days.",
	properties: [bankId],

	async execute(itemIndex) {
		const id = idOf(this, itemIndex, bankId);
		const reply = await requestObject(this, { method: 'POST', path: ['banks', id, 'drops'] });
		return { id, ...reply };
	},
};
