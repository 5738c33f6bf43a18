import { setTimeout as wait } from 'node:timers/promises';

export interface Pace {
	/** Sends when it may, one at a time. */
	run<T>(send: () => Promise<T>): Promise<T>;
}

const MOST = 5;
const WINDOW_MS = 1000;

/**
 * At most five requests in any second, evenly. A request arrives somewhere between its start and
 * its reply, so the sixth starts no earlier than a second after the reply of the first: however
 * long connections take, no second at Paystand sees a sixth.
 * @param now milliseconds of a monotonic clock: the time of day may be set back during a run
 */
export function createPace(
	now: () => number = () => performance.now(),
	sleep: (ms: number) => Promise<unknown> = wait,
): Pace {
	const replies: number[] = [];
	let lastStart = -Infinity;
	return {
		async run(send) {
			const first = replies.length < MOST ? -Infinity : replies.at(-MOST)!;
			const start = Math.max(lastStart + WINDOW_MS / MOST, first + WINDOW_MS + 1);
			// A timer may fire a little early.
			for (let left = start - now(); left > 0; left = start - now()) await sleep(Math.ceil(left));
			lastStart = now();
			try {
				return await send();
			} finally {
				replies.push(now());
				if (replies.length > MOST) replies.shift();
			}
		},
	};
}
