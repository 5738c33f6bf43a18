import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../../client/errors';
import type { PaystandClient } from '../../../../client/paystand';
import type { Item } from '../../item/item';
import { lookedUp } from '../../records/lookUp';
import { withCharge } from './chargeBook';
import type { ChargeKey } from './chargeKey';
import { ChargeSearch } from './chargeSearch';
import { ChargeState } from './chargeState';
import { chargeStatusOf } from './chargeStatus';
import { readAgain } from './readPayment';
import { sendCharge } from './sendCharge';
import type { RequestedCharge } from './requestedCharge';
import { isRequested, priceOf } from './sums';

const DAY_MS = 86_400_000;
/** A payment of unclear outcome may take a moment to show: when it is looked for, after it was sent. */
const LOOK_AFTER_MS = [0, 1_000, 4_000, 10_000];

interface Charged {
	payment: IDataObject;
	outcome: 'charged' | 'found';
}

/** One charge under way. */
interface Charge {
	client: PaystandClient;
	requested: RequestedCharge;
	key: ChargeKey;
	state: ChargeState;
	search: ChargeSearch;
}

/**
 * Charges, unless the payment with this charge key is there already. What is unclear is looked up,
 * never sent again (fact sheet 12.19): not by a later item, not when n8n runs the node again, not by
 * another execution.
 *
 * @returns the payment, and whether it was charged now or found by its key
 * @throws {PaystandError} when the outcome stays unknown, the payment did not go through, or
 *   the key is another charge's
 */
export async function charge(
	{ client, execution }: Item,
	requested: RequestedCharge,
	key: ChargeKey,
): Promise<Charged> {
	const account = await client.account();
	const search = await execution.once('charge search', async () => new ChargeSearch(client));
	return await withCharge(`${account} ${key.value}`, async (entry) => {
		const state = new ChargeState(entry, key);
		const one = { client, requested, key, state, search };
		return (await find(one)) ?? (await send(one));
	});
}

/** @returns the payment of this key when there is one; `undefined` when it may be charged */
async function find(charge: Charge): Promise<Charged | undefined> {
	const { client, requested, key, state, search } = charge;
	if (state.payment) {
		const payment = await readAgain(client, state.payment);
		if (chargeStatusOf(payment) !== 'notCharged') return found(charge, payment);
		state.forget();
	}
	if (state.isOnlyLookedUp) {
		const payment = await lookUp(charge);
		if (payment) return found(charge, payment);
		throw unknownOutcome(charge, 'It was sent before, and not again now');
	}
	if (!key.isOwn) return undefined;
	// Unlike a look-up, this has to succeed: only a list that was read whole shows that nothing is there.
	const days = Math.max(requested.lookBackDays, daysSince(state));
	const payment = await search.find(key.value, requested, { days, isFresh: state.isUnknown });
	return payment && found(charge, payment);
}

async function send(charge: Charge): Promise<Charged> {
	const { client, requested, key, state } = charge;
	const price = await priceOf(client, requested);
	state.markSent();
	const { outcome, payment, error } = await sendCharge(client, requested, price, key.value);
	if (outcome === 'charged') {
		state.markCharged(payment);
		return { payment, outcome };
	}
	if (outcome === 'notCharged') {
		state.forget();
		throw error;
	}
	const shown = await lookUp(charge);
	if (shown) return found(charge, shown);
	const sum = `${price.total} ${requested.currency}`;
	throw unknownOutcome(charge, `Paystand gave no clear answer to the charge of ${sum}`);
}

/**
 * Looks for the payment of a charge that went out. When that was a moment ago, it waits for it.
 *
 * @returns `undefined` when there is none so far, or nobody can tell
 */
async function lookUp(charge: Charge): Promise<IDataObject | undefined> {
	const { client, requested, key, state, search } = charge;
	const days = daysSince(state);
	const look = async () => await search.find(key.value, requested, { days, isFresh: true });
	let isFirst = true;
	for (const afterMs of LOOK_AFTER_MS) {
		const waitMs = afterMs - state.sinceSentMs;
		// What was to be seen by now, one look tells.
		if (waitMs < 0 && !isFirst) continue;
		await client.pause(waitMs);
		isFirst = false;
		const payment = await lookedUp(client, look);
		if (payment) return payment;
	}
	return undefined;
}

function daysSince({ isUnknown, sinceSentMs }: ChargeState): number {
	return isUnknown ? Math.ceil(sinceSentMs / DAY_MS) : 0;
}

function found(charge: Charge, payment: IDataObject): Charged {
	const { requested, key, state } = charge;
	const shown = `payment ${String(payment.id)} of ${String(payment.amount)} ${String(payment.currency)}`;
	if (!isRequested(payment, requested)) {
		throw new PaystandError(
			`The charge key '${key.value}' belongs to another charge: ${shown}`,
			`That payment is by payer ${String(payment.payerId)}. Use another 'Charge Key' for this charge, or correct the amount, currency or customer.`,
		);
	}
	if (chargeStatusOf(payment) === 'unclear') {
		throw new PaystandError(
			`Whether the charge with the key '${key.value}' went through is unknown: its payment has the status '${String(payment.status)}'`,
			`Check ${shown} in Paystand. It is not charged again under this key.`,
		);
	}
	state.markCharged(payment);
	return { payment, outcome: 'found' };
}

function unknownOutcome({ key }: Charge, what: string): PaystandError {
	const next = key.isOwn
		? "Run this again with the same 'Charge Key' to look it up. For 15 minutes it is only looked up; after that it is charged if Paystand shows no payment with this key."
		: "Retrying this execution only looks it up. Check in Paystand before you charge again. To charge it in another run without charging twice, enter the key in 'Charge Key'.";
	return new PaystandError(
		`Whether the charge with the key '${key.value}' went through is unknown`,
		`${what}, and Paystand shows no payment with this key so far. ${next}`,
	);
}
