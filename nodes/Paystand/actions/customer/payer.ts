import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../../client/errors';
import { PAYER_MODE } from '../../fields/payer';
import { Field } from '../../item/field';
import type { Item } from '../../item/item';
import { asLocator, isUnset } from '../../item/locator';
import { customer } from './kind';

/**
 * The ID of the picked customer's payer, which differs from the customer's own
 * (docs/paystand-api.md#a-customer-and-its-payer). A customer is read once per execution.
 *
 * @throws {PaystandError} when none is picked, or Paystand shows no payer for the customer
 */
export async function payerId(item: Item): Promise<string> {
	const { mode, value } = asLocator(item.value(customer.name));
	if (mode === PAYER_MODE) return new Field('Payer ID', value).id();

	const record = await item.execution.record(customer, await item.recordId(customer));
	const payer = (record.payer as IDataObject | null | undefined)?.id;
	if (typeof payer === 'string') return payer;
	throw new PaystandError(
		'Paystand shows no payer for this customer',
		"Pick the customer 'By Payer ID' instead. Its payments show the ID, as 'payerId'.",
	);
}

/** As `payerId`, where a customer may be left out. */
export async function optionalPayerId(item: Item): Promise<string | undefined> {
	return isUnset(item.value(customer.name, '')) ? undefined : await payerId(item);
}
