import type { Merchant } from '../sandbox/merchants.mts';
import type { Event, PayerCustomer, Receivable, Resource } from '../sandbox/resources.mts';
import type { Sandbox } from '../sandbox/server.mts';

type Call = <T>(
	method: 'GET' | 'PATCH' | 'POST' | 'PUT',
	path: string,
	body?: object,
) => Promise<T>;

/** What a merchant sends to Paystand by other means than our node; control routes too. */
export async function callerOf({ app }: Sandbox, merchant: Merchant): Promise<Call> {
	const signIn = async () => {
		const token = await app.inject({
			method: 'POST',
			url: '/v3/oauth/token',
			payload: {
				grant_type: 'client_credentials',
				client_id: merchant.clientId,
				client_secret: merchant.clientSecret,
				scope: 'auth',
			},
		});
		return { authorization: `Bearer ${token.json().access_token}`, 'x-customer-id': merchant.id };
	};
	let headers = await signIn();
	return async (method, url, payload) => {
		let reply = await app.inject({ method, url, headers, payload });
		if (reply.statusCode === 401) {
			// A proof that moves the clock by weeks outlives its access token.
			headers = await signIn();
			reply = await app.inject({ method, url, headers, payload });
		}
		if (reply.statusCode > 299) throw new Error(`${method} ${url}: ${reply.payload}`);
		return reply.json();
	};
}

/** Creates a customer. */
export async function addCustomer(call: Call, extCustomerId: string): Promise<PayerCustomer> {
	return await call('POST', '/v3/payerCustomers', {
		extCustomerId,
		customerName: `Customer ${extCustomerId}`,
		email: 'ap@example.com',
	});
}

/** Creates a customer with a saved card for each test card number. */
export async function payerWithCards(
	call: Call,
	extCustomerId: string,
	cards: string[],
): Promise<{ payerId: string; cardIds: string[] }> {
	const { payer } = await addCustomer(call, extCustomerId);
	const cardIds: string[] = [];
	for (const card of cards) {
		const { id } = await call<{ id: string }>('POST', '/control/cards', { extCustomerId, card });
		cardIds.push(id);
	}
	return { payerId: payer.id, cardIds };
}

/** Creates a receivable that is wholly open. */
export async function addReceivable(
	call: Call,
	extCustomerId: string,
	erpId: string,
	totalAmount: string,
): Promise<Receivable> {
	return await call('POST', '/v3/receivables/create', {
		erpId,
		erpRef: `No. ${erpId}`,
		totalAmount,
		amountDue: totalAmount,
		currency: 'USD',
		postingDate: '2026-11-01',
		dueDate: '2026-11-30',
		extCustomerId,
	});
}

/**
 * So many receivables, each paid by its payer, without a single event: those are emitted later, as
 * many and when they are wanted.
 */
export async function paidReceivables(
	sandbox: Sandbox,
	merchant: Merchant,
	count: number,
): Promise<void> {
	const call = await callerOf(sandbox, merchant);
	await addCustomer(call, 'CUST-1');
	for (let index = 1; index <= count; index++) {
		const amount = `${100 + index}.${String(index % 100).padStart(2, '0')}`;
		const { id } = await addReceivable(call, 'CUST-1', `INV-${index}`, amount);
		await call('POST', '/control/pay', {
			merchantId: merchant.id,
			receivables: [{ id }],
			card: '4242424242424242',
		});
	}
	await call('POST', '/control/clock', { advance: '3d' });
}

/**
 * Stores an event about a record as it is.
 *
 * @param urls where it is delivered; nowhere when empty
 */
export function emit(
	{ world }: Sandbox,
	merchant: Merchant,
	resource: Resource,
	urls: string[],
): Event {
	const { events } = merchant.settings;
	const { enabled, urls: former } = events;
	Object.assign(events, { enabled: true, urls: { always: urls } });
	world.emit(merchant, resource);
	Object.assign(events, { enabled, urls: former });
	return merchant.events.newestFirst()[0] as Event;
}
