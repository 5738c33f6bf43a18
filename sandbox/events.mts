import { isDeepStrictEqual } from 'node:util';
import { amountsAsNumbers } from './amounts.mts';
import type { Clock } from './clock.mts';
import type { Deliveries } from './deliveries.mts';
import type { FaultSettings } from './fault-settings.mts';
import type { Faults } from './faults.mts';
import type { Merchant } from './merchants.mts';
import type { Ids } from './random.mts';
import { shown, type Event, type Resource } from './resources.mts';

/** What events need of the world. */
interface Surroundings {
	clock: Clock;
	ids: Ids;
	faults: Faults;
	deliveries: Deliveries;
}

/**
 * Stores an event about what happened to a resource and delivers it to the merchant's URLs.
 * Nothing is kept while the merchant's switch is off (docs/paystand-api.md#registration).
 *
 * @param previous the resource as it was; left out when it is new, then `diff.previous` is empty and
 * `diff.changes` the whole resource
 */
export function emit(
	world: Surroundings,
	merchant: Merchant,
	resource: Resource,
	previous?: Partial<Resource>,
): void {
	const { enabled, urls } = merchant.settings.events;
	if (!enabled) return;
	const plain = world.faults.settings.amountsAsNumbers ? amountsAsNumbers : same;
	const after = plain(told(resource.object, resource));
	const before = previous ? plain(told(resource.object, previous)) : {};
	const stamp = world.clock.now().toISOString();
	const event = merchant.events.insert({
		object: 'event',
		id: world.ids.next(),
		resource: after,
		diff: difference(before, after),
		urls: [...urls.always],
		sent: false,
		lastAttemptSent: false,
		attempts: 0,
		sourceId: resource.id,
		sourceType: resource.object.charAt(0).toUpperCase() + resource.object.slice(1),
		status: 'active',
		created: stamp,
		lastUpdated: stamp,
	});
	world.deliveries.send(merchant, event, event.urls);
}

/** Delivers a stored event once more, to the URLs the merchant has now. */
export function sendAgain(
	world: Pick<Surroundings, 'deliveries'>,
	merchant: Merchant,
	event: Event,
): void {
	world.deliveries.send(merchant, event, merchant.settings.events.urls.always);
}

/**
 * The eight fields that a plugin sends to `POST /events/:id/verify`
 * (docs/paystand-api.md#ways-to-verify).
 */
const VERIFIED = [
	'id',
	'object',
	'resource',
	'diff',
	'urls',
	'created',
	'lastUpdated',
	'status',
] as const;

/**
 * Whether a received event is the stored one, told by exactly the fields that a plugin sends. Where
 * each attempt has a `lastUpdated` of its own, that one cannot be told
 * (docs/paystand-api.md#what-may-differ-per-attempt).
 */
export function isGenuine(
	event: Event,
	received: Record<string, unknown>,
	{ bumpLastUpdated }: Pick<FaultSettings, 'bumpLastUpdated'> = { bumpLastUpdated: false },
): boolean {
	const told = VERIFIED.filter((field) => !(bumpLastUpdated && field === 'lastUpdated'));
	return told.every((field) => isDeepStrictEqual(received[field], event[field]));
}

/** Whether a body for `/verify` carries a field it must not: the attempts change between posts. */
export function carriesMore(received: Record<string, unknown>): boolean {
	return Object.keys(received).some((key) => !(VERIFIED as readonly string[]).includes(key));
}

/**
 * What events tell of a resource: of a transfer without its bank
 * (docs/paystand-api.md#transfer-fields).
 */
function told(object: string, resource: Partial<Resource>): Record<string, unknown> {
	if (object !== 'transfer') return shown(resource);
	const { bank: _bank, ...rest } = shown(resource);
	return rest;
}

function same<T>(value: T): T {
	return value;
}

function difference(
	before: Record<string, unknown>,
	after: Record<string, unknown>,
): Event['diff'] {
	const changed = (from: Record<string, unknown>, than: Record<string, unknown>) =>
		Object.fromEntries(
			Object.entries(from).filter(([key, value]) => !isDeepStrictEqual(value, than[key])),
		);
	return { previous: changed(before, after), changes: changed(after, before) };
}
