import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { backoffMs, isTransient, withRetry } from '../../../client/retry.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** How often a server is asked that gives these statuses, 0 for no reply, each after so long. */
async function timesAsked(statuses: number[], eachMs = 0): Promise<number> {
	let asked = 0;
	const answer = withRetry(
		async (attempt) => {
			expect(attempt).toBe(asked + 1);
			if (eachMs > 0) vi.advanceTimersByTime(eachMs);
			return statuses[asked++] ?? 0;
		},
		{ maxAttempts: 3, patienceMs: 10_000, isRetryable: isTransient },
	);
	await vi.advanceTimersByTimeAsync(5_000);
	expect(await answer).toBe(statuses[asked - 1]);
	return asked;
}

test.each([
	['what is answered', [200], 1],
	['what is refused', [401, 200], 1],
	['what is beyond the limit', [429, 200], 2],
	['what Paystand could not process', [500, 200], 1],
	['what broke off', [0, 200], 2],
	['what met an overload twice', [503, 502, 200], 3],
	['what never comes', [0, 504, 0, 200], 3],
])('%s: status %j, asked %i times', async (_name, statuses, times) => {
	expect(await timesAsked(statuses)).toBe(times);
});

test('who takes long not to answer is not asked again', async () => {
	expect(await timesAsked([0, 200], 30_000)).toBe(1);
});

test('what is thrown is not sent again', async () => {
	let sent = 0;
	const send = async () => {
		sent += 1;
		throw new Error('no');
	};
	await expect(withRetry(send, { maxAttempts: 3, isRetryable: () => true })).rejects.toThrow('no');
	expect(sent).toBe(1);
});

test('a wait of its own is told the backoff and the reply', async () => {
	const waits: Array<[number, string]> = [];
	await withRetry(async (attempt) => `reply ${attempt}`, {
		maxAttempts: 3,
		isRetryable: () => true,
		wait: async (ms, reply) => void waits.push([ms, reply]),
	});
	expect(waits.map(([, reply]) => reply)).toEqual(['reply 1', 'reply 2']);
	expect(waits[1][0]).toBeGreaterThanOrEqual(500);
});

test('the wait between attempts grows, by chance, within its bounds', () => {
	for (const [attempt, ceiling] of [
		[1, 500],
		[2, 1000],
		[3, 2000],
		[7, 30_000],
		[50, 30_000],
	]) {
		const waits = Array.from({ length: 200 }, () => backoffMs(attempt));
		expect(Math.min(...waits)).toBeGreaterThanOrEqual(ceiling / 2);
		expect(Math.max(...waits)).toBeLessThanOrEqual(ceiling);
		expect(new Set(waits).size).toBeGreaterThan(100);
	}
});
