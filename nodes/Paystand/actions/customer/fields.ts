import type { INodeProperties } from 'n8n-workflow';

import { changeableFieldsOf, optionalFieldsOf } from '../../fields/collections';
import { extraFields } from '../../fields/extraFields';
import { customer } from './kind';

const { labels } = customer;

export const erpCustomerId: INodeProperties = {
	displayName: labels.extCustomerId,
	name: 'extCustomerId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. CUST-1001',
	description: "The customer's key in your ERP: unique, at most 40 characters",
};

export const customerName: INodeProperties = {
	displayName: labels.customerName,
	name: 'customerName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Acme Dental Group',
};

export const email: INodeProperties = {
	displayName: labels.email,
	name: 'email',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'name@email.com',
	description: 'Where Paystand sends invoices and reminders to',
};

export const contactFirstName: INodeProperties = {
	displayName: labels.contactFirstName,
	name: 'contactFirstName',
	type: 'string',
	default: '',
};

export const contactLastName: INodeProperties = {
	displayName: labels.contactLastName,
	name: 'contactLastName',
	type: 'string',
	default: '',
};

/** The required fields of a new customer. */
export const requiredFields: INodeProperties[] = [erpCustomerId, customerName, email];

/** The optional fields of a new customer. */
export const additionalFields = optionalFieldsOf([
	contactFirstName,
	contactLastName,
	extraFields(),
]);

/** All fields that an update can change. */
export const updateFields = changeableFieldsOf([
	contactFirstName,
	contactLastName,
	customerName,
	email,
	erpCustomerId,
	extraFields(),
]);
