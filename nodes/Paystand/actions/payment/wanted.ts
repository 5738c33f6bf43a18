import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { withExtraFields } from '../../fields/extraFields';
import { idOf } from '../../fields/idField';
import { amount, optionalText } from '../../fields/input';
import { optionalReceivableId } from '../../fields/locators';
import { withMetadata } from '../../fields/metadata';
import { payerId } from '../../fields/payer';
import type { Execution } from '../execution';
import { planOf } from '../fee/fields';
import {
	bankId,
	cardId,
	chargedAmount,
	chargeKey,
	LOOK_BACK_DAYS,
	ownedFields,
	plainFields,
} from './fields';

/** A charge as the person wants it. */
export interface WantedCharge {
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
 * @throws {NodeOperationError} naming the field that is empty or malformed; nothing was charged
 */
export async function wantedCharge(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
): Promise<WantedCharge> {
	const more = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const given = (name: string) => context.getNodeParameter(name, itemIndex);
	const place = { context, itemIndex };

	const plain: IDataObject = {};
	for (const { name, displayName } of plainFields) {
		const value = optionalText({ ...place, label: displayName }, more[name]);
		if (value !== undefined) plain[name] = value;
	}
	return {
		subtotal: amount({ ...place, label: chargedAmount.displayName }, given('amount'), 'positive'),
		currency: given('currency') as string,
		fund:
			given('fund') === 'bank'
				? { bankId: idOf(context, itemIndex, bankId) }
				: { cardId: idOf(context, itemIndex, cardId) },
		addPayerFee: given('addPayerFee') === true,
		plan: planOf(place, more),
		more: withExtraFields(context, itemIndex, plain, more.extraFields, ownedFields),
		meta: withMetadata(context, itemIndex, more.meta, {
			name: 'chargeKey',
			label: chargeKey.displayName,
			value: undefined,
		}),
		ownKey: optionalText({ ...place, label: chargeKey.displayName }, more.chargeKey),
		lookBackDays: Math.max(1, Math.floor(Number(more.lookBackDays)) || LOOK_BACK_DAYS),
		payerId: await payerId(context, itemIndex, execution),
		receivableId: await optionalReceivableId(context, itemIndex, execution),
	};
}
