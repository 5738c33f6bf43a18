import { returnAllAndLimit, outputChoice } from '../../fields/listing';
import { order } from '../../fields/order';
import type { Operation } from '../../item/operation';
import { containsFilter, rowTest } from '../../lists/filters';
import { filtersField, orderQuery } from '../../lists/getMany';
import { customer } from './kind';

const filters = [
	containsFilter({ displayName: 'Customer Name Contains', name: 'customerName' }),
	containsFilter({
		displayName: 'Email Contains',
		name: 'email',
		placeholder: 'name@email.com',
	}),
	containsFilter({ displayName: 'ERP Customer ID Contains', name: 'extCustomerId' }),
];

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many customers',
	description: 'Retrieve a list of customers',
	properties: [
		...returnAllAndLimit(),
		filtersField(
			filters.map(({ property }) => property),
			'Paystand has no filters for customers: the list is read and filtered here',
		),
		order(),
		...outputChoice(),
	],
	output: { from: 'getPayerCustomer', pick: customer.shortFields },

	async execute(item) {
		const rows = await item.client.list(
			{ ...customer.list, query: orderQuery(item) },
			{ limit: item.limit(), filter: rowTest(filters, item) },
		);
		return rows.map((row) => item.shape(row, customer));
	},
};
