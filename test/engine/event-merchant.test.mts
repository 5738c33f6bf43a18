import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const run = (resource: string, operation: string, parameters: object = {}, json: object = {}) =>
	engine.run({
		resource,
		operation,
		parameters: parameters as never,
		items: [{ json: json as never }],
	});

describe('Event', () => {
	let event: Record<string, any>;
	beforeEach(async () => {
		await engine.addCustomer();
		await engine.addReceivable('1001');
		engine.merchant.settings.events.enabled = true;
		await engine.pay('1001');
		event = structuredClone(engine.merchant.events.all()[0]);
	});

	test('Get gives what happened, without how it was delivered, or all', async () => {
		const { json, requests, error } = await run('event', 'get', { eventId: event.id });
		expect(error).toBeUndefined();
		expect(requests).toMatchObject([{ method: 'GET', path: `/v3/events/${event.id}` }]);
		expect(json[0]).toMatchObject({ id: event.id, resource: { object: event.resource.object } });
		expect(json[0]).not.toHaveProperty('attempts');
		const whole = await run('event', 'get', { eventId: event.id, simplify: false });
		expect(whole.json[0]).toHaveProperty('attempts');
	});

	test('Get names what is missing', async () => {
		const { error } = await run('event', 'get', { eventId: ' ' });
		expect(error?.message).toContain("'Event ID' is empty");
	});

	test('Verify sends exactly eight fields of the incoming item', async () => {
		const { json, requests, error } = await run('event', 'verify', {}, event);
		expect(error).toBeUndefined();
		expect(requests).toMatchObject([{ method: 'POST', path: `/v3/events/${event.id}/verify` }]);
		expect(Object.keys(requests[0].body as object).sort()).toEqual([
			...['created', 'diff', 'id', 'lastUpdated', 'object', 'resource', 'status', 'urls'],
		]);
		expect(json).toEqual([{ id: event.id, verified: true }]);
	});

	test.each([
		['html', undefined],
		['empty', undefined],
		['list', undefined],
		['verifiedFalse', false],
		['validFalse', false],
		['successFalse', false],
		['statusInvalid', false],
		['otherEvent', true],
		['bare', true],
	] as const)('Verify where Paystand answers %s', async (verifyReply, verified) => {
		engine.setFaults({ verifyReply });
		const { json, error } = await run('event', 'verify', {}, event);
		if (verified === undefined) {
			expect(json).toEqual([]);
			expect(error?.message).toBe('Paystand did not say whether the event is genuine');
			expect(error?.description).toContain('Do not act on the event');
		} else expect(json).toEqual([{ id: event.id, verified }]);

		const invented = { ...event, id: 'zzzzzzzzzzzzzzzzzzzzzzzz' };
		const { json: rows } = await run('event', 'verify', {}, invented);
		expect(rows.filter((row) => row.verified)).toEqual([]);
	});

	test('Verify says no to a tampered event, with the reason', async () => {
		event.resource.amount = '9999.00';
		const { json, error } = await run('event', 'verify', { event: JSON.stringify(event) });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ id: event.id, verified: false }]);
		expect(json[0].reason).toContain('could not be verified');
	});

	test.each([
		['a part of one', (part: object) => ({ ...part, diff: undefined }), 'lacks diff'],
		['no JSON', () => 'x', 'is not a JSON object'],
		[
			'a huge one',
			(part: object) => ({ ...part, urls: ['x'.repeat(110_000)] }),
			'larger than 100 KB',
		],
	])('Verify refuses %s', async (_what, change, message) => {
		const changed = change(event);
		const given = typeof changed === 'string' ? changed : JSON.stringify(changed);
		const { error, requests } = await run('event', 'verify', { event: given });
		expect(error?.message).toContain(message);
		expect(requests).toHaveLength(0);
	});

	test('Verify of an event of nobody points to the other way', async () => {
		const { error } = await run(
			'event',
			'verify',
			{},
			{ ...event, id: '0000000000000000000000aa' },
		);
		expect(error?.description).toContain('Event: Get');
	});
});

describe('Merchant', () => {
	test('Get Timezone gives the reply as it is', async () => {
		const { json, requests } = await run('merchant', 'getTimezone');
		expect(requests).toMatchObject([{ method: 'GET', path: '/v3/customers/timezone' }]);
		expect(json).toEqual([{ timezone: 'America/Los_Angeles' }]);
	});

	test.each([400, 401])(
		'an account that may not read it (%i) learns what to do',
		async (status) => {
			engine.merchant.refusedRoutes.push(`getMerchantTimezone:${status}`);
			const { error } = await run('merchant', 'getTimezone');
			expect(error?.description).toContain("'Time Zone' filter");
		},
	);
});
