import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { dayIn } from '../../client/dates';
import { asError, refusalOf } from '../../client/errors';
import type { PaystandClient } from '../../client/paystand';
import { isObject } from '../events/eventTypes';
import type { Budget } from './budget';

/** What Paystand answers when it does not tell this account its time zone. */
const REFUSALS = [400, 401, 403, 404, 405];

/**
 * The time zone in which the account's days begin and end (docs/paystand-api.md#merchant-time-zone),
 * or that of the workflow where Paystand does not tell. Either way no change is missed: Paystand is
 * told the zone with each list.
 *
 * @returns IANA name
 * @throws {RequestError} when nobody knows whether Paystand would tell
 */
export async function accountTimezone(
	context: IPollFunctions,
	client: PaystandClient,
	{ signal }: Budget,
): Promise<string> {
	try {
		const reply = await client.send({ method: 'GET', path: ['customers', 'timezone'], signal });
		return zoneIn(reply) ?? context.getTimezone();
	} catch (error) {
		if (REFUSALS.includes(refusalOf(error)?.status ?? 0)) return context.getTimezone();
		throw asError(error);
	}
}

/** The name of the field is not documented. */
function zoneIn(reply: unknown): string | undefined {
	const fields: IDataObject = isObject(reply) ? reply : {};
	const named = Object.keys(fields).filter((name) => /time_?zone/i.test(name));
	return [reply, ...named.map((name) => fields[name])].find(isZone);
}

/** Whether a value is the name of a time zone. */
export function isZone(value: unknown): value is string {
	if (typeof value !== 'string') return false;
	try {
		return dayIn(value, 0) !== '';
	} catch {
		return false;
	}
}
