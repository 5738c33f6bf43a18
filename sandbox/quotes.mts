import { RATES } from './life/fee.mts';
import { shareOf, toDecimal, toMinor } from './money.mts';
import type { FeeRate, FeeSettingPlan, FeeSplit } from './resources.mts';

/** The rails of a quote, and which of a plan's rates and of the merchant's costs each has. */
export const RAILS = {
	cardPayments: { rate: 'cardPaymentFees', feeType: 'cardPayment.posted', cost: 'card' },
	networkBankPayments: {
		rate: 'networkBankPaymentFees',
		feeType: 'networkBankPayment.posted',
		cost: 'network',
	},
	achBankPayments: { rate: 'achBankPaymentFees', feeType: 'achBankPayment.posted', cost: 'ach' },
	bankPayments: { rate: 'achBankPaymentFees', feeType: 'bankPayment.posted', cost: 'ach' },
} as const;

export type Rail = keyof typeof RAILS;

/**
 * The quote that a charge has to repeat, by what it runs on (docs/paystand-api.md#the-payers-fee).
 */
export const RAIL_NAMES = {
	card: 'cardPayments',
	ach: 'achBankPayments',
	network: 'networkBankPayments',
} as const;

/**
 * What a payer pays on a rail (docs/paystand-api.md#fee-quotes): with a recouping plan the rate
 * comes on top of the subtotal, otherwise the merchant bears its own costs; an incentive takes a
 * discount off.
 * @param subtotal decimal string
 */
export function quote(plan: FeeSettingPlan, rail: Rail, subtotal: string): FeeSplit {
	const { rate, feeType, cost } = RAILS[rail];
	return split(plan[rate], feeType, RATES[cost], subtotal);
}

/** A quote on every rail. */
export function quoteAll(plan: FeeSettingPlan, subtotal: string): Record<Rail, FeeSplit> {
	const rails = Object.keys(RAILS) as Rail[];
	return Object.fromEntries(rails.map((rail) => [rail, quote(plan, rail, subtotal)])) as Record<
		Rail,
		FeeSplit
	>;
}

function split(
	rate: FeeRate,
	feeType: string,
	cost: { share: string; flat: number },
	subtotal: string,
): FeeSplit {
	const net = toMinor(subtotal);
	const recouped = rate.feeSplitType.startsWith('recoup')
		? shareOf(net, rate.customRate) + toMinor(rate.customFlat)
		: 0;
	const discount = shareOf(net, rate.discountRate ?? '0');
	const costs = shareOf(net + recouped - discount, cost.share) + cost.flat;
	return {
		feeType,
		feeSplitType: rate.feeSplitType,
		customRate: rate.customRate,
		customFlat: rate.customFlat,
		subtotal: toDecimal(net),
		payerTotal: toDecimal(net + recouped - discount),
		payerTotalFees: toDecimal(recouped),
		payerDiscount: toDecimal(discount),
		merchantTotalFees: toDecimal(Math.max(0, costs - recouped)),
	};
}
