import { Table } from './table.mts';
import type * as R from './resources.mts';

/** Everything that belongs to one merchant; ids of other merchants do not exist for it. */
export interface Merchant {
	id: string;
	name: string;
	clientId: string;
	clientSecret: string;
	publishableKey: string;
	/** Off: tokens come without a scope and every call is refused with 403. */
	apiEnabled: boolean;
	/**
	 * operationIds that this merchant's Integrations tokens are refused, with 401 unless a status
	 * follows: `getFee`, `updateMerchant:405`.
	 */
	refusedRoutes: string[];
	/** IANA name. */
	timezone: string;
	/** Attachments must be PDF by content. */
	pdfOnly: boolean;
	/** Off: `DELETE /payerCustomers/:id` is 404, as the FAQ says. */
	deleteCustomers: boolean;
	/**
	 * What happens to groups of settings that a write leaves out: `merge` keeps them, `replace` loses
	 * them. Which of the two Paystand does is not known.
	 */
	settingsWrite: 'merge' | 'replace';
	created: string;
	lastUpdated: string;
	settings: {
		events: { enabled: boolean; urls: { always: string[] } };
		/** Anything else that a merchant has set is kept as it is. */
		transfers?: { report?: { enabled?: boolean }; [setting: string]: unknown };
	};
	/** Chosen when a quote names no plan. */
	defaultPlanId: string;
	/** The account that payouts go to. */
	payoutBankId: string;
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
	refunds: Table<R.Refund>;
	disputes: Table<R.Dispute>;
	transfers: Table<R.Transfer>;
	reports: Table<R.TransferReport>;
	reportEntries: Table<R.TransferReportEntry>;
	withdrawals: Table<R.Withdrawal>;
	events: Table<R.Event>;
}

export interface MerchantOptions {
	name: string;
	clientId: string;
	clientSecret: string;
	apiEnabled?: boolean;
	timezone?: string;
	refusedRoutes?: string[];
	pdfOnly?: boolean;
	deleteCustomers?: boolean;
	settingsWrite?: 'merge' | 'replace';
}

/** A merchant with an empty account and the default fee plan: card 3.5 % to the payer, banks absorbed. */
export function createMerchant(
	options: MerchantOptions & { id: string; planId: string; payoutBankId: string; now: Date },
): Merchant {
	const stamp = options.now.toISOString();
	const merchant: Merchant = {
		id: options.id,
		name: options.name,
		clientId: options.clientId,
		clientSecret: options.clientSecret,
		publishableKey: `publishable-${options.clientId}`,
		apiEnabled: options.apiEnabled ?? true,
		refusedRoutes: options.refusedRoutes ?? [],
		timezone: options.timezone ?? 'America/Los_Angeles',
		pdfOnly: options.pdfOnly ?? true,
		deleteCustomers: options.deleteCustomers ?? false,
		settingsWrite: options.settingsWrite ?? 'merge',
		created: stamp,
		lastUpdated: stamp,
		settings: {
			events: { enabled: false, urls: { always: [] } },
			transfers: { report: { enabled: true } },
		},
		defaultPlanId: options.planId,
		payoutBankId: options.payoutBankId,
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
		id: options.planId,
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
