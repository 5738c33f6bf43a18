import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { isObject } from '../events/eventTypes';
import { Answer } from './answer';

/** Real events nest about five deep; more than this is made to exhaust a stack. */
const MAX_DEPTH = 32;
const ID = /^[\w-]{1,100}$/;

/**
 * Reads an event out of a request: size, JSON and shape, the cheap checks first. A node of version 1
 * gets the body unread; for later ones n8n has read it, and has answered what is not JSON itself.
 *
 * @param limitBytes the largest body accepted
 */
export async function readEvent(
	context: IWebhookFunctions,
	limitBytes: number,
): Promise<IDataObject | Answer> {
	const request = context.getRequestObject();
	const tooLarge = new Answer(413, 'The body is too large');
	if (Number(request.headers['content-length'] ?? 0) > limitBytes) return tooLarge;
	try {
		if (!request.rawBody) await request.readRawBody();
	} catch (error) {
		return (error as { status?: number }).status === 413
			? tooLarge
			: new Answer(400, 'The body could not be read');
	}
	const { rawBody } = request;
	if (!rawBody?.length) return new Answer(400, 'The body is empty');
	if (rawBody.length > limitBytes) return tooLarge;

	try {
		const event: unknown = JSON.parse(rawBody.toString('utf8').replace(/^\uFEFF/, ''));
		if (isEvent(event) && !isDeeperThan(event, MAX_DEPTH)) return event;
		return new Answer(400, 'The body is not a Paystand event');
	} catch {
		return new Answer(400, 'The body is not valid JSON');
	}
}

/**
 * The envelope's indispensable parts (docs/paystand-api.md#the-event-envelope). Its id goes into an
 * address, so no slashes.
 */
function isEvent(value: unknown): value is IDataObject {
	return (
		isObject(value) &&
		value.object === 'event' &&
		typeof value.id === 'string' &&
		ID.test(value.id) &&
		isObject(value.resource) &&
		typeof value.resource.object === 'string' &&
		value.resource.object !== ''
	);
}

function isDeeperThan(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((child) => isDeeperThan(child, levels - 1));
}
