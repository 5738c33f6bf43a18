import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine({ freshIds: true });
const picked = (value: string) => ({ mode: 'id', value, __rl: true });
const REFUNDS = /POST \/v3\/payments\/\w+\/refunds/;
const UNKNOWN = /^Whether the refund with the key '.+' went through is unknown/;

/** The process remembers refunds, and all tests of this file are one process. */
let count = 0;
const newKey = () => `refund ${++count}`;

let paymentId: string;

const refund = (parameters: object = {}, more: object = {}) =>
	engine.run({
		resource: 'refund',
		operation: 'create',
		parameters: {
			payment: picked(paymentId),
			extent: 'amount',
			amount: '40',
			...parameters,
		} as never,
		...more,
	});
const withKey = (refundKey: string, more: object = {}) =>
	refund({ additionalFields: { refundKey }, ...more });
const ALL = { extent: 'remaining' };
const refunds = () => engine.merchant.refunds.all();
const sent = () => engine.journal.filter(({ path }) => /\/payments\/\w+\/refunds$/.test(path));

const clocks = { now: performance.now.bind(performance), date: Date.now };
function pass(minutes: number): void {
	const aheadMs = minutes * 60_000;
	vi.spyOn(performance, 'now').mockImplementation(() => clocks.now() + aheadMs);
	vi.spyOn(Date, 'now').mockImplementation(() => clocks.date() + aheadMs);
}

beforeEach(async () => {
	await engine.addCustomer();
	await engine.addReceivable('1001');
	await engine.pay('1001');
	paymentId = engine.merchant.payments.all()[0].id;
});
afterEach(() => {
	vi.restoreAllMocks();
});

describe('a refund', () => {
	test('of a part goes out once, in the currency of the payment, with a key of its own', async () => {
		const { json, error } = await refund({
			additionalFields: {
				description: 'Returned',
				meta: '{"batch": 7}',
				extraFields: '{"note": "x"}',
			},
		});
		expect(error).toBeUndefined();
		expect(sent()).toHaveLength(1);
		expect(sent()[0]).toMatchObject({ path: `/v3/payments/${paymentId}/refunds`, method: 'POST' });
		expect(sent()[0].body).toEqual({
			amount: '40.00',
			currency: 'USD',
			description: 'Returned',
			note: 'x',
			meta: { batch: 7, refundKey: expect.stringMatching(/^[0-9a-f-]{36}$/) },
		});
		const [{ id }] = refunds();
		expect(json).toMatchObject([{ id, amount: '40.00', paymentId, outcome: 'refunded' }]);
		expect(Object.keys(json[0])).toEqual([
			...['outcome', 'refundKey', 'amount', 'currency', 'status', 'feesRefunded'],
			...['created', 'id', 'paymentId'],
		]);
	});

	test('of all that remains is exact, less earlier refunds and disputes', async () => {
		await engine.call('POST', '/control/refund', { paymentId, amount: '33.33' });
		const { json } = await refund(ALL);
		expect(json[0]).toMatchObject({ amount: '66.67' });
		expect(sent()[0].body).toMatchObject({ amount: '66.67' });
	});

	test('what a dispute holds is not given back, what was won from one is', async () => {
		const [payment] = engine.merchant.payments.all();
		const dispute = { id: 'd1', amount: '25.10', status: 'underReview' };
		const shown = { ...payment, disputes: [dispute] };
		engine.answer(new RegExp(`GET /v3/payments/${paymentId}$`), shown);
		const tooMuch = await refund({ amount: '75' });
		expect(tooMuch.error?.message).toContain('more than what remains of the payment: 74.90 USD');
		expect(tooMuch.error?.description).toContain('25.10 USD are disputed');
		expect(sent()).toHaveLength(0);
		dispute.status = 'won';
		expect((await refund(ALL)).json[0]).toMatchObject({ amount: '100.00' });
	});

	test.each(['failed', 'Canceled'])('a %s refund does not count', async (status) => {
		engine.answer(new RegExp(`GET /v3/payments/${paymentId}$`), {
			...engine.merchant.payments.all()[0],
			refunds: [{ id: 'r1', amount: '60.00', status }],
		});
		expect((await refund(ALL)).json[0]).toMatchObject({ amount: '100.00' });
	});

	test.each([
		['are not shown', undefined],
		['are shown without amounts', [{ id: 'r1' }]],
	])('where the refunds of a payment %s, the list of refunds tells', async (_how, shown) => {
		await engine.call('POST', '/control/refund', { paymentId, amount: '33.33' });
		const { refunds: _refunds, ...payment } = engine.merchant.payments.all()[0];
		engine.answer(new RegExp(`GET /v3/payments/${paymentId}$`), { ...payment, refunds: shown });
		const { json, requests } = await refund(ALL);
		expect(json[0]).toMatchObject({ amount: '66.67' });
		expect(requests.map(({ path }) => path)).toContain('/v3/refunds/all');
	});

	test('nothing remains', async () => {
		await refund(ALL);
		const { error } = await refund(ALL);
		expect(error?.message).toBe('Nothing remains of the payment to refund');
		expect(error?.description).toContain('Of 100.00 USD, 100.00 USD were refunded');
		expect(sent()).toHaveLength(1);
	});

	test('of a payment that failed is not sent', async () => {
		engine.merchant.payments.all()[0].status = 'failed';
		const { error } = await refund(ALL);
		expect(error?.message).toContain(`Payment ${paymentId} has nothing to refund`);
		expect(sent()).toHaveLength(0);
	});

	test.each([
		[{ amount: '={{ $json.none }}' }, "'Amount' is empty"],
		[{ amount: '0' }, "'Amount' must be above zero"],
		[{ amount: '1,5' }, "'Amount' is not an amount"],
		[{ additionalFields: { meta: '{"refundKey": "a"}' } }, "'Metadata (JSON)' holds 'refundKey'"],
		[{ additionalFields: { extraFields: '{"amount": "99"}' } }, "hold 'amount'"],
		[{ additionalFields: { extraFields: '{"paymentId": "p"}' } }, "hold 'paymentId'"],
		[{ payment: picked(' ') }, "'Payment' is empty"],
	])('%o before anything is sent', async (wrong, message) => {
		const { error } = await refund(wrong);
		expect(error?.message).toContain(message);
		expect(sent()).toHaveLength(0);
	});
});

