import { sleep } from 'n8n-workflow';

/** A pause is slept in slices, so that a cancelled execution stops soon. */
const SLICE_MS = 500;

/**
 * Sleeps, but not past the cancelling of the execution.
 *
 * @throws the signal's reason when it is aborted
 */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	const until = performance.now() + ms;
	for (let left = ms; left > 0 && !signal?.aborted; left = until - performance.now()) {
		await sleep(Math.min(left, SLICE_MS));
	}
	signal?.throwIfAborted();
}

/** A signal that is aborted as soon as one of these is. */
export function anySignal(...signals: Array<AbortSignal | undefined>): AbortSignal | undefined {
	const given = signals.filter((signal) => signal !== undefined);
	return given.length > 1 ? AbortSignal.any(given) : given[0];
}
