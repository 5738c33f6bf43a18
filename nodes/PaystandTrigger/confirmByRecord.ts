import type { IDataObject } from 'n8n-workflow';

import { contradicts, isNewer } from '../../client/compare';
import { isObject, typeOf } from '../events/eventTypes';
import { kinds } from '../Paystand/kinds';
import { withdrawal } from '../Paystand/actions/withdrawal/kind';
import type { Answer } from './answer';
import { DENIED, isGood, refusedBy, UNREACHABLE } from './inquiry';
import type { Confirmed, Inquiry, Reply } from './inquiry';

/**
 * The weakest way: what the record says now is the truth that comes out, once for each state it is
 * met in, so that an invented event can announce nothing that is not so.
 */
export async function confirmByRecord(
	claimed: IDataObject,
	inquiry: Inquiry,
): Promise<Confirmed | Answer> {
	const resource = claimed.resource as IDataObject;
	const { kind } = typeOf(resource);
	const reply = await read(kind, resource, inquiry);
	if (!reply) return DENIED;
	if (!isGood(reply)) return refusedBy(reply);
	if (reply.body === undefined) return DENIED;
	if (!isObject(reply.body)) return UNREACHABLE;
	const record = reply.body;
	if (record.id !== resource.id) return DENIED;
	const found: IDataObject = { ...record, object: kind };
	// A late event tells of an earlier state; one from the future, or another present, is made up.
	const isLate = isNewer(found.lastUpdated, resource.lastUpdated);
	if (!isLate && contradicts({ ...resource, object: kind }, found)) return DENIED;
	return {
		// What the claim says of changes and times is not confirmed by the record.
		event: { ...claimed, resource: found, diff: undefined, created: undefined },
		key: [kind, found.id, typeOf(found).name, found.lastUpdated].join(' '),
		time: found.lastUpdated ?? claimed.created ?? claimed.lastUpdated,
	};
}

/** @returns `undefined` for what Paystand has no route to read */
async function read(
	kind: string,
	{ id, receivableId }: IDataObject,
	inquiry: Inquiry,
): Promise<Reply | undefined> {
	if (!id) return undefined;
	if (kind === 'receivableTransaction') {
		if (!receivableId) return undefined;
		return await inquiry.find(['receivables', String(receivableId), 'transactions'], id);
	}
	// The route for a single one is of the older reference, and may not be open
	// (docs/paystand-api.md#a-single-withdrawal).
	if (kind === withdrawal.name) return await inquiry.find(withdrawal.list.path, id);
	const path = kinds.find(({ name }) => name === kind)?.path(String(id));
	return path && (await inquiry.get(path));
}
