import type { PayerCustomer } from '../../../sandbox/resources.mts';
import type { Table } from '../../../sandbox/table.mts';
import { byId, readEach, numbers, only, wholeList, type BatchMaker } from './batch.mts';

const FIELDS = {
	extCustomerId: '={{ $json.key }}',
	customerName: '={{ $json.name }}',
	email: 'ap@example.com',
};

/** How many customers have this key and this name. */
function times(customers: Table<PayerCustomer>, key: string, name: string): number {
	return customers.all().filter((row) => row.extCustomerId === key && row.customerName === name)
		.length;
}

const create: BatchMaker = async ({ merchant: { customers } }) => ({
	plan: { resource: 'customer', operation: 'create', parameters: FIELDS },
	items: numbers(500).map((number) => {
		const [key, name] = [`CUST-${number}`, `Customer ${number}`];
		return {
			json: { key, name },
			times: () => times(customers, key, name),
			agrees: (rows) => only(rows).id === customers.byKey(key)?.id,
		};
	}),
});

/** Every second key is new. */
const createOrUpdate: BatchMaker = async ({ merchant: { customers } }) => ({
	plan: { resource: 'customer', operation: 'upsert', parameters: FIELDS },
	items: numbers(500).map((number) => {
		const key = number % 2 ? `CUST-${number}` : `NEW-${number}`;
		const name = `Renamed ${number}`;
		const wanted = customers.byKey(key) ? 'updated' : 'created';
		return {
			json: { key, name },
			times: () => times(customers, key, name),
			agrees(rows) {
				const { id, outcome, customerName } = only(rows);
				const isOne = customers.all().filter((row) => row.extCustomerId === key).length === 1;
				const isSame = id === customers.byKey(key)?.id && customerName === name;
				return isOne && isSame && outcome === wanted;
			},
		};
	}),
});

const update: BatchMaker = async ({ merchant: { customers } }) => ({
	plan: {
		resource: 'customer',
		operation: 'update',
		parameters: { customer: byId(), updateFields: { customerName: '={{ $json.name }}' } },
	},
	items: customers
		.all()
		.slice(0, 300)
		.map(({ id, extCustomerId }) => {
			const name = `Updated ${extCustomerId}`;
			return {
				json: { id, name },
				times: () => times(customers, extCustomerId, name),
				agrees: (rows) => only(rows).id === id && only(rows).customerName === name,
			};
		}),
});

const get = readEach('customer', ({ customers }) => customers, [-250], 'customerName');

const getMany = wholeList('customer', ({ customers }) => customers, 30);

/** On an account that offers it. */
const remove: BatchMaker = async ({ merchant }) => {
	merchant.deleteCustomers = true;
	const { customers } = merchant;
	return {
		plan: { resource: 'customer', operation: 'delete', parameters: { customer: byId() } },
		items: customers
			.all()
			.slice(-150)
			.map(({ id }) => ({
				json: { id },
				times: () => (customers.get(id) ? 0 : 1),
				agrees: (rows) => only(rows).deleted === true,
			})),
	};
};

export const customers = [create, createOrUpdate, update, get, getMany, remove];
