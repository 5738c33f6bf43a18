import type { IDataObject } from 'n8n-workflow';

import { returnAllAndLimit, outputChoice } from '../../fields/listing';
import { recordLocator } from '../../fields/locator';
import { order } from '../../fields/order';
import type { Item } from '../../item/item';
import type { Operation } from '../../item/operation';
import { containsFilter, rowTest, statusFilter } from '../../lists/filters';
import { filtersField, orderQuery } from '../../lists/getMany';
import { customer } from '../customer/kind';
import { erpName } from './fields';
import { creditMemo } from './kind';
import { numbers } from './output';

const filters = [
	containsFilter({ displayName: 'ERP Credit Memo ID Contains', name: 'extId' }),
	statusFilter(creditMemo.statuses),
];

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many credit memos',
	description: 'Retrieve a list of credit memos',
	properties: [
		{
			displayName: 'Which',
			name: 'which',
			type: 'options',
			options: [
				{ name: 'All', value: 'own' },
				{ name: 'Of a Customer', value: 'by-payerCustomerId' },
				{ name: 'Of an ERP', value: 'by-erpName' },
			],
			default: 'own',
		},
		{ ...recordLocator(customer), displayOptions: { show: { which: ['by-payerCustomerId'] } } },
		{ ...erpName, required: true, displayOptions: { show: { which: ['by-erpName'] } } },
		...returnAllAndLimit(),
		filtersField(
			filters.map(({ property }) => property),
			'Paystand has no dates for credit memos. The list is read and filtered here.',
		),
		order(),
		...outputChoice(),
	],
	output: { from: 'getCreditMemo', pick: creditMemo.shortFields, plus: numbers },

	async execute(item) {
		const which = await whichQuery(item);
		const chosen = rowTest(filters, item);
		// A filter that Paystand does not know would look like a match of everything
		// (docs/paystand-api.md#what-a-list-can-be-filtered-by).
		const filter =
			which['f.querytype'] === 'own'
				? chosen
				: (row: IDataObject) => isAmong(which, row) && (chosen?.(row) ?? true);
		const query = { ...which, ...orderQuery(item) };
		const list = { path: creditMemo.list.path, query };
		const rows = await item.client.list(list, { limit: item.limit(), filter });
		return rows.map((row) => item.shape(row, creditMemo));
	},
};

/** The names of the values are an assumption (docs/paystand-api.md#credit-memo-lists). */
async function whichQuery(item: Item): Promise<IDataObject> {
	const which = item.value('which') as string;
	const query = { 'f.querytype': which };
	if (which === 'by-payerCustomerId') {
		return { ...query, 'f.payerCustomerId': await item.recordId(customer) };
	}
	return which === 'by-erpName' ? { ...query, 'f.erpName': item.field(erpName).text() } : query;
}

/** Whether a row is one of those that were asked for, as far as it shows. */
function isAmong(which: IDataObject, row: IDataObject): boolean {
	return ['payerCustomerId', 'erpName'].every((name) => {
		const wanted = which[`f.${name}`];
		return wanted === undefined || (row[name] ?? wanted) === wanted;
	});
}
