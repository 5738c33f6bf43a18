import type { IDataObject } from 'n8n-workflow';

import { usDay } from '../../../../client/dates';
import type { Labels } from '../../../../client/errors';
import { toCents } from '../../../../client/money';
import { Field } from '../../item/field';
import type { Filled } from '../../item/filled';
import type { Item } from '../../item/item';
import { notEmpty, ownedBy, readFields, withExtraFields } from '../../records/body';
import type { Readers, RequestedUpdate } from '../../records/body';
import { chosenCustomer } from '../customer/chosen';
import { customer } from '../customer/kind';
import { jsonAmount } from './amounts';
import { createColumns, updateColumns } from './columns';
import { additionalFields, memoFields, updateFields } from './fields';
import { creditMemo } from './kind';

/** What only its own field may set, since there it is checked. */
const AMOUNTS = ['amount', 'amountRemaining'];

/**
 * Unlike receivables, amounts are JSON numbers and days are US ones
 * (docs/paystand-api.md#credit-memo-fields).
 */
const readers: Readers = {
	extId: (field) => field.text(),
	extKey: (field) => field.text(),
	amount: (field) => jsonAmount(field, field.amount('positive')),
	amountRemaining: (field) => jsonAmount(field, field.amount('zero')),
	currency: (field) => field.text(),
	extCreationDate: (field) => usDay(field.day()),
	extPostedDate: (field) => usDay(field.day()),
	status: (field) => field.text(),
	erpName: (field) => field.text(),
};

/**
 * A credit memo as the person filled it in, under the names that Paystand takes.
 *
 * @throws {PaystandError} naming every field that is empty or malformed
 */
export async function givenCreditMemo(item: Item): Promise<IDataObject> {
	const { name: collection } = additionalFields;
	const filled = item.filledIn({ columns: createColumns, fields: memoFields, collection });
	const { given, labels } = filled;
	const required = memoFields.map(({ name }) => name);
	const { formats } = item.execution;
	const body = readFields(given, { readers, labels, formats, required });
	checkRemaining(body, labels);
	body.extCustomerId = await erpCustomerId(item, filled);
	const owned = ownedBy(body, creditMemo.labels, AMOUNTS, labels);
	return withExtraFields(body, given.extraFields, owned);
}

/** A new credit memo, with what Paystand also wants to know: active, open in full, made as posted. */
export function newCreditMemo(given: IDataObject): IDataObject {
	const { amount: amountRemaining, extPostedDate: extCreationDate } = given;
	return { status: 'active', amountRemaining, extCreationDate, ...given };
}

/**
 * What an update changes, and of which record where Columns name it.
 *
 * @throws {PaystandError} when nothing is to be changed, or a field is malformed
 */
export function requestedUpdate(item: Item): RequestedUpdate {
	const { name: collection } = updateFields;
	const filled = item.filledIn({ columns: updateColumns, fields: [], collection });
	const { given, labels, match } = filled;
	const changes = readFields(given, { readers, labels, formats: item.execution.formats });
	const owned = ownedBy(changes, creditMemo.labels, AMOUNTS, labels);
	const body = withExtraFields(changes, given.extraFields, owned);
	return { changes: notEmpty(body, filled), match };
}

/**
 * Rejects a remainder above the amount.
 *
 * @param body amounts as Paystand takes or shows them
 */
export function checkRemaining(body: IDataObject, labels: Labels = creditMemo.labels): void {
	if ((toCents(body.amountRemaining) ?? 0n) <= (toCents(body.amount) ?? 0n)) return;
	new Field(labels.amountRemaining, body.amountRemaining).fail(
		`(${String(body.amountRemaining)}) is more than '${labels.amount}' (${String(body.amount)})`,
		'Correct one of the two amounts.',
	);
}

/** Credit memos take a customer by the ERP's key only, so one picked by its ID is read for it. */
async function erpCustomerId(item: Item, filled: Filled): Promise<string> {
	const choice = chosenCustomer(item, filled);
	if ('key' in choice) return choice.key;
	const record = await item.execution.record(customer, choice.id);
	return new Field(customer.key.label, record.extCustomerId).text();
}
