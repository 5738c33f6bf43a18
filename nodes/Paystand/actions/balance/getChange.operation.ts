import { idField } from '../../fields/idField';
import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';

const changeId = idField({
	displayName: 'Balance Change ID',
	name: 'balanceChangeId',
	description: "The 'balanceChangeId' that a refund shows",
});

export const getChange: Operation = {
	value: 'getChange',
	name: 'Get Change',
	action: 'Get balance change',
	description: `Retrieve what one payment, refund or dispute changed in your balance. ${OLDER_NOTE}.`,
	properties: [changeId],
	output: { from: 'getBalanceChange' },
	hint: (refusal) => whenNotOpen(refusal, 'The Paystand dashboard shows your balances too.'),

	async execute(item) {
		const id = item.field(changeId).id();
		return await item.client.get(['payments', 'balances', 'changes', id]);
	},
};
