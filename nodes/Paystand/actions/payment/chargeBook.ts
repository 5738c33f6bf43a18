import type { IDataObject } from 'n8n-workflow';

/**
 * How long a charge of unknown outcome is only looked up when it is run again under the person's own
 * key, and how long this process remembers a payment that a reply has shown (fact sheet 12.19). No
 * list is known to lag behind for as long.
 */
export const LOOK_UP_ONLY_MS = 15 * 60_000;
/** As many payments as are remembered; a charge of unknown outcome is never forgotten for room. */
const MAX_PAYMENTS = 5_000;

/** What this process knows of the charge with one key of one merchant. */
export interface ChargeEntry {
	/** When it went out, by the monotonic clock, while its outcome is unknown. */
	sentAt?: number;
	/** The payment that a reply has shown. */
	payment?: IDataObject;
	/** When it was last of use, by the monotonic clock. */
	usedAt: number;
	/** How many items want to charge under this key now. */
	users: number;
	/** Settles when the last of them has ended. */
	last: Promise<unknown>;
}

/** By merchant and key, for all executions of this process; the least recently used ones first. */
const entries = new Map<string, ChargeEntry>();

/**
 * Lets one item at a time work on the charge with a key, over all executions of this process: one key
 * is one charge, also when two runs come with it at once.
 *
 * @param name the merchant's account and the charge key
 * @param work gets what is known of the charge, and writes down what it finds out
 */
export async function withCharge<T>(
	name: string,
	work: (entry: ChargeEntry) => Promise<T>,
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

function forgetOld(): void {
	const now = performance.now();
	for (const [name, { users, usedAt, sentAt }] of entries) {
		if (users > 0) continue;
		const isOld = now - usedAt > LOOK_UP_ONLY_MS;
		const isTooMany = entries.size > MAX_PAYMENTS && sentAt === undefined;
		if (!isOld && !isTooMany) return;
		entries.delete(name);
	}
}
