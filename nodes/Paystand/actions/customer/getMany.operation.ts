import type { IDataObject } from 'n8n-workflow';

import { listRows } from '../../../../client/pages';
import { contains } from '../../fields/filters';
import { returnAllAndLimit, rowsWanted, simplify } from '../../fields/listing';
import { order, orderQuery } from '../../fields/order';
import type { Operation } from '../operation';
import { simplified } from './simplified';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many customers',
	description: 'Retrieve a list of customers',
	properties: [
		...returnAllAndLimit(),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			description: 'Paystand has no filters for customers: the list is read and filtered here',
			options: [
				{
					displayName: 'Customer Name Contains',
					name: 'customerName',
					type: 'string',
					default: '',
				},
				{
					displayName: 'Email Contains',
					name: 'email',
					type: 'string',
					placeholder: 'name@email.com',
					default: '',
				},
				{
					displayName: 'ERP Customer ID Contains',
					name: 'extCustomerId',
					type: 'string',
					default: '',
				},
			],
		},
		order(),
		simplify(),
	],

	async execute(itemIndex) {
		const filters = this.getNodeParameter('filters', itemIndex, {}) as IDataObject;
		const rows = await listRows(
			this,
			{ path: ['payerCustomers'], query: orderQuery(this, itemIndex) },
			rowsWanted(this, itemIndex),
			Object.keys(filters).length > 0
				? (row) => Object.entries(filters).every(([name, part]) => contains(row[name], part))
				: undefined,
		);
		return this.getNodeParameter('simplify', itemIndex) ? rows.map(simplified) : rows;
	},
};