describe('two refunds of one payment', () => {
	test('do not both give all of it back', async () => {
		const { json } = await refund(ALL, {
			items: [{ json: {} }, { json: {} }],
			onError: 'continueRegularOutput',
		});
		expect(refunds().map(({ amount }) => amount)).toEqual(['100.00']);
		expect(json.map(({ error }) => error).filter(Boolean)).toEqual([
			'Nothing remains of the payment to refund',
		]);
	});

	test('nor in two executions, also where the payment does not show the first yet', async () => {
		const stale = structuredClone(engine.merchant.payments.all()[0]);
		engine.answer(new RegExp(`GET /v3/payments/${paymentId}$`), stale);
		const runs = await Promise.all([refund({ amount: '60' }), refund({ amount: '60' })]);
		expect(refunds()).toHaveLength(1);
		expect(runs.filter(({ error }) => error)).toHaveLength(1);
		expect((await refund(ALL)).json[0]).toMatchObject({ amount: '40.00' });
	});

	test('one of unknown outcome counts as given back', async () => {
		engine.answer(REFUNDS, { error: {} }, { status: 500, times: 1 });
		expect((await refund({ amount: '60' })).error?.message).toMatch(UNKNOWN);
		const part = await refund({ amount: '50' });
		expect(part.error?.message).toContain('more than what remains of the payment: 40.00 USD');
		expect(part.error?.description).toContain('of 60.00 USD it is unknown');
		const all = await refund(ALL);
		expect(all.error?.message).toContain('What remains of the payment is not known');
		expect(sent()).toHaveLength(0);
		expect((await refund({ amount: '40' })).json[0]).toMatchObject({ amount: '40.00' });
	}, 30_000);
});

