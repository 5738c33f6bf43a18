import { readFile } from 'node:fs/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { DeliveryRules } from '../../../sandbox/document.mts';
import { isGenuine, sendAgain } from '../../../sandbox/events.mts';
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

describe('the switch', () => {
	it('is off at first; what happens meanwhile is not kept', async () => {
		const [, untouched] = life.world.merchants.values();
		expect(untouched!.settings.events.enabled).toBe(false);
		life.merchant.settings.events.enabled = false;
		life.pay([life.bill('10.00')]);
		await life.world.clock.advance(5 * DAY);
		life.merchant.settings.events.enabled = true;
		await life.world.clock.advance(DAY);
		expect(receiver.received.map(({ event }) => event.resource.object)).not.toContain('payment');
	});

	it('keeps events even without a URL, so that they can be sent later', async () => {
		register();
		cause();
		const [event] = life.merchant.events.all();
		register(receiver.url);
		sendAgain(life.world, life.merchant, event!);
		await life.world.clock.idle();
		expect(receiver.received.map(({ event: { id } }) => id)).toEqual([event!.id]);
	});
});

describe('an event', () => {
	it('is genuine as it was received, reduced to the eight fields, also after a retry', async () => {
		receiver.answer = (request) => (request === 1 ? 500 : 200);
		cause();
		await life.world.clock.advance(5 * MINUTE);
		const [event] = life.merchant.events.all();
		for (const { event: body } of receiver.received) expect(isGenuine(event!, body)).toBe(true);
		expect(receiver.received.map(({ event: { attempts } }) => attempts)).toEqual([0, 1]);
	});

	it.each([
		['resource', { object: 'payment', amount: '9.00' }],
		['diff', { previous: {}, changes: {} }],
		['status', 'inactive'],
		['urls', []],
	])('is not when its %s is another', async (field, value) => {
		cause();
		await life.world.clock.idle();
		const [event] = life.merchant.events.all();
		const forged = { ...receiver.received[0]!.event, [field]: value };
		expect(isGenuine(event!, forged)).toBe(false);
	});
});
