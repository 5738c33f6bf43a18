import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { addDays, dayIn } from '../../client/dates';
import { PaystandError } from '../../client/errors';
import { PaystandClient } from '../../client/paystand';
import { eventItem } from '../events/eventItem';
import { byTime, changeOf } from './changes';
import { settingsOf } from './settings';
import { listOf, recordsIn, sourcesFor, transactionsOf, withReceivable } from './sources';
import type { Source } from './sources';
import { windowQuery } from './window';

const DAYS = 30;
const MAX_ITEMS = 10;
/** Rows that are looked at; not every one is what was chosen. */
const MAX_ROWS = 50;

/**
 * Recent changes to build a workflow with, the newest first. The cursor is neither read nor written.
 *
 * @throws {PaystandError} when there are none
 */
export async function sampleChanges(context: IPollFunctions): Promise<IDataObject[]> {
	const entered = settingsOf(context);
	// A day more or less makes no difference here.
	const settings = { ...entered, timezone: entered.timezone ?? context.getTimezone() };
	const client = new PaystandClient(context);
	const today = dayIn(settings.timezone, Date.now());
	const window = { start: addDays(today, -DAYS), end: addDays(today, 1), isLast: true };
	const filters = windowQuery(window, settings.timezone);
	const read = sourcesFor(settings.events).map(
		async (source) => await recordsOf(client, source, filters),
	);
	const changes = (await Promise.all(read))
		.flat()
		.flatMap((record) => changeOf(record, settings) ?? [])
		.sort((a, b) => byTime(b, a));
	if (changes.length === 0) {
		throw new PaystandError(
			`Nothing of what you chose has changed in the last ${DAYS} days`,
			'Choose other events under Trigger On, or make a test payment in Paystand.',
		);
	}
	const { onlyStatusChanges } = settings;
	return changes
		.slice(0, MAX_ITEMS)
		.map(({ record }) => eventItem({ resource: record }, { onlyStatusChanges }));
}

async function recordsOf(
	client: PaystandClient,
	source: Source,
	filters: IDataObject,
): Promise<IDataObject[]> {
	const newestFirst = { ...filters, 'f.order': 'lastUpdated DESC' };
	const rows = await client.list(listOf(source, newestFirst), { limit: MAX_ROWS });
	if (source.kind.name !== 'receivable') return rows.flatMap((row) => recordsIn(source, row));
	const found = rows.map(async (row) => {
		const transactions = await client.list(transactionsOf(row));
		return transactions.map((transaction) => withReceivable(transaction, row));
	});
	return (await Promise.all(found)).flat();
}
