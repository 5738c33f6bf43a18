import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, refusalOf } from '../../../../client/errors';
import { pause } from '../../../../client/pace';
import { asObject } from '../../../../client/refusal';
import { paystandRequest } from '../../../../client/request';
import { withHints } from '../../fields/hints';
import { lookedUp } from '../../fields/lostReply';
import type { Execution } from '../execution';
import { chargesByKey } from './chargeKey';
import type { ChargeKey } from './chargeKey';
import { isWanted, priceOf } from './sums';
import type { WantedCharge } from './wanted';

/** After an unclear outcome the payment may take a moment to show. */
const LOOK_AFTER_MS = [0, 1_000, 4_000];

interface Charged {
	payment: IDataObject;
	outcome: 'charged' | 'found';
}

/**
 * Charges, unless the payment with this charge key is there already. What is unclear is looked up,
 * never sent again (fact sheet 12.19). Items of one run that share a key are one charge.
 *
 * @returns the payment, and whether it was charged now or found by its key
 * @throws {NodeOperationError} when the outcome stays unknown, or the key is another charge's
 */
export async function charge(
	context: IExecuteFunctions,
	execution: Execution,
	wanted: WantedCharge,
	key: ChargeKey,
): Promise<Charged> {
	let isFirst = false;
	const charged = await execution.once(`charge ${key.value}`, async () => {
		isFirst = true;
		return await chargeUnlessKnown(context, execution, wanted, key);
	});
	if (isFirst) return charged;
	return { payment: checked(context, charged.payment, wanted, key), outcome: 'found' };
}

async function chargeUnlessKnown(
	context: IExecuteFunctions,
	execution: Execution,
	wanted: WantedCharge,
	key: ChargeKey,
): Promise<Charged> {
	if (key.mayExist) {
		const days = wanted.lookBackDays;
		const known = await execution.once(
			`charges of ${days} days`,
			async () => await chargesByKey(context, days),
		);
		const payment = known.get(key.value);
		if (payment) return { payment: checked(context, payment, wanted, key), outcome: 'found' };
	}

	const { total, feeSplit } = await priceOf(context, wanted);
	const { currency, payerId, fund, receivableId, plan, more, meta } = wanted;
	const payment = await send(context, {
		amount: total,
		currency,
		payerId,
		...fund,
		...(receivableId !== undefined && { receivableId }),
		...(feeSplit && { feeSplit }),
		...plan,
		...more,
		meta: { ...meta, chargeKey: key.value },
	});
	if (payment) return { payment, outcome: 'charged' };

	const found = await lookUp(context, key);
	if (found) return { payment: checked(context, found, wanted, key), outcome: 'found' };
	throw new NodeOperationError(
		context.getNode(),
		`Whether the charge with the key '${key.value}' went through is unknown`,
		{
			description: `Paystand did not answer to the charge of ${total} ${currency}, and no payment with this key is to be found so far. Look in Paystand before you charge again. To run it again without charging twice, enter the key in 'Charge Key': it is looked up first.`,
		},
	);
}

/** @returns the payment, or `undefined` when it is unclear whether Paystand made one */
async function send(
	context: IExecuteFunctions,
	body: IDataObject,
): Promise<IDataObject | undefined> {
	const sage =
		"If your Paystand account is connected to Sage Intacct, every charge needs a receivable: choose it in 'Receivable'.";
	try {
		const path = ['payments', 'secure'];
		const reply = await withHints(
			context,
			body.receivableId === undefined ? { 400: sage, 422: sage } : {},
			async () => await paystandRequest(context, { method: 'POST', path, body }),
		);
		// A success that shows no payment is no proof of one.
		return asObject(reply).id === undefined ? undefined : asObject(reply);
	} catch (error) {
		if (refusalOf(error)?.outcomeUnknown) return undefined;
		throw asNodeError(context.getNode(), error);
	}
}

async function lookUp(
	context: IExecuteFunctions,
	key: ChargeKey,
): Promise<IDataObject | undefined> {
	for (const waitMs of LOOK_AFTER_MS) {
		await pause(waitMs, context.getExecutionCancelSignal());
		const charges = await lookedUp(context, async () => await chargesByKey(context, 1));
		const found = charges?.get(key.value);
		if (found) return found;
	}
	return undefined;
}

function checked(
	context: IExecuteFunctions,
	payment: IDataObject,
	wanted: WantedCharge,
	key: ChargeKey,
): IDataObject {
	if (isWanted(payment, wanted)) return payment;
	throw new NodeOperationError(
		context.getNode(),
		`The charge key '${key.value}' belongs to another charge: payment ${String(payment.id)}`,
		{
			description: `That payment is ${String(payment.amount)} ${String(payment.currency)} of payer ${String(payment.payerId)}. Nothing was charged now. Use another 'Charge Key' for this charge.`,
		},
	);
}
