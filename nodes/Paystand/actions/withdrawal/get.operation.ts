import { NodeOperationError } from 'n8n-workflow';

import { listRows } from '../../../../client/pages';
import { simplify } from '../../fields/listing';
import { recordId, recordLocator } from '../../fields/locators';
import { shapedBy } from '../../fields/shape';
import type { Operation } from '../operation';
import { simplified } from './simplified';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get withdrawal',
	description: 'Retrieve a withdrawal, out of the list of all withdrawals',
	properties: [recordLocator('withdrawal'), simplify()],

	async execute(itemIndex, execution) {
		const id = recordId(this, itemIndex, 'withdrawal');
		// No route for a single withdrawal is documented (fact sheet 6.12).
		const all = await execution.once(
			'withdrawals',
			async () => await listRows(this, { path: ['withdrawals', 'all'] }),
		);
		const record = all.find((row) => row.id === id);
		if (record) return shapedBy(this, itemIndex, record, simplified);
		throw new NodeOperationError(this.getNode(), `No withdrawal with ID '${id}' exists`, {
			description:
				'Check the ID, and that the withdrawal is in the environment the credential points to.',
			itemIndex,
		});
	},
};
