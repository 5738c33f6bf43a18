/**
 * Fields that the API document knows for sure and that are still not in every reply: they belong
 * to one kind of record or appear with time. `all`: the reply is not known well enough to miss
 * anything in it. By the name of the schema.
 */
export const CONDITIONAL: Record<string, string[] | 'all'> = {
	BalanceSummary: 'all',
	Error: 'all',
	OAuthError: 'all',
	Token: ['scope', 'refresh_token'],
	Merchant: 'all',
	MerchantSettings: 'all',
	EventSettings: 'all',
	Address: 'all',
	Payer: 'all',
	PaymentSource: 'all',
	FeeSettingPlan: 'all',
	FeeSettingPlanRail: 'all',
	FeeSplitQuote: 'all',
	EventVerification: 'all',
	Hold: ['releaseDate'],
	Receivable: ['datePaid', 'payerEmail', 'extCustomerId', 'object'],
	Payment: [
		...['settlementAmount', 'settlementCurrency', 'source', 'payer', 'feeSplit', 'disputedAmount'],
		...['assuretyPosted', 'meta', 'accountId', 'customValues', 'holds'],
	],
	PaymentSummary: 'all',
	Bank: ['meta', 'payerId'],
	Fee: ['amount'],
	Refund: ['meta', 'settlementAmount', 'settlementCurrency', 'resource', 'ownerId', 'feesRefunded'],
	Dispute: ['disputeType', 'settlementAmount', 'settlementCurrency', 'resource', 'fees'],
	Transfer: ['dateSettled', 'bank', 'provider', 'dateToPost', 'resourceId', 'resourceType'],
	Withdrawal: ['bank', 'dateToPost', 'transfers', 'hasTransactions', 'bankId'],
	ReceivableTransaction: ['paymentId', 'paymentOrigin', 'receivable', 'payment'],
};

/** Not in every reply, whatever the record. */
export const SOMETIMES = ['meta', 'billingAddress', 'isDefault', 'isApDefault'];
