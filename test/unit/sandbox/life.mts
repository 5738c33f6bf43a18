import type { DeliveryRules } from '../../../sandbox/document.mts';
import { cardOf, bankOf, type Source } from '../../../sandbox/life/sources.mts';
import { charge, type Charge } from '../../../sandbox/life/payment.mts';
import type { Merchant } from '../../../sandbox/merchants.mts';
import { toDecimal, toMinor } from '../../../sandbox/money.mts';
import type { PayerCustomer, Payment, Receivable } from '../../../sandbox/resources.mts';
import { createWorld, type World } from '../../../sandbox/world.mts';

export const DAY = 86_400_000;
export const HOUR = 3_600_000;
export const MINUTE = 60_000;

/** Noon in Los Angeles, so that a few hours stay on the merchant's day. */
export const START = '2026-11-23T20:00:00.000Z';

export const OK_CARD = '4242424242424242';

const NO_RETRIES: DeliveryRules = { timeoutSeconds: 15, retrySeconds: [], stopsOn: [404] };

/** A world with one payer, whose time stands still unless it is advanced. */
export interface Life {
	world: World;
	merchant: Merchant;
	customer: PayerCustomer;
	/** Bills the payer. */
	bill(amount: string, extId?: string, currency?: string): Receivable;
	card(number: string): Source;
	bank(accountNumber: string, routingNumber: string, currency?: string): Source;
	/** Pays receivables with a card that goes through, in full unless told otherwise. */
	pay(receivables: Receivable[], more?: Partial<Charge>): Payment;
	/** The resources of the events of one kind, oldest first. */
	told(kind: string): Record<string, unknown>[];
	states(kind: string): unknown[];
}

export function startLife(delivery: DeliveryRules = NO_RETRIES): Life {
	const world = createWorld({
		seed: 7,
		speed: 0,
		start: new Date(START),
		delivery,
	});
	const merchant = world.merchant();
	merchant.settings.events.enabled = true;
	const stamp = { status: 'active', created: START, lastUpdated: START };
	const customer = merchant.customers.insert({
		...stamp,
		object: 'customer',
		id: world.ids.next(),
		extCustomerId: 'CUST-42974F02',
		customerName: 'Acme Dental Group',
		email: 'dana@example.com',
		ownerId: merchant.id,
		payer: {
			...stamp,
			object: 'payer',
			id: world.ids.next(),
			name: 'Acme Dental Group',
			email: 'dana@example.com',
			externalId: 'CUST-42974F02',
			address: {},
			ownerId: merchant.id,
		},
	});
	const life: Life = {
		world,
		merchant,
		customer,
		bill: (amount, extId = `REC-${merchant.receivables.size + 1}`, currency = 'USD') =>
			merchant.receivables.insert({
				...stamp,
				object: 'receivable',
				id: world.ids.next(),
				extId,
				amount,
				amountPaid: '0.00',
				currency,
				date: '2026-11-01',
				dateDue: '2026-12-01',
				datePaid: null,
				extCustomerId: customer.extCustomerId,
				payerCustomerId: customer.id,
				payerEmail: customer.email,
				ownerId: merchant.id,
				inner: { invoiceKey: `INV-${extId}`, payerId: customer.payer.id },
			}),
		card: (number) => ({ type: 'Card', card: cardOf(world, merchant, customer.payer, number) }),
		bank: (accountNumber, routingNumber, currency = 'USD') => ({
			type: 'Bank',
			bank: bankOf(world, merchant, customer.payer, { accountNumber, routingNumber, currency }),
		}),
		pay(receivables, more = {}) {
			const sum = receivables.reduce((total, { amount }) => total + toMinor(amount), 0);
			return charge(world, merchant, {
				amount: toDecimal(sum),
				currency: receivables[0]?.currency ?? 'USD',
				payerId: customer.payer.id,
				source: life.card(OK_CARD),
				receivables: receivables.map(({ id, amount }) => ({ receivableId: id, amount })),
				origin: 'reminder',
				...more,
			});
		},
		told: (kind) =>
			merchant.events
				.all()
				.map(({ resource }) => resource)
				.filter(({ object }) => object === kind),
		states: (kind) => life.told(kind).map(({ status }) => status),
	};
	return life;
}

/** What a refusal says, or a failure when there is none. */
export function refusalOf(work: () => unknown) {
	try {
		work();
	} catch (error) {
		return error as { status: number; details: Record<string, unknown> };
	}
	throw new Error('it was not refused');
}
