import type { INodeProperties } from 'n8n-workflow';

import { changeableFieldsOf, optionalFieldsOf } from '../../fields/collections';
import { currency } from '../../fields/currency';
import { extraFields } from '../../fields/extraFields';
import { recordLocator } from '../../fields/locator';
import { recordStatus } from '../../fields/recordStatus';
import { customer } from '../customer/kind';
import { creditMemo } from './kind';

const { labels } = creditMemo;

export const erpCreditMemoId: INodeProperties = {
	displayName: labels.extId,
	name: 'extId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 2001',
	description: "The credit memo's internal key in your ERP",
};

const creditMemoNumber: INodeProperties = {
	displayName: labels.extKey,
	name: 'extKey',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. CM-1001',
	description: 'The number your customer sees on the credit memo',
};

const amount: INodeProperties = {
	displayName: labels.amount,
	name: 'amount',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 50.25',
	description: "The whole credit, with at most two places, written as 'Read Amounts As' says",
};

export const amountRemaining: INodeProperties = {
	displayName: labels.amountRemaining,
	name: 'amountRemaining',
	type: 'string',
	default: '',
	placeholder: 'e.g. 50.25',
	description: 'The part not yet applied. Without it a new credit memo is open in full.',
};

export const creationDate: INodeProperties = {
	displayName: labels.extCreationDate,
	name: 'extCreationDate',
	type: 'dateTime',
	typeOptions: { dateOnly: true },
	default: '',
	description: 'The day your ERP made it. Without it the posting date counts.',
};

const postingDate: INodeProperties = {
	displayName: labels.extPostedDate,
	name: 'extPostedDate',
	type: 'dateTime',
	typeOptions: { dateOnly: true },
	required: true,
	default: '',
	description: "The day your ERP posted it, written as 'Read Dates As' says",
};

export const erpName: INodeProperties = {
	displayName: labels.erpName,
	name: 'erpName',
	type: 'string',
	default: '',
	description: 'The name of the ERP it comes from, as in your Paystand account',
};

/** The required fields of a new credit memo, its customer apart. */
export const memoFields: INodeProperties[] = [
	erpCreditMemoId,
	creditMemoNumber,
	amount,
	postingDate,
];

/** The required fields of a new credit memo. */
export const requiredFields: INodeProperties[] = [recordLocator(customer), ...memoFields];

/** The optional fields of a new credit memo. */
export const additionalFields = optionalFieldsOf([
	amountRemaining,
	creationDate,
	currency(),
	erpName,
	extraFields(),
	recordStatus(),
]);

/** What Create or Update does with a remainder that Paystand keeps already. */
export const overwriteRemaining: INodeProperties = {
	displayName: 'Overwrite Remaining',
	name: 'overwriteRemaining',
	type: 'boolean',
	default: false,
	description:
		"Whether 'Amount Remaining' also replaces that of a credit memo that exists. Leave it off unless your ERP knows what customers applied in Paystand.",
};

/** All fields that an update can change. */
export const updateFields = changeableFieldsOf([
	amount,
	{
		...amountRemaining,
		description: 'The part not yet applied. Without it what was applied so far is kept.',
	},
	{ ...creationDate, description: "The day your ERP made it, written as 'Read Dates As' says" },
	creditMemoNumber,
	currency(),
	erpCreditMemoId,
	erpName,
	extraFields(),
	postingDate,
	recordStatus(),
]);
