import type { IDataObject } from 'n8n-workflow';

import { Field } from '../../item/field';
import type { Item } from '../../item/item';
import { keyAndMetadata } from '../../movements/input';
import { withExtraFields } from '../../records/body';
import { feePlanOf } from '../../records/feeQuote';
import { payerId } from '../customer/payer';
import { receivable } from '../receivable/kind';
import { bankId, cardId, chargedAmount, chargeKey, ownedFields, plainFields } from './fields';

/** A charge as the person wants it. */
export interface RequestedCharge {
	/** Before the payer's fee, e.g. `"100.00"`. */
	subtotal: string;
	currency: string;
	payerId: string;
	fund: { cardId: string } | { bankId: string };
	receivableId?: string;
	addPayerFee: boolean;
	/** The fee plan, for quote and charge alike. */
	plan: IDataObject;
	/** Further fields, as Paystand takes them. */
	more: IDataObject;
	/** Without the charge key. */
	meta: IDataObject;
	/** The person's own charge key. */
	ownKey?: string;
	lookBackDays: number;
}

/**
 * Reads the charge from the fields of the screen.
 *
 * @throws {PaystandError} naming the field that is empty or malformed; nothing was charged
 */
export async function requestedCharge(item: Item): Promise<RequestedCharge> {
	const more = item.collection('additionalFields');
	const plain: IDataObject = {};
	for (const { name, displayName } of plainFields) {
		const value = new Field(displayName, more[name]).optionalText();
		if (value !== undefined) plain[name] = value;
	}
	return {
		subtotal: item.field(chargedAmount).amount('positive'),
		currency: item.value('currency') as string,
		fund:
			item.value('fund') === 'bank'
				? { bankId: item.field(bankId).id() }
				: { cardId: item.field(cardId).id() },
		addPayerFee: item.isOn('addPayerFee'),
		plan: feePlanOf(more),
		more: withExtraFields(plain, more.extraFields, ownedFields),
		...keyAndMetadata(more, { key: chargeKey }),
		payerId: await payerId(item),
		receivableId: await item.optionalRecordId(receivable),
	};
}
