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

const MINUTE_MS = 60_000;
/** One in so many of older receivables was changed some days after it was created. */
const CHANGED_PART = 10;
const CHANGED_AFTER_MINUTES = 4_000;

/**
 * Fills an account with receivables of CUST-1, `ROW-0` and so on, one a minute until now: one over
 * the API, the others after its pattern straight into the books, since a hundred thousand requests
 * would take minutes.
 */
export async function fill(
	{ sandbox, merchant }: { sandbox: Sandbox; merchant: Merchant },
	count: number,
): Promise<void> {
	const call = await callerOf(sandbox, merchant);
	const { id } = await addReceivable(call, 'CUST-1', 'ROW-0', '100.00');
	const pattern = merchant.receivables.get(id) as Receivable;
	const start = sandbox.world.clock.now().getTime() - count * MINUTE_MS;
	const at = (minute: number) => new Date(start + minute * MINUTE_MS).toISOString();
	for (let n = 0; n < count; n++) {
		const key = `ROW-${n}`;
		const isChanged = n % CHANGED_PART === 0 && n + CHANGED_AFTER_MINUTES < count;
		const changed = isChanged ? n + CHANGED_AFTER_MINUTES : n;
		const stamps = { created: at(n), lastUpdated: at(changed) };
		if (n === 0) Object.assign(pattern, stamps);
		else {
			merchant.receivables.insert({
				...structuredClone(pattern),
				...{ id: `${id.slice(0, -6)}${n.toString(36).padStart(6, '0')}`, extId: key },
				...stamps,
				inner: { ...pattern.inner, invoiceKey: `No. ${key}` },
			});
		}
	}
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
