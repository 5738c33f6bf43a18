import type { Address, Resource } from './resource.mts';

export interface Applied {
	receivableId: string;
	amount: string;
}

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

export interface Bank extends Resource {
	object: 'bank';
	payerId: string;
	nameOnAccount: string;
	accountHolderType: string;
	accountType: string;
	bankName: string;
	routingNumber: string;
	currency: string;
	country: string;
	last4: string;
	fingerprint: string;
	billingAddress: Address;
	dropped: boolean;
	verified: boolean;
	inner: { accountNumber: string };
}

export interface Card extends Resource {
	object: 'card';
	payerId: string;
	nameOnCard: string;
	brand: string;
	last4: string;
	expirationMonth: string;
	expirationYear: string;
	fingerprint: string;
	funding: string;
	inner: { number: string };
}

export interface FeeSplit {
	subtotal: string;
	feeSplitType: string;
	feeType: string;
	customRate: string;
	customFlat: string;
	payerTotal: string;
	payerTotalFees: string;
	payerDiscount: string;
	merchantTotalFees: string;
}

export interface Payment extends Resource {
	object: 'payment';
	/** Gross: the payer's fee included. */
	amount: string;
	currency: string;
	settlementAmount: string;
	settlementCurrency: string;
	sourceId: string;
	sourceType: 'Card' | 'Bank';
	source: Record<string, unknown>;
	datePosted: string | null;
	datePaid: string | null;
	dateFailed: string | null;
	ownerId: string;
	payerId: string;
	payer: Record<string, unknown>;
	fees: unknown[];
	holds: unknown[];
	refunds: unknown[];
	disputes: unknown[];
	customValues: unknown[];
	accountKey: string;
	accountId: string;
	feeSplit?: FeeSplit;
	meta?: Record<string, unknown>;
	/** `receivables` is what the payment pays, net of the payer's fee; empty when unapplied. */
	inner: { receivables: Applied[]; origin: string; refundedAmount: string };
}

export interface Refund extends Resource {
	object: 'refund';
	amount: string;
	currency: string;
	settlementAmount: string;
	settlementCurrency: string;
	paymentId: string;
	resourceId: string;
	resourceType: 'Payment';
	feesRefunded: boolean;
	ownerId: string;
	resource: Record<string, unknown>;
	inner: { receivables: Applied[] };
}

export interface Dispute extends Resource {
	object: 'dispute';
	amount: string;
	currency: string;
	paymentId: string;
	resourceId: string;
	resourceType: 'Payment';
	reason: string;
	disputeType: 'Card' | 'Bank';
	fees: unknown[];
	ownerId: string;
	resource: Record<string, unknown>;
}

export interface Transfer extends Resource {
	object: 'transfer';
	amount: string;
	currency: string;
	resourceId: string;
	resourceType: 'Withdrawal';
	ownerId: string;
}

export interface Withdrawal extends Resource {
	object: 'withdrawal';
	amount: string;
	currency: string;
	ownerId: string;
}

export interface TransferReport extends Resource {
	object: 'transferReport';
	transferId: string;
}

export interface TransferReportEntry extends Resource {
	object: 'transferReportEntry';
	resourceId: string;
	resourceType: string;
	amount: string;
	currency: string;
	inner: { transferId: string };
}
