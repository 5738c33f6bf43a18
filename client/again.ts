import { isPassing } from './outcome';
import { backoffMs, pause } from './pace';

const MOST_ATTEMPTS = 3;
/** Whoever takes longer not to answer is not asked again. */
const PATIENCE_MS = 10_000;

/**
 * Asks for something, and soon again when the connection breaks or Paystand is overloaded. Only for
 * what changes nothing.
 *
 * @param ask one round trip; `undefined` when no reply came
 * @returns the last reply
 */
export async function askedAgain<T extends { statusCode: number }>(
	ask: () => Promise<T | undefined>,
): Promise<T | undefined> {
	const started = performance.now();
	for (let attempt = 1; ; attempt++) {
		const reply = await ask();
		const isLast = attempt === MOST_ATTEMPTS || performance.now() - started > PATIENCE_MS;
		if (isLast || !mayChange(reply?.statusCode ?? 0)) return reply;
		await pause(backoffMs(attempt));
	}
}

/** Whether another reply may come in a moment. After 429 it takes up to a minute. */
function mayChange(status: number): boolean {
	return status !== 429 && isPassing({ status });
}
