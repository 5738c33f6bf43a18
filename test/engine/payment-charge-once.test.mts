import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const picked = (mode: string, value: string) => ({ mode, value, __rl: true });
const SECURE = /POST \/v3\/payments\/secure/;
const UNKNOWN = /^Whether the charge with the key '.+' went through is unknown/;

/** The process remembers charges, and all tests of this file are one process. */
let count = 0;
const newKey = () => `once ${++count}`;

let cardId: string;
let declinedId: string;

const run = (parameters: object, more: object = {}) =>
	engine.run({
		resource: 'payment',
		operation: 'charge',
		parameters: {
			// By its own ID, since the list of customers may lag behind too.
			customer: picked('payer', payerId()),
			fund: 'card',
			cardId,
			amount: '100',
			...parameters,
		} as never,
		...more,
	});
const withKey = (chargeKey: string, more: object = {}) =>
	run({ additionalFields: { chargeKey }, ...more });
const PAYMENT = { object: 'payment', id: 'p1', amount: '100.00', currency: 'USD' };
const payerId = () => engine.merchant.customers.all()[0].payer.id as string;
const saveCard = async (card: string) =>
	(await engine.call('POST', '/control/cards', { extCustomerId: 'CUST-1', card })).id as string;
/** What moved money, in the books. */
const charged = () => engine.merchant.payments.all().filter(({ status }) => status !== 'failed');
const sent = () => engine.journal.filter(({ path }) => path === '/v3/payments/secure').length;
const listed = () => engine.journal.filter(({ path }) => path === '/v3/payments/all').length;

const clocks = { now: performance.now.bind(performance), date: Date.now };
let aheadMs = 0;

/** Lets time pass for whoever looks at a clock, without waiting for it. */
function pass(minutes: number): void {
	aheadMs += minutes * 60_000;
	vi.spyOn(performance, 'now').mockImplementation(() => clocks.now() + aheadMs);
	vi.spyOn(Date, 'now').mockImplementation(() => clocks.date() + aheadMs);
}

beforeEach(async () => {
	await engine.addCustomer();
	cardId = await saveCard('4242424242424242');
	declinedId = await saveCard('4000000000000002');
});
afterEach(() => {
	aheadMs = 0;
	vi.restoreAllMocks();
});

describe('n8n runs the node again', () => {
	const neighbours = (first = cardId) => ({
		retryOnFail: true,
		items: [{ json: { card: first } }, { json: { card: declinedId } }],
	});
	const CARD = { cardId: '={{ $json.card }}' };

	test('a charge answered with 504 that shows late is looked up, not sent again', async () => {
		engine.setFaults({ serverErrorAfter: 1, chargeLateMs: 18_000, paths: 'payments/secure' });
		const { json, error } = await run({}, { retryOnFail: true });
		expect(sent()).toBe(1);
		expect(charged()).toHaveLength(1);
		// Found by then or not: nothing else may be said.
		if (error) expect(error.message).toMatch(UNKNOWN);
		else expect(json[0]).toMatchObject({ id: charged()[0].id, outcome: 'found' });
	}, 60_000);

	test('one that never shows stays unknown in the second try too', async () => {
		engine.setFaults({ serverError: 1, paths: 'payments/secure' });
		const { error } = await run({}, { retryOnFail: true });
		expect(error?.message).toMatch(UNKNOWN);
		expect(error?.description).toContain('not again now');
		expect(sent()).toBe(1);
	}, 60_000);

	test('a charge that was answered is shown again without any list', async () => {
		engine.setFaults({ listLagMs: 60_000 });
		await run(CARD, neighbours());
		expect(charged()).toHaveLength(1);
		// The good one once, the declined one in each of the two tries.
		expect(sent()).toBe(3);
		expect(listed()).toBe(0);
	});

	test('with the own key too, whatever the list says', async () => {
		engine.setFaults({ listLagMs: 60_000 });
		const key = newKey();
		const additionalFields = { chargeKey: `={{ $itemIndex + ' ${key}' }}` };
		await run({ ...CARD, additionalFields }, neighbours());
		expect(charged()).toHaveLength(1);
	});

	test('a charge that was never sent, for want of a token, is sent in the second try', async () => {
		engine.setFaults({ tooMany: 0 });
		engine.before(/POST \/v3\/oauth\/token/, async () =>
			engine.setFaults({ serverError: 1, paths: 'oauth/token' }),
		);
		const first = await run({ customer: picked('payer', payerId()) });
		expect(first.error?.message).toContain('access token');
		engine.setFaults({});
		const again = await run({ customer: picked('payer', payerId()) });
		expect(again.json[0]).toMatchObject({ outcome: 'charged' });
	});
});

