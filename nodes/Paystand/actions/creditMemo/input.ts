import type { IDataObject } from 'n8n-workflow';

import { usDay } from '../../../../client/dates';
import { toCents } from '../../../../client/money';
import { Field } from '../../item/field';
import type { Item } from '../../item/item';
import { ownedBy, readFields, withExtraFields } from '../../records/body';
import type { Readers } from '../../records/body';
import { customer } from '../customer/kind';
import { jsonAmount } from './amounts';
import { requiredFields, updateFields } from './fields';
import { creditMemo } from './kind';

const { labels } = creditMemo;

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
	const more = item.collection('additionalFields');
	const required = requiredFields.map(({ name }) => name);
	const given = item.values(required);
	const { formats } = item.execution;
	const body = readFields({ ...more, ...given }, { readers, labels, formats, required });
	checkRemaining(body);
	body.extCustomerId = await erpCustomerId(item);
	return withExtraFields(body, more.extraFields, ownedBy(body, labels, AMOUNTS));
}

/** A new credit memo, with what Paystand also wants to know: active, open in full, made as posted. */
export function newCreditMemo(given: IDataObject): IDataObject {
	const { amount: amountRemaining, extPostedDate: extCreationDate } = given;
	return { status: 'active', amountRemaining, extCreationDate, ...given };
}

/**
 * What an update changes, from the fields of the screen.
 *
 * @throws {PaystandError} when nothing is to be changed, or a field is malformed
 */
export function changedFields(item: Item): IDataObject {
	const given = item.collection(updateFields.name);
	const changes = readFields(given, { readers, labels, formats: item.execution.formats });
	const owned = ownedBy(changes, labels, AMOUNTS);
	const body = withExtraFields(changes, given.extraFields, owned);
	if (Object.keys(body).length > 0) return body;
	return new Field(updateFields.displayName, given).fail(
		'are empty',
		'Add at least one field to change.',
	);
}

/**
 * Rejects a remainder above the amount.
 *
 * @param body amounts as Paystand takes or shows them
 */
export function checkRemaining(body: IDataObject): void {
	if ((toCents(body.amountRemaining) ?? 0n) <= (toCents(body.amount) ?? 0n)) return;
	new Field(labels.amountRemaining, body.amountRemaining).fail(
		`(${String(body.amountRemaining)}) is more than '${labels.amount}' (${String(body.amount)})`,
		'Correct one of the two amounts.',
	);
}

/** Credit memos take a customer by the ERP's key only, so one picked by its ID is read for it. */
async function erpCustomerId(item: Item): Promise<string> {
	const choice = item.choice(customer);
	if ('key' in choice) return choice.key;
	const record = await item.execution.record(customer, choice.id);
	return new Field(customer.key.label, record.extCustomerId).text();
}
