import { Table } from './table.mts';
import type * as R from './resources.mts';

/** How one merchant's account differs from another's. */
export interface Traits {
	/** Off: tokens come without a scope and every call is refused with 403. */
	apiEnabled: boolean;
	/**
	 * operationIds that this merchant's Integrations tokens are refused, with 401 unless a status
	 * follows: `getFee`, `updateMerchant:405`.
	 */
	refusedRoutes: string[];
	/**
	 * Routes of the older reference: open, or the status that refuses them all
	 * (docs/paystand-api.md#the-older-reference).
	 */
	olderRoutes: 'open' | 401 | 403 | 404 | 405;
	/** IANA name. */
	timezone: string;
	/** Attachments must be PDF by content. */
	pdfOnly: boolean;
	/** Off: `DELETE /payerCustomers/:id` is 404, as the FAQ says. */
	deleteCustomers: boolean;
	/**
	 * A bank account that is not verified can be charged, by ACH
	 * (docs/paystand-api.md#the-payers-fee).
	 */
	chargeUnverified: boolean;
	/**
	 * Days for which a bank payment cannot be refunded through the API
	 * (docs/paystand-api.md#creating-a-refund).
	 */
	refundProtectionDays: number;
	/** What has gathered goes out at the end of each day; off: only by a withdrawal. */
	autoWithdrawal: boolean;
	/** A day that comes to less than nothing: `wait` for better ones, or `debit` the merchant's bank. */
	negativePayouts: 'wait' | 'debit';
	/**
	 * What happens to groups of settings that a write leaves out: `merge` keeps them, `replace` loses
	 * them. Which of the two Paystand does is not known.
	 */
	settingsWrite: 'merge' | 'replace';
}

const USUAL: Traits = {
	apiEnabled: true,
	refusedRoutes: [],
	olderRoutes: 'open',
	timezone: 'America/Los_Angeles',
	pdfOnly: true,
	deleteCustomers: false,
	chargeUnverified: false,
	refundProtectionDays: 7,
	autoWithdrawal: true,
	negativePayouts: 'wait',
	settingsWrite: 'merge',
};

/** What moved on a merchant's account since the last payout, and the days that get one. */
interface Account {
	movements: R.Movement[];
	/** Ends of days, in milliseconds, with a payout planned. */
	planned: Set<number>;
}

/** Everything that belongs to one merchant; ids of other merchants do not exist for it. */
export interface Merchant extends Traits {
	id: string;
	name: string;
	clientId: string;
	clientSecret: string;
	publishableKey: string;
	created: string;
	lastUpdated: string;
	settings: {
		events: { enabled: boolean; urls: { always: string[] } };
		/** Anything else that a merchant has set is kept as it is. */
		transfers?: { report?: { enabled?: boolean }; [setting: string]: unknown };
	};
	/** Chosen when a quote names no plan. */
	defaultPlanId: string;
	/**
	 * Id of the balance account behind the account key `default` (docs/paystand-api.md#accountid).
	 */
	accountId: string;
	account: Account;
	/** Where payouts go: one account for each currency. */
	payoutBanks: Table<R.MerchantBank>;
	customers: Table<R.PayerCustomer>;
	receivables: Table<R.Receivable>;
	attachments: Table<R.Attachment>;
	transactions: Table<R.ReceivableTransaction>;
	creditMemos: Table<R.CreditMemo>;
	fees: Table<R.Fee>;
	feePlans: Table<R.FeeSettingPlan>;
	payments: Table<R.Payment>;
	banks: Table<R.Bank>;
	cards: Table<R.Card>;
	balanceChanges: Table<R.BalanceChange>;
	refunds: Table<R.Refund>;
	disputes: Table<R.Dispute>;
	transfers: Table<R.Transfer>;
	reports: Table<R.TransferReport>;
	reportEntries: Table<R.TransferReportEntry>;
	withdrawals: Table<R.Withdrawal>;
	events: Table<R.Event>;
}

export interface MerchantOptions extends Partial<Traits> {
	name: string;
	clientId: string;
	clientSecret: string;
}

/** A merchant with an empty account and the default fee plan: card 3.5 % to the payer, banks absorbed. */
export function createMerchant(
	options: MerchantOptions & { id: string; planId: string; accountId: string; now: Date },
): Merchant {
	const stamp = options.now.toISOString();
	const { now: _now, planId, ...given } = options;
	const merchant: Merchant = {
		...USUAL,
		...given,
		refusedRoutes: [...(options.refusedRoutes ?? [])],
		publishableKey: `publishable-${options.clientId}`,
		created: stamp,
		lastUpdated: stamp,
		settings: {
			events: { enabled: false, urls: { always: [] } },
			transfers: { report: { enabled: true } },
		},
		defaultPlanId: planId,
		account: { movements: [], planned: new Set() },
		payoutBanks: new Table(),
		customers: new Table((customer) => customer.extCustomerId),
		receivables: new Table((receivable) => receivable.extId),
		attachments: new Table(),
		transactions: new Table(),
		creditMemos: new Table(),
		fees: new Table(),
		feePlans: new Table(),
		payments: new Table(),
		banks: new Table(),
		cards: new Table(),
		balanceChanges: new Table(),
		refunds: new Table(),
		disputes: new Table(),
		transfers: new Table(),
		reports: new Table(),
		reportEntries: new Table(),
		withdrawals: new Table(),
		events: new Table(),
	};
	const absorbed = { customRate: '0.00', customFlat: '0.00', feeSplitType: 'absorb_all_fees' };
	const recouped = {
		customRate: '0.035',
		customFlat: '0.00',
		feeSplitType: 'recoup_custom_of_subtotal',
	};
	merchant.feePlans.insert({
		object: 'feeSettingPlan',
		id: planId,
		status: 'active',
		created: stamp,
		lastUpdated: stamp,
		name: 'Default',
		feesIncentivesUrlKey: 'default',
		cardPaymentFees: { ...recouped },
		amexPaymentFees: { ...recouped },
		networkBankPaymentFees: { ...absorbed },
		achBankPaymentFees: { ...absorbed },
		ownerId: options.id,
	});
	return merchant;
}
