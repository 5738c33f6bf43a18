import type { IDataObject } from 'n8n-workflow';

import { openBalance, toCents } from '../../../../client/money';
import { Faults } from '../../item/faults';
import { Field } from '../../item/field';
import type { Filled } from '../../item/filled';
import type { Item } from '../../item/item';
import { notEmpty, ownedBy, readFields, withExtraFields } from '../../records/body';
import type { Readers, RequestedUpdate } from '../../records/body';
import { chosenCustomer } from '../customer/chosen';
import { createColumns, updateColumns } from './columns';
import { additionalFields, invoiceFields, invoiceNumber, updateFields } from './fields';
import { receivable } from './kind';

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
	customerOf: (item: Item, filled: Filled) => IDataObject = pickedCustomer,
): IDataObject {
	const { name: collection } = additionalFields;
	const filled = item.filledIn({ columns: createColumns, fields: invoiceFields, collection });
	const { given, labels } = filled;
	const required = invoiceFields.map(({ name }) => name);
	const { formats } = item.execution;
	const faults = new Faults();
	const body: IDataObject = {
		...faults.collect(() => customerOf(item, filled)),
		...faults.collect(() => readFields(given, { readers, labels, formats, required })),
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
	const owned = ownedBy(body, receivable.labels, AMOUNTS, labels);
	return withExtraFields(body, given.extraFields, owned);
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
	// In version 1 it has a field of its own.
	const erpRef = item.optionalField(invoiceNumber).optionalText();
	const changes = {
		...(erpRef !== undefined && { erpRef }),
		...readFields(given, { readers, labels, formats: item.execution.formats }),
	};
	const owned = ownedBy(changes, receivable.labels, AMOUNTS, labels);
	const body = withExtraFields(changes, given.extraFields, owned);
	return { changes: notEmpty(body, filled), match };
}

/**
 * Exactly one of the two ways Paystand takes a customer (docs/paystand-api.md#receivable-fields).
 */
function pickedCustomer(item: Item, filled: Filled): IDataObject {
	const choice = chosenCustomer(item, filled);
	return 'key' in choice ? { extCustomerId: choice.key } : { payerCustomerId: choice.id };
}
