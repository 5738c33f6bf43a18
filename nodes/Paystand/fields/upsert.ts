import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, refusalOf } from '../../../client/errors';
import { saysExists } from '../../../client/refusal';
import { createRecord, requestObject } from '../../../client/request';
import type { PaystandRequest } from '../../../client/request';
import type { Execution } from '../actions/execution';
import { unaskedNote, writeWhole } from './fullWrite';
import type { Unasked } from './fullWrite';
import { whenCustomerMissing, withHints } from './hints';
import { shown } from './input';
import { freshRecordByKey, recordByKey, remember, storedKeyOf } from './lookup';
import type { KeyedKind } from './lookup';
import { lookedUp } from './lostReply';

/** A create-or-update of one record. */
export interface Upsert {
	kind: KeyedKind;
	/** The ERP's key. */
	key: string;
	/**
	 * The key's field as the screen shows it, where two items of a run with one key cannot both be
	 * meant: of two invoices one would be lost. Left out where the later item wins.
	 */
	uniqueField?: string;
	create: PaystandRequest;
	/** How the record is read whole. */
	read: (id: string) => PaystandRequest;
	/** Whether the wanted record differs from the stored one. */
	isChanged: (record: IDataObject) => boolean;
	/** Stored names of what an update is to change. */
	asked: string[];
	/** The update, from the record as it was just read. */
	update: (id: string, record: IDataObject) => PaystandRequest;
}

interface Result {
	record: IDataObject;
	outcome: 'created' | 'unchanged' | 'updated';
	unasked?: Unasked[];
}

/**
 * Creates a record, or updates the one with the same key, or leaves it alone when it is the same.
 * The key is looked up before anything is written, so that it is right whether Paystand rejects,
 * merges or duplicates a second create (fact sheet 12.16). Two items with one key take turns.
 *
 * @returns the record, with `outcome`: `created`, `updated` or `unchanged`
 * @throws {NodeOperationError} when an item before has written other values under a unique key
 */
export async function createOrUpdateByKey(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
	upsert: Upsert,
): Promise<IDataObject> {
	const { kind, key } = upsert;
	return await execution.inTurn(`${kind} ${key}`, async () => {
		const known = await recordByKey(context, execution, kind, key);
		const sent = sortedJson(upsert.create.body);
		if (known && execution.written.get(`${kind} ${key}`)?.sent === sent) {
			// Compared as it was sent: a reply need not show every field.
			return { ...known, outcome: 'unchanged' };
		}
		refuseTwice(context, itemIndex, execution, upsert, known);
		const write = async () =>
			known
				? await updateChanged(context, upsert, known)
				: await createNew(context, execution, upsert);
		const hints = kind === 'customer' ? {} : whenCustomerMissing;
		const { record, outcome, unasked } = await withHints(context, hints, write);
		await remember(context, execution, kind, key, { ...known, ...record });
		execution.written.set(`${kind} ${key}`, { itemIndex, sent });
		return { ...record, outcome, ...unaskedNote(unasked) };
	});
}

function refuseTwice(
	context: IExecuteFunctions,
	itemIndex: number,
	execution: Execution,
	{ kind, key, uniqueField, isChanged }: Upsert,
	known?: IDataObject,
): void {
	const before = execution.written.get(`${kind} ${key}`)?.itemIndex;
	if (uniqueField === undefined || before === undefined || !known || !isChanged(known)) return;
	throw new NodeOperationError(
		context.getNode(),
		`'${uniqueField}' ${shown(key)} comes twice in this run, with different values`,
		{
			description: `Item ${before} was written; item ${itemIndex} was not, since it would overwrite it (items count from 0). If each row is a line of an invoice, add the lines up before this node, e.g. with Summarize.`,
			itemIndex,
		},
	);
}

function sortedJson(body: IDataObject = {}): string {
	return JSON.stringify(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function createNew(
	context: IExecuteFunctions,
	execution: Execution,
	upsert: Upsert,
): Promise<Result> {
	try {
		const key = { name: storedKeyOf(upsert.kind), value: upsert.key };
		return { record: await createRecord(context, upsert.create, key), outcome: 'created' };
	} catch (error) {
		const refusal = refusalOf(error);
		const mayBeOurs = refusal?.outcomeUnknown === true;
		if (!refusal || !(mayBeOurs || saysExists(refusal, storedKeyOf(upsert.kind)))) {
			throw asNodeError(context.getNode(), error);
		}
		// Ours, of which only the reply got lost, or somebody else's since the list was read.
		const record = await lookedUp(
			context,
			async () => await freshRecordByKey(context, execution, upsert.kind, upsert.key),
		);
		if (!record) throw asNodeError(context.getNode(), error);
		return mayBeOurs && !upsert.isChanged(record)
			? { record, outcome: 'created' }
			: await updateChanged(context, upsert, record);
	}
}

async function updateChanged(
	context: IExecuteFunctions,
	upsert: Upsert,
	listed: IDataObject,
): Promise<Result> {
	if (!upsert.isChanged(listed)) return { record: listed, outcome: 'unchanged' };
	const id = String(listed.id);
	// The list may be minutes old, and a payment may have come in since.
	const record = await requestObject(context, upsert.read(id));
	if (!upsert.isChanged(record)) return { record, outcome: 'unchanged' };
	const put = upsert.update(id, record);
	const { asked } = upsert;
	const written = await writeWhole(context, { before: record, put, read: upsert.read(id), asked });
	return { ...written, outcome: 'updated' };
}
