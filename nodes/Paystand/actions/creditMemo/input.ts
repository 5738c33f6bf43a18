import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { usDay } from '../../../../client/dates';
import { toCents } from '../../../../client/money';
import { customerRecord } from '../../fields/customerRecord';
import { ownedBy, withExtraFields } from '../../fields/extraFields';
import { amount, day, refuse, text } from '../../fields/input';
import { pickedCustomer } from '../../fields/locators';
import { readFields } from '../../fields/readers';
import type { Readers } from '../../fields/readers';
import type { Execution } from '../execution';
import { jsonAmount } from './amounts';
import { labels, requiredFields, updateFields } from './fields';

/** What only its own field may set, since there it is checked. */
const AMOUNTS = ['amount', 'amountRemaining'];

/** Opposite to receivables, amounts are JSON numbers and days are US ones (fact sheet 6.5). */
const readers: Readers = {
	extId: text,
	extKey: text,
	amount: (place, value) => jsonAmount(place, amount(place, value, 'positive')),
	amountRemaining: (place, value) => jsonAmount(place, amount(place, value, 'zero')),
	currency: text,
	extCreationDate: (place, value) => usDay(day(place, value)),
	extPostedDate: (place, value) => usDay(day(place, value)),
	status: text,
	erpName: text,
};

/**
 * A credit memo as the person filled it in, under the names that Paystand takes.
 *
 * @throws {NodeOperationError} naming the field that is empty or malformed
 */
export async function givenCreditMemo(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
): Promise<IDataObject> {
	const more = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const required = Object.fromEntries(
		requiredFields.map(({ name }) => [name, context.getNodeParameter(name, itemIndex)]),
	) as IDataObject;
	const body: IDataObject = {
		...readFields(context, itemIndex, required, { readers, labels, keepEmpty: true }),
		...readFields(context, itemIndex, more, { readers, labels }),
	};
	checkRemaining(context, itemIndex, body);
	body.extCustomerId = await erpCustomerId(context, itemIndex, execution);
	const owned = ownedBy(body, labels, AMOUNTS);
	return withExtraFields(context, itemIndex, body, more.extraFields, owned);
}

/** A new credit memo, with what Paystand also wants to know: active, open in full, made as posted. */
export function newCreditMemo(given: IDataObject): IDataObject {
	const { amount: amountRemaining, extPostedDate: extCreationDate } = given;
	return { status: 'active', amountRemaining, extCreationDate, ...given };
}

/**
 * What an update changes, from the fields of the screen.
 *
 * @throws {NodeOperationError} when nothing is to be changed, or a field is malformed
 */
export function changedFields(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const given = context.getNodeParameter('updateFields', itemIndex, {}) as IDataObject;
	const changes = readFields(context, itemIndex, given, { readers, labels });
	const owned = ownedBy(changes, labels, AMOUNTS);
	const body = withExtraFields(context, itemIndex, changes, given.extraFields, owned);
	if (Object.keys(body).length > 0) return body;
	return refuse(
		{ context, itemIndex, label: updateFields.displayName },
		'are empty',
		'Add at least one field to change.',
	);
}

/**
 * Refuses a remainder above the amount.
 *
 * @param body amounts as Paystand takes or shows them
 */
export function checkRemaining(
	context: IExecuteFunctions,
	itemIndex: number,
	body: IDataObject,
): void {
	if ((toCents(body.amountRemaining) ?? 0n) <= (toCents(body.amount) ?? 0n)) return;
	refuse(
		{ context, itemIndex, label: labels.amountRemaining },
		`(${String(body.amountRemaining)}) is more than '${labels.amount}' (${String(body.amount)})`,
		'Correct one of the two amounts.',
	);
}

/** Credit memos take a customer by the ERP's key only, so one picked by its ID is read for it. */
async function erpCustomerId(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
): Promise<string> {
	const choice = pickedCustomer(context, itemIndex);
	if ('key' in choice) return choice.key;
	const customer = await customerRecord(context, execution, choice.id);
	return text({ context, itemIndex, label: 'ERP Customer ID' }, customer.extCustomerId);
}
