import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { openBalance, toCents } from '../../../../client/money';
import { ownedBy, withExtraFields } from '../../fields/extraFields';
import { amount, day, optionalText, refuse, text } from '../../fields/input';
import { pickedCustomer } from '../../fields/locators';
import { readFields } from '../../fields/readers';
import type { Readers } from '../../fields/readers';
import { labels, requiredFields, updateFields } from './fields';

/** What only its own field may set, since there it is checked. */
const AMOUNTS = ['totalAmount', 'amountDue'];

/** How each field is read and checked. */
const readers: Readers = {
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
	const given = Object.fromEntries(
		requiredFields.map(({ name }) => [name, context.getNodeParameter(name, itemIndex)]),
	);
	const body: IDataObject = {
		...customerOf(context, itemIndex),
		...readFields(context, itemIndex, given as IDataObject, { readers, labels, keepEmpty: true }),
		...readFields(context, itemIndex, more, { readers, labels }),
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
	const owned = ownedBy(body, labels, AMOUNTS);
	return withExtraFields(context, itemIndex, body, more.extraFields, owned);
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
		...readFields(context, itemIndex, given, { readers, labels }),
	};
	const owned = ownedBy(changes, labels, AMOUNTS);
	const body = withExtraFields(context, itemIndex, changes, given.extraFields, owned);
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
