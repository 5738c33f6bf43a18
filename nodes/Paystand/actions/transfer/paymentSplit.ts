import { toCents } from '../../../../client/money';
import { asObject } from '../../../../client/refusal';
import type { Applied } from './payoutApplied';
import type { Part } from './payoutPart';

/**
 * How the gross of a payment splits, in cents: gross = applied + unapplied + payer fee − discount.
 * Without a fee split the payer bore no fee (docs/paystand-api.md#feesplit-without-a-quote).
 */
export function splitOf(part: Part, applied: Applied[]) {
	const split = asObject(part.record?.feeSplit);
	const payerFee = toCents(split.payerTotalFees) ?? 0n;
	const discount = toCents(split.payerDiscount) ?? 0n;
	const paid = applied.reduce((sum, { cents }) => sum + cents, 0n);
	return { payerFee, discount, applied: paid, unapplied: part.cents - payerFee + discount - paid };
}
