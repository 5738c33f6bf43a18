import { describe, expect, test } from 'vitest';
import { api, bank, control, payerId, payment, sandbox, useOlderRoutes } from './older-world.mts';
import { callerOf, CUSTOMER, send } from './support.mts';

/**
 * Funds, payers, balances and withdrawals by the older reference
 * (docs/paystand-api.md#the-older-reference).
 */
const DAY = 86_400_000;

useOlderRoutes();

describe('saved funds and payers', () => {
	test('a bank is read back with its meta and can be renamed; its numbers stay', async () => {
		const meta = { externalId: 'ERP-1' };
		const { body: made } = await api.post(`/payers/${payerId}/banks`, { ...bank, meta });
		expect((await api.get(`/banks/${made.id}`)).body).toEqual(made);
		const changes = {
			nameOnAccount: 'Acme Dental',
			routingNumber: '111111111',
			accountNumber: '4',
		};
		const { body } = await api.put(`/banks/${made.id}`, changes);
		expect(body).toMatchObject({ nameOnAccount: 'Acme Dental', routingNumber: '110000000', meta });
		expect(body).not.toHaveProperty('accountNumber');
	});

	test('the merchant’s own bank is under the same route', async () => {
		const own = await control('/payout-banks', { currency: 'CAD' });
		expect((await api.get(`/banks/${own.id}`)).body).toMatchObject({
			isDefault: true,
			currency: 'CAD',
			ownerId: api.merchant.id,
		});
		expect((await (await callerOf(sandbox, 1)).get(`/banks/${own.id}`)).status).toBe(401);
	});

	test('a card is read and updated; its security code is not kept', async () => {
		await payment();
		const card = api.merchant.cards.all()[0]!;
		const { body } = await api.put(`/cards/${card.id}`, {
			nameOnCard: 'D. R.',
			securityCode: '123',
		});
		expect(body).toMatchObject({ object: 'card', nameOnCard: 'D. R.', last4: '4242' });
		expect((await api.get(`/cards/${card.id}`)).body).toEqual(body);
		expect(JSON.stringify(body)).not.toMatch(/securityCode|4242424242424242/);
	});

	test('a payer is read and updated; the customer around it stays', async () => {
		const { body: before } = await api.get(`/payers/${payerId}`);
		expect(before).toMatchObject({ object: 'payer', externalId: CUSTOMER.extCustomerId });
		const { body } = await api.put(`/payers/${payerId}`, { name: 'Acme', externalId: 'OTHER' });
		expect(body).toMatchObject({ name: 'Acme', externalId: CUSTOMER.extCustomerId });
		const [customer] = (await api.get('/payerCustomers')).body.results;
		expect(customer).toMatchObject({
			customerName: CUSTOMER.customerName,
			payer: { name: 'Acme' },
		});
	});

	test.each(['/banks', '/cards', '/payers', '/withdrawals', '/payments/balances/changes'])(
		'%s/:id of nobody, or of another merchant, is 401',
		async (path) => {
			expect((await api.get(`${path}/${'a'.repeat(24)}`)).status).toBe(401);
		},
	);
});

describe('balances', () => {
	test('a payment is pending until it is paid, then available less its fee', async () => {
		await payment();
		const summary = async () => (await api.get('/balances/summary')).body;
		expect(await summary()).toEqual({
			usd: { default: { available: '0.00', pending: '100.00', current: '100.00' } },
		});
		await sandbox.world.clock.advance(2 * DAY);
		expect(await summary()).toEqual({
			usd: { default: { available: '97.21', pending: '0.00', current: '97.21' } },
		});
		expect((await api.get('/balances/summary?accounts=default,other')).body).toEqual(
			await summary(),
		);
		expect((await api.get('/balances/summary?accounts=other')).body).toEqual({});
	});

	test('a refund carries the change it made; those of a payment add up', async () => {
		const id = await payment();
		const { body: refund } = await api.post(`/payments/${id}/refunds`, { amount: '40.00' });
		const path = `/payments/balances/changes/${refund.balanceChangeId}`;
		expect((await api.get(path)).body).toMatchObject({
			object: 'paymentBalanceChange',
			paymentId: id,
			actingResourceId: refund.id,
			actingResourceType: 'Refund',
			status: 'processing',
			change: { [api.merchant.id]: { default: { final: '-40.00', transferable: '0.00' } } },
		});
		await sandbox.world.clock.advance(2 * DAY);
		expect((await api.get(path)).body.status).toBe('complete');
		expect((await api.get(`/payments/${id}/balances`)).body).toMatchObject({
			paymentId: id,
			change: { [api.merchant.id]: { default: { final: '60.00' } } },
		});
	});
});

