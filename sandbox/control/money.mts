import type { FastifyInstance } from 'fastify';
import { openDispute, type DisputeRequest } from '../life/dispute.mts';
import { refund } from '../life/refund.mts';
import { payoutBank } from '../life/payout-bank.mts';
import { cardOf } from '../life/sources.mts';
import type { Merchant } from '../merchants.mts';
import { shown } from '../resources.mts';
import type { Sandbox } from '../sandbox.mts';
import { pay, PAY, type Pay } from './pay.mts';
import { merchantOf, missing, money, object, text } from './shared.mts';

/** A payer pays, gets money back, disputes, saves a card; a merchant gets an account for payouts. */
export function registerMoneyControl(app: FastifyInstance, sandbox: Sandbox): void {
	app.post<{ Body: Pay }>('/control/pay', { schema: { body: PAY } }, async ({ body }) =>
		shown(pay(sandbox.world, merchantOf(sandbox.world, body.merchantId), body)),
	);

	app.post<{
		Body: { merchantId?: string; paymentId: string; amount?: string; receivableId?: string };
	}>(
		'/control/refund',
		{
			schema: {
				body: object({ merchantId: text, paymentId: text, amount: money, receivableId: text }, [
					'paymentId',
				]),
			},
		},
		async ({ body }) => {
			const merchant = merchantOf(sandbox.world, body.merchantId);
			const payment = paymentOf(merchant, body.paymentId);
			return shown(refund(sandbox.world, merchant, payment, body.amount, body.receivableId));
		},
	);

	app.post<{
		Body: {
			merchantId?: string;
			paymentId: string;
			type?: DisputeRequest['type'];
			outcome?: DisputeRequest['outcome'];
		};
	}>(
		'/control/dispute',
		{
			schema: {
				body: object(
					{
						merchantId: text,
						paymentId: text,
						type: { enum: ['Card', 'Bank'] },
						outcome: { enum: ['won', 'lost', 'open'] },
					},
					['paymentId'],
				),
			},
		},
		async ({ body }) => {
			const merchant = merchantOf(sandbox.world, body.merchantId);
			const payment = paymentOf(merchant, body.paymentId);
			const type = body.type ?? payment.sourceType;
			const reason = type === 'Card' ? 'fraudulent' : 'R01 Insufficient Funds';
			const { outcome } = body;
			return shown(openDispute(sandbox.world, merchant, payment, { type, reason, outcome }));
		},
	);

	app.post<{ Body: { merchantId?: string; currency: string } }>(
		'/control/payout-banks',
		{
			schema: {
				body: object({ merchantId: text, currency: { enum: ['USD', 'CAD'] } }, ['currency']),
			},
		},
		async ({ body }) => {
			const merchant = merchantOf(sandbox.world, body.merchantId);
			return shown(payoutBank(sandbox.world, merchant, body.currency));
		},
	);

	app.post<{ Body: { merchantId?: string; extCustomerId: string; card: string } }>(
		'/control/cards',
		{
			schema: {
				body: object({ merchantId: text, extCustomerId: text, card: text }, [
					'extCustomerId',
					'card',
				]),
			},
		},
		async ({ body }) => {
			const merchant = merchantOf(sandbox.world, body.merchantId);
			const customer = merchant.customers.find((row) => row.extCustomerId === body.extCustomerId);
			if (!customer) throw missing('extCustomerId', body.extCustomerId, 'No such customer.');
			return shown(cardOf(sandbox.world, merchant, customer.payer, body.card));
		},
	);
}

function paymentOf(merchant: Merchant, id: string) {
	const payment = merchant.payments.get(id);
	if (!payment) throw missing('paymentId', id, 'There is no such payment.');
	return payment;
}
