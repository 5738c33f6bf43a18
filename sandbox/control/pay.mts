import { invalid } from '../errors.mts';
import { openAmount } from '../life/apply.mts';
import { charge } from '../life/payment.mts';
import { bankOf, cardOf, railOf, type Source } from '../life/sources.mts';
import type { Merchant } from '../merchants.mts';
import { toDecimal, toMinor } from '../money.mts';
import { quote, RAIL_NAMES } from '../quotes.mts';
import type { Applied, FeeSplit, Payer, PayerCustomer, Receivable } from '../resources.mts';
import type { World } from '../world.mts';
import { flag, missing, money, object, senseless, text } from './shared.mts';

export interface Pay {
	merchantId?: string;
	receivables: { id?: string; extId?: string; amount?: string }[];
	/** Paid beyond the receivables: overpaid, or all of it when there are none. */
	unapplied?: string;
	/** Who pays, and in which currency, where no receivable tells. */
	extCustomerId?: string;
	currency?: string;
	card?: string;
	bank?: { accountNumber: string; routingNumber: string };
	/** The payer bears the fee, and gets the discount, of the merchant's plan. */
	payerFee?: boolean;
	/** URL key of another plan than the merchant's default one. */
	feePlan?: string;
	origin?: string;
}

export const PAY = object({
	merchantId: text,
	receivables: {
		type: 'array',
		default: [],
		items: object({ id: text, extId: text, amount: money }),
	},
	unapplied: money,
	extCustomerId: text,
	currency: { enum: ['USD', 'CAD'] },
	card: text,
	bank: object({ accountNumber: text, routingNumber: text }, ['accountNumber', 'routingNumber']),
	payerFee: flag,
	feePlan: text,
	origin: text,
});

/**
 * A payer pays receivables, all that is open of them unless told otherwise, and perhaps more.
 * @throws PaystandRefusal when it makes no sense, or as a charge throws
 */
export function pay(world: World, merchant: Merchant, body: Pay) {
	if (!body.card === !body.bank) throw senseless('Name a card or a bank.');
	const rows = body.receivables.map((wanted) => receivableOf(merchant, wanted));
	const customer = customerOf(merchant, rows, body);
	const currency = rows[0]?.currency ?? body.currency ?? 'USD';
	const receivables: Applied[] = rows.map((row, index) => ({
		receivableId: row.id,
		amount: toDecimal(
			toMinor(body.receivables[index]!.amount ?? toDecimal(openAmount(merchant, row))),
		),
	}));
	const source = sourceOf(world, merchant, customer.payer, currency, body);
	const applied = receivables.reduce((sum, part) => sum + toMinor(part.amount), 0);
	const subtotal = toDecimal(applied + toMinor(body.unapplied ?? '0'));
	const feeSplit =
		body.payerFee || body.feePlan ? quoteFor(merchant, source, subtotal, body) : undefined;
	return charge(world, merchant, {
		amount: feeSplit?.payerTotal ?? subtotal,
		currency,
		payerId: customer.payer.id,
		source,
		receivables,
		feeSplit,
		origin: body.origin ?? 'reminder',
	});
}

function customerOf(merchant: Merchant, rows: Receivable[], body: Pay): PayerCustomer {
	const [first] = rows;
	if (!first) {
		if (!body.unapplied || !body.extCustomerId)
			throw senseless('Name a receivable, or extCustomerId and unapplied.', 'receivables');
		const customer = merchant.customers.byKey(body.extCustomerId);
		if (!customer) throw missing('extCustomerId', body.extCustomerId, 'No such customer.');
		return customer;
	}
	const other = rows.find((row) => row.payerCustomerId !== first.payerCustomerId);
	if (other) throw invalid('receivables', other.extId, 'One payment has one payer.');
	return merchant.customers.get(first.payerCustomerId)!;
}

function quoteFor(merchant: Merchant, source: Source, subtotal: string, body: Pay): FeeSplit {
	const { feePlan } = body;
	const plan = feePlan
		? merchant.feePlans.find((one) => one.feesIncentivesUrlKey === feePlan)
		: merchant.feePlans.get(merchant.defaultPlanId);
	if (!plan) throw missing('feePlan', feePlan, 'There is no such fee plan.');
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
