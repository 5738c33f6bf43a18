import type { IDataObject } from 'n8n-workflow';

/**
 * How long a movement of unknown outcome is only looked up when it is run again under the person's
 * own key, and how long this process remembers a record that a reply has shown
 * (docs/paystand-api.md#what-may-never-be-repeated). No list is known to lag behind for as long.
 */
export const LOOK_UP_ONLY_MS = 15 * 60_000;
/** As many as are remembered; a movement of unknown outcome is never forgotten for room. */
const MAX_ENTRIES = 5_000;

/** What this process knows of the movement with one key of one merchant. */
export interface MovementEntry {
	/** When it went out, by the monotonic clock, while its outcome is unknown. */
	sentAt?: number;
	/** What went out: what a record of it shows. */
	sent?: IDataObject;
	/** The record that a reply has shown. */
	record?: IDataObject;
	/** When it was last of use, by the monotonic clock. */
	usedAt: number;
	/** How many items want to use this key now. */
	users: number;
	/** Settles when the last of them has ended. */
	last: Promise<unknown>;
}

/** By merchant and key, for all executions of this process; the least recently used ones first. */
const entries = new Map<string, MovementEntry>();

/**
 * Lets one item at a time work on the movement with a key, over all executions of this process: one
 * key is one movement, also when two runs come with it at once.
 *
 * @param name the merchant's account, what kind of movement it is, and its key
 * @param work gets what is known of the movement, and writes down what it finds out
 */
export async function withMovement<T>(
	name: string,
	work: (entry: MovementEntry) => Promise<T>,
): Promise<T> {
	const entry = entries.get(name) ?? { usedAt: 0, users: 0, last: Promise.resolve() };
	entries.delete(name);
	entries.set(name, entry);
	entry.users += 1;
	const mine = entry.last.then(async () => await work(entry));
	entry.last = mine.catch(() => undefined);
	try {
		return await mine;
	} finally {
		entry.users -= 1;
		entry.usedAt = performance.now();
		forgetOld();
	}
}

/**
 * What this process has sent, and how it ended as far as it is known.
 *
 * @param prefix how the names of the movements begin
 * @param own the name that is not to be among them
 */
export function movementsBeside(prefix: string, own: string): MovementEntry[] {
	return [...entries]
		.filter(([name]) => name.startsWith(prefix) && name !== own)
		.map(([, entry]) => entry);
}

function forgetOld(): void {
	const now = performance.now();
	for (const [name, { users, usedAt, sentAt }] of entries) {
		if (users > 0) continue;
		const isOld = now - usedAt > LOOK_UP_ONLY_MS;
		const isTooMany = entries.size > MAX_ENTRIES && sentAt === undefined;
		if (!isOld && !isTooMany) return;
		entries.delete(name);
	}
}
