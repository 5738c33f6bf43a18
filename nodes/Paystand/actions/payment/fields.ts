import type { INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../../client/errors';
import { currency } from '../../fields/currency';
import { extraFields } from '../../fields/extraFields';
import { feePlan } from '../../fields/feePlan';
import { idField } from '../../fields/idField';
import { simplify } from '../../fields/listing';
import { recordLocator } from '../../fields/locator';
import { metadata } from '../../fields/metadata';
import { payerLocator } from '../../fields/payer';
import { customer } from '../customer/kind';
import { receivable } from '../receivable/kind';
import { payment } from './kind';

const { labels } = payment;

/**
 * What Extra Fields must not hold: they would change who pays what, past everything that is checked
 * and looked up. The last five are the older ways to name a payer or a fund (fact sheet 6.7).
 */
export const ownedFields: Labels = {
	...labels,
	payer: 'Customer',
	card: 'Card ID',
	bank: 'Bank Account ID',
	token: 'Pay From',
	tokenId: 'Pay From',
};

export const chargedAmount: INodeProperties = {
	displayName: labels.amount,
	name: 'amount',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 100.00',
	description: 'What to charge, before any payer fee: digits with a point and at most two places',
};

export const cardId = idField({
	displayName: labels.cardId,
	name: 'cardId',
	displayOptions: { show: { fund: ['card'] } },
	description: "A saved card of the customer. Cards are saved on Paystand's own page only.",
});

export const bankId = idField({
	displayName: labels.bankId,
	name: 'bankId',
	displayOptions: { show: { fund: ['bank'] } },
	description: 'A saved bank account of the customer, verified with micro-deposits',
});

export const chargeKey: INodeProperties = {
	displayName: 'Charge Key',
	name: 'chargeKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. INV-1001 of March',
	description:
		"Your own name for this one charge: one key is charged once. Payments are searched for it first, also when you run this again. Do not use one key in two n8n servers or workers at the same time: each sees the other's charge only once Paystand lists it.",
};

/** Fields of a charge that Paystand takes as they are. */
export const plainFields: INodeProperties[] = [
	{
		displayName: labels.accountKey,
		name: 'accountKey',
		type: 'string',
		default: '',
		placeholder: 'e.g. default',
		description: 'Which of your Paystand accounts gets the money',
	},
	{
		displayName: labels.description,
		name: 'description',
		type: 'string',
		default: '',
	},
];

/** How far back payments are searched for a charge key, unless the person says otherwise. */
export const LOOK_BACK_DAYS = 7;

/** All fields of a charge. */
export const chargeFields: INodeProperties[] = [
	payerLocator(customer),
	{
		displayName: 'Pay From',
		name: 'fund',
		type: 'options',
		options: [
			{ name: 'Bank Account', value: 'bank' },
			{ name: 'Card', value: 'card' },
		],
		default: 'card',
	},
	cardId,
	bankId,
	chargedAmount,
	currency(),
	{
		displayName: 'Add Payer Fee',
		name: 'addPayerFee',
		type: 'boolean',
		default: false,
		description:
			'Whether the customer also bears the fee that your fee plan provides for. It is quoted first and added to the amount.',
	},
	{
		...recordLocator(receivable),
		required: undefined,
		description:
			'The receivable (invoice) to pay. Without one the payment stays unapplied. Accounts connected to Sage Intacct always need one.',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			plainFields[0],
			chargeKey,
			plainFields[1],
			extraFields(),
			...feePlan,
			{
				displayName: 'Look Back (Days)',
				name: 'lookBackDays',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: LOOK_BACK_DAYS,
				description: "How many days back payments are searched for the 'Charge Key'",
			},
			metadata(),
		],
	},
	simplify(),
];
