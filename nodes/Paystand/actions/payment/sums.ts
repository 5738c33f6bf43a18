import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { fromCents, sameAmount, toCents } from '../../../../client/money';
import { asObject } from '../../../../client/refusal';
import { splitBody, splitFees } from '../fee/split';
import type { WantedCharge } from './wanted';

/** What is charged and how Paystand is told of it. */
export interface Price {
	/** What the payer pays in all, e.g. `"103.50"`. */
	total: string;
	/** What Paystand wants back of its quote (fact sheet 12.20). */
	feeSplit?: { subtotal: string; feeSplitType: string };
}

/**
 * What to charge: the amount, or with the payer's fee what Paystand quotes for the payment method
 * of the fund.
 *
 * @throws {NodeOperationError} when there is no usable quote; nothing was charged
 */
export async function priceOf(context: IExecuteFunctions, wanted: WantedCharge): Promise<Price> {
	if (!wanted.addPayerFee) return { total: wanted.subtotal };
	const { subtotal, currency, payerId, receivableId, plan } = wanted;
	const body = splitBody({ subtotal, currency, payerId, receivableId, more: plan });
	const rail = 'cardId' in wanted.fund ? 'cardPayments' : 'networkBankPayments';
	const quote = asObject((await splitFees(context, body))[rail]);

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
	throw new NodeOperationError(
		context.getNode(),
		`Paystand quoted no payer fee for ${'cardId' in wanted.fund ? 'cards' : 'bank accounts'}`,
		{
			description:
				"Nothing was charged. Look at Fee: Quote for this amount, or turn 'Add Payer Fee' off.",
		},
	);
}

/**
 * What the payer paid and what of it is the fee, as decimal strings that add up exactly.
 *
 * @param payment as Paystand shows it; `amount` is gross, `feeSplit.subtotal` the invoices' part
 */
export function sumsOf(payment: IDataObject, wanted: WantedCharge): IDataObject {
	const total = toCents(payment.amount);
	const subtotal = toCents(asObject(payment.feeSplit).subtotal ?? wanted.subtotal);
	if (total === undefined || subtotal === undefined) return { total: payment.amount };
	return {
		subtotal: fromCents(subtotal),
		fee: fromCents(total - subtotal),
		total: fromCents(total),
	};
}

/**
 * Whether a payment is the wanted charge: same payer, same currency, same amount before the fee. What
 * Paystand does not show of it cannot contradict.
 */
export function isWanted(payment: IDataObject, wanted: WantedCharge): boolean {
	const net = asObject(payment.feeSplit).subtotal;
	// Without a fee split nobody can tell amount and fee apart.
	const isSame = net !== undefined || !wanted.addPayerFee;
	return (
		(payment.payerId ?? wanted.payerId) === wanted.payerId &&
		(payment.currency ?? wanted.currency) === wanted.currency &&
		(!isSame || sameAmount(net ?? payment.amount ?? wanted.subtotal, wanted.subtotal))
	);
}
