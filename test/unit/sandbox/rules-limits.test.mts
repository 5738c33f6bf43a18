import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFaults, type FaultSettings } from '../../../sandbox/faults.mts';
import { createLimits } from '../../../sandbox/limits.mts';
import type { Sandbox } from '../../../sandbox/server.mts';
import { callerOf, startSandbox, type Caller } from './support.mts';

const NO_FAULTS = createFaults(1).settings;

describe('4 the limit of an API key', () => {
	let now = 0;
	const settings = (changes: Partial<FaultSettings> = {}) => ({ ...NO_FAULTS, ...changes });
	const limits = () => createLimits({ requests: 3000, perSeconds: 60 }, () => now);
	const over = (work: () => unknown) => {
		try {
			work();
		} catch (error) {
			return error as { status: number; headers: Record<string, string> };
		}
		throw new Error('this should be over the limit');
	};
	beforeEach(() => void (now = Date.parse('2026-11-23T12:00:00.000Z')));

	test('4 3,000 requests pass in a minute, the next is 429, after the minute they pass again', () => {
		const limit = limits();
		for (let request = 0; request < 3000; request++) limit.count('key', settings());
		now += 20_000;
		const refusal = over(() => limit.count('key', settings()));
		expect(refusal.status).toBe(429);
		expect(refusal.headers).toMatchObject({
			'RateLimit-Limit': '3000',
			'RateLimit-Remaining': '0',
			'RateLimit-Reset': '40',
			'Retry-After': '40',
		});
		now += 40_000;
		expect(limit.count('key', settings())['RateLimit-Remaining']).toBe('2999');
	});

	test('4 each key has its own', () => {
		const limit = limits();
		limit.count('a', settings({ rateLimit: 1 }));
		over(() => limit.count('a', settings({ rateLimit: 1 })));
		limit.count('b', settings({ rateLimit: 1 }));
	});

	test('4 Retry-After may be a date that is not too early, or be missing', () => {
		const limit = limits();
		limit.count('key', settings({ rateLimit: 1 }));
		now += 100;
		const dated = over(() => limit.count('key', settings({ rateLimit: 1, retryAfter: 'date' })));
		const until = Date.parse(dated.headers['Retry-After']!);
		expect(until).toBeGreaterThanOrEqual(Date.parse('2026-11-23T12:01:00.000Z'));
		expect(until).toBeLessThan(Date.parse('2026-11-23T12:01:02.000Z'));
		const none = over(() => limit.count('key', settings({ rateLimit: 1, retryAfter: 'none' })));
		expect(none.headers).not.toHaveProperty('Retry-After');
	});
});

describe('4 limit headers on the wire', () => {
	let sandbox: Sandbox;
	let api: Caller;
	beforeAll(async () => void (sandbox = await startSandbox()));
	beforeEach(async () => {
		sandbox.reset();
		api = await callerOf(sandbox);
	});
	afterAll(() => sandbox.close());

	test('4 every answer carries them, also a refusal', async () => {
		for (const path of ['/payerCustomers', '/payerCustomers/aaaaaaaaaaaaaaaaaaaaaaaa']) {
			const { headers } = await api.get(path);
			expect(headers['ratelimit-limit']).toBe('3000');
			expect(Number(headers['ratelimit-remaining'])).toBeLessThan(3000);
			expect(Number(headers['ratelimit-reset'])).toBeLessThanOrEqual(60);
		}
	});

	test('4 their names can be others, since they are not known', async () => {
		sandbox.world.faults.set({ rateLimitHeaders: 'X-RateLimit' });
		const named = await api.get('/payerCustomers');
		expect(named.headers).toHaveProperty('x-ratelimit-limit', '3000');
		sandbox.world.faults.set({ rateLimitHeaders: 'none' });
		const bare = await api.get('/payerCustomers');
		expect(Object.keys(bare.headers).join()).not.toContain('ratelimit');
	});

	test('4 over the limit it is 429 in the envelope with Retry-After', async () => {
		sandbox.world.faults.set({ rateLimit: 2 });
		await api.get('/payerCustomers');
		await api.get('/payerCustomers');
		const { status, body, headers } = await api.get('/payerCustomers');
		expect(status).toBe(429);
		expect(body.error).toMatchObject({ name: 'tooManyRequests', status: '429' });
		expect(Number(headers['retry-after'])).toBeGreaterThan(0);
	});
});
