import { HASH_LENGTH, shortHash } from '../events/shortHash';

/** An index as it is stored: day → the hashes of its keys, one after the other. */
export type StoredIndex = Record<string, string>;

/** A set of keys, each under the day that it belongs to, kept as short hashes. */
export class DayIndex {
	private readonly days = new Map<string, string>();

	constructor(stored: unknown) {
		for (const [day, hashes] of Object.entries((stored ?? {}) as StoredIndex)) {
			for (let at = 0; at < hashes.length; at += HASH_LENGTH) {
				this.days.set(hashes.slice(at, at + HASH_LENGTH), day);
			}
		}
	}

	has(key: string): boolean {
		return this.days.has(shortHash(key));
	}

	/** A key that is known under an earlier day moves to the later one, so that it is kept longer. */
	add(key: string, day: string): void {
		const hash = shortHash(key);
		const known = this.days.get(hash);
		if (known === undefined || known < day) this.days.set(hash, day);
	}

	/** Forgets the keys of the days before this one. */
	forgetBefore(day: string): void {
		for (const [hash, its] of this.days) if (its < day) this.days.delete(hash);
	}

	/** Forgets the keys of the earliest days until so many are left; those from `day` on stay. */
	shrink(most: number, day: string): void {
		const oldestFirst = [...this.days].sort(([, a], [, b]) => (a < b ? -1 : 1));
		for (const [hash, its] of oldestFirst.slice(0, Math.max(0, this.days.size - most))) {
			if (its < day) this.days.delete(hash);
		}
	}

	stored(): StoredIndex {
		const days: StoredIndex = {};
		for (const [hash, day] of this.days) days[day] = (days[day] ?? '') + hash;
		return days;
	}
}
