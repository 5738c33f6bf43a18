import { outputChoice } from '../../fields/listing';
import { only } from '../../item/kind';
import type { Operation } from '../../item/operation';
import { OLDER_NOTE, whenNotOpen } from '../../records/olderReference';
import { bankId } from './fields';
import { bankPath, withoutNumber } from './savedBank';

const SHORT_FIELDS = [
	...['id', 'nameOnAccount', 'bankName', 'accountType', 'last4', 'currency'],
	...['dropped', 'verified', 'status'],
];

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get bank account',
	description: `Retrieve a saved bank account: whether it is verified, for one; its number is not shown. ${OLDER_NOTE}.`,
	properties: [bankId, ...outputChoice()],
	output: { from: 'getBank', pick: SHORT_FIELDS },
	hint: (refusal) =>
		whenNotOpen(refusal, "Payment: Get shows the bank account of a payment too, in 'source'."),

	async execute(item) {
		const bank = withoutNumber(await item.client.get(bankPath(item.field(bankId).id())));
		return item.isSimplified ? only(bank, SHORT_FIELDS) : bank;
	},
};
