import type { IDataObject } from 'n8n-workflow';

import { Faults } from '../../item/faults';
import { Field } from '../../item/field';
import type { Item } from '../../item/item';
import { ownedBy, withExtraFields } from '../../records/body';
import { keptFields } from '../../records/fullUpdate';
import { additionalFields, requiredFields, updateFields } from './fields';
import { customer } from './kind';

const { labels } = customer;

/** What Paystand fills in itself. */
const FILLED_IN = ['status', 'payer', 'payerId'];

/**
 * The body of a new customer, from the fields of the screen.
 *
 * @param collection the name of the field that holds the optional ones
 * @throws {PaystandError} naming every field that is empty or malformed
 */
export function newCustomer(item: Item, collection = additionalFields.name): IDataObject {
	const more = item.collection(collection);
	const faults = new Faults();
	const body: IDataObject = {};
	for (const property of requiredFields) {
		const value = faults.collect(() => item.field(property).text());
		if (value !== undefined) body[property.name] = value;
	}
	Object.assign(
		body,
		faults.collect(() => filledIn(more)),
	);
	if (body.email !== undefined) faults.collect(() => checkEmail(body.email));
	faults.throwIfAny();
	return withExtraFields(body, more.extraFields, ownedBy(body, labels));
}

/**
 * What an update changes, from the fields of the screen.
 *
 * @throws {PaystandError} when nothing is to be changed, or a field is malformed
 */
export function changedFields(item: Item): IDataObject {
	const given = item.collection(updateFields.name);
	const changes = filledIn(given);
	if (changes.email !== undefined) checkEmail(changes.email);
	const body = withExtraFields(changes, given.extraFields, ownedBy(changes, labels));
	if (Object.keys(body).length > 0) return body;
	return new Field(updateFields.displayName, given).fail(
		'are empty',
		'Add at least one field to change.',
	);
}

/**
 * The full body of an update: what Paystand stores, with the changes laid over it. Whether a
 * partial body would empty the other fields is not documented, so none is sent.
 */
export function fullCustomer(record: IDataObject, changes: IDataObject): IDataObject {
	return { ...keptFields(record, FILLED_IN), ...changes };
}

function filledIn(given: IDataObject): IDataObject {
	const body: IDataObject = {};
	for (const [name, label] of Object.entries(labels)) {
		const value = new Field(label, given[name]).optionalText();
		if (value !== undefined) body[name] = value;
	}
	return body;
}

function checkEmail(value: unknown): void {
	if (/^\S+@\S+$/.test(String(value))) return;
	new Field(labels.email, value).fail(
		'is not an email address',
		'Write it like name@email.com. Paystand needs one for every customer.',
	);
}
