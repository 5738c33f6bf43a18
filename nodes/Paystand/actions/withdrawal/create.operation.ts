import { only } from '../../item/kind';
import type { Operation } from '../../item/operation';
import { moveOnce } from '../../movements/moveOnce';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { withdrawalFields } from './fields';
import { withdrawalMovement } from './withdrawalMovement';

const SHORT_FIELDS = [
	...['id', 'status', 'amount', 'currency', 'bankId', 'accountKey'],
	...['withdrawalKey', 'outcome', 'created'],
];

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create withdrawal',
	description: `Pay money of your Paystand balance out to your own bank account. Moves real money: ask a person before you use it on your own. ${OLDER_NOTE}.`,
	properties: withdrawalFields,
	output: { from: 'createWithdrawal', pick: SHORT_FIELDS },

	hint: (refusal) =>
		refusal.status === 400 || refusal.status === 422
			? 'A withdrawal may not exceed the available balance: Balance: Get Summary shows it.'
			: whenNotOpen(refusal, 'Or withdraw in the Paystand dashboard.'),

	async execute(item) {
		const { record, key, outcome } = await moveOnce(item, withdrawalMovement(item));
		const withdrawn = { ...record, withdrawalKey: key, outcome };
		return item.isSimplified ? only(withdrawn, SHORT_FIELDS) : withdrawn;
	},
};
