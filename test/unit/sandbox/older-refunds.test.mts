import { describe, expect, test } from 'vitest';
import {
	api,
	bank,
	control,
	payerId,
	payment,
	sandbox,
	signIn,
	useOlderRoutes,
} from './older-world.mts';
import { send } from './support.mts';

/** Refunds by the older reference (docs/paystand-api.md#creating-a-refund). */
const MINUTE = 60_000;
const DAY = 86_400_000;

useOlderRoutes();

describe('refunds', () => {
	const give = (id: string, body: object) => api.post(`/payments/${id}/refunds`, body);

	test('in parts, as a string or as a number, in the currency of the payment', async () => {
		const id = await payment();
		const { status, body } = await give(id, {
			amount: '60.00',
			currency: 'USD',
			description: 'Returned',
			meta: { refundKey: 'r-1' },
		});
		expect(status).toBe(200);
		expect(body).toMatchObject({
			object: 'refund',
			status: 'created',
			amount: '60.00',
			description: 'Returned',
			meta: { refundKey: 'r-1' },
			paymentId: id,
		});
		expect((await give(id, { amount: 40 })).body.amount).toBe('40.00');
		const { refunds } = (await api.get(`/payments/${id}`)).body;
		expect(refunds).toHaveLength(2);
		expect(refunds[0]).toMatchObject({ id: body.id, meta: { refundKey: 'r-1' } });
	});

	test('never more than what earlier refunds and disputes leave', async () => {
		const id = await payment();
		await give(id, { amount: '60.00' });
		const over = await give(id, { amount: '40.01' });
		expect(over.status).toBe(422);
		expect(over.body.error.details.parameter).toBe('amount');
		await sandbox.world.clock.advance(MINUTE);
		await control('/dispute', { paymentId: id, outcome: 'lost' });
		expect((await give(id, { amount: '40.00' })).status).toBe(422);
		expect(api.merchant.refunds.size).toBe(1);
	});

	test('a dispute that is won frees the money again', async () => {
		const id = await payment();
		await control('/dispute', { paymentId: id, outcome: 'won' });
		expect((await give(id, { amount: '1.00' })).status).toBe(422);
		await sandbox.world.clock.advance(20 * DAY);
		await signIn();
		expect((await give(id, { amount: '100.00' })).status).toBe(200);
	});

	test.each([
		['nothing', {}, 400],
		['zero', { amount: '0.00' }, 422],
		['a negative number', { amount: -1 }, 422],
		['a third of a cent', { amount: 0.001 }, 422],
		['a sum of floats', { amount: 0.1 + 0.2 }, 422],
		['another currency', { amount: '1.00', currency: 'CAD' }, 422],
	])('%s is refused', async (_name, body, status) => {
		expect((await give(await payment(), body)).status).toBe(status);
		expect(api.merchant.refunds.size).toBe(0);
	});

	test('a bank payment is refunded after it is posted and its first week is over', async () => {
		const { id: bankId } = (await api.post(`/payers/${payerId}/banks`, bank)).body;
		await send(sandbox, 'PATCH', '/control/merchants', { chargeUnverified: true });
		const charge = { amount: '50.00', currency: 'USD', payerId, bankId };
		const { id } = (await api.post('/payments/secure', charge)).body;
		expect((await give(id, { amount: '50.00' })).status).toBe(400);
		await sandbox.world.clock.advance(6 * DAY);
		const early = await give(id, { amount: '50.00' });
		expect(early.body.error.details.explanation).toContain('ACH Protection Period');
		await sandbox.world.clock.advance(DAY);
		expect((await give(id, { amount: '50.00' })).status).toBe(200);
	});

	test('an update changes what means nothing to Paystand, never the amount', async () => {
		const { body } = await give(await payment(), { amount: '10.00' });
		const changes = {
			description: 'Later',
			meta: { a: 1 },
			amount: '99.00',
			status: 'paid',
			id: 'x',
		};
		const updated = await api.put(`/refunds/${body.id}`, changes);
		expect(updated.status).toBe(200);
		expect(updated.body).toMatchObject({
			id: body.id,
			description: 'Later',
			meta: { a: 1 },
			amount: '10.00',
			status: 'created',
		});
	});
});
