import { setTimeout as sleep } from 'node:timers/promises';
import type { Merchant } from '../../sandbox/merchants.mts';
import type { Random } from '../../sandbox/random.mts';
import type { Receivable } from '../../sandbox/resources.mts';
import type { World } from '../../sandbox/world.mts';

const GAP_MS = 120;
export const WAYS = ['create', 'change', 'cancel', 'rekey', 'remove'] as const;
/** A receivable is hardly ever removed, and each time its key is looked up the list is read whole. */
const REMOVED_PART = 0.01;

export type Way = (typeof WAYS)[number];

/**
 * Somebody else who writes to the receivables of an account beside the runs of our node. Paystand
 * refuses none of it, and no fault hits it: it is what the books hold from then on.
 */
export class SecondWriter {
	/** Keys that were written, or are free now, and that no run has taken up yet. */
	readonly touched = new Set<string>();
	/** What the books have to show by now: key → total. */
	readonly books = new Map<string, string>();
	readonly times: Record<Way, number> = { create: 0, change: 0, cancel: 0, rekey: 0, remove: 0 };

	private readonly world: World;
	private readonly merchant: Merchant;
	private readonly random: Random;
	private count = 0;

	constructor(world: World, merchant: Merchant, random: Random) {
		this.world = world;
		this.merchant = merchant;
		this.random = random;
		for (const { extId, amount } of merchant.receivables.all()) this.books.set(extId, amount);
	}

	/** Writes until told to stop, but to none of the keys that are taken. */
	async write(taken: Set<string>, signal: AbortSignal): Promise<void> {
		while (!signal.aborted) {
			const isRemoval = this.random.next() < REMOVED_PART;
			const way = isRemoval ? 'remove' : WAYS[this.random.below(WAYS.length - 1)]!;
			this.writeOne(way, taken);
			await sleep(GAP_MS);
		}
	}

	private writeOne(way: Way, taken: Set<string>): void {
		const { receivables } = this.merchant;
		const all = receivables.all().filter(({ extId }) => !taken.has(extId));
		const row = all[this.random.below(all.length)]!;
		const key = row.extId;
		const lastUpdated = this.world.clock.now().toISOString();
		const total = `${1 + this.random.below(900)}.00`;
		const fresh = `THEIRS-${++this.count}`;
		this.times[way]++;
		switch (way) {
			case 'create': {
				const id = this.world.ids.next();
				const stamps = { created: lastUpdated, lastUpdated };
				const copy: Receivable = { ...structuredClone(row), id, ...stamps, status: 'active' };
				receivables.insert({ ...copy, extId: fresh, amount: total });
				this.note(fresh, total);
				break;
			}
			case 'change':
				receivables.update(row, { amount: total, lastUpdated });
				this.note(key, total);
				break;
			case 'cancel':
				receivables.update(row, { status: 'cancelled', lastUpdated });
				this.note(key, row.amount);
				break;
			case 'rekey':
				receivables.update(row, { extId: fresh, lastUpdated });
				this.note(fresh, row.amount);
				this.note(key);
				break;
			case 'remove':
				receivables.remove(row);
				this.note(key);
		}
	}

	/** @param total left out for a key that is free now */
	private note(key: string, total?: string): void {
		this.touched.add(key);
		if (total === undefined) this.books.delete(key);
		else this.books.set(key, total);
	}
}
