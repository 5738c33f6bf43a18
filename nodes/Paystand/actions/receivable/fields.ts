import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Labels } from '../../../../client/errors';
import { openBalance, toCents } from '../../../../client/money';
import { extraFields, withExtraFields } from '../../fields/extraFields';
import { amount, day, optionalText, refuse, text } from '../../fields/input';
import { customerLocator, pickedCustomer } from '../../fields/locators';

/**
 * Stored name → what the screen calls it. Paystand reports `erpId` as `extId`, `erpRef` as
 * `invoiceKey` and so on (fact sheet 6.3), so both spellings are here.
 */
export const labels: Labels = {
	erpId: 'ERP Invoice ID',
	extId: 'ERP Invoice ID',
	erpRef: 'Invoice Number',
	invoiceKey: 'Invoice Number',
	totalAmount: 'Total Amount',
	amount: 'Total Amount',
	amountDue: 'Amount Due',
	currency: 'Currency',
	postingDate: 'Posting Date',
	date: 'Posting Date',
	dueDate: 'Due Date',
	dateDue: 'Due Date',
	status: 'Status',
	extCustomerId: 'Customer',
	payerCustomerId: 'Customer',
};

const erpInvoiceId: INodeProperties = {
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
	description: 'The whole invoice amount: digits with a point and at most two places',
};

const amountDue: INodeProperties = {
	displayName: labels.amountDue,
	name: 'amountDue',
	type: 'string',
	default: '',
	placeholder: 'e.g. 250.00',
	description: 'What is still to be paid. Without it a new receivable is due in full.',
};

const currency: INodeProperties = {
	displayName: labels.currency,
	name: 'currency',
	type: 'options',
	options: [
		{ name: 'CAD', value: 'CAD' },
		{ name: 'USD', value: 'USD' },
	],
	default: 'USD',
};

const postingDate: INodeProperties = {
	displayName: labels.postingDate,
	name: 'postingDate',
	type: 'dateTime',
	required: true,
	default: '',
	description: 'The day of the invoice, in any ISO 8601 form',
};

const dueDate: INodeProperties = {
	displayName: labels.dueDate,
	name: 'dueDate',
	type: 'dateTime',
	required: true,
	default: '',
	description: 'The day by which it is to be paid, in any ISO 8601 form',
};

const status: INodeProperties = {
	displayName: labels.status,
	name: 'status',
	type: 'options',
	options: [
		{ name: 'Active', value: 'active' },
		{ name: 'Cancelled', value: 'cancelled' },
	],
	default: 'active',
};

/** The required fields of a new receivable. */
export const requiredFields: INodeProperties[] = [
	customerLocator(),
	erpInvoiceId,
	invoiceNumber,
	totalAmount,
	currency,
	postingDate,
	dueDate,
];

/** The optional fields of a new receivable. */
export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [amountDue, extraFields(), status],
};

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
export const updateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			...amountDue,
			description: 'What is still to be paid. Without it the payments made so far are kept.',
		},
		currency,
		{ ...dueDate, required: undefined },
		{ ...erpInvoiceId, required: undefined },
		extraFields(),
		{ ...postingDate, required: undefined },
		status,
		{ ...totalAmount, required: undefined },
	],
};

/** How each field is read and checked. */
const READERS: Record<
	string,
	(
		place: { context: IExecuteFunctions; itemIndex: number; label: string },
		value: unknown,
	) => unknown
> = {
	erpId: text,
	erpRef: text,
	totalAmount: (place, value) => amount(place, value, 'positive'),
	amountDue: (place, value) => amount(place, value, 'zero'),
	currency: text,
	postingDate: day,
	dueDate: day,
	status: text,
};

/**
 * The body of a new receivable, from the fields of the screen. Without an Amount Due it is due in
 * full.
 *
 * @throws {NodeOperationError} naming the field that is empty or malformed
 */
export function newReceivable(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const more = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const fields = requiredFields.filter(({ name }) => name in READERS);
	const given = Object.fromEntries(
		fields.map(({ name }) => [name, context.getNodeParameter(name, itemIndex)]),
	);
	const body: IDataObject = {
		...customerOf(context, itemIndex),
		...read(context, itemIndex, given as IDataObject, { keepEmpty: true }),
		...read(context, itemIndex, more),
	};
	body.amountDue ??= body.totalAmount;
	const open = openBalance(body.totalAmount, body.amountDue);
	if ((toCents(open) ?? 0n) < 0n) {
		refuse(
			{ context, itemIndex, label: labels.amountDue },
			`(${String(body.amountDue)}) is more than '${labels.totalAmount}' (${String(body.totalAmount)})`,
			'Correct one of the two amounts.',
		);
	}
	return withExtraFields(context, itemIndex, body, more.extraFields);
}

/**
 * What an update changes, from the fields of the screen.
 *
 * @throws {NodeOperationError} when nothing is to be changed, or a field is malformed
 */
export function changedFields(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const given = context.getNodeParameter('updateFields', itemIndex, {}) as IDataObject;
	const erpRef = optionalText(
		{ context, itemIndex, label: labels.erpRef },
		context.getNodeParameter('erpRef', itemIndex, ''),
	);
	const changes = {
		...(erpRef !== undefined && { erpRef }),
		...read(context, itemIndex, given),
	};
	const body = withExtraFields(context, itemIndex, changes, given.extraFields);
	if (Object.keys(body).length > 0) return body;
	return refuse(
		{ context, itemIndex, label: updateFields.displayName },
		'are empty',
		'Add at least one field to change.',
	);
}

/** Exactly one of the two ways Paystand takes a customer (fact sheet 6.3). */
function customerOf(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const choice = pickedCustomer(context, itemIndex);
	return 'key' in choice ? { extCustomerId: choice.key } : { payerCustomerId: choice.id };
}

function read(
	context: IExecuteFunctions,
	itemIndex: number,
	given: IDataObject,
	{ keepEmpty = false } = {},
): IDataObject {
	const body: IDataObject = {};
	for (const [name, value] of Object.entries(given)) {
		const reader = READERS[name];
		const empty = value === '' || value === null || value === undefined;
		if (!reader || (empty && !keepEmpty)) continue;
		body[name] = reader({ context, itemIndex, label: labels[name] }, value) as string;
	}
	return body;
}
