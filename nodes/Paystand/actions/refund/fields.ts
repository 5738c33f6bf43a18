import type { INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../../client/errors';
import { changeableFieldsOf, optionalFieldsOf } from '../../fields/collections';
import { description } from '../../fields/description';
import { extraFields } from '../../fields/extraFields';
import { outputChoice } from '../../fields/listing';
import { recordLocator } from '../../fields/locator';
import { metadata } from '../../fields/metadata';
import { lookBackDays, movementKey } from '../../fields/movementKey';
import { payment } from '../payment/kind';
import { refund } from './kind';

/** What Extra Fields must not hold: it would refund past what is checked and looked up. */
export const fixedFields: Labels = {
	amount: 'Amount',
	currency: 'Payment',
	paymentId: 'Payment',
	description: 'Description',
	meta: 'Metadata (JSON)',
};

export const refundKey = movementKey({
	displayName: 'Refund Key',
	name: 'refundKey',
	placeholder: 'e.g. RMA-1001',
	noun: 'refund',
	done: 'refunded',
	plural: 'Refunds',
});

export const refundedAmount: INodeProperties = {
	displayName: refund.labels.amount,
	name: 'amount',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 40.00',
	displayOptions: { show: { extent: ['amount'] } },
	description: 'At most what remains of the payment: digits with a point and at most two places',
};

/** All fields of a new refund. */
export const refundFields: INodeProperties[] = [
	recordLocator(payment),
	{
		displayName: 'How Much',
		name: 'extent',
		type: 'options',
		// A choice of its own: an expression that comes out empty must not give everything back.
		options: [
			{
				name: 'All That Remains',
				value: 'remaining',
				description: 'The payment less its refunds and disputes',
			},
			{ name: 'An Amount', value: 'amount' },
		],
		default: 'amount',
	},
	refundedAmount,
	optionalFieldsOf([
		description(),
		extraFields(),
		lookBackDays(refundKey.displayName, 'refunds'),
		metadata(),
		refundKey,
	]),
	...outputChoice(),
];

/** What an update can change. */
export const updateFields = changeableFieldsOf([description(), extraFields(), metadata()]);
