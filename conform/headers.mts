import type { Reply } from './http.mts';

/** Names that speak of a rate limit, whoever invented them. */
const NAMED = /rate-?limit|^retry-after$|throttl|quota|(^|-)(remaining|reset)(-|$)|requests?-left/;
/** Headers that count or carry numbers for other reasons. */
const OTHERS =
	/^(content-length|age|date|etag|expires|keep-alive|x-.*(id|time|runtime|duration).*)$/;

/**
 * Watches which headers tell of the rate limit, and on which kinds of answers
 * (docs/paystand-api.md#rate-limit-headers).
 */
export class HeaderWatch {
	readonly #byKind = new Map<string, { answers: number; names: Map<string, number> }>();
	/** Whole numbers under each name, in the order they came. */
	readonly #numbers = new Map<string, number[]>();
	#answers = 0;

	see(kind: string, reply: Reply): void {
		if (reply.status === null) return;
		this.#answers++;
		const seen = this.#byKind.get(kind) ?? { answers: 0, names: new Map<string, number>() };
		this.#byKind.set(kind, seen);
		seen.answers++;
		for (const [name, value] of Object.entries(reply.headers)) {
			seen.names.set(name, (seen.names.get(name) ?? 0) + 1);
			if (/^\d{1,15}$/.test(value)) {
				const numbers = this.#numbers.get(name) ?? [];
				numbers.push(Number(value));
				this.#numbers.set(name, numbers);
			}
		}
	}

	/** The names in lower case; null before any answer. */
	names(): string[] | null {
		if (this.#answers === 0) return null;
		const all = new Set([...this.#byKind.values()].flatMap(({ names }) => [...names.keys()]));
		const named = [...all].filter((name) => NAMED.test(name));
		const counting = [...all].filter((name) => !named.includes(name) && this.#countsDown(name));
		const stems = counting.map((name) => name.slice(0, name.lastIndexOf('-') + 1));
		const beside = [...all].filter(
			(name) =>
				stems.some((stem) => stem.length > 2 && name.startsWith(stem)) && this.#numbers.has(name),
		);
		return [...new Set([...named, ...counting, ...beside])].sort();
	}

	/** For each kind of answer the share that carried the headers: all, some, none. */
	onKinds(names: string[]): Record<string, 'all' | 'some' | 'none'> {
		const steady = names.filter((name) => name !== 'retry-after');
		const result: Record<string, 'all' | 'some' | 'none'> = {};
		for (const [kind, { answers, names: seen }] of this.#byKind) {
			const counts = steady.map((name) => seen.get(name) ?? 0);
			const whole = counts.length > 0 && counts.every((count) => count === answers);
			result[kind] = whole ? 'all' : counts.some((count) => count > 0) ? 'some' : 'none';
		}
		return result;
	}

	/** The limit itself: the number that does not change under a name with `limit`. */
	limit(names: string[]): number | null {
		const name = names.find((one) => /limit$/.test(one));
		const numbers = name === undefined ? [] : (this.#numbers.get(name) ?? []);
		return numbers.length > 0 && new Set(numbers).size === 1 ? numbers[0]! : null;
	}

	/** What the reset counts: see docs/paystand-api.md#rate-limit-headers. */
	reset(names: string[]): 'seconds' | 'epoch' | 'epochMs' | null {
		const name = names.find((one) => /reset/.test(one));
		const numbers = name === undefined ? [] : (this.#numbers.get(name) ?? []);
		if (numbers.length === 0) return null;
		const most = Math.max(...numbers);
		return most > 1e12 ? 'epochMs' : most > 1e9 ? 'epoch' : 'seconds';
	}

	/** A name without meaning whose number goes down by one or two with nearly each answer. */
	#countsDown(name: string): boolean {
		if (OTHERS.test(name)) return false;
		const numbers = this.#numbers.get(name) ?? [];
		if (numbers.length < 8) return false;
		const steps = numbers.slice(1).map((number, index) => numbers[index]! - number);
		return steps.filter((step) => step === 1 || step === 2).length >= steps.length * 0.8;
	}
}
