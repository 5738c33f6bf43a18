import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { pagesOf } from '../../../client/pages';
import type { Execution } from '../actions/execution';

/** The kinds of record that carry a key of the ERP. */
export type KeyedKind = 'creditMemo' | 'customer' | 'receivable';

type Index = Map<string, IDataObject>;

/** How often a list is read for an index before all items that wait for it are given up. */
const MOST_READINGS = 3;

/** Where each kind is listed, and the stored name of its key (fact sheet 6.2, 6.3, 6.5). */
const LISTS: Record<KeyedKind, { path: string[]; query?: IDataObject; storedKey: string }> = {
	creditMemo: { path: ['creditMemos'], query: { 'f.querytype': 'own' }, storedKey: 'extId' },
	customer: { path: ['payerCustomers'], storedKey: 'extCustomerId' },
	receivable: { path: ['receivables', 'read'], storedKey: 'extId' },
};

/** The stored name of a kind's key, as refusals and lists show it. */
export function storedKeyOf(kind: KeyedKind): string {
	return LISTS[kind].storedKey;
}

/**
 * The record with a key of the ERP. Paystand offers no look-up by key, so the list is read, once
 * per execution (fact sheet 12.17).
 *
 * @param key the ERP's key, exactly as Paystand stores it
 * @returns the record as the list shows it, or `undefined`
 */
export async function recordByKey(
	context: IExecuteFunctions,
	execution: Execution,
	kind: KeyedKind,
	key: string,
): Promise<IDataObject | undefined> {
	return (await indexOf(context, execution, kind)).get(key);
}

/**
 * Looks a key up that was not there when the list was read, for when somebody else may have written
 * meanwhile. The list is read again by one item at a time, and what it shows serves those behind: an
 * import that runs beside this one costs a few more readings, not one for each record.
 */
export async function freshRecordByKey(
	context: IExecuteFunctions,
	execution: Execution,
	kind: KeyedKind,
	key: string,
): Promise<IDataObject | undefined> {
	// No record's turn begins so, whatever its key is: a turn that waits for itself never ends.
	return await execution.inTurn(`list of ${kind}`, async () => {
		const index = await indexOf(context, execution, kind);
		if (!index.has(key)) {
			for (const [other, row] of await readIndex(context, kind)) {
				// What this execution wrote itself is newer than any list.
				if (!index.has(other)) index.set(other, row);
			}
		}
		return index.get(key);
	});
}

/** Makes a record that was just written known to the items that follow in this execution. */
export async function remember(
	context: IExecuteFunctions,
	execution: Execution,
	kind: KeyedKind,
	key: string,
	record: IDataObject,
): Promise<void> {
	(await indexOf(context, execution, kind)).set(key, record);
}

async function indexOf(
	context: IExecuteFunctions,
	execution: Execution,
	kind: KeyedKind,
): Promise<Index> {
	const read = async () => await readIndex(context, kind);
	return await execution.once(`index of ${kind}`, read, MOST_READINGS);
}

async function readIndex(context: IExecuteFunctions, kind: KeyedKind): Promise<Index> {
	const { path, query, storedKey } = LISTS[kind];
	const index: Index = new Map();
	for await (const page of pagesOf(context, { path, query })) {
		for (const row of page) {
			const key = row[storedKey];
			// Newest first: of two rows with one key the newest counts.
			if (typeof key === 'string' && !index.has(key)) index.set(key, row);
		}
	}
	return index;
}
