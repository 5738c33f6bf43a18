import type { IDataObject } from 'n8n-workflow';

import type { PaystandClient } from '../../../../client/paystand';
import type { Movement, MovementKind, PreparedMovement } from '../../movements/movement';
import { chargeKey } from './fields';
import { payment } from './kind';
import type { RequestedCharge } from './requestedCharge';
import { isRequested, priceOf } from './sums';

/** A charge, for which a payment stands. */
const CHARGE: MovementKind = {
	noun: 'charge',
	verb: 'charge',
	gerund: 'charging',
	done: 'charged',
	record: payment,
	key: chargeKey,
	// See docs/paystand-api.md#event-kinds-and-states, #what-a-charge-answers.
	movedStates: ['created', 'processing', 'posted', 'paid'],
};

/** A charge as something that is done once: `POST /payments/secure`. */
export function chargeMovement(client: PaystandClient, requested: RequestedCharge): Movement {
	const { payerId, fund, subtotal, currency, receivableId, addPayerFee } = requested;
	return {
		kind: CHARGE,
		identity: [payerId, fund, subtotal, currency, receivableId, addPayerFee],
		ownKey: requested.ownKey,
		lookBackDays: requested.lookBackDays,
		prepare: async (key) => await prepare(client, requested, key),
		isRequested: (record) => isRequested(record, requested),
		mayBe: (row) => (row.payerId ?? payerId) === payerId && (row.currency ?? currency) === currency,
		whenOther: (record) => `That payment is by payer ${String(record.payerId)}.`,
		whenFailed,
	};
}

async function prepare(
	client: PaystandClient,
	requested: RequestedCharge,
	key: string,
): Promise<PreparedMovement> {
	const { currency, payerId, fund, receivableId, plan, more, meta } = requested;
	const { total, feeSplit } = await priceOf(client, requested);
	const body: IDataObject = {
		...more,
		amount: total,
		currency,
		payerId,
		...fund,
		...(receivableId !== undefined && { receivableId }),
		...(feeSplit && { feeSplit }),
		...plan,
		meta: { ...meta, [chargeKey.name]: key },
	};
	return { path: ['payments', 'secure'], body, shown: { amount: total, currency, payerId } };
}

function whenFailed(record: IDataObject): [string, string] {
	const reason = typeof record.reason === 'string' ? ` Paystand says: ${record.reason}` : '';
	return [
		`The card or bank did not accept the charge: payment ${String(record.id)} has the status '${String(record.status)}'`,
		`No money moves. Ask the payer, or use another payment method.${reason}`,
	];
}
