import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LimitUsage } from '../../../client/limitUsage.ts';
import { RateLimiter, rateLimiterFor } from '../../../client/rateLimiter.ts';

const START = Date.parse('2026-11-23T12:00:00Z');
beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

type Headers = Record<string, string>;
const reply =
	(status: number, headers: Headers = {}) =>
	async () => ({ status, headers });

/** How many milliseconds from now a request has to wait for its turn, in steps of half a second. */
async function waitOf(limiter: RateLimiter, upTo = 200_000): Promise<number> {
	const before = Date.now();
	let started: number | undefined;
	void limiter.run(async () => {
		started ??= Date.now();
		return { status: 200, headers: {} };
	});
	await vi.advanceTimersByTimeAsync(0);
	while (started === undefined && Date.now() - before < upTo)
		await vi.advanceTimersByTimeAsync(250);
	return (started ?? Infinity) - before;
}

describe('the limit headers', () => {
	const spellings: Headers[] = [
		{ 'RateLimit-Remaining': '0', 'RateLimit-Reset': '7' },
		{ 'ratelimit-remaining': '0', 'ratelimit-reset': '7' },
		{ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '7' },
		{ 'x-Ratelimit-remaining': '0', 'x-RATELIMIT-reset': '7' },
		{ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(START / 1000 + 7) },
		{ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(START + 7000) },
		{
			// The server's clock is an hour ahead of ours.
			'RateLimit-Remaining': '0',
			'RateLimit-Reset': String(START / 1000 + 3607),
			Date: new Date(START + 3_600_000).toUTCString(),
		},
		{
			'RateLimit-Remaining': '0',
			'RateLimit-Reset': String(START - 3_600_000 + 7000),
			Date: new Date(START - 3_600_000).toUTCString(),
		},
		{ 'RateLimit-Remaining': '0', 'RateLimit-Reset': new Date(START + 7000).toUTCString() },
	];
	test.each(spellings)('%j: nothing left for 7 seconds', async (headers) => {
		const limiter = new RateLimiter();
		await limiter.run(reply(200, headers));
		expect(await waitOf(limiter)).toBe(7000);
		expect(await waitOf(limiter)).toBe(0);
	});

	test('what is left may go at once', async () => {
		const limiter = new RateLimiter();
		await limiter.run(reply(200, { 'RateLimit-Remaining': '2', 'RateLimit-Reset': '7' }));
		expect([await waitOf(limiter), await waitOf(limiter), await waitOf(limiter)]).toEqual([
			0, 0, 7000,
		]);
	});

	test('an older reply that arrives late does not give room back', async () => {
		const limiter = new RateLimiter();
		await limiter.run(reply(200, { 'RateLimit-Remaining': '1', 'RateLimit-Reset': '7' }));
		await limiter.run(reply(200, { 'RateLimit-Remaining': '50', 'RateLimit-Reset': '7' }));
		expect(await waitOf(limiter)).toBe(7000);
	});

	test('whole seconds are rounded up: the reply that names the earliest moment is right', async () => {
		const limiter = new RateLimiter();
		await limiter.run(reply(200, { 'RateLimit-Remaining': '2', 'RateLimit-Reset': '7' }));
		await vi.advanceTimersByTimeAsync(500);
		await limiter.run(reply(200, { 'RateLimit-Remaining': '1', 'RateLimit-Reset': '6' }));
		await vi.advanceTimersByTimeAsync(250);
		await limiter.run(reply(200, { 'RateLimit-Remaining': '0', 'RateLimit-Reset': '6' }));
		expect(await waitOf(limiter)).toBe(5750);
	});

	test('the next window is not taken for this one', async () => {
		const limiter = new RateLimiter();
		await limiter.run(reply(200, { 'RateLimit-Remaining': '5', 'RateLimit-Reset': '1' }));
		await vi.advanceTimersByTimeAsync(1000);
		await limiter.run(reply(200, { 'RateLimit-Remaining': '0', 'RateLimit-Reset': '60' }));
		expect(await waitOf(limiter)).toBe(60_000);
	});

	test('what is on its way counts as used', async () => {
		const limiter = new RateLimiter();
		const answer = Promise.withResolvers<{ status: number; headers: Headers }>();
		const slow = limiter.run(() => answer.promise);
		await vi.advanceTimersByTimeAsync(0);
		await limiter.run(reply(200, { 'RateLimit-Remaining': '1', 'RateLimit-Reset': '7' }));
		expect(await waitOf(limiter)).toBe(7000);
		answer.resolve({ status: 200, headers: {} });
		await slow;
	});

	test.each([
		{ 'RateLimit-Remaining': 'many', 'RateLimit-Reset': 'soon' },
		{ 'RateLimit-Remaining': '0' },
		{ 'RateLimit-Reset': '60' },
		{ 'RateLimit-Remaining': '0', 'RateLimit-Reset': '-5' },
		{ 'RateLimit-Remaining': '0', 'RateLimit-Reset': '60000' },
		{ 'RateLimit-Remaining': '0', 'RateLimit-Reset': '121' },
		{ 'RateLimit-Remaining': '0', 'RateLimit-Reset': '' },
		{ 'RateLimit-Remaining': '0', 'RateLimit-Reset': 'Infinity' },
		{ 'RateLimit-Remaining': '0', 'RateLimit-Reset': String(START / 1000 + 86_400) },
		{ 'RateLimit-Remaining': '0', 'RateLimit-Reset': String(START * 1000) },
		{ 'RateLimit-Remaining': '0', 'RateLimit-Reset': new Date(START * 2).toUTCString() },
	] as Headers[])('%j stops nobody', async (headers) => {
		const limiter = new RateLimiter();
		await limiter.run(reply(200, headers));
		expect(await waitOf(limiter)).toBe(0);
	});

	test('a limit that is higher than the documented one is believed', async () => {
		const limiter = new RateLimiter();
		const headers = (left: number) => ({
			'RateLimit-Remaining': String(left),
			'RateLimit-Reset': '60',
		});
		for (let sent = 1; sent <= 3500; sent++) await limiter.run(reply(200, headers(9000 - sent)));
		expect(await waitOf(limiter)).toBe(0);
	});

	test('without any, the documented 3,000 a minute rule', async () => {
		const limiter = new RateLimiter();
		for (let sent = 0; sent < 3000; sent++) await limiter.run(reply(200));
		expect(await waitOf(limiter)).toBe(60_000);
	});
});

