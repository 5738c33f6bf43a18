import type { IDataObject } from 'n8n-workflow';

import { Faults } from '../../item/faults';
import { Field } from '../../item/field';
import type { Filled } from '../../item/filled';
import type { Item } from '../../item/item';
import { notEmpty, ownedBy, withExtraFields } from '../../records/body';
import type { RequestedUpdate } from '../../records/body';
import { keptFields } from '../../records/fullUpdate';
import { createColumns, updateColumns } from './columns';
import { additionalFields, requiredFields, updateFields } from './fields';
import { customer } from './kind';

/** What Paystand fills in itself. */
const FILLED_IN = ['status', 'payer', 'payerId'];

/**
 * The body of a new customer, from the fields of the screen.
 *
 * @param collection the name of the field that holds the optional ones in version 1
 * @throws {PaystandError} naming every field that is empty or malformed
 */
export function newCustomer(item: Item, collection = additionalFields.name): IDataObject {
	const filled = item.filledIn({ columns: createColumns, fields: requiredFields, collection });
	const { given, labels } = filled;
	const faults = new Faults();
	const body: IDataObject = {};
	for (const { name } of requiredFields) {
		const value = faults.collect(() => new Field(labels[name], given[name]).text());
		if (value !== undefined) body[name] = value;
	}
	const optional = Object.keys(customer.labels).filter((name) => !isRequired(name));
	Object.assign(
		body,
		faults.collect(() => textsOf(filled, optional)),
	);
	if (body.email !== undefined) faults.collect(() => checkEmail(labels.email, body.email));
	faults.throwIfAny();
	return withExtraFields(body, given.extraFields, ownedBy(body, customer.labels, [], labels));
}

/**
 * What an update changes, and of which record where Columns name it.
 *
 * @throws {PaystandError} when nothing is to be changed, or a field is malformed
 */
export function requestedUpdate(item: Item): RequestedUpdate {
	const filled = item.filledIn({
		columns: updateColumns,
		fields: [],
		collection: updateFields.name,
	});
	const { given, labels, match } = filled;
	const changes = textsOf(filled, Object.keys(customer.labels));
	if (changes.email !== undefined) checkEmail(labels.email, changes.email);
	const body = withExtraFields(
		changes,
		given.extraFields,
		ownedBy(changes, customer.labels, [], labels),
	);
	return { changes: notEmpty(body, filled), match };
}

/**
 * The full body of an update: what Paystand stores, with the changes laid over it. Whether a
 * partial body would empty the other fields is not documented, so none is sent.
 */
export function fullCustomer(record: IDataObject, changes: IDataObject): IDataObject {
	return { ...keptFields(record, FILLED_IN), ...changes };
}

function isRequired(wanted: string): boolean {
	return requiredFields.some(({ name }) => name === wanted);
}

function textsOf({ given, labels }: Filled, names: string[]): IDataObject {
	const body: IDataObject = {};
	for (const name of names) {
		const value = new Field(labels[name], given[name]).optionalText();
		if (value !== undefined) body[name] = value;
	}
	return body;
}

function checkEmail(label: string, value: unknown): void {
	if (/^\S+@\S+$/.test(String(value))) return;
	new Field(label, value).fail(
		'is not an email address',
		'Write it like name@email.com. Paystand needs one for every customer.',
	);
}
