import type { IDataObject } from 'n8n-workflow';

import { fromCents, toCents } from '../../../../client/money';
import { PaystandError } from '../../../../client/errors';
import type { PaystandClient } from '../../../../client/paystand';
import { agrees } from '../../movements/movement';
import type { Movement, MovementKind, PreparedMovement } from '../../movements/movement';
import { readRecord } from '../../movements/readRecord';
import { payment, paymentIdOf } from '../payment/kind';
import { refundKey } from './fields';
import { refund } from './kind';
import { remainingOf, sumText } from './remaining';
import type { Remaining } from './remaining';
import type { RequestedRefund } from './requestedRefund';

/** A refund, for which a refund of Paystand's stands. */
const REFUND: MovementKind = {
	noun: 'refund',
	verb: 'refund',
	gerund: 'refunding',
	done: 'refunded',
	record: refund,
	key: refundKey,
	// See docs/paystand-api.md#creating-a-refund; a payment's states too, as whoever adds one would.
	movedStates: ['created', 'processing', 'posted', 'paid'],
};

/** A refund as something that is done once: `POST /payments/:paymentId/refunds`. */
export function refundMovement(client: PaystandClient, requested: RequestedRefund): Movement {
	const { paymentId, amount } = requested;
	const isOfPayment = (row: IDataObject) => (paymentIdOf(row) ?? paymentId) === paymentId;
	return {
		kind: REFUND,
		identity: [paymentId, amount ?? 'remaining'],
		source: `payment ${paymentId}`,
		ownKey: requested.ownKey,
		lookBackDays: requested.lookBackDays,
		prepare: async (key) => await prepare(client, requested, key),
		isRequested: (row) => isOfPayment(row) && (amount === undefined || agrees(row, { amount })),
		mayBe: isOfPayment,
		nearby: async () => {
			const { refunds } = await readRecord(client, payment, paymentId);
			return Array.isArray(refunds) ? (refunds as IDataObject[]) : [];
		},
		whenOther: (row) => `That refund is of payment ${String(paymentIdOf(row) ?? paymentId)}.`,
		whenFailed,
	};
}

async function prepare(
	client: PaystandClient,
	requested: RequestedRefund,
	key: string,
): Promise<PreparedMovement> {
	const { paymentId, more, meta } = requested;
	const remaining = await remainingOf(client, { paymentId, kind: REFUND, key });
	const amount = amountOf(requested, remaining);
	const { currency } = remaining;
	const body: IDataObject = { ...more, amount, currency, meta: { ...meta, [refundKey.name]: key } };
	return {
		path: [...payment.path(paymentId), 'refunds'],
		body,
		shown: { amount, currency, paymentId },
	};
}

/** What to refund: as much as was asked for, or all that remains; never more than that. */
function amountOf({ amount }: RequestedRefund, remaining: Remaining): string {
	const { left, unknown, total } = remaining;
	const of = `${partsOf(remaining)} Nothing was refunded.`;
	if (amount === undefined && unknown > 0n) {
		throw new PaystandError(
			'What remains of the payment is not known: whether another refund of it went through is unknown',
			`${of} Look that refund up first: run it again, or check in Paystand. Then refund an amount.`,
		);
	}
	if (left <= 0n) {
		throw new PaystandError('Nothing remains of the payment to refund', of);
	}
	if (amount === undefined) return fromCents(left);
	if ((toCents(amount) ?? total) <= left) return amount;
	throw new PaystandError(
		`'${refund.labels.amount}' (${amount}) is more than what remains of the payment: ${sumText(remaining, left)}`,
		`${of} Enter a smaller amount, or choose 'All That Remains'.`,
	);
}

function partsOf(remaining: Remaining): string {
	const { total, refunded, disputed, unknown } = remaining;
	const taken = [
		`${sumText(remaining, refunded)} were refunded`,
		`${sumText(remaining, disputed)} are disputed`,
		...(unknown > 0n ? [`of ${sumText(remaining, unknown)} it is unknown`] : []),
	];
	return `Of ${sumText(remaining, total)}, ${taken.join(', ')}.`;
}

function whenFailed({ id, reason, status }: IDataObject): [string, string] {
	const said = typeof reason === 'string' ? ` Paystand says: ${reason}` : '';
	return [
		`The refund did not go through: refund ${String(id)} has the status '${String(status)}'`,
		`No money moves.${said}`,
	];
}