describe('never twice', () => {
	test('one whose reply got lost is found among the refunds of the payment', async () => {
		engine.setFaults({ brokenAfter: 1, paths: '/refunds$', listLagMs: 60_000 });
		const { json, error } = await refund();
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id: refunds()[0].id, outcome: 'found', amount: '40.00' });
		expect(sent()).toHaveLength(1);
	});

	test('or in the list, where the payment does not show it', async () => {
		const stale = structuredClone(engine.merchant.payments.all()[0]);
		engine.answer(new RegExp(`GET /v3/payments/${paymentId}$`), stale);
		engine.setFaults({ serverErrorAfter: 1, paths: '^POST .*refunds$' });
		const { json } = await refund();
		expect(json[0]).toMatchObject({ id: refunds()[0].id, outcome: 'found' });
		expect(refunds()).toHaveLength(1);
	});

	test('one that never shows stays unknown, in the second try too', async () => {
		engine.answer(REFUNDS, 'Bad Gateway', { status: 502 });
		const { error } = await refund({}, { retryOnFail: true });
		expect(error?.message).toMatch(UNKNOWN);
		expect(error?.description).toContain('not again now');
		expect(error?.description).toContain("'Refund Key'");
	}, 60_000);

	test('n8n running the node again refunds no item again', async () => {
		await engine.addReceivable('1002');
		await engine.pay('1002');
		const failed = engine.merchant.payments.all().find(({ id }) => id !== paymentId)!;
		failed.status = 'failed';
		const { error } = await refund(
			{ ...ALL, payment: picked('={{ $json.id }}') },
			{ retryOnFail: true, items: [{ json: { id: paymentId } }, { json: { id: failed.id } }] },
		);
		expect(error?.message).toContain('has nothing to refund');
		expect(refunds()).toHaveLength(1);
	});

	test("a person's own key is one refund: two runs at once, and one the next day", async () => {
		const key = newKey();
		const runs = await Promise.all([withKey(key), withKey(key)]);
		expect(runs.map(({ json }) => json[0]?.outcome).sort()).toEqual(['found', 'refunded']);
		await engine.call('POST', '/control/clock', { advance: '1d' });
		pass(16);
		const later = await withKey(key);
		expect(later.json[0]).toMatchObject({ outcome: 'found', refundKey: key, id: refunds()[0].id });
		expect(refunds()).toHaveLength(1);
	});

	test('all that remained is found again by its key, not refunded as nothing', async () => {
		const key = newKey();
		await withKey(key, ALL);
		pass(16);
		expect((await withKey(key, ALL)).json[0]).toMatchObject({ outcome: 'found' });
	});

	test('a key of another refund stops', async () => {
		const key = newKey();
		await withKey(key);
		const { error } = await withKey(key, { amount: '50' });
		expect(error?.message).toContain(`The refund key '${key}' belongs to another refund`);
		expect(error?.message).toContain('40.00 USD');
		expect(refunds()).toHaveLength(1);
	});

	test('within 15 minutes of an unknown outcome it is only looked up, then refunded', async () => {
		const key = newKey();
		engine.answer(REFUNDS, 'Bad Gateway', { status: 502, times: 1 });
		expect((await withKey(key)).error?.message).toMatch(UNKNOWN);
		pass(14);
		expect((await withKey(key)).error?.description).toContain('15 minutes');
		expect(sent()).toHaveLength(0);
		pass(17);
		expect((await withKey(key)).json[0]).toMatchObject({ outcome: 'refunded' });
	}, 60_000);

	test('then it does not stand in its own way', async () => {
		const key = newKey();
		engine.answer(REFUNDS, 'Bad Gateway', { status: 502, times: 1 });
		await withKey(key, ALL);
		pass(16);
		expect((await withKey(key, ALL)).json[0]).toMatchObject({ amount: '100.00' });
	}, 60_000);

	test('lists that cannot be read are no leave to refund', async () => {
		engine.answer(/GET \/v3\/refunds\?/, 'Bad Gateway', { status: 502 });
		const { error } = await withKey(newKey());
		expect(error).toBeDefined();
		expect(sent()).toHaveLength(0);
	}, 60_000);

	test('a reply that does not show this refund is no proof of one', async () => {
		const row = { object: 'refund', id: 'r1', amount: '40.00', currency: 'USD' };
		const replies = [
			'<html>Maintenance</html>',
			{ ...row, object: 'payment', status: 'paid' },
			{ ...row, status: 'paid', amount: '41.00' },
			{ ...row, status: 'paid', paymentId: 'another' },
			{ ...row, status: 'paid', meta: { refundKey: 'another' } },
			{ ...row, status: 'queued' },
		];
		for (const reply of replies) engine.answer(REFUNDS, reply, { times: 1 });
		const [payment] = engine.merchant.payments.all();
		payment.amount = '1000.00';
		const { json } = await refund(
			{},
			{ items: replies.map(() => ({ json: {} })), onError: 'continueRegularOutput' },
		);
		expect(json.map(({ error }) => error)).toEqual(
			replies.map(() => expect.stringMatching(UNKNOWN)),
		);
	}, 120_000);

	test.each([200, 201, 202])('status %d with the refund is one', async (status) => {
		const row = { object: 'refund', id: 'r1', amount: 40, currency: 'USD', status: 'processing' };
		engine.answer(REFUNDS, row, { status });
		expect((await refund()).json[0]).toMatchObject({ id: 'r1', outcome: 'refunded' });
	});

	test('a refund that came back as failed moved nothing, and says why', async () => {
		const row = { object: 'refund', id: 'r1', status: 'failed', reason: 'Account closed' };
		engine.answer(REFUNDS, row, { times: 1 });
		const { error } = await refund();
		expect(error?.message).toContain("refund r1 has the status 'failed'");
		expect(error?.description).toContain('Account closed');
		expect((await refund(ALL)).json[0]).toMatchObject({ amount: '100.00' });
	});
});

