import { createRandom, type Random } from './random.mts';

/**
 * What the API shows of a world later than the books have it: all in real time, since who waits for
 * it waits in real time too.
 */
export interface Showing {
	/** Notes that a record was made now. */
	born(id: string): void;
	/** Hides a record from the API for a time by chance, up to so many milliseconds. */
	hide(id: string, mostMs: number): void;
	/** How many milliseconds a record stays hidden; 0 when it is to be seen. */
	hiddenMs(id: string): number;
	/** Whether a list shows a record, when lists lag behind by so many milliseconds. */
	isListed(id: string, lagMs: number): boolean;
}

/** @param seed repeats how long records stay hidden, by a chance of its own */
export function createShowing(seed: number, now: () => number = () => performance.now()): Showing {
	const random: Random = createRandom(seed + 2);
	const births = new Map<string, number>();
	const hiddenUntil = new Map<string, number>();
	const hiddenMs = (id: string) => Math.max(0, (hiddenUntil.get(id) ?? 0) - now());
	return {
		born: (id) => void births.set(id, now()),
		hide: (id, mostMs) => void hiddenUntil.set(id, now() + random.next() * mostMs),
		hiddenMs,
		isListed: (id, lagMs) =>
			hiddenMs(id) === 0 && (lagMs === 0 || now() - (births.get(id) ?? 0) >= lagMs),
	};
}
