import type { IDataObject } from 'n8n-workflow';

import { asError, PaystandError, refusalOf } from '../../../client/errors';
import type { PaystandClient } from '../../../client/paystand';
import { asObject } from '../../../client/refusal';
import { agrees } from './movement';
import type { Movement, PreparedMovement } from './movement';
import { keyIn } from './movementSearch';
import { movementStatusOf } from './movementStatus';

/** What a movement that was sent came to. */
type Sent =
	| { outcome: 'moved'; record: IDataObject; error?: undefined }
	/** It is certain that no money moves. */
	| { outcome: 'notMoved'; record?: undefined; error: Error }
	| { outcome: 'unknown'; record?: undefined; error?: undefined };

/** Sends a movement, once. */
export async function sendMovement(
	client: PaystandClient,
	movement: Movement,
	prepared: PreparedMovement,
	key: string,
): Promise<Sent> {
	const { path, body } = prepared;
	try {
		const reply = await client.send({ method: 'POST', path, body });
		return judged(asObject(reply), movement, prepared, key);
	} catch (error) {
		if (refusalOf(error)?.outcomeUnknown) return { outcome: 'unknown' };
		return { outcome: 'notMoved', error: asError(error) };
	}
}

/** A success that does not show this very movement is no proof of one. */
function judged(
	record: IDataObject,
	{ kind, whenFailed }: Movement,
	{ shown }: PreparedMovement,
	key: string,
): Sent {
	const isAboutThis =
		record.id !== undefined &&
		(record.object ?? kind.record.name) === kind.record.name &&
		(keyIn(kind, record) ?? key) === key &&
		agrees(record, shown);
	if (!isAboutThis) return { outcome: 'unknown' };
	switch (movementStatusOf(kind, record)) {
		case 'moved':
			return { outcome: 'moved', record };
		case 'notMoved':
			return { outcome: 'notMoved', error: new PaystandError(...whenFailed(record)) };
		default:
			return { outcome: 'unknown' };
	}
}