describe('refused', () => {
	test.each([401, 403, 404, 405])(
		'the route, with %d: it says so and what to do',
		async (status) => {
			engine.answer(REFUNDS, { error: { description: 'no' } }, { status });
			const { error } = await refund();
			expect(error?.description).toContain('may not be open to your account');
			expect(error?.description).toContain('refund the payment in the Paystand dashboard');
		},
	);

	test('too early a refund of a bank payment names the protection period', async () => {
		engine.answer(REFUNDS, { error: { description: 'Too early' } }, { status: 422 });
		const { error } = await refund();
		expect(error?.description).toContain('ACH Protection Period');
		expect((await refund()).error?.message).not.toMatch(UNKNOWN);
	});
});

describe('Update', () => {
	const update = (updateFields: object) =>
		engine.run({
			resource: 'refund',
			operation: 'update',
			parameters: { refund: picked(refunds()[0].id), updateFields } as never,
		});

	test('changes the text and adds to the metadata, whose key stays', async () => {
		const key = newKey();
		await withKey(key);
		const { json, requests, error } = await update({ description: 'Late', meta: '{"a": 1}' });
		expect(error).toBeUndefined();
		expect(requests.find(({ method }) => method === 'PUT')).toMatchObject({
			path: `/v3/refunds/${refunds()[0].id}`,
			body: { description: 'Late', meta: { a: 1, refundKey: key } },
		});
		expect(json[0]).toMatchObject({ description: 'Late', meta: { a: 1, refundKey: key } });
		expect(json[0]).not.toHaveProperty('changedUnasked');
	});

	test.each([
		[{}, "'Update Fields' are empty"],
		[{ meta: '{"refundKey": "b"}' }, "'Metadata (JSON)' holds 'refundKey'"],
		[{ extraFields: '{"amount": "1"}' }, "hold 'amount'"],
	])('%o is not sent', async (fields, message) => {
		await refund();
		const { error, requests } = await update(fields);
		expect(error?.message).toContain(message);
		expect(requests).toEqual([]);
	});

	test('one that Paystand takes but does not make is told', async () => {
		await refund();
		const [row] = refunds();
		engine.answer(/PUT \/v3\/refunds/, { ...row });
		const { error } = await update({ description: 'Late' });
		expect(error).toBeUndefined();
		row.description = 'First';
		const kept = await update({ description: 'Late' });
		expect(kept.error?.message).toBe("Paystand took the update, but did not change 'Description'");
	});

	test.each([401, 403, 404, 405])('a route refused with %d says so', async (status) => {
		await refund();
		engine.answer(/PUT \/v3\/refunds/, { error: { description: 'no' } }, { status });
		const { error } = await update({ description: 'Late' });
		expect(error?.description).toContain('may not be open to your account');
	});
});