describe('one key is one charge', () => {
	test('in two runs at once', async () => {
		engine.setFaults({ latencyMs: 50, listLagMs: 60_000 });
		const key = newKey();
		const runs = await Promise.all([withKey(key), withKey(key), withKey(key)]);
		expect(runs.map(({ json }) => json[0]?.outcome).sort()).toEqual(['charged', 'found', 'found']);
		expect(new Set(runs.map(({ json }) => json[0]?.id)).size).toBe(1);
		expect(charged()).toHaveLength(1);
	});

	test('in two runs one after the other, while the list lags behind', async () => {
		engine.setFaults({ listLagMs: 60_000 });
		const key = newKey();
		await withKey(key);
		const second = await withKey(key);
		expect(second.json[0]).toMatchObject({ outcome: 'found', id: charged()[0].id });
		expect(charged()).toHaveLength(1);
	});

	test('also when the payment is not to be read yet by its ID', async () => {
		engine.setFaults({ chargeLateMs: 30_000 });
		const key = newKey();
		const first = await withKey(key);
		const second = await withKey(key);
		expect(second.json[0]).toMatchObject({ outcome: 'found', id: first.json[0].id });
		expect(charged()).toHaveLength(1);
	});

	test('the next item with it, after an unknown outcome, is looked up afresh', async () => {
		engine.before(SECURE, async () =>
			engine.setFaults({ serverErrorAfter: 1, chargeLateMs: 1_000, paths: 'payments/secure' }),
		);
		const { json } = await run(
			{ additionalFields: { chargeKey: newKey() } },
			{ items: [{ json: {} }, { json: {} }, { json: {} }], onError: 'continueRegularOutput' },
		);
		expect(json.map(({ id }) => id)).toEqual(Array(3).fill(charged()[0].id));
		expect(sent()).toBe(1);
	}, 30_000);

	test('within 15 minutes of an unknown outcome it is only looked up, then charged', async () => {
		const key = newKey();
		engine.setFaults({ serverError: 1, paths: 'payments/secure' });
		await withKey(key);
		engine.setFaults({});
		pass(14);
		const soon = await withKey(key);
		expect(soon.error?.message).toMatch(UNKNOWN);
		expect(soon.error?.description).toContain('15 minutes');
		expect(sent()).toBe(1);

		pass(2);
		const later = await withKey(key);
		expect(later.json[0]).toMatchObject({ outcome: 'charged', chargeKey: key });
		expect(charged()).toHaveLength(1);
	}, 60_000);

	test('after 15 minutes a list that cannot be read is no leave to charge', async () => {
		const key = newKey();
		engine.setFaults({ serverErrorAfter: 1, chargeLateMs: 60_000, paths: 'payments/secure' });
		await withKey(key);
		pass(16);
		engine.setFaults({ serverError: 1, paths: 'payments/all' });
		const { error } = await withKey(key);
		expect(error).toBeDefined();
		expect(sent()).toBe(1);
	}, 60_000);

	test('a clock that is put back does not shorten the 15 minutes', async () => {
		const key = newKey();
		engine.setFaults({ serverError: 1, paths: 'payments/secure' });
		await withKey(key);
		engine.setFaults({});
		vi.spyOn(Date, 'now').mockImplementation(() => clocks.date() - 3_600_000);
		expect((await withKey(key)).error?.message).toMatch(UNKNOWN);
		expect(sent()).toBe(1);
	}, 60_000);

	test.each(['failed', 'canceled', 'cancelled'])(
		'a payment that is %s later frees its key',
		async (status) => {
			const key = newKey();
			await withKey(key);
			const [former] = engine.merchant.payments.all();
			engine.rewrite((request, body) =>
				request.startsWith('GET')
					? JSON.parse(JSON.stringify(body).replaceAll('"posted"', `"${status}"`))
					: body,
			);
			const { json } = await withKey(key);
			expect(json[0]).toMatchObject({ outcome: 'charged' });
			expect(json[0].id).not.toBe(former.id);
			expect(sent()).toBe(2);
		},
	);

	test.each(['canceled', 'cancelled', 'Failed'])(
		'a %s payment in the list does not',
		async (status) => {
			const chargeKey = newKey();
			engine.answer(/GET .*payments.all/, {
				results: [{ ...PAYMENT, status, meta: { chargeKey } }],
			});
			expect((await withKey(chargeKey)).json[0]).toMatchObject({ outcome: 'charged' });
		},
	);

	test.each(['refunded', 'pending', undefined])(
		'one whose state is %s is neither told as charged nor charged again',
		async (status) => {
			const chargeKey = newKey();
			engine.answer(/GET .*payments.all/, {
				results: [{ ...PAYMENT, status, meta: { chargeKey } }],
			});
			const { error } = await withKey(chargeKey);
			expect(error?.message).toMatch(UNKNOWN);
			expect(error?.message).toContain(`'${status}'`);
			expect(sent()).toBe(0);
		},
	);

	test('where the list shows no metadata, the payments are read one by one', async () => {
		const key = newKey();
		await engine.call('POST', '/v3/payments/secure', await body(key));
		const [payment] = engine.merchant.payments.all();
		const { meta } = payment;
		engine.before(/GET \/v3\/payments\/all/, async () => {
			delete payment.meta;
			engine.before(/GET \/v3\/payments\/\w{24}/, async () => {
				payment.meta = meta;
			});
		});
		expect((await withKey(key)).json[0]).toMatchObject({ outcome: 'found', id: payment.id });
		expect(sent()).toBe(1);
	});
});

