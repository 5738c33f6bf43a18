import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { toDecimal, toMinor } from '../../../sandbox/money.mts';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, CUSTOMER, RECEIVABLE, send, startSandbox, type Caller } from './support.mts';

/** A sandbox whose books are paid, left to time and read: what the tests of its payouts share. */
export const start = new Date('2026-11-23T18:00:00Z');
export const AT_ONCE = '4000000000000077';
export const GOOD_BANK = { accountNumber: '000123456789', routingNumber: '110000000' };

export let sandbox: Sandbox;
export let api: Caller;

/** Starts one for the file, and resets it for each test. */
export function useBooks(): void {
	beforeAll(async () => void (sandbox = await startSandbox({ start, speed: 0 })));
	beforeEach(async () => {
		sandbox.reset();
		api = await callerOf(sandbox);
		await api.post('/payerCustomers', CUSTOMER);
	});
	afterAll(() => sandbox.close());
}

export const control = (method: string, path: string, body?: object) =>
	send(sandbox, method, `/control${path}`, body);

export async function bill(erpId: string, totalAmount = '100.00', currency = 'USD') {
	const body = { ...RECEIVABLE, erpId, totalAmount, amountDue: totalAmount, currency };
	expect((await api.post('/receivables/create', body)).status).toBe(200);
}

export async function pay(extId: string, more: object = { card: AT_ONCE }) {
	const { status, body } = await control('POST', '/pay', { receivables: [{ extId }], ...more });
	expect(status).toBe(200);
	return body;
}

export async function pass(ms: number) {
	await sandbox.world.clock.advance(ms);
	api = await callerOf(sandbox);
}

/** Every transfer with its entries, through the API, each checked to add up. */
export async function payouts() {
	const { results } = (await api.get('/transfers?order=created')).body;
	const told: string[] = [];
	for (const { id, amount, currency } of results) {
		const entries = (await api.get(`/transfers/${id}/report/entries?order=created`)).body.results;
		const sum = entries.reduce(
			(total: number, entry: { amount: string }) => total + toMinor(entry.amount),
			0,
		);
		expect(toDecimal(sum)).toBe(amount);
		const parts = entries.map(
			(entry: { resourceType: string; amount: string; currency: string }) => {
				expect(entry.currency).toBe(currency);
				return `${entry.resourceType} ${entry.amount}`;
			},
		);
		told.push(`${amount} ${currency}: ${parts.join(', ')}`);
	}
	return told;
}
