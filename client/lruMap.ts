/** A map of bounded size: when it is full, the entry that was used least recently goes. */
export class LruMap<K, V> {
	private readonly entries = new Map<K, V>();

	constructor(private readonly max: number) {}

	get size(): number {
		return this.entries.size;
	}

	/** The value of a key, made and kept when there is none. */
	getOrCreate(key: K, create: () => V): V {
		const value = this.entries.get(key) ?? create();
		// A Map keeps the order in which keys were set: the last one is the one used most recently.
		this.entries.delete(key);
		this.entries.set(key, value);
		if (this.entries.size > this.max) {
			const [oldest] = this.entries.keys();
			this.entries.delete(oldest);
		}
		return value;
	}

	/** All values, the one that was used least recently first. */
	values(): V[] {
		return [...this.entries.values()];
	}
}
