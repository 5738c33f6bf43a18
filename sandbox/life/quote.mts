import { shareOf, toDecimal, toMinor } from '../money.mts';
import type { FeeRate, FeeSettingPlan, FeeSplit } from '../resources.mts';

/**
 * What a payer pays of the fee on one rail (fact sheet 6.6): 3.5 % on 100.00 makes a total of
 * 103.50, while `absorb_all_fees` leaves the payer's total as it is and the fee to the merchant.
 *
 * @param feeType e.g. `cardPayment.posted`
 * @param subtotal minor units
 */
export function quote(rate: FeeRate, feeType: string, subtotal: number): FeeSplit {
	const { customRate, customFlat, feeSplitType } = rate;
	const fee = shareOf(subtotal, customRate) + toMinor(customFlat);
	const payers = feeSplitType === 'absorb_all_fees' ? 0 : fee;
	return {
		feeType,
		feeSplitType,
		customRate,
		customFlat,
		subtotal: toDecimal(subtotal),
		payerTotalFees: toDecimal(payers),
		payerTotal: toDecimal(subtotal + payers),
		merchantTotalFees: toDecimal(fee - payers),
		payerDiscount: '0.00',
	};
}

/** The plan's rate and the fee type of each rail a source can run on. */
export function rateOf(
	plan: FeeSettingPlan,
	rail: 'card' | 'ach' | 'network',
): { rate: FeeRate; feeType: string } {
	if (rail === 'card') return { rate: plan.cardPaymentFees, feeType: 'cardPayment.posted' };
	if (rail === 'ach') return { rate: plan.achBankPaymentFees, feeType: 'achBankPayment.posted' };
	return { rate: plan.networkBankPaymentFees, feeType: 'networkBankPayment.posted' };
}
