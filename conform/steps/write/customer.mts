import { Unable, type Probe } from '../../probe.mts';
import { isServed } from '../lists.mts';
import { idIn, REFUSED, trySecond } from './shared.mts';

/** A customer: created, read, changed, created again with the same key, deleted where that works. */
export async function tryCustomer(probe: Probe): Promise<void> {
	const input = {
		extCustomerId: `${probe.prefix}-c`,
		customerName: `${probe.prefix} customer`,
		email: `${probe.prefix}@example.com`,
		contactFirstName: 'Con',
		contactLastName: 'Form',
	};
	const created = await probe.ask('createPayerCustomer', { body: input });
	const id = idIn(created);
	if (id === null) throw new Unable('no customer could be made');
	probe.remember('payerCustomerId', id);
	const payer = (created.body as { payer?: { id?: unknown } }).payer?.id;
	probe.remember('payerId', payer);
	const ids = { payerCustomerId: id };
	await probe.ask('getPayerCustomer', { ids });
	await probe.ask('updatePayerCustomer', { ids, body: { contactLastName: 'Formed' } });
	const address = { street1: '1 Conform Way', city: 'Scotts Valley', state: 'CA', country: 'USA' };
	probe.findings.ownFields.add('address');
	const extended = await probe.ask('updatePayerCustomer', {
		ids,
		body: { address },
		expect: [200, ...REFUSED],
	});
	probe.findings.answer('customerAddress', kept(extended.body, 'address', isServed(extended)));
	const second = await trySecond(
		probe,
		'secondCustomerKey',
		'createPayerCustomer',
		input,
		id,
		true,
	);
	if (second !== null) probe.remember('extraCustomerId', second);
}

/** What became of a field that no source names: it is refused, it comes back or it does not. */
function kept(body: unknown, field: string, served: boolean): string {
	if (!served) return 'refused';
	const { payer } = body as { payer?: object };
	return field in (body as object) || (payer && field in payer)
		? 'comes back'
		: 'does not come back';
}

/**
 * Two pages of the documentation disagree on whether customers can be deleted
 * (docs/paystand-api.md#deleting-a-customer).
 */
export async function tryCustomerDelete(probe: Probe): Promise<void> {
	const customers = [
		...(probe.made.extraCustomerId ?? []),
		...(probe.made.payerCustomerId ?? []).slice(0, 1),
	];
	for (const payerCustomerId of customers) {
		const reply = await probe.ask('deletePayerCustomer', {
			ids: { payerCustomerId },
			expect: [204, 404, 405, 501],
		});
		probe.findings.answer(
			'customerDelete',
			reply.status === null ? null : isServed(reply) ? 'deleted' : `refused ${reply.status}`,
		);
	}
}
