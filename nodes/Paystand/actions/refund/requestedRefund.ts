import type { IDataObject } from 'n8n-workflow';

import { description } from '../../fields/description';
import { Field } from '../../item/field';
import type { Item } from '../../item/item';
import { keyAndMetadata } from '../../movements/input';
import { withExtraFields } from '../../records/body';
import { payment } from '../payment/kind';
import { fixedFields, refundedAmount, refundKey } from './fields';

/** A refund as the person wants it. */
export interface RequestedRefund {
	paymentId: string;
	/** E.g. `"40.00"`; left out: all that remains. */
	amount?: string;
	/** Further fields, as Paystand takes them. */
	more: IDataObject;
	/** Without the refund key. */
	meta: IDataObject;
	/** The person's own refund key. */
	ownKey?: string;
	lookBackDays: number;
}

/**
 * Reads the refund from the fields of the screen.
 *
 * @throws {PaystandError} naming the field that is empty or malformed; nothing was refunded
 */
export async function requestedRefund(item: Item): Promise<RequestedRefund> {
	const more = item.collection('additionalFields');
	const { displayName, name } = description();
	const text = new Field(displayName, more[name]).optionalText();
	return {
		...(item.value('extent') !== 'remaining' && {
			amount: item.field(refundedAmount).amount('positive'),
		}),
		more: withExtraFields(
			text === undefined ? {} : { [name]: text },
			more.extraFields,
			fixedFields,
		),
		...keyAndMetadata(more, { key: refundKey }),
		paymentId: await item.recordId(payment),
	};
}
