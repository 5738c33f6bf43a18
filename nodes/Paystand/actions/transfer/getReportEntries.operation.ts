import { listRows } from '../../../../client/pages';
import { withHints } from '../../fields/hints';
import { returnAllAndLimit, rowsWanted } from '../../fields/listing';
import { recordId, recordLocator } from '../../fields/locators';
import { order, orderQuery } from '../../fields/order';
import type { Operation } from '../operation';
import { REPORT_HINTS } from './report';

export const getReportEntries: Operation = {
	value: 'getReportEntries',
	name: 'Get Report Entries',
	action: 'Get transfer report entries',
	description: 'Retrieve the payments, refunds, disputes and fees that a transfer is made of',
	properties: [recordLocator('transfer'), ...returnAllAndLimit(), order()],

	async execute(itemIndex) {
		const transferId = recordId(this, itemIndex, 'transfer');
		const rows = await withHints(
			this,
			REPORT_HINTS,
			async () =>
				await listRows(
					this,
					{
						path: ['transfers', transferId, 'report', 'entries'],
						query: orderQuery(this, itemIndex),
					},
					rowsWanted(this, itemIndex),
				),
		);
		return rows.map((row) => ({ ...row, transferId }));
	},
};
