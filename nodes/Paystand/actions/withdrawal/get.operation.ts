import { recordLocator } from '../../fields/locator';
import { outputChoice } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { withdrawal } from './kind';
import { readWithdrawal } from './readWithdrawal';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get withdrawal',
	description: 'Retrieve a withdrawal',
	properties: [recordLocator(withdrawal), ...outputChoice()],
	output: { from: 'getWithdrawal', pick: withdrawal.shortFields },

	async execute(item) {
		const id = await item.recordId(withdrawal);
		const { client, execution } = item;
		// The list serves all items, when it has to.
		const list = async () =>
			await execution.once('withdrawals', async () => await client.list(withdrawal.list));
		return item.shape(await readWithdrawal(client, id, list), withdrawal);
	},
};
