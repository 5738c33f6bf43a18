import { outputChoice, returnAllAndLimit } from '../../fields/listing';
import { recordLocator } from '../../fields/locator';
import { order } from '../../fields/order';
import { since2 } from '../../fields/version';
import { only } from '../../item/kind';
import type { Operation } from '../../item/operation';
import { orderQuery } from '../../lists/getMany';
import { includeInvoices } from './appliedInvoices';
import { detailed, SHORT_ENTRY } from './entryDetails';
import { transfer } from './kind';
import { reportHint } from './report';

export const getReportEntries: Operation = {
	value: 'getReportEntries',
	name: 'Get Report Entries',
	action: 'Get transfer (payout) report entries',
	description:
		'Retrieve the payments, refunds, disputes and fees that a transfer (payout) is made of',
	properties: [
		recordLocator(transfer),
		...returnAllAndLimit(),
		order(),
		...since2([includeInvoices, ...outputChoice()]),
	],
	output: { from: 'listTransferReportEntries', plus: { transferId: 'string' } },
	shortOutput: {
		from: 'listTransferReportEntries',
		pick: SHORT_ENTRY,
		plus: { invoices: 'array' },
	},
	hint: reportHint,

	async execute(item) {
		const transferId = await item.recordId(transfer);
		const path = ['transfers', transferId, 'report', 'entries'];
		const list = { path, query: orderQuery(item) };
		const rows = await item.client.list(list, { limit: item.limit() });
		const withInvoices = item.value(includeInvoices.name, false) === true;
		if (!item.isSimplified && !withInvoices) return rows.map((row) => ({ ...row, transferId }));
		const entries = await detailed(item.execution, rows, { transferId, withInvoices });
		return item.isSimplified ? entries.map((entry) => only(entry, SHORT_ENTRY)) : entries;
	},
};
