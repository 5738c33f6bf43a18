import type { IDataObject } from 'n8n-workflow';

import type { Labels } from '../../../client/errors';
import type { ListRequest } from '../../../client/paystand';

/** What a field can pick. */
export interface Pickable {
	/** The value of its resource in the picker and the name of the field that picks one. */
	name: string;
	/** What the screen calls one, e.g. `Credit Memo`. */
	label: string;
	/** What the field that picks one says. */
	description: string;
	/** The key that the ERP knows it by, where it has one. */
	key?: ErpKey;
	/** What names a row in a picker, which is also what is searched; empty ones are left out. */
	searchTexts: (row: IDataObject) => unknown[];
}

/**
 * One kind of Paystand record, described once: pickers, locators, indexes of keys, Get, Get Many, and
 * what the triggers read again all come from it.
 */
export interface Kind extends Pickable {
	/** As in "Get many credit memos". */
	plural: string;
	/** Path segments below `/v3` of one record. */
	path: (id: string) => string[];
	/** The whole list, without filters of Paystand's. */
	list: ListRequest;
	/** Path segments of the list that Paystand filters by date, where there is one. */
	filteredPath?: string[];
	/** The states that one can be in, as Paystand writes them. */
	statuses?: string[];
	/** The fields that Simplify leaves, in their order; the added ones included. */
	shortFields: string[];
	/** Fields that this node works out from those that Paystand sends. */
	added?: (record: IDataObject) => IDataObject;
	/** Names of added fields that also stand on the whole record, not only on the short one. */
	alwaysAdded?: string[];
	/** Paystand's names → what the screen calls them, for messages. */
	labels: Labels;
}

/** The key of the ERP that a record carries. */
export interface ErpKey {
	/** The name it is stored under, as lists and refusals show it. */
	storedName: string;
	/** What the screen calls it. */
	label: string;
	placeholder: string;
}

/** A kind that carries a key of the ERP. */
export type KeyedKind = Kind & { key: ErpKey };

/** A kind whose list Paystand filters by date. */
export type DateFilteredKind = Kind & { filteredPath: string[]; statuses: string[] };

/** A record cut down to the named fields, in their order; fields it lacks are left out. */
export function only(record: IDataObject, names: string[]): IDataObject {
	return Object.fromEntries(
		names.filter((name) => record[name] !== undefined).map((name) => [name, record[name]]),
	) as IDataObject;
}

/** The fields of a record that a flow needs. */
export function simplified(kind: Kind, record: IDataObject): IDataObject {
	return only({ ...record, ...kind.added?.(record) }, kind.shortFields);
}

/** A record as Paystand sent it, with what always stands beside it. */
export function whole(kind: Kind, record: IDataObject): IDataObject {
	if (!kind.alwaysAdded) return record;
	return { ...record, ...only(kind.added?.(record) ?? {}, kind.alwaysAdded) };
}

/** The amount with its currency, as it stands in a picker. */
export function amountText({ amount, currency }: IDataObject): string {
	return [amount, currency].filter((part) => part !== undefined).join(' ');
}

/** Amount, state and day: what tells two movements of money apart in a picker. */
export function movementTexts(row: IDataObject): unknown[] {
	return [amountText(row), row.status, String(row.created ?? '').slice(0, 10)];
}
