import { createClock, type Clock } from './clock.mts';
import { createDeliveries, type Deliveries } from './deliveries.mts';
import type { DeliveryRules } from './document.mts';
import { emit } from './events.mts';
import type { FaultSettings } from './fault-settings.mts';
import { createFaults, type Faults } from './faults.mts';
import type { JournalEntry } from './journal.mts';
import { createMerchant, type Merchant, type MerchantOptions } from './merchants.mts';
import { createIds, createRandom, type Ids, type Random } from './random.mts';
import type { Resource } from './resources.mts';
import { createShowing, type Showing } from './showing.mts';

export interface WorldOptions {
	/** Repeats ids and faults. Default 1. */
	seed?: number;
	/** Virtual seconds per real second. Default 1. */
	speed?: number;
	/** Start of virtual time; real time when left out. */
	start?: Date;
	/** Customers and credit memos emit events too, as some sources say. Default false. */
	extraEvents?: boolean;
	/** Settings of the faults at the start. */
	faults?: Partial<FaultSettings>;
	/** Retry schedule of webhooks, from the API document. */
	delivery: DeliveryRules;
}

export interface Token {
	value: string;
	merchantId: string;
	/** False when the token was asked for without `scope=auth`, or the merchant has no API access. */
	scoped: boolean;
	/** Virtual time in milliseconds. */
	expires: number;
}

/** Everything the sandbox knows. A reset makes a new one. */
export interface World {
	seed: number;
	extraEvents: boolean;
	clock: Clock;
	random: Random;
	ids: Ids;
	merchants: Map<string, Merchant>;
	tokens: Map<string, Token>;
	faults: Faults;
	/** What the API shows later than the books have it. */
	showing: Showing;
	deliveries: Deliveries;
	journal: JournalEntry[];
	/** Stores an event about the resource and delivers it, when the merchant's switch is on. */
	emit(merchant: Merchant, resource: Resource, previous?: Partial<Resource>): void;
	addMerchant(options: Partial<MerchantOptions> & { name: string; id?: string }): Merchant;
	/** Where the merchant is named in no way, it is the first one. Throws on an unknown id. */
	merchant(id?: string): Merchant;
}

export function createWorld(options: WorldOptions): World {
	const seed = options.seed ?? 1;
	const random = createRandom(seed + 1);
	const showing = createShowing(seed);
	const bare = createIds(createRandom(seed));
	const ids: Ids = {
		next() {
			const id = bare.next();
			showing.born(id);
			return id;
		},
	};
	const clock = createClock({ speed: options.speed, start: options.start });
	const world: World = {
		seed,
		extraEvents: options.extraEvents ?? false,
		clock,
		random,
		ids,
		merchants: new Map(),
		tokens: new Map(),
		faults: createFaults(seed),
		showing,
		deliveries: undefined as unknown as Deliveries,
		journal: [],
		emit: (merchant, resource, previous) => emit(world, merchant, resource, previous),
		addMerchant(wanted) {
			const id = wanted.id ?? ids.next();
			const key = id.slice(0, 8);
			const merchant = createMerchant({
				clientId: `client-${key}`,
				clientSecret: `secret-${key}`,
				...wanted,
				id,
				planId: ids.next(),
				accountId: ids.next(),
				now: clock.now(),
			});
			world.merchants.set(id, merchant);
			return merchant;
		},
		merchant(id) {
			const merchant = id ? world.merchants.get(id) : [...world.merchants.values()][0];
			if (!merchant) throw new Error(`no merchant ${id}`);
			return merchant;
		},
	};
	world.deliveries = createDeliveries(world, options.delivery);
	if (options.faults) world.faults.set(options.faults);
	for (const merchant of STARTERS) world.addMerchant(merchant);
	return world;
}

/** The merchants of a fresh sandbox. The last one has no API access in its plan. */
export const STARTERS = [
	{
		id: '8low3hlfk1a7t08trm7043aw',
		name: 'Acme Supply Co',
		clientId: 'sandbox-client-id',
		clientSecret: 'sandbox-client-secret',
	},
	{
		id: 'b0realis0merchant000001a',
		name: 'Borealis Ltd',
		clientId: 'other-client-id',
		clientSecret: 'other-client-secret',
	},
	{
		id: 'n0access0merchant000001a',
		name: 'No Access Inc',
		clientId: 'no-api-client-id',
		clientSecret: 'no-api-client-secret',
		apiEnabled: false,
	},
];
