import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../../item/operation';
import { binaryField } from './files';
import {
	additionalFields as customerAdditionalFields,
	requiredFields as customerRequiredFields,
} from '../customer/fields';
import { additionalFields, invoiceFields, overwriteBalance } from './fields';
import { syncRow } from './sync';

/** As for a customer; the receivable's own stand beside them. */
export const customerFields: INodeProperties = {
	...customerAdditionalFields,
	displayName: 'Additional Customer Fields',
	name: 'customerFields',
};

const pdf: INodeProperties = {
	...binaryField(false),
	required: undefined,
	hint: "The input field that holds the invoice's PDF. Leave it empty to attach none.",
};

export const sync: Operation = {
	value: 'sync',
	name: 'Sync',
	action: 'Sync receivable with its customer and PDF',
	description:
		'Bring one row of your ERP to Paystand: create or update the customer, then the receivable (invoice), then attach its PDF unless a file of that name is there',
	properties: [
		...customerRequiredFields,
		customerFields,
		...invoiceFields,
		pdf,
		overwriteBalance,
		additionalFields,
	],
	output: {
		plus: {
			...{ customerOutcome: 'string', receivableOutcome: 'string', attachmentOutcome: 'string' },
			...{ extId: 'string', erpRef: 'string', customerName: 'string', extCustomerId: 'string' },
			...{ amount: 'string', openBalance: 'string', currency: 'string', status: 'string' },
			...{ dateDue: 'string', amountDue: 'string' },
			...{ fileName: 'string', receivableId: 'string', customerId: 'string' },
			...{ attachmentId: 'string' },
		},
	},

	async execute(item) {
		return await syncRow(item, customerFields.name);
	},
};
