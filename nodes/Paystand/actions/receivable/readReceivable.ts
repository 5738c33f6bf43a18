import type { IDataObject } from 'n8n-workflow';

import { storedDay } from '../../../../client/dates';
import { asError, refusalOf } from '../../../../client/errors';
import type { PaystandClient } from '../../../../client/paystand';
import { lookedUp } from '../../records/lookUp';
import { receivable } from './kind';

/**
 * A receivable by its ID. The sources do not agree on the route that shows it as it was created:
 * where `/read` is not there, or lacks what makes it an invoice of the ERP, the bare route helps
 * out. That one writes `current` for `active` and American dates
 * (docs/paystand-api.md#what-the-notes-changed).
 *
 * @returns days as `YYYY-MM-DD`
 */
export async function readReceivable(client: PaystandClient, id: string): Promise<IDataObject> {
	const bare = async () => await client.get(['receivables', id]);
	try {
		const record = await client.get(receivable.path(id));
		const isWhole = record.date !== undefined && record.extId !== undefined;
		return sameForm(isWhole ? record : { ...(await lookedUp(client, bare)), ...record });
	} catch (error) {
		const { status, outcomeUnknown } = refusalOf(error) ?? {};
		if (status !== 404 || outcomeUnknown) throw asError(error);
		return sameForm(await bare());
	}
}

function sameForm(record: IDataObject): IDataObject {
	const same = { ...record };
	for (const name of ['date', 'dateDue']) {
		if (record[name] !== undefined) same[name] = storedDay(record[name]) ?? record[name];
	}
	if (record.status === 'current') same.status = 'active';
	return same;
}
