import { returnAllAndLimit } from '../../fields/listing';
import { recordLocator } from '../../fields/locator';
import { order } from '../../fields/order';
import type { Operation } from '../../item/operation';
import { orderQuery } from '../../lists/getMany';
import { transfer } from './kind';
import { reportHint } from './report';

export const getReportEntries: Operation = {
	value: 'getReportEntries',
	name: 'Get Report Entries',
	action: 'Get transfer (payout) report entries',
	description:
		'Retrieve the payments, refunds, disputes and fees that a transfer (payout) is made of',
	properties: [recordLocator(transfer), ...returnAllAndLimit(), order()],
	output: { from: 'listTransferReportEntries', plus: { transferId: 'string' } },
	hint: reportHint,

	async execute(item) {
		const transferId = await item.recordId(transfer);
		const path = ['transfers', transferId, 'report', 'entries'];
		const list = { path, query: orderQuery(item) };
		const rows = await item.client.list(list, { limit: item.limit() });
		return rows.map((row) => ({ ...row, transferId }));
	},
};
