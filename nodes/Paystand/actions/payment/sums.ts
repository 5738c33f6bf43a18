import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../../client/errors';
import { fromCents, sameAmount, toCents } from '../../../../client/money';
import type { PaystandClient } from '../../../../client/paystand';
import { asObject } from '../../../../client/refusal';
import { quoteBody, quoteFee } from '../../records/feeQuote';
import { lookedUp } from '../../records/lookUp';
import type { RequestedCharge } from './requestedCharge';

/** What is charged and how Paystand is told of it. */
export interface Price {
	/** What the payer pays in all, e.g. `"103.50"`. */
	total: string;
	/** What Paystand wants back of its quote (docs/paystand-api.md#the-payers-fee). */
	feeSplit?: { subtotal: string; feeSplitType: string };
}

/**
 * What to charge: the amount, or with the payer's fee what Paystand quotes for the payment method
 * of the fund.
 *
 * @throws {PaystandError} when there is no usable quote; nothing was charged
 */
export async function priceOf(client: PaystandClient, requested: RequestedCharge): Promise<Price> {
	if (!requested.addPayerFee) return { total: requested.subtotal };
	const { subtotal, currency, payerId, receivableId, plan } = requested;
	const body = quoteBody({ subtotal, currency, payerId, receivableId, more: plan });
	const quotes = await quoteFee(client, body);
	const quote = asObject(quotes[await railOf(client, requested)]);

	const total = toCents(quote.payerTotal);
	const isUsable =
		total !== undefined &&
		total > 0n &&
		typeof quote.feeSplitType === 'string' &&
		sameAmount(quote.subtotal ?? subtotal, subtotal);
	if (isUsable) {
		return {
			total: fromCents(total),
			feeSplit: { subtotal, feeSplitType: String(quote.feeSplitType) },
		};
	}
	throw new PaystandError(
		`Paystand quoted no payer fee for ${'cardId' in requested.fund ? 'cards' : 'bank accounts'}`,
		"Nothing was charged. Look at Fee: Quote for this amount, or turn 'Add Payer Fee' off.",
	);
}

/**
 * The payment method whose quote counts (docs/paystand-api.md#the-payers-fee). Whether a bank
 * account is verified says the account itself; where that cannot be read it is taken for verified,
 * as Paystand asks for.
 */
async function railOf(
	client: PaystandClient,
	{ fund }: RequestedCharge,
): Promise<'achBankPayments' | 'cardPayments' | 'networkBankPayments'> {
	if ('cardId' in fund) return 'cardPayments';
	const bank = await lookedUp(
		client,
		async () => await client.get(['banks', fund.bankId], { keepToken: true }),
	);
	const isUnverified = bank?.id === fund.bankId && bank.verified === false;
	return isUnverified ? 'achBankPayments' : 'networkBankPayments';
}

/**
 * What the payer paid and what of it is the fee, as decimal strings that add up exactly.
 *
 * @param payment as Paystand shows it; `amount` is gross, `feeSplit.subtotal` the invoices' part
 */
export function sumsOf(payment: IDataObject, requested: RequestedCharge): IDataObject {
	const total = toCents(payment.amount);
	const subtotal = toCents(asObject(payment.feeSplit).subtotal ?? requested.subtotal);
	if (total === undefined || subtotal === undefined) return { total: payment.amount };
	return {
		subtotal: fromCents(subtotal),
		fee: fromCents(total - subtotal),
		total: fromCents(total),
	};
}

/**
 * Whether a payment is the requested charge: same payer, same currency, same amount before the fee. What
 * Paystand does not show of it cannot contradict.
 */
export function isRequested(payment: IDataObject, requested: RequestedCharge): boolean {
	const net = asObject(payment.feeSplit).subtotal;
	// Without a fee split nobody can tell amount and fee apart.
	const isSame = net !== undefined || !requested.addPayerFee;
	return (
		(payment.payerId ?? requested.payerId) === requested.payerId &&
		(payment.currency ?? requested.currency) === requested.currency &&
		(!isSame || sameAmount(net ?? payment.amount ?? requested.subtotal, requested.subtotal))
	);
}
