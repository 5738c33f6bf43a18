import type { INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../../client/errors';
import { extraFields } from '../../fields/extraFields';
import { currency } from '../../fields/currency';
import { idField } from '../../fields/idField';
import { metadata } from '../../fields/metadata';
import { payerLocator } from '../../fields/payer';
import { customer } from '../customer/kind';

/** Stored name → what the screen calls it. */
export const labels: Labels = {
	payerId: 'Customer',
	bankId: 'Bank Account ID',
	nameOnAccount: 'Name on Account',
	accountHolderType: 'Account Holder Type',
	accountType: 'Account Type',
	routingNumber: 'Routing Number',
	accountNumber: 'Account Number',
	currency: 'Currency',
	country: 'Country',
	billingAddress: 'Billing Address',
	externalId: 'ERP Bank Account ID',
	meta: 'Metadata (JSON)',
	amounts: 'First and Second Amount',
};

/** The field that names a saved bank account. */
export const bankId = idField({
	displayName: labels.bankId,
	name: 'bankId',
	description: "The bank account's 'id', as Bank Account: Add returns it",
});

export const routingNumber: INodeProperties = {
	displayName: labels.routingNumber,
	name: 'routingNumber',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 110000000',
	description: 'In Canada the transit and institution number, such as 11000-000',
};

export const accountNumber: INodeProperties = {
	displayName: labels.accountNumber,
	name: 'accountNumber',
	type: 'string',
	// Nobody who looks over the shoulder needs to read it.
	typeOptions: { password: true },
	required: true,
	default: '',
	description: 'Enter it as text: a number would lose its leading zeros',
};

export const nameOnAccount: INodeProperties = {
	displayName: labels.nameOnAccount,
	name: 'nameOnAccount',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Acme Dental Group',
};

/** What Paystand chooses from a list; sent as it is. */
export const choices: INodeProperties[] = [
	{
		displayName: labels.accountHolderType,
		name: 'accountHolderType',
		type: 'options',
		options: [
			{ name: 'Company', value: 'company' },
			{ name: 'Individual', value: 'individual' },
		],
		default: 'company',
	},
	{
		displayName: labels.accountType,
		name: 'accountType',
		type: 'options',
		options: [
			{ name: 'Checking', value: 'checking' },
			{ name: 'Savings', value: 'savings' },
		],
		default: 'checking',
	},
	currency(),
	{
		displayName: labels.country,
		name: 'country',
		type: 'options',
		options: [
			{ name: 'Canada', value: 'CAN' },
			{ name: 'United States', value: 'USA' },
		],
		default: 'USA',
	},
];

/**
 * The lines of an address, under Paystand's names
 * (docs/paystand-api.md#addresses-contacts-and-metadata).
 */
export const addressLines: INodeProperties[] = [
	{ displayName: 'City', name: 'city', type: 'string', default: '' },
	{
		displayName: 'Country',
		name: 'country',
		type: 'string',
		default: '',
		placeholder: 'e.g. USA',
		description: 'Three letters (ISO 3166-1 alpha-3)',
	},
	{ displayName: 'Postal Code', name: 'postalCode', type: 'string', default: '' },
	{ displayName: 'State', name: 'state', type: 'string', default: '', placeholder: 'e.g. CA' },
	{ displayName: 'Street', name: 'street1', type: 'string', default: '' },
	{ displayName: 'Street 2', name: 'street2', type: 'string', default: '' },
];

/** All fields of a new bank account. */
export const newBankFields: INodeProperties[] = [
	payerLocator(customer),
	nameOnAccount,
	accountNumber,
	routingNumber,
	...choices,
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			{
				displayName: labels.billingAddress,
				name: 'billingAddress',
				type: 'fixedCollection',
				placeholder: 'Add Address',
				default: {},
				options: [{ displayName: 'Address', name: 'address', values: addressLines }],
			},
			{
				displayName: labels.externalId,
				name: 'externalId',
				type: 'string',
				default: '',
				description: "The account's key in your ERP. Paystand keeps it in the metadata.",
			},
			extraFields(),
			metadata(),
		],
	},
];
