import { noAccess } from '../errors.mts';
import type { Merchant } from '../merchants.mts';
import { shown, type Bank, type MerchantBank, type Payer } from '../resources.mts';
import { amend } from './amend.mts';
import { owned, type Handler } from './call.mts';

const FIXED_BANK = [
	...['payerId', 'accountNumber', 'routingNumber', 'bankName', 'last4', 'fingerprint'],
	...['currency', 'country', 'dropped', 'verified', 'isDefault'],
];
/** What is secret is not kept: `securityCode` is what an update of a card was seen to send. */
const FIXED_CARD = [
	...['payerId', 'brand', 'last4', 'fingerprint', 'funding'],
	...['number', 'cardNumber', 'securityCode'],
];

/**
 * Saved funds and payers, by the older reference
 * (docs/paystand-api.md#reading-and-changing-saved-funds, #payer-routes).
 */
export const fundRoutes: Record<string, Handler> = {
	getBank: ({ merchant, params }) => shown(bankOf(merchant, params.bankId!)),
	updateBank: (call) => shown(amend(call, bankOf(call.merchant, call.params.bankId!), FIXED_BANK)),

	getCard: ({ merchant, params }) => shown(owned(merchant.cards, params.cardId)),
	updateCard: (call) =>
		shown(amend(call, owned(call.merchant.cards, call.params.cardId), FIXED_CARD)),

	getPayer: ({ merchant, params }) => shown(payerOf(merchant, params.payerId!)),
	updatePayer: (call) =>
		shown(amend(call, payerOf(call.merchant, call.params.payerId!), ['externalId'])),
};

/** Payer banks and the merchant's own share the route. */
function bankOf(merchant: Merchant, id: string): Bank | MerchantBank {
	return merchant.payoutBanks.get(id) ?? owned(merchant.banks, id);
}

function payerOf(merchant: Merchant, id: string): Payer {
	const customer = merchant.customers.find(({ payer }) => payer.id === id);
	if (!customer) throw noAccess();
	return customer.payer;
}
