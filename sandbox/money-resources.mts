import type { FeeSplit } from './fee-resources.mts';
import type { Address, Resource } from './resource.mts';

export interface Applied {
	receivableId: string;
	amount: string;
}

interface BankAccount extends Resource {
	object: 'bank';
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

export interface Bank extends BankAccount {
	payerId: string;
}

/** An account of the merchant's own, to which payouts go. */
export interface MerchantBank extends BankAccount {
	ownerId: string;
	isDefault: boolean;
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
	feeSplit: FeeSplit;
	meta?: Record<string, unknown>;
	/**
	 * `receivables` is what the payment pays, net of the payer's fee; empty when unapplied. `isApplied`
	 * once their transactions are there.
	 */
	inner: {
		receivables: Applied[];
		isApplied: boolean;
		origin: string;
		refundedAmount: string;
		balanceChangeId?: string;
	};
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
	balanceChangeId: string;
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

/** A change of what a merchant has of one payment (docs/paystand-api.md#balances). */
export interface BalanceChange extends Resource {
	object: 'paymentBalanceChange';
	paymentId: string;
	actingResourceId: string;
	actingResourceType: 'Payment' | 'Refund' | 'Dispute';
	/** Merchant → account key → amounts. */
	change: Record<string, Record<string, { final: string; transferable: string }>>;
}

/** What moved the merchant's money since the last payout. */
export interface Movement {
	/** `Withdrawal`: what an earlier withdrawal left on the account. */
	resourceType: 'Payment' | 'Fee' | 'Refund' | 'Dispute' | 'Withdrawal';
	resourceId: string;
	/** Minor units; what is taken off is negative. */
	minor: number;
	currency: string;
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
