import { readFile } from 'node:fs/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { DeliveryRules } from '../../../sandbox/document.mts';
import { DAY, MINUTE, startLife, type Life } from './life.mts';
import { startReceiver, type Receiver } from './receiver.mts';

let rules: DeliveryRules;
let life: Life;
let receiver: Receiver;

beforeAll(async () => {
	const path = new URL('../../../api/paystand-x.openapi.yaml', import.meta.url);
	rules = parse(await readFile(path, 'utf8'))['x-delivery'];
});
beforeEach(async () => {
	receiver = await startReceiver();
	life = startLife(rules);
	register(receiver.url);
});
afterEach(async () => {
	life.world.deliveries.stop();
	life.world.clock.stop();
	await receiver.close();
});

function register(...urls: string[]): void {
	life.merchant.settings.events.urls.always = urls;
}

/** Causes one event: an unapplied payment's `created`, without the fee's. */
function cause(): void {
	life.world.emit(life.merchant, { ...life.bill('1.00'), object: 'payment', inner: undefined });
}

const first = () => life.world.deliveries.all()[0]!;
const virtualSeconds = () => {
	const times = first().attempts.map(({ time }) => Date.parse(time) / 1000);
	return times.slice(1).map((time, index) => time - times[index]!);
};

describe('a delivery', () => {
	it('is a POST of the event as JSON', async () => {
		cause();
		await life.world.clock.idle();
		const [event] = life.merchant.events.all();
		expect(receiver.received).toHaveLength(1);
		expect(receiver.received[0]).toMatchObject({
			method: 'POST',
			contentType: 'application/json',
			event: {
				object: 'event',
				id: event!.id,
				resource: { object: 'payment', amount: '1.00' },
				diff: { previous: {} },
				urls: [receiver.url],
				sent: false,
				lastAttemptSent: false,
				attempts: 0,
				sourceId: event!.sourceId,
				sourceType: 'Payment',
				status: 'active',
			},
		});
		expect(first()).toMatchObject({ status: 'delivered', nextAttempt: null });
		expect(event).toMatchObject({ sent: true, lastAttemptSent: true, attempts: 1 });
	});

	it('goes to every URL, and every URL gets every event', async () => {
		const other = await startReceiver();
		register(receiver.url, other.url);
		life.pay([life.bill('10.00')]);
		await life.world.clock.advance(MINUTE);
		const kinds = ({ received }: Receiver) => received.map(({ event }) => event.id).toSorted();
		expect(receiver.received).toHaveLength(life.merchant.events.size);
		expect(kinds(receiver)).toEqual(kinds(other));
		await other.close();
	});

	it.each([500, 503, 301, 302, 400, 410])(
		'that is answered with %s is tried again after 300, 900, 3600, 43200 and four times 86400 s',
		async (status) => {
			receiver.answer = status;
			cause();
			await life.world.clock.advance(10 * DAY);
			expect(virtualSeconds()).toEqual([300, 900, 3600, 43200, 86400, 86400, 86400, 86400]);
			expect(receiver.received).toHaveLength(9);
			expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);
			expect(first()).toMatchObject({ status: 'failed', nextAttempt: null });
		},
	);

	it('is tried again when nobody listens', async () => {
		await receiver.close();
		cause();
		await life.world.clock.idle();
		expect(first().attempts[0]).toMatchObject({ error: 'ECONNREFUSED' });
		expect(first().status).toBe('pending');
		receiver = await startReceiver();
		const again = receiver.url;
		first().url = again;
		await life.world.clock.advance(5 * MINUTE);
		expect(first().status).toBe('delivered');
	});

	it('is tried again when there is no answer in time', async () => {
		life = startLife({ ...rules, timeoutSeconds: 0.1 });
		register(receiver.url);
		receiver.answer = (request) => (request === 1 ? null : 204);
		cause();
		await life.world.clock.advance(5 * MINUTE);
		expect(first().attempts.map(({ status, error }) => status ?? error)).toEqual([
			'no reply in time',
			204,
		]);
		expect(first().status).toBe('delivered');
	});

	it('waits 15 s for an answer', () => {
		expect(rules.timeoutSeconds).toBe(15);
	});

	it('ends at once with a 404, as documented, though a plugin hopes for a retry', async () => {
		receiver.answer = 404;
		cause();
		await life.world.clock.advance(10 * DAY);
		expect(receiver.received).toHaveLength(1);
		expect(first().status).toBe('failed');
	});

	it.each(['not a url', 'ftp://127.0.0.1/hook'])('ends at once with the URL %s', async (url) => {
		register(url, receiver.url);
		cause();
		await life.world.clock.advance(10 * DAY);
		expect(first()).toMatchObject({ status: 'failed', attempts: [{ error: 'invalid URL' }] });
		expect(receiver.received).toHaveLength(1);
	});

	it('runs beside others, at most 20 at a time', async () => {
		await receiver.close();
		receiver = await startReceiver(20);
		register(receiver.url);
		for (let count = 0; count < 100; count++) cause();
		await life.world.clock.idle();
		expect(receiver.received).toHaveLength(100);
		expect(receiver.atOnce).toBeGreaterThan(5);
		expect(receiver.atOnce).toBeLessThanOrEqual(20);
	});
});

describe('at least once, in any order', () => {
	it('sends events twice as often as the fault says', async () => {
		life.world.faults.set({ duplicates: 0.5 });
		for (let count = 0; count < 100; count++) cause();
		await life.world.clock.idle();
		const ids = receiver.received.map(({ event }) => event.id);
		expect(new Set(ids).size).toBe(100);
		expect(ids.length).toBeGreaterThan(130);
		expect(ids.length).toBeLessThan(170);
		expect(life.world.faults.hits.duplicates).toBe(ids.length - 100);
	});

	it('keeps the order unless it is told to shuffle, then loses nothing', async () => {
		const order = async () => {
			for (let count = 0; count < 200; count++) cause();
			await life.world.clock.idle();
			const sent = life.merchant.events.all().map(({ id }) => id);
			const places = receiver.received.map(({ event }) => sent.indexOf(event.id));
			receiver.received.length = 0;
			return places.slice(-200);
		};
		// Chance moves an event by 67 places on average, 20 deliveries at a time by up to a dozen.
		const moved = (places: number[]) =>
			places.reduce((sum, place, index) => sum + Math.abs(place - index), 0) / places.length;
		expect(moved(await order())).toBeLessThan(30);
		life.world.faults.set({ shuffle: true });
		const shuffled = (await order()).map((place) => place - 200);
		expect(moved(shuffled)).toBeGreaterThan(45);
		expect(shuffled.toSorted((a, b) => a - b)).toEqual([...Array(200).keys()]);
	});
});
