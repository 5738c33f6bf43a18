import type { IDataObject } from 'n8n-workflow';

import { dayIn, storedDay } from '../../../../client/dates';
import { asError, PaystandError, RequestError } from '../../../../client/errors';
import type { Execution } from '../../item/execution';
import { Field } from '../../item/field';
import type { Item } from '../../item/item';

/** How Paystand refuses to tell the time zone (docs/paystand-api.md#merchant-time-zone). */
const NOT_TOLD = [400, 401, 403, 404, 405];
/** A day that is written as a time, as events show due days. */
const MIDNIGHT = /T00:00:00(?:\.0+)?(?:Z|\+00:?00)$/;
const HOW_TO = 'Write it like America/Los_Angeles.';

/**
 * The day of a payout as the merchant's calendar has it; of `dateToPost`, which does not change when
 * the payout moves on, so that a second run gives the same lines. A day stays as it is written; a
 * time is a day in the time zone of the Paystand account, never in that of the workflow.
 *
 * @returns `YYYY-MM-DD`
 * @throws {PaystandError} when Paystand shows no day, or the time zone is not known
 */
export async function postingDay(item: Item, transfer: IDataObject): Promise<string> {
	const shown = String(transfer.dateToPost ?? transfer.created);
	const day = storedDay(shown);
	const isTime = shown.includes('T') && !MIDNIGHT.test(shown);
	const time = Date.parse(shown);
	if (day === undefined || (isTime && Number.isNaN(time))) {
		throw new PaystandError(
			'Paystand shows no day of this transfer',
			'Look at it with Get: without dateToPost or created there is no posting date.',
		);
	}
	return isTime ? dayIn(await zoneOf(item), time) : day;
}

async function zoneOf(item: Item): Promise<string> {
	const field = new Field('Time Zone', item.value('timezone'));
	const given = field.optionalText();
	if (given === undefined) return await merchantZone(item.execution);
	return isZone(given) ? given : field.fail(`is not known: ${given}`, HOW_TO);
}

/** The name of the field in the reply is not known: what counts is that it holds a time zone. */
async function merchantZone(execution: Execution): Promise<string> {
	const reply = await execution.once('time zone', async () => await toldZone(execution));
	const zone = Object.values(reply).find((value) => typeof value === 'string' && isZone(value));
	if (typeof zone === 'string') return zone;
	throw new PaystandError(
		'Paystand does not tell the time zone of your account, and posting dates need it',
		`Enter it in 'Time Zone'. ${HOW_TO}`,
	);
}

async function toldZone({ client }: Execution): Promise<IDataObject> {
	try {
		return await client.get(['customers', 'timezone']);
	} catch (error) {
		if (error instanceof RequestError && NOT_TOLD.includes(error.refusal.status)) return {};
		throw asError(error);
	}
}

function isZone(text: string): boolean {
	try {
		return dayIn(text, 0) !== '';
	} catch {
		return false;
	}
}
