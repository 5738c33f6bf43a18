import type { IDataObject } from 'n8n-workflow';

import { openBalance, toCents } from '../../../../client/money';
import { Faults } from '../../item/faults';
import { Field } from '../../item/field';
import type { Item } from '../../item/item';
import { ownedBy, readFields, withExtraFields } from '../../records/body';
import type { Readers } from '../../records/body';
import { customer } from '../customer/kind';
import { additionalFields, invoiceFields, invoiceNumber, updateFields } from './fields';
import { receivable } from './kind';

const { labels } = receivable;

/** What only its own field may set, since there it is checked. */
const AMOUNTS = ['totalAmount', 'amountDue'];

/** How each field is read and checked. */
const readers: Readers = {
	erpId: (field) => field.text(),
	erpRef: (field) => field.text(),
	totalAmount: (field) => field.amount('positive'),
	amountDue: (field) => field.amount('zero'),
	currency: (field) => field.text(),
	postingDate: (field) => field.day(),
	dueDate: (field) => field.day(),
	status: (field) => field.text(),
};

/**
 * The body of a new receivable, from the fields of the screen. Without an Amount Due it is due in
 * full.
 *
 * @param customerOf how the body names the customer
 * @throws {PaystandError} naming every field that is empty or malformed
 */
export function newReceivable(
	item: Item,
	customerOf: (item: Item) => IDataObject = pickedCustomer,
): IDataObject {
	const more = item.collection(additionalFields.name);
	const required = invoiceFields.map(({ name }) => name);
	const given = item.values(required);
	const { formats } = item.execution;
	const faults = new Faults();
	const body: IDataObject = {
		...faults.collect(() => customerOf(item)),
		...faults.collect(() =>
			readFields({ ...more, ...given }, { readers, labels, formats, required }),
		),
	};
	faults.throwIfAny();
	body.amountDue ??= body.totalAmount;
	const open = openBalance(body.totalAmount, body.amountDue);
	if ((toCents(open) ?? 0n) < 0n) {
		new Field(labels.amountDue, body.amountDue).fail(
			`(${String(body.amountDue)}) is more than '${labels.totalAmount}' (${String(body.totalAmount)})`,
			'Correct one of the two amounts.',
		);
	}
	return withExtraFields(body, more.extraFields, ownedBy(body, labels, AMOUNTS));
}

/**
 * What an update changes, from the fields of the screen.
 *
 * @throws {PaystandError} when nothing is to be changed, or a field is malformed
 */
export function changedFields(item: Item): IDataObject {
	const given = item.collection(updateFields.name);
	const erpRef = item.optionalField(invoiceNumber).optionalText();
	const changes = {
		...(erpRef !== undefined && { erpRef }),
		...readFields(given, { readers, labels, formats: item.execution.formats }),
	};
	const owned = ownedBy(changes, labels, AMOUNTS);
	const body = withExtraFields(changes, given.extraFields, owned);
	if (Object.keys(body).length > 0) return body;
	return new Field(updateFields.displayName, given).fail(
		'are empty',
		'Add at least one field to change.',
	);
}

/**
 * Exactly one of the two ways Paystand takes a customer (docs/paystand-api.md#receivable-fields).
 */
function pickedCustomer(item: Item): IDataObject {
	const choice = item.choice(customer);
	return 'key' in choice ? { extCustomerId: choice.key } : { payerCustomerId: choice.id };
}
