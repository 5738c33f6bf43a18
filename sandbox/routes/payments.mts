import { noAccess, PaystandRefusal, refused } from '../errors.mts';
import { charge } from '../life/payment.mts';
import { railOf, type Source } from '../life/sources.mts';
import { list } from '../lists.mts';
import type { Merchant } from '../merchants.mts';
import { toDecimal, toMinor } from '../money.mts';
import { quote, RAIL_NAMES } from '../quotes.mts';
import { shown } from '../resources.mts';
import { amend } from './amend.mts';
import { extras, listOptions, owned, typed, type Handler } from './call.mts';
import { mustBePayer, planOf } from './fees.mts';

interface ChargeInput {
	amount: string;
	currency: string;
	payerId: string;
	bankId?: string;
	cardId?: string;
	receivableId?: string;
	feeSplit?: { subtotal: string; feeSplitType: string };
	feeSettingPlanId?: string;
	feesIncentivesUrlKey?: string;
	accountKey?: string;
	meta?: Record<string, unknown>;
}

/** What the payment does not keep of a request under the same name. */
const CONSUMED = [
	...['bankId', 'cardId', 'receivableId', 'feeSplit', 'feeSettingPlanId'],
	...['feesIncentivesUrlKey', 'checkBalance', 'inner'],
];
/** What an update passes over: all that Paystand fills, and what is set at creation only. */
const FIXED = [
	...['settlementAmount', 'settlementCurrency', 'sourceId', 'sourceType', 'source', 'datePosted'],
	...['datePaid', 'dateFailed', 'payerId', 'payer', 'fees', 'holds', 'refunds', 'disputes'],
	...[
		'amount',
		'currency',
		'accountKey',
		'accountId',
		'feeSplit',
		'disputedAmount',
		'customValues',
		'receivableId',
		'assuretyPosted',
	],
];

export const paymentRoutes: Record<string, Handler> = {
	getPayment: ({ world, merchant, params }) => {
		const payment = owned(merchant.payments, params.paymentId);
		if (world.showing.hiddenMs(payment.id) > 0) throw noAccess();
		return shown(payment);
	},

	listPayments: (call) => list(call.merchant.payments.all(), call.query, listOptions(call, 'A+B')),

	createSecurePayment: typed<ChargeInput>(({ world, merchant, body }) => {
		mustBePayer(merchant, body.payerId);
		const source = sourceOf(merchant, body);
		const amount = toDecimal(toMinor(body.amount));
		const feeSplit = body.feeSplit && echoed(merchant, source, body);
		const receivable =
			body.receivableId === undefined ? undefined : owned(merchant.receivables, body.receivableId);
		const payment = charge(world, merchant, {
			amount,
			currency: body.currency,
			payerId: body.payerId,
			source,
			receivables: receivable
				? [{ receivableId: receivable.id, amount: feeSplit?.subtotal ?? amount }]
				: [],
			origin: 'api',
			feeSplit,
			meta: body.meta,
			extra: extras(body, CONSUMED),
		});
		return shown(payment);
	}),

	updatePayment: (call) => {
		const payment = owned(call.merchant.payments, call.params.paymentId);
		return shown(amend(call, payment, FIXED));
	},
};

function sourceOf(merchant: Merchant, body: ChargeInput): Source {
	const source: Source = body.cardId
		? { type: 'Card', card: owned(merchant.cards, body.cardId) }
		: { type: 'Bank', bank: owned(merchant.banks, body.bankId) };
	const fund = source.type === 'Card' ? source.card : source.bank;
	if (fund.payerId !== body.payerId) throw refused('The fund belongs to another payer.');
	if (source.type === 'Bank' && !source.bank.verified && !merchant.chargeUnverified)
		throw new PaystandRefusal(402, {
			code: 'bankFailure',
			parameter: 'bankId',
			value: body.bankId,
			explanation: 'The bank account is not verified.',
		});
	return source;
}

/**
 * The quote that a charge repeats, on the rail of its fund.
 * @throws PaystandRefusal 400 when it is one of another rail
 */
function echoed(merchant: Merchant, source: Source, body: ChargeInput) {
	const rail = RAIL_NAMES[railOf(source)];
	const split = quote(planOf(merchant, body), rail, body.feeSplit!.subtotal);
	if (split.feeSplitType === body.feeSplit!.feeSplitType) return split;
	throw refused('The fee split does not match the rail of the payment source.', {
		parameter: 'feeSplit.feeSplitType',
		value: body.feeSplit!.feeSplitType,
	});
}