describe('withdrawals', () => {
	async function ready(): Promise<string> {
		await send(sandbox, 'PATCH', '/control/merchants', { autoWithdrawal: false });
		await payment();
		await sandbox.world.clock.advance(3 * DAY);
		return (await control('/payout-banks', { currency: 'USD' })).id;
	}

	test('one is made, read and described', async () => {
		const bankId = await ready();
		const wanted = { amount: 50, currency: 'USD', bankId, meta: { key: 'w-1' } };
		const { status, body } = await api.post('/withdrawals', wanted);
		expect(status).toBe(200);
		expect(body).toMatchObject({
			amount: '50.00',
			status: 'created',
			bankId,
			meta: { key: 'w-1' },
		});
		expect((await api.get(`/withdrawals/${body.id}`)).body).toEqual(body);
		expect((await api.get('/withdrawals/all')).body.results[0].id).toBe(body.id);
		const changed = { description: 'Friday', amount: '1.00', currency: 'CAD' };
		const updated = await api.put(`/withdrawals/${body.id}`, changed);
		expect(updated.body).toMatchObject({ description: 'Friday', amount: '50.00', currency: 'USD' });
		expect((await api.get('/balances/summary')).body.usd.default.available).toBe('47.21');
	});

	test('not more than is available, not in another currency, not to another bank', async () => {
		const bankId = await ready();
		const ask = (changes: object) =>
			api.post('/withdrawals', { amount: '50.00', currency: 'USD', bankId, ...changes });
		expect((await ask({ amount: '97.22' })).status).toBe(422);
		expect((await ask({ currency: 'CAD' })).status).toBe(422);
		expect((await ask({ bankId: 'a'.repeat(24) })).status).toBe(401);
		expect((await ask({ bankId: undefined })).status).toBe(400);
		expect(api.merchant.withdrawals.size).toBe(0);
	});
});

test('payments and disputes keep what an update sends, not what it must not', async () => {
	const id = await payment();
	const sent = {
		description: 'For INV-1',
		note: 'odd',
		amount: '1.00',
		accountKey: 'x',
		payer: {},
	};
	const { body } = await api.put(`/payments/${id}`, sent);
	expect(body).toMatchObject({ description: 'For INV-1', note: 'odd', amount: '100.00' });
	expect(body).toMatchObject({ accountKey: 'default', payer: { id: payerId } });
	const dispute = await control('/dispute', { paymentId: id });
	const updated = await api.put(`/disputes/${dispute.id}`, { meta: { a: 'b' }, status: 'won' });
	expect(updated.body).toMatchObject({ meta: { a: 'b' }, status: 'created' });
});

test('an update with values that cannot be leaves the record readable', async () => {
	const id = await payment();
	const card = api.merchant.cards.all()[0]!;
	const { body: made } = await api.post(`/payers/${payerId}/banks`, bank);
	const odd = { a: { b: [1, null] }, description: 5, nameOnAccount: 5, nameOnCard: {}, email: [] };
	for (const path of [
		`/payments/${id}`,
		`/cards/${card.id}`,
		`/banks/${made.id}`,
		`/payers/${payerId}`,
	]) {
		expect([200, 422]).toContain((await api.put(path, odd)).status);
		expect(
			(await api.put(path, { customValues: 1, expirationMonth: true, fees: 'x' })).status,
			path,
		).not.toBe(500);
		expect((await api.get(path)).status, path).toBe(200);
	}
});
