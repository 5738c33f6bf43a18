import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Execution } from '../actions/execution';
import { customerRecord } from './customerRecord';
import { paystandId } from './input';
import { asLocator, isUnset, locatorField } from './locator';
import { customerId, kindOf } from './locators';

/** A customer, of whom the payer is wanted: the owner of the saved cards and bank accounts. */
const PAYER = {
	...kindOf('customer'),
	moreModes: [
		{
			displayName: 'By Payer ID',
			name: 'payer',
			type: 'string' as const,
			placeholder: 'e.g. 3k9x0q2m7v5t1c8z4b6n0a2d',
			hint: "The 'payerId' of a customer or of a payment. It is not the customer's own ID.",
		},
	],
};

/** The field that picks a customer whose payer is wanted. */
export const payerLocator = (): INodeProperties => locatorField(PAYER);

/**
 * The ID of the picked customer's payer, which differs from the customer's own (fact sheet 6.2).
 * A customer is read once per execution.
 *
 * @throws {NodeOperationError} when none is picked, or Paystand shows no payer for the customer
 */
export async function payerId(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
): Promise<string> {
	const { mode, value } = asLocator(context.getNodeParameter(PAYER.name, itemIndex));
	if (mode === 'payer') return paystandId({ context, itemIndex, label: 'Payer ID' }, value);

	const id = await customerId(context, itemIndex, execution);
	const customer = await customerRecord(context, execution, id);
	const payer = (customer.payer as IDataObject | null | undefined)?.id;
	if (typeof payer === 'string') return payer;
	throw new NodeOperationError(context.getNode(), 'Paystand shows no payer for this customer', {
		description: "Pick the customer 'By Payer ID' instead. Its payments show the ID, as 'payerId'.",
		itemIndex,
	});
}

/** As `payerId`, where a customer may be left out. */
export async function optionalPayerId(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
): Promise<string | undefined> {
	const given = context.getNodeParameter(PAYER.name, itemIndex, '');
	return isUnset(given) ? undefined : await payerId(context, itemIndex, execution);
}
