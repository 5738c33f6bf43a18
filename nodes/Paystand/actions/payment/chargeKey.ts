import { createHash, randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../item/item';
import type { RequestedCharge } from './requestedCharge';

/** What the execution keeps of a charge; n8n saves it with the execution, so it is plain JSON. */
export interface KeptCharge {
	key: string;
	/** When it went out, in milliseconds since 1970, while its outcome is unknown. */
	sentAt?: number;
	/** The payment that a reply has shown. */
	payment?: IDataObject;
}

/** The name under which a charge is found again (fact sheet 12.19). */
export interface ChargeKey {
	value: string;
	/** Whether the person gave it: then other executions may use it too. */
	isOwn: boolean;
	/** What this execution knows of the charge. */
	kept: KeptCharge;
}

/**
 * The charge key of an item: the person's own, or a random one. n8n may run a node again, by "Retry
 * On Fail" or because a person retries the execution, and then the items before the one that did
 * not go through are charged again. Key and outcome are therefore kept with the execution: the same
 * charge of the same item gets the same key, and what went out under it is not forgotten.
 */
export function chargeKeyOf(item: Item, requested: RequestedCharge): ChargeKey {
	const { ownKey } = requested;
	const kept = item.execution.context.getContext('node');
	kept.charges ??= {};
	const charges = kept.charges as Record<string, KeptCharge>;
	const place = ownKey === undefined ? placeOf(item, requested) : `Charge Key ${digest(ownKey)}`;
	charges[place] ??= { key: ownKey ?? randomUUID() };
	return { value: charges[place].key, isOwn: ownKey !== undefined, kept: charges[place] };
}

/** Where in the execution the item is, and what it charges. */
function placeOf({ execution, index }: Item, requested: RequestedCharge): string {
	const { payerId, fund, subtotal, currency, receivableId, addPayerFee } = requested;
	const charge = JSON.stringify([payerId, fund, subtotal, currency, receivableId, addPayerFee]);
	const { $runIndex } = execution.context.getWorkflowDataProxy(index);
	return `${String($runIndex)}-${index}-${digest(charge)}`;
}

function digest(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
