import { PaystandError } from '../../../../client/errors';
import { recordLocator } from '../../fields/locator';
import { simplify } from '../../fields/listing';
import type { Operation } from '../../item/operation';
import { withdrawal } from './kind';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get withdrawal',
	description: 'Retrieve a withdrawal, out of the list of all withdrawals',
	properties: [recordLocator(withdrawal), simplify()],
	output: { from: 'listAllWithdrawals', pick: withdrawal.shortFields },

	async execute(item) {
		const id = await item.recordId(withdrawal);
		// No route for a single withdrawal is documented (fact sheet 6.12).
		const all = await item.execution.once(
			'withdrawals',
			async () => await item.client.list(withdrawal.list),
		);
		const record = all.find((row) => row.id === id);
		if (record) return item.shape(record, withdrawal);
		throw new PaystandError(
			`No withdrawal with ID '${id}' exists`,
			'Check the ID, and that the withdrawal is in the environment the credential points to.',
		);
	},
};
