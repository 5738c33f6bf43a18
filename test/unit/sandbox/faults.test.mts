import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import axios, { type AxiosResponse } from 'axios';
import type { Sandbox } from '../../../sandbox/server.mts';
import { CUSTOMER, startSandbox } from './support.mts';

let sandbox: Sandbox;
let address: string;
let headers: Record<string, string>;

beforeAll(async () => {
	sandbox = await startSandbox();
	address = await sandbox.listen({ port: 0 });
});
beforeEach(async () => {
	sandbox.reset(1);
	const { id, clientId, clientSecret } = sandbox.world.merchant();
	const reply = await call('POST', '/v3/oauth/token', {
		grant_type: 'client_credentials',
		client_id: clientId,
		client_secret: clientSecret,
		scope: 'auth',
	});
	headers = { authorization: `Bearer ${reply.data.access_token}`, 'x-customer-id': id };
});
afterAll(() => sandbox.close());

/** A request over a real socket. */
function call(
	method: string,
	path: string,
	data?: unknown,
	timeout = 15_000,
): Promise<AxiosResponse> {
	return axios.request({
		method,
		url: address + path,
		data,
		headers,
		proxy: false,
		validateStatus: () => true,
		timeout,
	});
}

const faults = (settings: object) => call('PUT', '/control/faults', settings);
const create = (timeout?: number) => call('POST', '/v3/payerCustomers', CUSTOMER, timeout);
const known = () => sandbox.world.merchant().customers.size;

describe('faults', () => {
	it('3, 4 tooMany answers 429 in the error envelope and says when to come back', async () => {
		await faults({ tooMany: 1 });
		const reply = await create();
		expect(reply.status).toBe(429);
		expect(reply.data.error).toMatchObject({ name: 'tooManyRequests', status: '429' });
		expect(reply.headers['retry-after']).toBe('1');
		expect(known()).toBe(0);
	});

	it('retryAfter changes the form: an HTTP date, or nothing', async () => {
		await faults({ tooMany: 1, retryAfter: 'date' });
		const date = Date.parse((await create()).headers['retry-after']);
		expect(date).toBeGreaterThan(Date.now() - 1_000);
		expect(date).toBeLessThan(Date.now() + 3_000);
		await faults({ tooMany: 1, retryAfter: 'none' });
		expect((await create()).headers).not.toHaveProperty('retry-after');
	});

	it('3 serverError answers 500 or 503 before the work', async () => {
		await faults({ serverError: 1 });
		const statuses = new Set<number>();
		for (let count = 0; count < 20; count++) statuses.add((await create()).status);
		expect([...statuses].toSorted()).toEqual([500, 503]);
		expect(known()).toBe(0);
	});

	it('broken cuts the connection before the work, brokenAfter after it', async () => {
		await faults({ broken: 1 });
		await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(known()).toBe(0);
		await faults({ brokenAfter: 1 });
		await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(known()).toBe(1);
	});

	it('serverErrorAfter does the work and answers 500 or 503', async () => {
		await faults({ serverErrorAfter: 1 });
		const reply = await create();
		expect([500, 503]).toContain(reply.status);
		expect(reply.data.error.details.code).toBe('serverError');
		expect(known()).toBe(1);
	});

	it('timeoutBefore never answers and does nothing, timeout does the work', async () => {
		await faults({ timeoutBefore: 1 });
		await expect(create(1_000)).rejects.toMatchObject({ code: 'ECONNABORTED' });
		expect(known()).toBe(0);
		await faults({ timeout: 1 });
		await expect(create(1_000)).rejects.toMatchObject({ code: 'ECONNABORTED' });
		expect(known()).toBe(1);
	});

	it('latency makes a request wait', async () => {
		await faults({ latencyMs: 80, latencyJitterMs: 40 });
		const started = performance.now();
		expect((await create()).status).toBe(200);
		expect(performance.now() - started).toBeGreaterThanOrEqual(79);
	});

	it('paths picks the requests by method and path; control is never hit', async () => {
		await faults({ serverError: 1, paths: '^POST /v3/receivables' });
		expect((await create()).status).toBe(200);
		expect((await call('POST', '/v3/receivables/create', {})).status).toBeGreaterThanOrEqual(500);
		expect((await call('GET', '/control/state')).status).toBe(200);
	});

	it('hits as often as its rate says, and the seed repeats which', async () => {
		const run = async () => {
			await faults({ seed: 42, serverError: 0.2, tooMany: 0.1 });
			const statuses: number[] = [];
			for (let count = 0; count < 200; count++)
				statuses.push((await call('GET', '/v3/payerCustomers')).status);
			return statuses;
		};
		const first = await run();
		const hits = first.filter((status) => status !== 200).length;
		expect(hits).toBeGreaterThan(40);
		expect(hits).toBeLessThan(80);
		expect(await run()).toEqual(first);
		const { data } = await call('GET', '/control/faults');
		expect(data.hits.tooMany + data.hits.serverError).toBe(hits);
	});

	it('5 amountsAsNumbers turns amounts in replies and events into JSON numbers', async () => {
		const merchant = sandbox.world.merchant();
		merchant.settings.events.enabled = true;
		await faults({ amountsAsNumbers: true });
		await create();
		const { data: receivable } = await call('POST', '/v3/receivables/create', {
			...{ erpId: '12.00', erpRef: 'INV-1', totalAmount: '100.00', amountDue: '100.00' },
			...{ currency: 'USD', postingDate: '2026-11-01', dueDate: '2026-11-30' },
			extCustomerId: CUSTOMER.extCustomerId,
		});
		expect(receivable).toMatchObject({ amount: 100, amountPaid: 0, extId: '12.00' });
		await call('POST', '/control/pay', { receivables: [{ id: receivable.id }], card: OK });
		expect(merchant.events.all()[0]!.resource).toMatchObject({ object: 'payment', amount: 100 });
	});

	it('settings that are left out are off, and an impossible one is refused', async () => {
		await faults({ serverError: 1 });
		await faults({});
		expect((await create()).status).toBe(200);
		for (const wrong of [
			{ tooMany: 0.6, serverError: 0.6 },
			{ tooMany: -0.1 },
			{ tooMany: '1' },
			{ retryAfter: 'soon' },
			{ paths: '(' },
			{ unknown: 1 },
			{ rateLimit: 0 },
		])
			expect((await faults(wrong)).status).toBe(400);
		expect((await create()).status).not.toBe(500);
	});
});

const OK = '4242424242424242';

it('a sandbox can begin with settings, and has them again after a reset', async () => {
	const own = await startSandbox({ faults: { limits: false, pageCap: 3 } });
	own.world.faults.set({});
	own.reset();
	expect(own.world.faults.settings).toMatchObject({ limits: false, pageCap: 3 });
	await own.close();
	expect(sandbox.world.faults.settings).toMatchObject({ limits: true, pageCap: 0 });
});
