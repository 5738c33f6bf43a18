import { requestObject } from '../../../../client/request';
import { withHints } from '../../fields/hints';
import { idField, idOf } from '../../fields/idField';
import { simplify } from '../../fields/listing';
import { shapedBy } from '../../fields/shape';
import type { Operation } from '../operation';
import { simplified } from './simplified';

const feeId = idField({
	displayName: 'Fee ID',
	name: 'feeId',
	description: "The fee's 'id', as Get Many and fee events show it",
});

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get fee',
	description: 'Retrieve a fee that Paystand charges you',
	properties: [feeId, simplify()],

	async execute(itemIndex) {
		const path = ['fees', idOf(this, itemIndex, feeId)];
		const record = await withHints(
			this,
			// Tokens of the Integrations page are often refused here (fact sheet 6.6).
			{
				401: "Many accounts may not read single fees. Fee: Get Many with the filter 'Payment' works for all of them.",
			},
			async () => await requestObject(this, { method: 'GET', path }),
		);
		return shapedBy(this, itemIndex, record, simplified);
	},
};