test('the last free request of a window goes to one of those that wait', async () => {
	const limiter = new RateLimiter();
	await limiter.run(reply(200, { 'RateLimit-Remaining': '1', 'RateLimit-Reset': '7' }));
	let sent = 0;
	const send = async () => {
		sent++;
		return { status: 200, headers: {} };
	};
	const all = Array.from({ length: 80 }, async () => await limiter.run(send));
	await vi.advanceTimersByTimeAsync(6_000);
	expect(sent).toBe(1);
	await vi.advanceTimersByTimeAsync(2_000);
	await Promise.all(all);
	expect(sent).toBe(80);
});

test('a clock that is put back does not lengthen a wait', async () => {
	const limiter = new RateLimiter();
	await limiter.run(reply(200, { 'RateLimit-Remaining': '0', 'RateLimit-Reset': '7' }));
	vi.setSystemTime(START - 86_400_000);
	let isSent = false;
	void limiter.run(async () => {
		isSent = true;
		return { status: 200, headers: {} };
	});
	await vi.advanceTimersByTimeAsync(7_500);
	expect(isSent).toBe(true);
});

test('what nobody waits for any more is not sent, and takes no place', async () => {
	const limiter = new RateLimiter();
	await limiter.run(reply(200, { 'RateLimit-Remaining': '1', 'RateLimit-Reset': '7' }));
	let sent = 0;
	const send = async () => {
		sent++;
		return { status: 200, headers: {} };
	};
	const given = new AbortController();
	given.abort();
	await expect(limiter.run(send, given.signal)).rejects.toThrow();
	expect(sent).toBe(0);
	expect(await waitOf(limiter)).toBe(0);
});

