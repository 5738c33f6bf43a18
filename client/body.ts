import type { IDataObject } from 'n8n-workflow';

import { PaystandError, RequestError } from './errors';
import { remoteText } from './refusal';
import { isReadOnly } from './request';
import type { PaystandRequest } from './send';

/**
 * The JSON object that a 2xx reply has to be; an empty reply is `{}`.
 *
 * @throws {RequestError} when the reply to a write is none: it has probably taken effect
 * @throws {PaystandError} when the reply to a reading is none
 */
export function objectIn(body: unknown, request: PaystandRequest): IDataObject {
	if (body === '' || body === undefined || body === null) return {};
	if (typeof body === 'object' && !Array.isArray(body)) return body as IDataObject;
	if (!isReadOnly(request)) throw unreadable();
	throw new PaystandError(
		'Paystand answered with something that is not a JSON object',
		`It begins with: ${remoteText(JSON.stringify(body).slice(0, 100)) ?? ''}`,
	);
}

/**
 * The record that the reply to a create has to show.
 *
 * @param key name and value by which the record is known to be this one, where the reply shows it
 * @throws {RequestError} when it shows no record, or another one: `outcomeUnknown`
 */
export function recordIn(body: IDataObject, key?: { name: string; value: unknown }): IDataObject {
	const hasId = (typeof body.id === 'string' && body.id !== '') || Number.isInteger(body.id);
	const value = key && body[key.name];
	const isAnother = value !== undefined && value !== null && String(value) !== String(key?.value);
	if (hasId && !isAnother) return body;
	throw unreadable();
}

function unreadable(): RequestError {
	return new RequestError({ status: 200, outcomeUnknown: true, isUnreadable: true });
}
