import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, send, startSandbox, type Caller } from './support.mts';

/** A sandbox with a customer, for the tests of routes that only the older reference has. */
export const start = new Date('2026-11-23T18:00:00Z');
export let sandbox: Sandbox;
export let api: Caller;
export let payerId: string;

/** Signs in again, when the clock was moved past the access token. */
export async function signIn(): Promise<void> {
	api = await callerOf(sandbox);
}

/** Starts one for the file, and resets it for each test. */
export function useOlderRoutes(): void {
	beforeAll(async () => void (sandbox = await startSandbox({ start, speed: 0 })));
	beforeEach(async () => {
		sandbox.reset();
		await signIn();
		payerId = (await api.post('/payerCustomers', CUSTOMER)).body.payer.id;
	});
	afterAll(() => sandbox.close());
}

export const control = async (path: string, body: object) =>
	(await send(sandbox, 'POST', `/control${path}`, body)).body;

/** A card payment of nothing in particular, posted at once. */
export async function payment(amount = '100.00', card = '4242424242424242'): Promise<string> {
	const { id } = await control('/cards', { extCustomerId: CUSTOMER.extCustomerId, card });
	const charge = { amount, currency: 'USD', payerId, cardId: id };
	return (await api.post('/payments/secure', charge)).body.id;
}

export const bank = {
	...{ nameOnAccount: 'Acme', accountHolderType: 'company', accountType: 'checking' },
	...{ routingNumber: '110000000', accountNumber: '000123456789', currency: 'USD', country: 'USA' },
};
