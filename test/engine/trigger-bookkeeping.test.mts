import { createRequire } from 'node:module';
import { $RefParser } from '@apidevtools/json-schema-ref-parser';
import { beforeEach, expect, test } from 'vitest';
import { useEngine } from './harness/sandbox.mts';
import { TriggerHost } from './harness/trigger.mts';

const engine = useEngine();

/** The items that a bookkeeper's flow gets of everything that has happened. */
async function itemsOf(chosen: string[], parameters = {}): Promise<any[]> {
	const trigger = new TriggerHost(engine.credential, { events: chosen, ...parameters });
	for (const event of engine.merchant.events.all()) await trigger.deliver(structuredClone(event));
	return trigger.runs;
}

const pay = (receivables: object[], more: object) =>
	engine.call('POST', '/control/pay', { receivables, ...more });
const advance = (time: string) => engine.call('POST', '/control/clock', { advance: time });

beforeEach(async () => {
	engine.merchant.settings.events.enabled = true;
	await engine.addCustomer();
	for (const key of ['1001', '1002', '1003']) await engine.addReceivable(key);
});

test('three invoices in one checkout: three applications, never the gross', async () => {
	const receivables = [{ extId: '1001' }, { extId: '1002', amount: '40.00' }, { extId: '1003' }];
	await pay(receivables, { card: '4242424242424242', payerFee: true });
	await advance('3d');
	const items = await itemsOf(['receivableTransaction.payment']);
	expect(items.map(({ erpInvoiceId, amountApplied }) => [erpInvoiceId, amountApplied])).toEqual([
		['1001', '100.00'],
		['1002', '40.00'],
		['1003', '100.00'],
	]);
	expect(new Set(items.map(({ paymentId }) => paymentId)).size).toBe(1);
	const [paid] = await itemsOf(['payment.paid']);
	expect(Number(paid.resource.amount)).toBeGreaterThan(240);
});

test('a fee is told as delayed, then as final with its amount, under one id', async () => {
	const payment = await pay([{ extId: '1001' }], { card: '4242424242424242' });
	await advance('3d');
	const items = await itemsOf(['fee']);
	expect(items.map(({ event }) => event)).toEqual(['fee.delayed', 'fee.paystand']);
	expect(items[0].resourceId).toBe(items[1].resourceId);
	expect(items[0].resource.amount).toBeUndefined();
	// 2.49 % of 100.00, and 0.30.
	expect(items[1].resource).toMatchObject({ amount: '2.79', resourceId: payment.id });
	expect((await itemsOf(['fee.paystand'])).map(({ event }) => event)).toEqual(['fee.paystand']);
});

test('an ACH return is a dispute on a payment that stays paid', async () => {
	const bank = { accountNumber: '000123456789', routingNumber: '110000000' };
	const { id } = await pay([{ extId: '1001' }], { bank });
	await advance('10d');
	const before = await itemsOf(['payment', 'receivableTransaction']);
	expect(before.map(({ event }) => event)).toContain('payment.paid');
	await engine.call('POST', '/control/dispute', { paymentId: id, type: 'Bank' });
	await advance('30d');

	const disputes = await itemsOf(['dispute']);
	expect(disputes.map(({ event }) => event)).toEqual([
		'dispute.created',
		'dispute.processing',
		'dispute.active',
		'dispute.lost',
	]);
	for (const item of disputes) {
		const { resource } = item;
		expect(resource).toMatchObject({ disputeType: 'Bank', paymentId: id, amount: '100.00' });
	}
	// Nothing says that the payment failed or that the invoice is open again: only the dispute does.
	const after = await itemsOf(['payment', 'receivableTransaction']);
	expect(after.map(({ event }) => event)).toEqual(before.map(({ event }) => event));
	const { status } = engine.merchant.payments.get(id)!;
	expect(status).toBe('paid');
});

test('a refund comes with the invoice it was applied to', async () => {
	const { id } = await pay([{ extId: '1001' }], { card: '4242424242424242' });
	await advance('3d');
	await engine.call('POST', '/control/refund', { paymentId: id, amount: '25.00' });
	await advance('3d');
	const [item] = await itemsOf(['receivableTransaction.refund']);
	expect(item).toMatchObject({ erpInvoiceId: '1001', amountApplied: '25.00', appliedBy: 'Refund' });
	expect((await itemsOf(['refund.paid'])).length).toBe(1);
});

test('the output schema has every field of an item and of its resource, in its type', async () => {
	const { eventItemOf } = createRequire(import.meta.url)('../../gulpfile.js');
	const schema = eventItemOf(await $RefParser.dereference('api/paystand-x.openapi.yaml'));
	const { id } = await pay([{ extId: '1001' }], { card: '4242424242424242' });
	await advance('3d');
	await engine.call('POST', '/control/refund', { paymentId: id, amount: '25.00' });
	await engine.call('POST', '/control/dispute', { paymentId: id, outcome: 'lost' });
	await advance('10d');
	const items = await itemsOf(['*']);
	expect(new Set(items.map(({ resourceType }) => resourceType)).size).toBeGreaterThan(5);
	const wrong = items.flatMap(({ resource, ...item }) => [
		...differences(schema, item),
		...differences(schema.properties.resource, resource),
	]);
	expect([...new Set(wrong)]).toEqual([]);
	const top = new Set(items.flatMap((item) => Object.keys(item)));
	expect([...top].toSorted()).toEqual(Object.keys(schema.properties).toSorted());
});

/** Fields that the schema does not have, or in another type. */
function differences({ properties }: any, record: object): string[] {
	return Object.entries(record)
		.filter(([, value]) => value !== null)
		.map(([key, value]) => [key, Array.isArray(value) ? 'array' : typeof value])
		.filter(([key, type]) => properties[key]?.type !== type)
		.map(([key, type]) => `${key} is ${type}, not ${properties[key]?.type}`);
}
