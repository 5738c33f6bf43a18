import { beforeEach, describe, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';

const engine = useEngine();
const byKey = (value: string) => ({ mode: 'key', value, __rl: true });
const update = (updateFields: object, more: object = {}) =>
	engine.run({
		resource: 'receivable',
		operation: 'update',
		parameters: {
			receivable: byKey('1001'),
			erpRef: 'INV-1001',
			updateFields,
			...more,
		} as never,
	});
const stored = async () => (await engine.call('GET', '/v3/receivables/read')).results[0];

beforeEach(async () => {
	await engine.addCustomer();
	await engine.addReceivable('1001', { erpRef: 'INV-1001', memo: 'first' });
});

describe('Update of a receivable', () => {
	test('sends the whole record under the names Paystand takes, with the changes in it', async () => {
		const { json, error, requests } = await update({ dueDate: '2027-01-31' });
		expect(error).toBeUndefined();
		const [read, write] = requests.slice(-2);
		expect(read).toMatchObject({ method: 'GET', path: `/v3/receivables/${json[0].id}/read` });
		expect(write).toMatchObject({ method: 'PUT', path: `/v3/receivables/${json[0].id}/update` });
		expect(write.body).toMatchObject({
			erpId: '1001',
			erpRef: 'INV-1001',
			totalAmount: '100.00',
			amountDue: '100.00',
			currency: 'USD',
			postingDate: '2026-11-01',
			dueDate: '2027-01-31',
			extCustomerId: 'CUST-1',
		});
		expect(json[0]).toMatchObject({ dateDue: '2027-01-31', openBalance: '100.00', memo: 'first' });
	});

	test('what was paid stays paid when the total changes', async () => {
		await engine.pay('1001', '40.00');
		const { json, requests } = await update({ totalAmount: '150' });
		expect(requests.at(-1)?.body).toMatchObject({ totalAmount: '150.00', amountDue: '110.00' });
		expect(json[0]).toMatchObject({ amount: '150.00', amountPaid: '40.00', openBalance: '110.00' });
	});

	test('what was paid stays paid when amounts come as numbers', async () => {
		await engine.pay('1001', '40.10');
		engine.setFaults({ amountsAsNumbers: true });
		const { requests } = await update({ dueDate: '2027-01-31' });
		expect(requests.at(-1)?.body).toMatchObject({ totalAmount: '100.00', amountDue: '59.90' });
	});

	test('a total below what was paid is refused, and nothing is written', async () => {
		await engine.pay('1001', '40.00');
		const { error, requests } = await update({ totalAmount: '39.99' });
		expect(error?.message).toBe(
			"'Total Amount' (39.99) is less than what was already paid (40.00)",
		);
		expect(error?.description).toContain('Nothing was changed.');
		expect(requests.map(({ method }) => method)).not.toContain('PUT');
	});

	test('an Amount Due in the changes decides about the balance', async () => {
		const { json } = await update({ amountDue: 25.5 });
		expect(json[0]).toMatchObject({ amount: '100.00', amountPaid: '74.50', openBalance: '25.50' });
	});

	test('asks for the Invoice Number that Paystand does not show, and writes nothing', async () => {
		const { error, requests } = await update({ dueDate: '2027-01-31' }, { erpRef: '' });
		expect(error?.message).toBe("'Invoice Number' is needed for an update");
		expect(error?.description).toContain("enter it in 'Invoice Number'. Nothing was changed.");
		expect(requests.map(({ method }) => method)).not.toContain('PUT');
		expect((await stored()).dateDue).toBe('2026-11-30');
	});

	test('a new key, and a status, go through', async () => {
		const { json } = await update({ erpId: '1001-B', status: 'cancelled', currency: 'CAD' });
		expect(json[0]).toMatchObject({ extId: '1001-B', status: 'cancelled', currency: 'CAD' });
		expect(await stored()).toMatchObject({ extId: '1001-B', status: 'cancelled' });
	});

	test('a cancelled receivable is not brought back by another change', async () => {
		await update({ status: 'cancelled' });
		await update({ dueDate: '2027-01-31' });
		expect(await stored()).toMatchObject({ status: 'cancelled', dateDue: '2027-01-31' });
	});

	test('extra fields go along, but not twice', async () => {
		const { json } = await update({ extraFields: { memo: 'second' } });
		expect(json[0]).toMatchObject({ memo: 'second' });
		const { error, requests } = await update({
			dueDate: '2027-01-31',
			extraFields: '{"dueDate": "2027-02-01"}',
		});
		expect(error?.message).toBe(
			"'Extra Fields (JSON)' hold 'dueDate', which has a field of its own: 'Due Date'",
		);
		expect(requests).toEqual([]);
	});

	test('two changes of one receivable in one run both take effect', async () => {
		const { json, error } = await engine.run({
			resource: 'receivable',
			operation: 'update',
			items: [{ json: { due: '2027-01-31' } }, { json: { total: '120' } }],
			parameters: {
				receivable: byKey('1001'),
				erpRef: 'INV-1001',
				updateFields: { dueDate: '={{ $json.due }}', totalAmount: '={{ $json.total }}' },
			} as never,
		});
		expect(error).toBeUndefined();
		expect(json).toHaveLength(2);
		expect(await stored()).toMatchObject({ dateDue: '2027-01-31', amount: '120.00' });
	});
});
