import type { IDataObject } from 'n8n-workflow';

import { asError, PaystandError, refusalOf } from '../../../client/errors';
import { isDuplicateKey } from '../../../client/refusal';
import { shown } from '../item/field';
import type { Item } from '../item/item';
import type { Found } from '../item/keyIndex';
import type { KeyedKind } from '../item/kind';
import { changesNote } from './changes';
import type { UnrequestedChange } from './changes';
import { updateWhole } from './fullUpdate';
import { lookedUp } from './lookUp';

/** A create-or-update of one record. */
export interface CreateOrUpdate {
	kind: KeyedKind;
	/** The ERP's key. */
	key: string;
	/**
	 * Where two items of a run with one key cannot both be meant: what to do about it. Left out where
	 * the later item wins.
	 */
	whenTwice?: string;
	create: { path: string[]; body: IDataObject };
	/** Reads the record whole. */
	read: (id: string) => Promise<IDataObject>;
	/** Whether the requested record differs from the stored one. */
	isChanged: (stored: IDataObject) => boolean;
	/** Stored names of what an update is to change. */
	requested: string[];
	/** The update, from the record as it was just read. */
	update: (id: string, stored: IDataObject) => { path: string[]; body: IDataObject };
}

interface Result {
	record: IDataObject;
	outcome: 'created' | 'unchanged' | 'updated';
	changes?: UnrequestedChange[];
}

/**
 * Creates a record, or updates the one with the same key, or leaves it alone when it is the same.
 * The key is looked up before anything is written, so that it is right whether Paystand rejects,
 * merges or duplicates a second create (docs/paystand-api.md#duplicate-keys). Two items with one
 * key go one after the other.
 *
 * @returns the record, with `outcome`: `created`, `updated` or `unchanged`
 * @throws {PaystandError} when an item before has written other values under a unique key
 */
export async function createOrUpdate(item: Item, wanted: CreateOrUpdate): Promise<IDataObject> {
	const { kind, key } = wanted;
	const { written } = item.execution;
	const name = `${kind.name} ${key}`;
	const index = item.execution.index(kind);
	return await item.execution.lock(name, async () => {
		const found = await index.find(key, wanted.read);
		const known = found?.record;
		const sent = sortedJson(wanted.create.body);
		if (known && written.get(name)?.sent === sent) {
			// Compared as it was sent: a reply need not show every field.
			return { ...known, outcome: 'unchanged' };
		}
		rejectSecond(item, wanted, known);
		const { record, outcome, changes } = found
			? await updateChanged(item, wanted, found)
			: await createNew(item, wanted);
		await index.remember(key, { ...known, ...record });
		written.set(name, { itemIndex: item.index, sent });
		return { ...record, outcome, ...changesNote(changes) };
	});
}

function rejectSecond(
	item: Item,
	{ kind, key, whenTwice, isChanged }: CreateOrUpdate,
	known?: IDataObject,
): void {
	const first = item.execution.written.get(`${kind.name} ${key}`)?.itemIndex;
	if (whenTwice === undefined || first === undefined || !known || !isChanged(known)) return;
	throw new PaystandError(
		`'${kind.key.label}' ${shown(key)} comes twice in this run, with different values`,
		`Item ${first} was written; item ${item.index} was not, since it would overwrite it (items count from 0). ${whenTwice}`,
	);
}

function sortedJson(body: IDataObject): string {
	return JSON.stringify(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function createNew(item: Item, wanted: CreateOrUpdate): Promise<Result> {
	const { kind, key, create } = wanted;
	const { storedName } = kind.key;
	try {
		const shownKey = { name: storedName, value: key };
		const record = await item.client.create(create.path, create.body, shownKey);
		return { record, outcome: 'created' };
	} catch (error) {
		const refusal = refusalOf(error);
		const mayBeOurs = refusal?.outcomeUnknown === true;
		if (!refusal || !(mayBeOurs || isDuplicateKey(refusal, storedName))) throw asError(error);
		// Ours, of which only the reply got lost, or somebody else's since the list was read.
		const index = item.execution.index(kind);
		const found = await lookedUp(
			item.client,
			async () => await index.findFresh(key, !mayBeOurs, wanted.read),
		);
		if (!found) throw asError(error);
		return mayBeOurs && !wanted.isChanged(found.record)
			? { record: found.record, outcome: 'created' }
			: await updateChanged(item, wanted, found);
	}
}

async function updateChanged(
	item: Item,
	{ isChanged, read, requested, update }: CreateOrUpdate,
	{ record, isCurrent }: Found,
): Promise<Result> {
	if (!isChanged(record)) return { record, outcome: 'unchanged' };
	const id = String(record.id);
	const readIt = async () => await read(id);
	// The list may be minutes old, and a payment may have come in since.
	const previous = isCurrent ? record : await readIt();
	if (!isChanged(previous)) return { record: previous, outcome: 'unchanged' };
	const written = await updateWhole(item.client, {
		previous,
		...update(id, previous),
		read: readIt,
		requested,
	});
	return { ...written, outcome: 'updated' };
}
