import type { Clock } from './clock.mts';
import type { DeliveryRules } from './document.mts';
import type { Faults } from './faults.mts';
import type { Merchant } from './merchants.mts';
import type { Ids } from './random.mts';
import { shown, type Event } from './resources.mts';
import type { Showing } from './showing.mts';
import { isWebAddress, post } from './webhook-post.mts';

export interface Attempt {
	/** Virtual time, ISO 8601. */
	time: string;
	/** HTTP status of the reply; left out when there was none. */
	status?: number;
	/** Why there was no reply, e.g. `ECONNREFUSED`. */
	error?: string;
	/** Real milliseconds until the reply or the error. */
	milliseconds: number;
}

/** One event on its way to one URL. */
export interface Delivery {
	id: string;
	merchantId: string;
	eventId: string;
	/** `resource.object`, and `resource.status` (a fee's `feeType`) of the event. */
	kind: string;
	state: string;
	url: string;
	status: 'pending' | 'delivered' | 'failed';
	/** Sent although the same event goes to this URL anyway: at least once means sometimes twice. */
	duplicate: boolean;
	created: string;
	/** Virtual time of the next attempt, while one is planned. */
	nextAttempt: string | null;
	attempts: Attempt[];
}

export interface Deliveries {
	/** Delivers an event to each of the URLs, each with a schedule of its own. */
	send(merchant: Merchant, event: Event, urls: string[]): void;
	/** In the order in which they were created. */
	all(): readonly Delivery[];
	counts(): Record<Delivery['status'], number>;
	/** Starts nothing any more; attempts under way come to their end. */
	stop(): void;
}

/** What deliveries need of the world. */
interface Surroundings {
	clock: Clock;
	ids: Ids;
	faults: Faults;
	showing: Showing;
}

interface Waiting {
	delivery: Delivery;
	event: Event;
	/** Virtual time from which the wait for the next attempt counts. */
	due: number;
	done: () => void;
}

/** Attempts under way at one time; the others queue up. */
const CONCURRENCY = 20;

/**
 * Delivers events the way Paystand does (docs/paystand-api.md#deliveries): POST of JSON, a 2xx in
 * time is success, anything else is tried again by the schedule of the API document, and a 404 or a
 * URL that is none ends it. Retries wait on the virtual clock; the time-out is real, as the
 * receiver is.
 */
export function createDeliveries(world: Surroundings, rules: DeliveryRules): Deliveries {
	const log: Delivery[] = [];
	const queue: Waiting[] = [];
	let active = 0;
	let stopped = false;

	function send(merchant: Merchant, event: Event, urls: string[]): void {
		for (const url of urls) {
			plan(merchant, event, url, false);
			if (world.faults.duplicate()) plan(merchant, event, url, true);
		}
	}

	function plan(merchant: Merchant, event: Event, url: string, duplicate: boolean): void {
		const now = world.clock.now();
		const delivery: Delivery = {
			id: world.ids.next(),
			merchantId: merchant.id,
			eventId: event.id,
			kind: String(event.resource.object),
			state: String(event.resource.feeType ?? event.resource.status),
			url,
			status: 'pending',
			duplicate,
			created: now.toISOString(),
			nextAttempt: now.toISOString(),
			attempts: [],
		};
		log.push(delivery);
		if (isWebAddress(url)) enqueue(delivery, event, now.getTime());
		else {
			delivery.attempts.push({ time: delivery.created, error: 'invalid URL', milliseconds: 0 });
			finish(delivery, 'failed');
		}
	}

	function enqueue(delivery: Delivery, event: Event, due: number): void {
		if (stopped) return;
		world.clock.track(
			new Promise<void>((done) => {
				const add = () => {
					if (stopped) return done();
					queue.push({ delivery, event, due, done });
					// Later, so that all that an advance() of the clock causes is there to be shuffled.
					setImmediate(pump);
				};
				const hiddenMs = world.showing.hiddenMs(event.sourceId);
				if (hiddenMs > 0) setTimeout(add, hiddenMs).unref();
				else add();
			}),
		);
	}

	function pump(): void {
		while (active < CONCURRENCY && queue.length > 0) {
			const at = world.faults.shuffled(queue.length);
			const [next] = queue.splice(at, 1) as [Waiting];
			active++;
			void attempt(next).finally(() => {
				active--;
				next.done();
				pump();
			});
		}
	}

	async function attempt({ delivery, event, due }: Waiting): Promise<void> {
		const started = performance.now();
		const outcome = await post(
			delivery.url,
			sentNow(event, delivery.attempts.length),
			rules.timeoutSeconds * 1000,
		);
		delivery.attempts.push({
			time: new Date(due).toISOString(),
			...outcome,
			milliseconds: Math.round(performance.now() - started),
		});
		const delivered = outcome.status !== undefined && outcome.status >= 200 && outcome.status < 300;
		event.attempts++;
		event.sent ||= delivered;
		event.lastAttemptSent = delivered;

		const wait = rules.retrySeconds[delivery.attempts.length - 1];
		if (delivered) finish(delivery, 'delivered');
		else if (wait === undefined || rules.stopsOn.includes(outcome.status ?? 0))
			finish(delivery, 'failed');
		else {
			const again = due + wait * 1000;
			delivery.nextAttempt = new Date(again).toISOString();
			world.clock.at(new Date(again), () => enqueue(delivery, event, again));
		}
	}

	/** The event as an attempt sends it, counted from 0. */
	function sentNow(event: Event, attempt: number): object {
		if (!world.faults.settings.bumpLastUpdated) return shown(event);
		const lastUpdated = new Date(Date.parse(event.lastUpdated) + (attempt + 1) * 1000);
		return { ...shown(event), lastUpdated: lastUpdated.toISOString() };
	}

	function finish(delivery: Delivery, status: Delivery['status']): void {
		delivery.status = status;
		delivery.nextAttempt = null;
	}

	return {
		send,
		all: () => log,
		counts() {
			const counts = { pending: 0, delivered: 0, failed: 0 };
			for (const delivery of log) counts[delivery.status]++;
			return counts;
		},
		stop() {
			stopped = true;
			for (const waiting of queue.splice(0)) waiting.done();
		},
	};
}
