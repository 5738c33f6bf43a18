import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { listRows } from '../../../../client/pages';
import { contains } from '../../fields/filters';
import { text } from '../../fields/input';
import { returnAllAndLimit, rowsWanted, simplify } from '../../fields/listing';
import { customerId, customerLocator } from '../../fields/locators';
import { order, orderQuery } from '../../fields/order';
import { rowTest, statusFilter } from '../../fields/ownFilters';
import type { OwnFilter } from '../../fields/ownFilters';
import type { Execution } from '../execution';
import type { Operation } from '../operation';
import { erpName, labels } from './fields';
import { simplified } from './record';

const own: OwnFilter[] = [
	{
		property: {
			displayName: 'ERP Credit Memo ID Contains',
			name: 'extId',
			type: 'string',
			default: '',
		},
		matches: (row, wanted) => contains(row.extId, wanted),
	},
	statusFilter(['active', 'cancelled']),
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
		{ ...customerLocator(), displayOptions: { show: { which: ['by-payerCustomerId'] } } },
		{ ...erpName, required: true, displayOptions: { show: { which: ['by-erpName'] } } },
		...returnAllAndLimit(),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			description: 'Paystand has no dates for credit memos. The list is read and filtered here.',
			options: own.map(({ property }) => property),
		},
		order(),
		simplify(),
	],

	async execute(itemIndex, execution) {
		const filters = this.getNodeParameter('filters', itemIndex, {}) as IDataObject;
		const keep = rowTest(this, itemIndex, own, filters);
		const query = {
			...(await whichQuery(this, itemIndex, execution)),
			...orderQuery(this, itemIndex),
		};
		const wanted = rowsWanted(this, itemIndex);
		const rows = await listRows(this, { path: ['creditMemos'], query }, wanted, keep);
		return this.getNodeParameter('simplify', itemIndex) ? rows.map(simplified) : rows;
	},
};

/** The names of the values are an assumption (fact sheet 12.26). */
async function whichQuery(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
): Promise<IDataObject> {
	const which = context.getNodeParameter('which', itemIndex) as string;
	const query = { 'f.querytype': which };
	if (which === 'by-payerCustomerId') {
		return { ...query, 'f.payerCustomerId': await customerId(context, itemIndex, execution) };
	}
	if (which !== 'by-erpName') return query;
	const place = { context, itemIndex, label: labels.erpName };
	return { ...query, 'f.erpName': text(place, context.getNodeParameter(erpName.name, itemIndex)) };
}
