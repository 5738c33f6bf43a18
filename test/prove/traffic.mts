import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../../harness/log.mts';
import type { Delivery } from '../../sandbox/deliveries.mts';
import type { Merchant } from '../../sandbox/merchants.mts';
import type { Event, Resource } from '../../sandbox/resources.mts';
import type { World } from '../../sandbox/world.mts';
import type { Proxy } from './proxy.mts';

/** Events come faster than n8n works through them, and go on coming while it is away. */
const GAP_MS = 50;
const MAX_WAITING = 200;
/**
 * Paystand's schedule (docs/paystand-api.md#deliveries); a second more, so that what falls due then
 * is due.
 */
const RETRY_SECONDS = [300, 900, 3_600, 43_200, 86_400, 86_400, 86_400, 86_400];

/** An event about each of some records, on their way to n8n until all came through or were given up. */
export class Traffic {
	readonly events: Event[] = [];
	isOver = false;
	private readonly ids = new Set<string>();
	private readonly world: World;
	private readonly merchant: Merchant;
	private readonly records: Resource[];

	constructor(world: World, merchant: Merchant, records: Resource[]) {
		this.world = world;
		this.merchant = merchant;
		this.records = records;
	}

	/** @param proxy in front of n8n: tells when to go on with the schedule */
	async run(proxy: Pick<Proxy, 'untilReady'>): Promise<void> {
		const { clock } = this.world;
		for (const record of this.records) {
			this.emit(record);
			await sleep(GAP_MS);
			while (this.count(({ attempts }) => attempts.length === 0) > MAX_WAITING) {
				await sleep(GAP_MS);
			}
		}
		await clock.idle();
		for (const seconds of RETRY_SECONDS) {
			const open = this.count(({ status }) => status === 'pending');
			if (open === 0) break;
			log(`${open} of ${this.deliveries().length} deliveries are to come again`);
			// Paystand's hours pass in no time here; n8n takes its own to start.
			await proxy.untilReady();
			await clock.advance((seconds + 1) * 1000);
		}
		this.isOver = true;
	}

	deliveries(): Delivery[] {
		return this.world.deliveries.all().filter(({ eventId }) => this.ids.has(eventId));
	}

	/** The events that n8n has answered with 2xx. */
	answered(): Set<string> {
		const delivered = this.deliveries().filter(({ status }) => status === 'delivered');
		return new Set(delivered.map(({ eventId }) => eventId));
	}

	/** The share of all events that n8n has answered with 2xx. */
	share(): number {
		return this.answered().size / this.records.length;
	}

	private emit(record: Resource): void {
		this.world.emit(this.merchant, record);
		const event = this.merchant.events.newestFirst()[0] as Event;
		this.events.push(event);
		this.ids.add(event.id);
	}

	private count(is: (delivery: Delivery) => boolean): number {
		return this.deliveries().filter(is).length;
	}
}
