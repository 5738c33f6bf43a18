import type { Operation } from '../../item/operation';
import { bankId } from './fields';

export const sendMicroDeposits: Operation = {
	value: 'sendMicroDeposits',
	name: 'Send Micro-Deposits',
	action: 'Send micro deposits',
	description:
		"Send two small deposits to a bank account, to prove that it is the customer's. Moves real money; they arrive in one or two business days.",
	properties: [bankId],
	output: { from: 'sendMicroDeposits' },

	async execute(item) {
		const id = item.field(bankId).id();
		return { id, ...(await item.client.post(['banks', id, 'drops'])) };
	},
};
