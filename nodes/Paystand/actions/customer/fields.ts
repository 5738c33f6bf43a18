import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../../client/errors';
import { changeableFieldsOf, optionalFieldsOf } from '../../fields/collections';
import { extraFields, ownedBy, withExtraFields } from '../../fields/extraFields';
import { carried } from '../../fields/fullWrite';
import { optionalText, refuse, text } from '../../fields/input';

/** Stored name → what the screen calls it. */
export const labels: Labels = {
	extCustomerId: 'ERP Customer ID',
	customerName: 'Customer Name',
	email: 'Email',
	contactFirstName: 'Contact First Name',
	contactLastName: 'Contact Last Name',
};

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

const contactFirstName: INodeProperties = {
	displayName: labels.contactFirstName,
	name: 'contactFirstName',
	type: 'string',
	default: '',
};

const contactLastName: INodeProperties = {
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

/** What Paystand fills in itself. */
const FILLED = ['status', 'payer', 'payerId'];

/** The fields of a customer that Paystand takes under a known name. */
const KNOWN = Object.keys(labels);

/**
 * The body of a new customer, from the fields of the screen.
 *
 * @throws {NodeOperationError} naming the field that is empty or malformed
 */
export function newCustomer(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const more = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const body: IDataObject = {};
	for (const { name, displayName } of requiredFields) {
		const place = { context, itemIndex, label: displayName };
		body[name] = text(place, context.getNodeParameter(name, itemIndex));
	}
	Object.assign(body, optionalFields(context, itemIndex, more));
	checkEmail(context, itemIndex, body.email);
	return withExtraFields(context, itemIndex, body, more.extraFields, ownedBy(body, labels));
}

/**
 * What an update changes, from the fields of the screen.
 *
 * @throws {NodeOperationError} when nothing is to be changed, or a field is malformed
 */
export function changedFields(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const given = context.getNodeParameter('updateFields', itemIndex, {}) as IDataObject;
	const changes = optionalFields(context, itemIndex, given);
	if (changes.email !== undefined) checkEmail(context, itemIndex, changes.email);
	const owned = ownedBy(changes, labels);
	const body = withExtraFields(context, itemIndex, changes, given.extraFields, owned);
	if (Object.keys(body).length > 0) return body;
	return refuse(
		{ context, itemIndex, label: updateFields.displayName },
		'are empty',
		'Add at least one field to change.',
	);
}

/**
 * The full body of an update: what Paystand stores, with the changes laid over it. Whether a
 * partial body would empty the other fields is not documented, so none is sent.
 */
export function fullCustomer(record: IDataObject, changes: IDataObject): IDataObject {
	return { ...carried(record, FILLED), ...changes };
}

function optionalFields(
	context: IExecuteFunctions,
	itemIndex: number,
	given: IDataObject,
): IDataObject {
	const body: IDataObject = {};
	for (const name of KNOWN) {
		const value = optionalText({ context, itemIndex, label: labels[name] }, given[name]);
		if (value !== undefined) body[name] = value;
	}
	return body;
}

function checkEmail(context: IExecuteFunctions, itemIndex: number, value: unknown): void {
	if (/^\S+@\S+$/.test(String(value))) return;
	refuse(
		{ context, itemIndex, label: labels.email },
		'is not an email address',
		'Write it like name@email.com. Paystand needs one for every customer.',
	);
}
