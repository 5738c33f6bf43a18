import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, NodeApiError } from 'n8n-workflow';

import { asNodeError, refusalOf } from '../../../../client/errors';
import { sameAmount } from '../../../../client/money';
import { asObject } from '../../../../client/refusal';
import { paystandRequest } from '../../../../client/request';
import { withHints } from '../../fields/hints';
import type { Hints } from '../../fields/hints';
import { chargeKeyIn } from './chargeSearch';
import { chargeStatusOf } from './chargeStatus';
import type { Price } from './sums';
import type { WantedCharge } from './wanted';

/** What a charge that was sent came to. */
type Sent =
	| { outcome: 'charged'; payment: IDataObject; error?: undefined }
	/** It is certain that no money moves. */
	| { outcome: 'notCharged'; payment?: undefined; error: NodeApiError | NodeOperationError }
	| { outcome: 'unknown'; payment?: undefined; error?: undefined };

const SAGE_INTACCT =
	"If your Paystand account is connected to Sage Intacct, every charge needs a receivable: choose it in 'Receivable'.";

/** Sends a charge, once: `POST /payments/secure`. */
export async function sendCharge(
	context: IExecuteFunctions,
	wanted: WantedCharge,
	{ total, feeSplit }: Price,
	chargeKey: string,
): Promise<Sent> {
	const { currency, payerId, fund, receivableId, plan, more, meta } = wanted;
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
	const hints: Hints = receivableId === undefined ? { 400: SAGE_INTACCT, 422: SAGE_INTACCT } : {};
	try {
		const path = ['payments', 'secure'];
		const reply = await withHints(
			context,
			hints,
			async () => await paystandRequest(context, { method: 'POST', path, body }),
		);
		return judged(context, asObject(reply), body, chargeKey);
	} catch (error) {
		if (refusalOf(error)?.outcomeUnknown) return { outcome: 'unknown' };
		return { outcome: 'notCharged', error: asNodeError(context.getNode(), error) };
	}
}

/** A success that does not show this very payment is no proof of one. */
function judged(
	context: IExecuteFunctions,
	payment: IDataObject,
	sent: IDataObject,
	chargeKey: string,
): Sent {
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
			return { outcome: 'notCharged', error: failed(context, payment) };
		default:
			return { outcome: 'unknown' };
	}
}

function failed(context: IExecuteFunctions, payment: IDataObject): NodeOperationError {
	const reason = typeof payment.reason === 'string' ? ` Paystand says: ${payment.reason}` : '';
	return new NodeOperationError(
		context.getNode(),
		`The card or bank did not accept the charge: payment ${String(payment.id)} has the status '${String(payment.status)}'`,
		{ description: `No money moves. Ask the payer, or use another payment method.${reason}` },
	);
}
