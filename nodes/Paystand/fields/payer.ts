import type { INodeProperties } from 'n8n-workflow';

import type { Pickable } from '../item/kind';
import { recordLocator } from './locator';

/** The mode in which a customer is named by its payer. */
export const PAYER_MODE = 'payer';

/** The field that picks a customer whose payer is wanted: the owner of saved cards and bank accounts. */
export function payerLocator(customer: Pickable): INodeProperties {
	return recordLocator(customer, [
		{
			displayName: 'By Payer ID',
			name: PAYER_MODE,
			type: 'string' as const,
			placeholder: 'e.g. 3k9x0q2m7v5t1c8z4b6n0a2d',
			hint: "The 'payerId' of a customer or of a payment. It is not the customer's own ID.",
		},
	]);
}
