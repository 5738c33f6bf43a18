import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { anySignal, pause } from '../../../client/pause.ts';

const START = Date.parse('2026-11-23T12:00:00Z');
beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

describe('a pause', () => {
	test('ends soon after the execution is cancelled', async () => {
		const cancel = new AbortController();
		const outcome = pause(60_000, cancel.signal).then(
			() => 'slept',
			() => Date.now() - START,
		);
		await vi.advanceTimersByTimeAsync(1700);
		cancel.abort();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(await outcome).toBe(2000);
	});

	test('of no time does not wait, but sees the cancelling', async () => {
		await pause(0);
		await expect(pause(0, AbortSignal.abort())).rejects.toThrow();
	});
});

test('of several signals the first one counts; of none there is none', () => {
	const [a, b] = [new AbortController(), new AbortController()];
	expect(anySignal(undefined, undefined)).toBeUndefined();
	expect(anySignal(undefined, a.signal)).toBe(a.signal);
	const any = anySignal(a.signal, undefined, b.signal);
	expect(any?.aborted).toBe(false);
	b.abort();
	expect(any?.aborted).toBe(true);
});