const body = async (chargeKey: string) => ({
	amount: '100.00',
	currency: 'USD',
	payerId: payerId(),
	cardId,
	meta: { chargeKey },
});

describe('what an answer is worth', () => {
	test('a payment that failed later on says nothing of the charge that was sent after it', async () => {
		const key = newKey();
		const first = await withKey(key);
		const payment = charged()[0];
		payment.status = 'failed';
		engine.setFaults({ serverError: 1, paths: 'payments/secure' });
		expect((await withKey(key)).error?.message).toMatch(UNKNOWN);
		// The old payment cannot be read now: as it was known before, it would look like this charge.
		engine.answer(
			new RegExp(`GET /v3/payments/${first.json[0].id}$`),
			{ error: {} },
			{ status: 500 },
		);
		engine.setFaults({});
		const third = await withKey(key);
		expect(third.json).toEqual([]);
		expect(third.error?.message).toMatch(UNKNOWN);
		expect(sent()).toBe(2);
	}, 60_000);

	test('a 2xx payment that failed is not a charge, and may be charged again', async () => {
		engine.setFaults({ declineAs: 'failedPayment' });
		const key = newKey();
		const declined = await withKey(key, { cardId: declinedId });
		expect(declined.json).toEqual([]);
		expect(declined.error?.message).toContain('The card or bank did not accept the charge');
		expect(declined.error?.message).toContain("'failed'");
		expect((await withKey(key)).json[0]).toMatchObject({ outcome: 'charged' });
	});

	test.each(['failed', 'canceled', 'cancelled'])(
		'nor is one that is %s at once: its key stays free, and the status is named',
		async (status) => {
			engine.answer(SECURE, { ...PAYMENT, status, reason: 'Do not honor' }, { times: 1 });
			const key = newKey();
			const { error } = await withKey(key);
			expect(error?.message).toContain(`payment p1 has the status '${status}'`);
			expect(error?.description).toContain('Paystand says: Do not honor');
			expect((await withKey(key)).json[0]).toMatchObject({ outcome: 'charged' });
			expect(charged()).toHaveLength(1);
		},
	);

	test('an execution that is cancelled while the charge is on its way does not lose sight of it', async () => {
		const key = newKey();
		engine.setFaults({ timeout: 1, paths: 'payments/secure' });
		await run({ additionalFields: { chargeKey: key } }, { cancelAfterMs: 700 });
		engine.setFaults({ listLagMs: 60_000 });
		expect(charged()).toHaveLength(1);
		const again = await withKey(key);
		expect(again.error?.message).toMatch(UNKNOWN);
		expect(charged()).toHaveLength(1);
	}, 60_000);
});

describe('a 2xx answer that does not show this payment is no proof of one', () => {
	test('nor leave to send it again', async () => {
		const replies = [
			'<html>Maintenance</html>',
			'',
			[],
			{ object: 'refund', id: 'r1', status: 'paid' },
			{ ...PAYMENT, status: 'posted', meta: { chargeKey: 'other' } },
			{ ...PAYMENT, status: 'posted', amount: '999.00' },
			{ ...PAYMENT, status: 'queued' },
		];
		for (const reply of replies) engine.answer(SECURE, reply, { times: 1 });
		const chargeKey = `={{ '${newKey()} ' + $itemIndex }}`;
		const all = () =>
			run(
				{ additionalFields: { chargeKey } },
				{ items: replies.map(() => ({ json: {} })), onError: 'continueRegularOutput' },
			);
		for (const { json } of [await all(), await all()])
			expect(json.map(({ error }) => error)).toEqual(
				replies.map(() => expect.stringMatching(UNKNOWN)),
			);
		expect(sent()).toBe(0);
	}, 60_000);

	test.each([201, 202])('status %d does', async (status) => {
		engine.answer(SECURE, { ...PAYMENT, status: 'processing' }, { status });
		expect((await withKey(newKey())).json[0]).toMatchObject({ outcome: 'charged', id: 'p1' });
	});
});

describe('Extra Fields cannot change a charge', () => {
	test.each([
		['amount', 'Amount'],
		['currency', 'Currency'],
		['payerId', 'Customer'],
		['bankId', 'Bank Account ID'],
		['cardId', 'Card ID'],
		['receivableId', 'Receivable'],
		['feeSplit', 'Add Payer Fee'],
		['accountKey', 'Account Key'],
		['meta', 'Metadata (JSON)'],
		['tokenId', 'Pay From'],
		[' amount ', 'Amount'],
	])('%s', async (name, field) => {
		const extraFields = JSON.stringify({ [name]: '999.00' });
		const { error } = await run({ additionalFields: { extraFields } });
		expect(error?.message).toContain(`'Extra Fields (JSON)' hold '${name}'`);
		expect(error?.message).toContain(`'${field}'`);
		expect(sent()).toBe(0);
	});
});
