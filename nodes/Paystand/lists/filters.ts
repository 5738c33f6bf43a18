import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { recordLocator } from '../fields/locator';
import { Field } from '../item/field';
import type { Item } from '../item/item';
import type { Pickable } from '../item/kind';
import { choiceOf, isUnset } from '../item/locator';
import { todayOf } from './period';

/** A filter that Paystand does not have: applied here, while the list is read. */
export interface RowFilter {
	/** An entry of the Filters collection. */
	property: INodeProperties;
	/**
	 * Reads and checks what was entered, where it is not a plain text.
	 *
	 * @param today the calendar day in the list's time zone
	 * @returns `undefined` when it is no filter
	 */
	read?(field: Field, today: () => string): string | undefined;
	/** @param wanted as `read` gave it; else a text, of a locator the ID, of several choices the list */
	matches(row: IDataObject, wanted: string | string[]): boolean;
}

/** Whether a text holds a part, whatever the case. An empty part is no filter. */
export function contains(value: unknown, part: unknown): boolean {
	const wanted = lowerCase(part).trim();
	return wanted === '' || lowerCase(value).includes(wanted);
}

/** A text that a field of the row has to hold. */
export function containsFilter(
	property: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder'>,
): RowFilter {
	return {
		property: { ...property, type: 'string', default: '' },
		matches: (row, wanted) => contains(row[property.name], wanted),
	};
}

/** The states of a record, any of which may be wanted. */
export function statusFilter(statuses: string[]): RowFilter {
	return {
		property: {
			displayName: 'Statuses',
			name: 'status',
			type: 'multiOptions',
			options: [...statuses].sort().map((value) => ({ name: titleCase(value), value })),
			default: [],
			description: 'Only entries in one of these states',
		},
		matches: (row, wanted) => wanted.includes(String(row.status)),
	};
}

/**
 * A record that the rows belong to, picked by a locator.
 *
 * @param idOf where a row carries its ID
 */
export function recordFilter(kind: Pickable, idOf: (row: IDataObject) => unknown): RowFilter {
	return {
		property: { ...recordLocator(kind), required: undefined },
		matches: (row, wanted) => idOf(row) === wanted,
	};
}

/**
 * The customer, by the key of the ERP.
 *
 * @param plural what is listed, e.g. `payments`
 * @param keyOf where a row carries the key
 */
export function erpCustomerFilter(plural: string, keyOf: (row: IDataObject) => unknown): RowFilter {
	return {
		property: {
			displayName: 'ERP Customer ID',
			name: 'extCustomerId',
			type: 'string',
			default: '',
			placeholder: 'e.g. CUST-1001',
			description: `Only ${plural} of the customer with this key of your ERP`,
		},
		matches: (row, wanted) => keyOf(row) === wanted,
	};
}

/**
 * The test of a row that the filters make together which the Filters collection holds.
 *
 * @returns `undefined` when no filter is chosen, so that no more pages are read than needed
 * @throws {PaystandError} naming the filter that is malformed
 */
export function rowTest(
	filters: RowFilter[],
	item: Item,
): ((row: IDataObject) => boolean) | undefined {
	const given = item.collection('filters');
	const today = () => todayOf(item, given);
	const tests = filters.flatMap(({ property, read, matches }) => {
		const value = given[property.name];
		const field = new Field(property.displayName, value);
		const isRead = read !== undefined && !field.isEmpty;
		const wanted = isRead ? read(field, today) : wantedOf(property, value);
		return wanted === undefined ? [] : [(row: IDataObject) => matches(row, wanted)];
	});
	return tests.length === 0 ? undefined : (row) => tests.every((test) => test(row));
}

function wantedOf(property: INodeProperties, value: unknown): string | string[] | undefined {
	if (property.type === 'multiOptions') {
		const chosen = (Array.isArray(value) ? value : [value ?? []].flat()) as string[];
		return chosen.length === 0 ? undefined : chosen;
	}
	if (property.type !== 'resourceLocator')
		return new Field(property.displayName, value).optionalText();
	if (isUnset(value)) return undefined;
	const choice = choiceOf({ label: property.displayName }, value);
	return 'id' in choice ? choice.id : choice.key;
}

function lowerCase(value: unknown): string {
	return String(value ?? '').toLowerCase();
}

/** `acceptingEvidence` → `Accepting Evidence`. */
function titleCase(value: string): string {
	const words = value.replace(/([A-Z])/g, ' $1');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
