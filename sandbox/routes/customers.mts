import { alreadyExists, notFound } from '../errors.mts';
import { list } from '../lists.mts';
import type { Merchant } from '../merchants.mts';
import { shown, type Address, type PayerCustomer } from '../resources.mts';
import type { World } from '../world.mts';
import { extras, listOptions, owned, stamps, typed, type Handler } from './call.mts';

interface CustomerInput {
	extCustomerId: string;
	customerName: string;
	email: string;
	address?: Address;
}

/** Fields that the customer has of its own accord, so that a write cannot set them. */
const FIXED = ['object', 'id', 'payer', 'ownerId', 'status', 'created', 'lastUpdated'];

export const customerRoutes: Record<string, Handler> = {
	createPayerCustomer: typed<CustomerInput>(({ world, merchant, body }) => {
		const { onDuplicate } = world.faults.settings;
		const same = merchant.customers.byKey(body.extCustomerId);
		if (same && onDuplicate === 'reject') throw alreadyExists('extCustomerId', body.extCustomerId);
		if (same && onDuplicate === 'merge') return write(world, merchant, same, body);
		const stamp = stamps(world);
		const customer: PayerCustomer = {
			...extras(body, FIXED),
			...stamp,
			object: 'customer',
			status: 'active',
			extCustomerId: body.extCustomerId,
			customerName: body.customerName,
			email: body.email,
			ownerId: merchant.id,
			payer: {
				...stamp,
				id: world.ids.next(),
				object: 'payer',
				status: 'active',
				name: body.customerName,
				email: primary(body.email),
				externalId: body.extCustomerId,
				address: { ...body.address },
				ownerId: merchant.id,
			},
		};
		merchant.customers.insert(customer);
		if (world.extraEvents) world.emit(merchant, customer);
		return shown(customer);
	}),

	getPayerCustomer: ({ merchant, params }) =>
		shown(owned(merchant.customers, params.payerCustomerId)),

	updatePayerCustomer: typed<Partial<CustomerInput>>(({ world, merchant, params, body }) => {
		const customer = owned(merchant.customers, params.payerCustomerId);
		const { extCustomerId } = body;
		const other = extCustomerId && merchant.customers.byKey(extCustomerId);
		if (other && other !== customer) throw alreadyExists('extCustomerId', extCustomerId);
		return write(world, merchant, customer, body);
	}),

	listPayerCustomers: (call) =>
		list(call.merchant.customers.all(), call.query, listOptions(call, 'none')),

	deletePayerCustomer: ({ merchant, params }) => {
		if (!merchant.deleteCustomers) throw notFound();
		merchant.customers.remove(owned(merchant.customers, params.payerCustomerId));
		return undefined;
	},
};

function write(
	world: World,
	merchant: Merchant,
	customer: PayerCustomer,
	body: Partial<CustomerInput>,
): unknown {
	const previous = structuredClone(customer);
	const lastUpdated = world.clock.now().toISOString();
	merchant.customers.update(customer, { ...extras(body, FIXED), lastUpdated });
	Object.assign(customer.payer, {
		name: customer.customerName,
		email: primary(customer.email),
		externalId: customer.extCustomerId,
		...(body.address && { address: { ...body.address } }),
		lastUpdated,
	});
	if (world.extraEvents) world.emit(merchant, customer, previous);
	return shown(customer);
}

/**
 * Several addresses are separated by `;`, the first is the primary one
 * (docs/paystand-api.md#customer-fields).
 */
function primary(email: string): string {
	return email.split(';')[0]!.trim();
}