describe('a 429', () => {
	const waitsFor: Array<[Headers, number]> = [
		[{ 'Retry-After': '3' }, 3000],
		[{ 'retry-after': new Date(START + 5000).toUTCString() }, 5000],
		[{ 'Retry-After': '3', 'RateLimit-Remaining': '0', 'RateLimit-Reset': '2' }, 3000],
		[{ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '9' }, 9000],
		[{ 'X-RateLimit-Reset': String(START / 1000 + 9) }, 9000],
		[{}, 15_000],
		[{ 'Retry-After': 'later' }, 15_000],
		[{ 'Retry-After': '0' }, 0],
		[{ 'Retry-After': new Date(START - 5000).toUTCString() }, 0],
		[{ 'Retry-After': '86400' }, 120_000],
	];
	test.each(waitsFor)('%j holds back every request of the key for %d ms', async (headers, ms) => {
		const limiter = new RateLimiter();
		const { waitMs } = await limiter.run(reply(429, headers));
		expect(waitMs).toBe(ms);
		expect(await waitOf(limiter)).toBe(ms);
	});
});

test('a request that broke off takes its place with it, and the error comes through', async () => {
	const limiter = new RateLimiter();
	await expect(
		limiter.run(async () => {
			throw new Error('cancelled');
		}),
	).rejects.toThrow('cancelled');
	expect(await waitOf(limiter)).toBe(0);
});

test('one limiter serves all executions of an API key', () => {
	expect(rateLimiterFor('https://a client')).toBe(rateLimiterFor('https://a client'));
	expect(rateLimiterFor('https://a client')).not.toBe(rateLimiterFor('https://b client'));
});

describe('what a client is told of its limit', () => {
	test('how much is left of this window, and of how much', async () => {
		const limiter = new RateLimiter();
		expect(limiter.told).toEqual({});
		await limiter.run(
			reply(200, {
				'X-RateLimit-Limit': '3000',
				'X-RateLimit-Remaining': '17',
				'X-RateLimit-Reset': '7',
			}),
		);
		expect(limiter.told).toEqual({ remaining: 17, limit: 3000 });
		void limiter.run(() => new Promise<never>(() => undefined));
		await vi.advanceTimersByTimeAsync(0);
		expect(limiter.told.remaining).toBe(16);
		await vi.advanceTimersByTimeAsync(7_000);
		expect(limiter.told).toEqual({});
	});

	test('nothing, where no header tells', async () => {
		const limiter = new RateLimiter();
		await limiter.run(reply(200));
		expect(limiter.told).toEqual({});
	});

	test('how long requests waited; those that wait together count once', async () => {
		const limiter = new RateLimiter();
		const usage = new LimitUsage();
		await limiter.run(
			reply(200, { 'RateLimit-Remaining': '0', 'RateLimit-Reset': '7' }),
			undefined,
			usage,
		);
		expect(usage.waitedMs).toBe(0);
		const all = Array.from(
			{ length: 20 },
			async () => await limiter.run(reply(200), undefined, usage),
		);
		await vi.advanceTimersByTimeAsync(3_000);
		expect(usage.waitedMs).toBe(3_000);
		await vi.advanceTimersByTimeAsync(10_000);
		await Promise.all(all);
		expect(usage.waitedMs).toBe(7_000);
	});

	test('a wait that is cancelled ends', async () => {
		const limiter = new RateLimiter();
		const usage = new LimitUsage();
		await limiter.run(reply(429, { 'Retry-After': '60' }));
		const cancel = new AbortController();
		const waiting = limiter.run(reply(200), cancel.signal, usage).catch(() => 'cancelled');
		await vi.advanceTimersByTimeAsync(1_900);
		cancel.abort();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(await waiting).toBe('cancelled');
		expect(usage.waitedMs).toBe(2_000);
	});
});
