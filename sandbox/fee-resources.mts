import type { Resource } from './resource.mts';

export interface Fee extends Resource {
	object: 'fee';
	/** `delayed`, then `paystand` on the same id. A delayed fee has no `amount`. */
	feeType: string;
	amount?: string;
	resourceAmount: string;
	currency: string;
	resourceId: string;
	resourceType: string;
	resource: Record<string, unknown>;
	ownerId: string;
}

export interface FeeRate {
	/** A share, e.g. `0.035`. */
	customRate: string;
	customFlat: string;
	feeSplitType: string;
	/** A share of the subtotal that the payer need not pay, an incentive (assumed). */
	discountRate?: string;
}

export interface FeeSettingPlan extends Resource {
	object: 'feeSettingPlan';
	name: string;
	feesIncentivesUrlKey: string;
	cardPaymentFees: FeeRate;
	networkBankPaymentFees: FeeRate;
	achBankPaymentFees: FeeRate;
	amexPaymentFees: FeeRate;
	ownerId: string;
}

export interface FeeSplit {
	subtotal: string;
	feeSplitType: string;
	payerTotal: string;
	payerTotalFees: string;
	payerDiscount: string;
	/** These come with a quote only. */
	feeType?: string;
	customRate?: string;
	customFlat?: string;
	merchantTotalFees?: string;
}
