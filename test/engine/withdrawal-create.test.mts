import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine({ freshIds: true });
const picked = (value: string) => ({ mode: 'id', value, __rl: true });
const UNKNOWN = /^Whether the withdrawal with the key '.+' went through is unknown/;
const CREATE = /POST \/v3\/withdrawals/;

let bankId: string;
const run = (operation: string, parameters: object, more: object = {}) =>
	engine.run({ resource: 'withdrawal', operation, parameters: parameters as never, ...more });
const withdraw = (parameters: object = {}, more: object = {}) =>
	run('create', { amount: '50', currency: 'USD', bankId, ...parameters }, more);
const withdrawals = () => engine.merchant.withdrawals.all();
const sent = () =>
	engine.journal.filter(({ method, path }) => method === 'POST' && path === '/v3/withdrawals');

/** A balance of about a hundred dollars and an account to pay it out to. */
beforeEach(async () => {
	await engine.call('PATCH', '/control/merchants', { autoWithdrawal: false });
	await engine.addCustomer();
	await engine.addReceivable('1001');
	await engine.pay('1001');
	await engine.call('POST', '/control/clock', { advance: '3d' });
	({ id: bankId } = await engine.call('POST', '/control/payout-banks', { currency: 'USD' }));
});

describe('Create', () => {
	test('sends amount, account and a key of its own, once', async () => {
		const { json, error } = await withdraw({
			additionalFields: { description: 'Friday', accountKey: 'default', meta: '{"week": 48}' },
		});
		expect(error).toBeUndefined();
		expect(sent()).toHaveLength(1);
		expect(sent()[0].body).toEqual({
			amount: '50.00',
			currency: 'USD',
			bankId,
			description: 'Friday',
			accountKey: 'default',
			meta: { week: 48, withdrawalKey: expect.stringMatching(/^[0-9a-f-]{36}$/) },
		});
		const [{ id }] = withdrawals();
		expect(json).toMatchObject([{ id, amount: '50.00', bankId, outcome: 'withdrawn' }]);
		expect(Object.keys(json[0]).length).toBeLessThanOrEqual(10);
	});

	test('one whose reply got lost is found, not sent again', async () => {
		engine.setFaults({ brokenAfter: 1, paths: '^POST /v3/withdrawals' });
		const { json } = await withdraw();
		expect(json[0]).toMatchObject({ id: withdrawals()[0].id, outcome: 'found' });
		expect(sent()).toHaveLength(1);
	});

	test('one of unknown outcome is not sent again when n8n runs the node again', async () => {
		engine.setFaults({ serverErrorAfter: 1, listLagMs: 60_000, paths: '^POST /v3/withdrawals' });
		const { error } = await withdraw({}, { retryOnFail: true });
		expect(error?.message).toMatch(UNKNOWN);
		expect(error?.description).toContain('not again now');
		expect(withdrawals()).toHaveLength(1);
	}, 60_000);

	test("a person's own key is one withdrawal, and of this amount", async () => {
		const own = (more: object = {}) =>
			withdraw({ additionalFields: { withdrawalKey: 'week 48' }, ...more });
		await own();
		expect((await own()).json[0]).toMatchObject({ outcome: 'found' });
		const other = await own({ amount: '10' });
		expect(other.error?.message).toContain("key 'week 48' belongs to another withdrawal");
		expect(withdrawals()).toHaveLength(1);
	});

	test('a state that is not known is neither told as done nor sent again', async () => {
		const row = { object: 'withdrawal', id: 'w1', amount: '50.00', status: 'scheduled' };
		const results = [{ ...row, meta: { withdrawalKey: 'k' } }];
		engine.answer(/GET \/v3\/withdrawals/, { results });
		const { error } = await withdraw({ additionalFields: { withdrawalKey: 'k' } });
		expect(error?.message).toMatch(UNKNOWN);
		expect(error?.message).toContain("'scheduled'");
		expect(sent()).toHaveLength(0);
	});

	test('a reply that shows another withdrawal is no proof of this one', async () => {
		engine.answer(CREATE, { object: 'withdrawal', id: 'w1', amount: '5.00', status: 'created' });
		expect((await withdraw()).error?.message).toMatch(UNKNOWN);
	}, 60_000);

	test('more than is available says where to look', async () => {
		const { error } = await withdraw({ amount: '5000' });
		expect(error?.message).toContain('The available balance is');
		expect(error?.description).toContain('Balance: Get Summary');
	});

	test.each([401, 403, 404, 405])('the route, refused with %d, says so', async (status) => {
		engine.answer(CREATE, { error: { description: 'no' } }, { status });
		const { error } = await withdraw();
		expect(error?.description).toContain('may not be open to your account');
		expect(error?.description).toContain('withdraw in the Paystand dashboard');
	});

	test.each([
		[{ amount: '-1' }, "'Amount' must be above zero"],
		[{ bankId: 'a b' }, "'Bank Account ID' must be a Paystand ID"],
		[{ additionalFields: { extraFields: '{"bankId": "b"}' } }, "hold 'bankId'"],
		[{ additionalFields: { meta: '{"withdrawalKey": "b"}' } }, "holds 'withdrawalKey'"],
	])('%o before anything is sent', async (wrong, message) => {
		const { error } = await withdraw(wrong);
		expect(error?.message).toContain(message);
		expect(sent()).toHaveLength(0);
	});
});

