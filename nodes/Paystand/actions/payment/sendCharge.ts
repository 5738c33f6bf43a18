import type { IDataObject } from 'n8n-workflow';

import { asError, PaystandError, refusalOf } from '../../../../client/errors';
import { sameAmount } from '../../../../client/money';
import type { PaystandClient } from '../../../../client/paystand';
import { asObject } from '../../../../client/refusal';
import { chargeKeyIn } from './chargeSearch';
import { chargeStatusOf } from './chargeStatus';
import type { RequestedCharge } from './requestedCharge';
import type { Price } from './sums';

/** What a charge that was sent came to. */
type Sent =
	| { outcome: 'charged'; payment: IDataObject; error?: undefined }
	/** It is certain that no money moves. */
	| { outcome: 'notCharged'; payment?: undefined; error: Error }
	| { outcome: 'unknown'; payment?: undefined; error?: undefined };

/** Sends a charge, once: `POST /payments/secure`. */
export async function sendCharge(
	client: PaystandClient,
	requested: RequestedCharge,
	{ total, feeSplit }: Price,
	chargeKey: string,
): Promise<Sent> {
	const { currency, payerId, fund, receivableId, plan, more, meta } = requested;
	const body: IDataObject = {
		...more,
		amount: total,
		currency,
		payerId,
		...fund,
		...(receivableId !== undefined && { receivableId }),
		...(feeSplit && { feeSplit }),
		...plan,
		meta: { ...meta, chargeKey },
	};
	try {
		const reply = await client.send({ method: 'POST', path: ['payments', 'secure'], body });
		return judged(asObject(reply), body, chargeKey);
	} catch (error) {
		if (refusalOf(error)?.outcomeUnknown) return { outcome: 'unknown' };
		return { outcome: 'notCharged', error: asError(error) };
	}
}

/** A success that does not show this very payment is no proof of one. */
function judged(payment: IDataObject, sent: IDataObject, chargeKey: string): Sent {
	const isAboutThis =
		payment.id !== undefined &&
		(payment.object ?? 'payment') === 'payment' &&
		(chargeKeyIn(payment) ?? chargeKey) === chargeKey &&
		(payment.payerId ?? sent.payerId) === sent.payerId &&
		(payment.currency ?? sent.currency) === sent.currency &&
		sameAmount(payment.amount ?? sent.amount, sent.amount);
	if (!isAboutThis) return { outcome: 'unknown' };
	switch (chargeStatusOf(payment)) {
		case 'charged':
			return { outcome: 'charged', payment };
		case 'notCharged':
			return { outcome: 'notCharged', error: failed(payment) };
		default:
			return { outcome: 'unknown' };
	}
}

function failed(payment: IDataObject): PaystandError {
	const reason = typeof payment.reason === 'string' ? ` Paystand says: ${payment.reason}` : '';
	return new PaystandError(
		`The card or bank did not accept the charge: payment ${String(payment.id)} has the status '${String(payment.status)}'`,
		`No money moves. Ask the payer, or use another payment method.${reason}`,
	);
}
