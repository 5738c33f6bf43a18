import type { INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../../client/errors';
import { currency } from '../../fields/currency';
import { description } from '../../fields/description';
import { extraFields } from '../../fields/extraFields';
import { feePlan } from '../../fields/feePlan';
import { idField } from '../../fields/idField';
import { outputChoice } from '../../fields/listing';
import { recordLocator } from '../../fields/locator';
import { metadata } from '../../fields/metadata';
import { lookBackDays, movementKey } from '../../fields/movementKey';
import { payerLocator } from '../../fields/payer';
import { customer } from '../customer/kind';
import { receivable } from '../receivable/kind';
import { payment } from './kind';

const { labels } = payment;

/**
 * What Extra Fields must not hold: they would change who pays what, past everything that is checked
 * and looked up. The last five are the older ways to name a payer or a fund
 * (docs/paystand-api.md#charging-a-saved-fund).
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
	description: 'What to charge, before any payer fee, with at most two places',
};

export const cardId = idField({
	displayName: labels.cardId,
	name: 'cardId',
	displayOptions: { show: { fund: ['card'] } },
	description:
		"A saved card of the customer. Cards are saved on Paystand's own page only: the ID stands in a payment made with the card, as 'sourceId' (Payment: Get with Simplify off).",
});

export const bankId = idField({
	displayName: labels.bankId,
	name: 'bankId',
	displayOptions: { show: { fund: ['bank'] } },
	description:
		'A saved bank account of the customer, verified with micro-deposits. Bank Account: Add gives its ID.',
});

export const chargeKey = movementKey({
	displayName: 'Charge Key',
	name: 'chargeKey',
	placeholder: 'e.g. INV-1001 of March',
	noun: 'charge',
	done: 'charged',
	plural: 'Payments',
});

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
	description(),
];

/** All fields of a charge. */
export const chargeFields: INodeProperties[] = [
	{
		displayName:
			"This moves real money when the credential is one of production: the customer's card or bank account is charged at once. Set a 'Charge Key' so that no charge is ever made twice.",
		name: 'chargeNotice',
		type: 'notice',
		default: '',
	},
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
			lookBackDays(chargeKey.displayName, 'payments'),
			metadata(),
		],
	},
	...outputChoice(),
];
