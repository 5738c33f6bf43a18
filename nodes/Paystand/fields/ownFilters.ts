import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { optionalText } from './input';
import { choiceOf, isUnset } from './locator';
import { recordLocator } from './locators';

/** A filter that Paystand does not have: applied here, while the list is read. */
export interface OwnFilter {
	/** An entry of the Filters collection. */
	property: INodeProperties;
	/** @param wanted what the person chose; of a locator the ID, of several choices the list */
	matches(row: IDataObject, wanted: string | string[]): boolean;
}

/** The states of a record, any of which may be wanted. */
export function statusFilter(statuses: string[]): OwnFilter {
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

/** The payment that a refund, dispute or fee belongs to. */
export const paymentFilter: OwnFilter = {
	property: { ...recordLocator('payment'), required: undefined },
	matches: (row, wanted) => paymentIdOf(row) === wanted,
};

/**
 * The customer, by the key of the ERP.
 *
 * @param plural what is listed, e.g. `payments`
 * @param keyOf where a row carries the key
 */
export function erpCustomerFilter(plural: string, keyOf: (row: IDataObject) => unknown): OwnFilter {
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

/** The ID of the payment that a refund, dispute or fee belongs to. */
export function paymentIdOf(row: IDataObject): unknown {
	return row.paymentId ?? row.resourceId ?? (row.resource as IDataObject | undefined)?.id;
}

/**
 * The test of a row that the chosen filters make together.
 *
 * @param given the values of the Filters collection
 * @returns `undefined` when no filter is chosen, so that no more pages are read than needed
 * @throws {NodeOperationError} naming the filter that is malformed
 */
export function rowTest(
	context: IExecuteFunctions,
	itemIndex: number,
	filters: OwnFilter[],
	given: IDataObject,
): ((row: IDataObject) => boolean) | undefined {
	const tests = filters.flatMap(({ property, matches }) => {
		const wanted = wantedOf(context, itemIndex, property, given[property.name]);
		return wanted === undefined ? [] : [(row: IDataObject) => matches(row, wanted)];
	});
	return tests.length === 0 ? undefined : (row) => tests.every((test) => test(row));
}

function wantedOf(
	context: IExecuteFunctions,
	itemIndex: number,
	property: INodeProperties,
	value: unknown,
): string | string[] | undefined {
	const place = { context, itemIndex, label: property.displayName };
	if (property.type === 'multiOptions') {
		const chosen = (Array.isArray(value) ? value : [value ?? []].flat()) as string[];
		return chosen.length === 0 ? undefined : chosen;
	}
	if (property.type !== 'resourceLocator') return optionalText(place, value);
	if (isUnset(value)) return undefined;
	const choice = choiceOf(place, value);
	return 'id' in choice ? choice.id : choice.key;
}

/** `acceptingEvidence` → `Accepting Evidence`. */
function titleCase(value: string): string {
	const words = value.replace(/([A-Z])/g, ' $1');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
