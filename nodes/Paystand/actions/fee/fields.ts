import type { INodeProperties } from 'n8n-workflow';

import { fee } from './kind';

/** The amount that a fee is quoted for. */
export const subtotal: INodeProperties = {
	displayName: fee.labels.subtotal,
	name: 'subtotal',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 500.00',
	description: 'What is to be paid before the fee, with at most two places',
};
