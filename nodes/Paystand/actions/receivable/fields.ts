import type { INodeProperties } from 'n8n-workflow';

import { changeableFieldsOf, optionalFieldsOf } from '../../fields/collections';
import { currency } from '../../fields/currency';
import { extraFields } from '../../fields/extraFields';
import { recordLocator } from '../../fields/locator';
import { recordStatus } from '../../fields/recordStatus';
import { customer } from '../customer/kind';
import { receivable } from './kind';

const { labels } = receivable;

export const erpInvoiceId: INodeProperties = {
	displayName: labels.erpId,
	name: 'erpId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 1001',
	description: "The invoice's internal key in your ERP: unique, at most 40 characters",
};

export const invoiceNumber: INodeProperties = {
	displayName: labels.erpRef,
	name: 'erpRef',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. INV-1001',
	description: 'The number your customer sees on the invoice',
};

const totalAmount: INodeProperties = {
	displayName: labels.totalAmount,
	name: 'totalAmount',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 1250.00',
	description:
		"The whole invoice amount, with at most two places, written as 'Read Amounts As' says",
};

export const amountDue: INodeProperties = {
	displayName: labels.amountDue,
	name: 'amountDue',
	type: 'string',
	default: '',
	placeholder: 'e.g. 250.00',
	description: 'What is still to be paid. Without it a new receivable is due in full.',
};

const postingDate: INodeProperties = {
	displayName: labels.postingDate,
	name: 'postingDate',
	type: 'dateTime',
	typeOptions: { dateOnly: true },
	required: true,
	default: '',
	description: "The day of the invoice, written as 'Read Dates As' says",
};

const dueDate: INodeProperties = {
	displayName: labels.dueDate,
	name: 'dueDate',
	type: 'dateTime',
	typeOptions: { dateOnly: true },
	required: true,
	default: '',
	description: "The day by which it is to be paid, written as 'Read Dates As' says",
};

/** The required fields of a new receivable, its customer apart. */
export const invoiceFields: INodeProperties[] = [
	erpInvoiceId,
	invoiceNumber,
	totalAmount,
	currency(),
	postingDate,
	dueDate,
];

/** The required fields of a new receivable. */
export const requiredFields: INodeProperties[] = [recordLocator(customer), ...invoiceFields];

/** The optional fields of a new receivable. */
export const additionalFields = optionalFieldsOf([amountDue, extraFields(), recordStatus()]);

/** What Create or Update does with a balance that Paystand keeps already. */
export const overwriteBalance: INodeProperties = {
	displayName: 'Overwrite Balance',
	name: 'overwriteBalance',
	type: 'boolean',
	default: false,
	description:
		"Whether 'Amount Due' also replaces the balance of a receivable that exists. Leave it off unless your ERP knows every payment: an older balance would undo payments made in Paystand.",
};

/** All fields that an update can change. */
export const updateFields = changeableFieldsOf([
	{
		...amountDue,
		description: 'What is still to be paid. Without it the payments made so far are kept.',
	},
	currency(),
	dueDate,
	erpInvoiceId,
	extraFields(),
	postingDate,
	recordStatus(),
	totalAmount,
]);
