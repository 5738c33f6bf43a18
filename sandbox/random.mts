/** Chance that can be repeated: the same seed gives the same sequence. */
export interface Random {
	/** A number from 0 (inclusive) to 1 (exclusive). */
	next(): number;
	/** A whole number from 0 to `limit` (exclusive). */
	below(limit: number): number;
	/** `length` characters of `alphabet`. */
	text(alphabet: string, length: number): string;
}

/** Hands out Paystand's object ids. */
export interface Ids {
	/** A new id: 24 lower-case letters and digits (docs/paystand-api.md#ids). */
	next(): string;
}

export const HEX = '0123456789abcdef';
const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A seeded generator (mulberry32): small and even enough for faults and ids. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (limit: number) => Math.floor(next() * limit);
	return {
		next,
		below,
		text: (alphabet, length) =>
			Array.from({ length }, () => alphabet[below(alphabet.length)]).join(''),
	};
}

/** Ids from a random source of their own, so that faults never change which ids a run gives out. */
export function createIds(random: Random): Ids {
	const given = new Set<string>();
	return {
		next() {
			let id = random.text(ID_ALPHABET, 24);
			while (given.has(id)) id = random.text(ID_ALPHABET, 24);
			given.add(id);
			return id;
		},
	};
}
