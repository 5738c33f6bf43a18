import { createHash, randomUUID } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { listRows } from '../../../../client/pages';
import type { WantedCharge } from './wanted';

const DAY_MS = 86_400_000;
/** Days after today that a search covers, so that no clock that runs ahead hides a payment. */
const DAYS_AHEAD = 31;
/** A payment that moved no money does not stand for the charge. */
const VOID = ['failed', 'canceled'];

/** The name under which a charge is found again (fact sheet 12.19). */
export interface ChargeKey {
	value: string;
	/** Whether a payment with this key may be there already. */
	mayExist: boolean;
}

/**
 * The charge key of an item: the person's own, or a random one. n8n may run a node again, by "Retry
 * On Fail" or because a person retries the execution, and then the items before the one that did
 * not go through are charged again. The random key is therefore kept with the execution: the same
 * charge of the same item gets the same key.
 */
export function chargeKeyOf(
	context: IExecuteFunctions,
	itemIndex: number,
	wanted: WantedCharge,
): ChargeKey {
	if (wanted.ownKey !== undefined) return { value: wanted.ownKey, mayExist: true };
	const { payerId, fund, subtotal, currency, receivableId, addPayerFee } = wanted;
	const charge = JSON.stringify([payerId, fund, subtotal, currency, receivableId, addPayerFee]);
	const { $runIndex } = context.getWorkflowDataProxy(itemIndex);
	const place = `${String($runIndex)}-${itemIndex}-${createHash('sha256').update(charge).digest('hex')}`;
	const kept = context.getContext('node');
	kept.chargeKeys ??= {};
	const keys = kept.chargeKeys as Record<string, string>;
	if (keys[place] !== undefined) return { value: keys[place], mayExist: true };
	keys[place] = randomUUID();
	return { value: keys[place], mayExist: false };
}

/**
 * The payments of the last days by their charge key.
 *
 * @param days how many days before today count, in any time zone
 */
export async function chargesByKey(
	context: IExecuteFunctions,
	days: number,
): Promise<Map<string, IDataObject>> {
	const rows = await listRows(context, {
		path: ['payments', 'all'],
		query: {
			'f.querytype': 'by-query-filters',
			'f.datepreset': 'custom',
			'f.datestart': dayFromNow(-days - 1),
			'f.dateend': dayFromNow(DAYS_AHEAD),
			'f.datetype': 'created',
			'f.timezone': 'Etc/UTC',
		},
		prefix: 'f.',
	});
	const charges = new Map<string, IDataObject>();
	for (const row of rows) {
		const key = (row.meta as IDataObject | null | undefined)?.chargeKey;
		if (typeof key === 'string' && !VOID.includes(String(row.status))) charges.set(key, row);
	}
	return charges;
}

function dayFromNow(days: number): string {
	return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}
