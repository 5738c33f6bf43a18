import { rowsOf } from '../../compare.mts';
import type { Reply } from '../../http.mts';
import { Unable, type Probe } from '../../probe.mts';
import { word } from '../../shape.mts';
import { isServed } from '../lists.mts';
import { CLOSED } from '../open.mts';
import { receivableInput } from './receivable.mts';
import { idIn, statusAnswer } from './shared.mts';

/**
 * Paystand's test account, and the deposits that verify it
 * (docs/paystand-api.md#test-bank-accounts).
 */
const BANK = {
	nameOnAccount: 'Conform Probe',
	accountHolderType: 'company',
	accountType: 'checking',
	routingNumber: '110000000',
	accountNumber: '000123456789',
	currency: 'USD',
	country: 'USA',
};
const DEPOSITS = ['32', '45'];

/** A test bank account of this run's payer, verified by micro-deposits. */
export async function tryBank(probe: Probe): Promise<void> {
	const payerId = probe.made.payerId?.[0];
	if (payerId === undefined) throw new Unable('the customer shows no payer');
	const billingAddress = { street1: '1 Conform Way', city: 'Scotts Valley', country: 'USA' };
	const body = { ...BANK, billingAddress, meta: { externalId: probe.prefix } };
	const bankId = idIn(await probe.ask('createPayerBank', { ids: { payerId }, body }));
	if (bankId === null) throw new Unable('no bank account could be made');
	const ids = { bankId };
	await probe.ask('sendMicroDeposits', { ids });
	const verify = (amounts: string[], expect: number[]) =>
		probe.ask('verifyMicroDeposits', { ids, body: { amounts }, expect });
	statusAnswer(probe, 'wrongDeposits', await verify(['01', '99'], [402]));
	const right = await verify(DEPOSITS, [200]);
	if (isServed(right)) probe.remember('bankId', bankId);
	statusAnswer(probe, 'secondVerification', await verify(DEPOSITS, [200, 402]));
}

/**
 * Quotes, then one charge of the test account for a receivable of its own. It is sent once: a
 * reply that does not come leaves the outcome open, and the list of payments is asked instead.
 */
export async function tryCharge(probe: Probe): Promise<void> {
	const payerId = probe.made.payerId?.[0];
	const bankId = probe.made.bankId?.[0];
	await probe.ask('computeFeeSplit', {
		body: { feeType: 'networkBankPayment.posted', subtotal: '1.00', currency: 'USD' },
	});
	await probe.ask('computeFees', {
		body: { feeType: 'networkBankPayment.posted', subtotal: '1.00', currency: 'USD' },
		expect: [200, 400, 422, ...CLOSED],
	});
	const input = receivableInput(probe, 'p', '1.00');
	const receivableId = idIn(await probe.ask('createReceivable', { body: input }));
	probe.remember('receivableId', receivableId);
	await probe.ask('splitFees', {
		body: {
			subtotal: '1.00',
			currency: 'USD',
			provider: 'receivable',
			...(payerId && { payerId }),
			...(receivableId && { invoiceId: receivableId }),
		},
	});
	if (payerId === undefined || bankId === undefined)
		throw new Unable('there is no verified bank account to charge');
	const charged = await probe.ask('createSecurePayment', {
		body: {
			amount: '1.00',
			currency: 'USD',
			payerId,
			bankId,
			...(receivableId && { receivableId }),
			meta: { chargeKey: probe.prefix },
		},
	});
	const paymentId = idIn(charged) ?? (charged.status === null ? await lookUp(probe) : null);
	probe.remember('paymentId', paymentId);
	probe.findings.answer('charge', outcome(charged));
	if (paymentId === null) return;
	const first = (charged.body as { status?: unknown } | null | undefined)?.status;
	probe.findings.answer('chargeStatus', first === undefined ? null : word(first));
	const payment = await probe.ask('getPayment', { ids: { paymentId } });
	const { meta } = (payment.body ?? {}) as { meta?: { chargeKey?: unknown } };
	if (isServed(payment)) probe.findings.answer('metaComesBack', meta?.chargeKey === probe.prefix);
	if (receivableId !== null)
		await probe.ask('listReceivableTransactions', { ids: { receivableId } });
}

/**
 * A refund of a part of that charge, sent once; it may be too early for it
 * (docs/paystand-api.md#creating-a-refund).
 */
export async function tryRefund(probe: Probe): Promise<void> {
	const paymentId = probe.made.paymentId?.[0];
	if (paymentId === undefined) throw new Unable('there is no payment to give back');
	const reply = await probe.ask('createRefund', {
		ids: { paymentId },
		body: { amount: '0.40', currency: 'USD', description: probe.prefix },
		expect: [200, 400, 402, 422, ...CLOSED],
	});
	const refundId = idIn(reply);
	probe.findings.answer('refund', outcome(reply));
	if (refundId !== null) {
		probe.remember('refundId', refundId);
		await probe.ask('getRefund', { ids: { refundId } });
	}
	await probe.ask('getPayment', { ids: { paymentId } });
}

function outcome(reply: Reply): string | null {
	if (reply.status === null) return 'unknown';
	return isServed(reply) ? 'accepted' : `refused ${reply.status}`;
}

/** The payment of a charge whose reply was lost, by the key it carries. */
async function lookUp(probe: Probe): Promise<string | null> {
	const reply = await probe.ask('listPayments', { query: { limit: 50 } });
	const row = rowsOf(reply.body)?.find(
		({ meta }) => (meta as { chargeKey?: unknown } | null | undefined)?.chargeKey === probe.prefix,
	);
	return typeof row?.id === 'string' ? row.id : null;
}
