import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askedAgain } from '../../../client/again.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** How often a Paystand is asked that gives these statuses, 0 for no reply, each after so long. */
async function timesAsked(statuses: number[], eachMs = 0): Promise<number> {
	let asked = 0;
	const answer = askedAgain(async () => {
		if (eachMs > 0) vi.advanceTimersByTime(eachMs);
		const statusCode = statuses[asked++] ?? 0;
		return statusCode === 0 ? undefined : { statusCode };
	});
	await vi.advanceTimersByTimeAsync(5_000);
	const last = statuses[asked - 1];
	expect(await answer).toEqual(last === 0 ? undefined : { statusCode: last });
	return asked;
}

test.each([
	['what is answered', [200], 1],
	['what is refused', [401, 200], 1],
	['what is beyond the limit', [429, 200], 1],
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
