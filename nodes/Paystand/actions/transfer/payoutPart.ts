import type { IDataObject } from 'n8n-workflow';

import { toCents } from '../../../../client/money';
import { asObject } from '../../../../client/refusal';

/** What a payout is made of. `held`: money that a withdrawal left at Paystand, or took from there. */
export type PartKind = 'adjustment' | 'dispute' | 'fee' | 'held' | 'payment' | 'refund';

/** One movement of money in a payout. */
export interface Part {
	kind: PartKind;
	/** The ID of the payment, refund, dispute or fee. */
	id: string;
	/** What it adds to the payout, in cents; below zero for what it takes off. */
	cents: bigint;
	/** As Paystand shows it; absent of what only the report tells of. */
	record?: IDataObject;
	/** The payment it belongs to, where that is known. */
	paymentId?: string;
	/** Of a fee: the dispute that it was charged for. */
	disputeId?: string;
}

/** Something in the report of a payout that does not agree with the records. */
export interface Problem extends IDataObject {
	resourceType: string;
	resourceId: string;
	amount: string;
	problem: string;
}

/** Where the parts come from: the payout's report, or the lists of payments, refunds and disputes. */
export type Basis = 'lists' | 'report';

/** What was found out about a payout. */
export interface Findings {
	basis: Basis;
	parts: Part[];
	problems: Problem[];
	/** What a person should know though it is no error. */
	notes: string[];
	/** What to say if they do not explain the payout: they may not be all there is. */
	doubt?: Error;
}

/**
 * What a record is worth in the currency of the payout, in cents.
 *
 * @returns `undefined` when it is in another currency, or shows no amount
 */
export function worthOf(record: IDataObject, currency: unknown): bigint | undefined {
	// Both differ where the payer's money was converted (docs/paystand-api.md#payment-fields).
	if (record.settlementCurrency === currency && record.settlementAmount !== undefined)
		return toCents(record.settlementAmount);
	return record.currency === currency ? toCents(record.amount) : undefined;
}

/** The rows of an embedded list such as `fees`; anything else is no row. */
export function rowsOf(list: unknown): IDataObject[] {
	return Array.isArray(list) ? list.map(asObject) : [];
}

/**
 * Whether a fee is final: only then its amount counts (docs/paystand-api.md#when-a-fee-is-final,
 * #dispute-fees).
 */
export function isFinalFee(fee: IDataObject): boolean {
	return fee.feeType === 'paystand' && toCents(fee.amount) !== undefined;
}

/** Whether the money of a dispute is the merchant's again (docs/paystand-api.md#dispute-states). */
export function isGivenBack({ status }: IDataObject): boolean {
	return status === 'won' || status === 'failed';
}
