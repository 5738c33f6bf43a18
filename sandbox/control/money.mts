import type { FastifyInstance } from 'fastify';
import { invalid } from '../errors.mts';
import { openAmount } from '../life/apply.mts';
import { openDispute, type DisputeRequest } from '../life/dispute.mts';
import { charge } from '../life/payment.mts';
import { refund } from '../life/refund.mts';
import { bankOf, cardOf, railOf, type Source } from '../life/sources.mts';
import type { Merchant } from '../merchants.mts';
import { toDecimal, toMinor } from '../money.mts';
import { quote } from '../quotes.mts';
import { shown, type Applied, type Payer, type Receivable } from '../resources.mts';
import type { Sandbox } from '../sandbox.mts';
import type { World } from '../world.mts';
import { flag, merchantOf, missing, money, object, senseless, text } from './shared.mts';

interface Pay {
	merchantId?: string;
	receivables: { id?: string; extId?: string; amount?: string }[];
	card?: string;
	bank?: { accountNumber: string; routingNumber: string };
	payerFee?: boolean;
	origin?: string;
}

const PAY = object(
	{
		merchantId: text,
		receivables: {
			type: 'array',
			minItems: 1,
			items: object({ id: text, extId: text, amount: money }),
		},
		card: text,
		bank: object({ accountNumber: text, routingNumber: text }, ['accountNumber', 'routingNumber']),
		payerFee: flag,
		origin: text,
	},
	['receivables'],
);

/** A payer pays, gets money back, disputes, saves a card. */
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

function pay(world: World, merchant: Merchant, body: Pay) {
	if (!body.card === !body.bank) throw senseless('Name a card or a bank.');
	const rows = body.receivables.map((wanted) => receivableOf(merchant, wanted));
	const [first] = rows as [Receivable];
	const other = rows.find((row) => row.payerCustomerId !== first.payerCustomerId);
	if (other) throw invalid('receivables', other.extId, 'One payment has one payer.');
	const receivables: Applied[] = rows.map((row, index) => ({
		receivableId: row.id,
		amount: toDecimal(
			toMinor(body.receivables[index]!.amount ?? toDecimal(openAmount(merchant, row))),
		),
	}));
	const { payer } = merchant.customers.get(first.payerCustomerId)!;
	const source = sourceOf(world, merchant, payer, first.currency, body);
	const subtotal = receivables.reduce((sum, part) => sum + toMinor(part.amount), 0);
	const feeSplit = body.payerFee ? quoteFor(merchant, source, toDecimal(subtotal)) : undefined;
	return charge(world, merchant, {
		amount: feeSplit?.payerTotal ?? toDecimal(subtotal),
		currency: first.currency,
		payerId: payer.id,
		source,
		receivables,
		feeSplit,
		origin: body.origin ?? 'reminder',
	});
}

const RAIL_NAMES = {
	card: 'cardPayments',
	ach: 'achBankPayments',
	network: 'networkBankPayments',
} as const;

function quoteFor(merchant: Merchant, source: Source, subtotal: string) {
	const plan = merchant.feePlans.get(merchant.defaultPlanId)!;
	return quote(plan, RAIL_NAMES[railOf(source)], subtotal);
}

function sourceOf(
	world: World,
	merchant: Merchant,
	payer: Payer,
	currency: string,
	{ card, bank }: Pay,
): Source {
	if (card) return { type: 'Card', card: cardOf(world, merchant, payer, card) };
	return { type: 'Bank', bank: bankOf(world, merchant, payer, { ...bank!, currency }) };
}

function receivableOf(merchant: Merchant, { id, extId }: { id?: string; extId?: string }) {
	const row = id
		? merchant.receivables.get(id)
		: merchant.receivables.find((receivable) => receivable.extId === extId);
	if (!row) throw missing(id ? 'id' : 'extId', id ?? extId, 'There is no such receivable.');
	return row;
}

function paymentOf(merchant: Merchant, id: string) {
	const payment = merchant.payments.get(id);
	if (!payment) throw missing('paymentId', id, 'There is no such payment.');
	return payment;
}