describe('Get', () => {
	const get = (id: string, more: object = {}) => run('get', { withdrawal: picked(id) }, more);

	test('asks for the one', async () => {
		await withdraw();
		const { json, requests } = await get(withdrawals()[0].id);
		expect(requests).toMatchObject([{ path: `/v3/withdrawals/${withdrawals()[0].id}` }]);
		expect(json[0]).toMatchObject({ id: withdrawals()[0].id, amount: '50.00' });
	});

	test.each([401, 403, 404, 405])(
		'where that is refused with %d, looks in the list, once for all items',
		async (status) => {
			await withdraw();
			const { id } = withdrawals()[0];
			const refusal = `getWithdrawal:${status}`;
			await engine.call('PATCH', '/control/merchants', { refusedRoutes: [refusal] });
			const { json, requests, tokens } = await get(id, { items: [{ json: {} }, { json: {} }] });
			expect(json).toMatchObject([{ id }, { id }]);
			const lists = requests.filter(({ path }) => path === '/v3/withdrawals/all');
			expect(lists.map(({ query }) => query.offset)).toEqual(['0', '1']);
			// The one of before still holds: a closed route is no reason for another.
			expect(tokens).toBe(0);
			const nobody = await get('0000000000000000000000aa');
			expect(nobody.error?.message).toContain('No withdrawal with ID');
		},
	);

	test('another failure is told as it is', async () => {
		engine.answer(/GET \/v3\/withdrawals\/\w/, { error: { description: 'odd' } }, { status: 422 });
		const { error } = await get('0000000000000000000000aa');
		expect(error?.message).toContain('odd');
	});
});

describe('Update', () => {
	test('sends the text and the metadata only, whose key stays', async () => {
		await withdraw({ additionalFields: { withdrawalKey: 'week 49' } });
		const [{ id }] = withdrawals();
		const { json, requests, error } = await run('update', {
			withdrawal: picked(id),
			updateFields: { description: 'Friday', meta: '{"a": 1}' },
		});
		expect(error).toBeUndefined();
		const [put] = requests.filter(({ method }) => method === 'PUT');
		expect(put).toMatchObject({ path: `/v3/withdrawals/${id}` });
		expect(put.body).toEqual({
			description: 'Friday',
			meta: { a: 1, withdrawalKey: 'week 49' },
		});
		expect(json[0]).toMatchObject({ id, description: 'Friday', amount: '50.00' });
	});
});
