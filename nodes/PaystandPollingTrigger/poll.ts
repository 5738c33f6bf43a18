import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { dayIn, addDays } from '../../client/dates';
import { PaystandError } from '../../client/errors';
import { PaystandClient } from '../../client/paystand';
import { eventItem } from '../events/eventItem';
import { Budget } from './budget';
import { byTime } from './changes';
import type { Change } from './changes';
import { Cursor } from './cursor';
import { readWindow } from './reader';
import type { Found } from './reader';
import { settingsOf } from './settings';
import { accountTimezone } from './timezone';
import { windowsOf } from './window';

/** The most items of one run; what is left comes with the next poll. */
export const MAX_ITEMS = 1_000;

/**
 * What has changed since the last poll, oldest first. The cursor is written last: n8n saves it beside
 * the run that it starts, so a poll that ends in an error is done again as if it had not been.
 *
 * @throws {PaystandError} also when a list is refused: it is never left out
 */
export async function pollChanges(context: IPollFunctions): Promise<IDataObject[]> {
	const entered = settingsOf(context);
	// Older versions of n8n do not tell.
	const budget = new Budget((context as Partial<IPollFunctions>).getPollBudgetMs?.());
	const client = new PaystandClient(context);
	const now = Date.now();
	const data = context.getWorkflowStaticData('node');
	const account = await client.account();
	const timezone =
		entered.timezone ??
		Cursor.timezoneIn(data, account) ??
		(await accountTimezone(context, client, budget));
	const settings = { ...entered, timezone };
	const cursor = Cursor.load(data, account, settings, now);
	const today = dayIn(timezone, now);

	const first = cursor.from;
	const taken: Change[] = [];
	for (const window of windowsOf(cursor.from, today, settings.lookbackDays)) {
		const found = await readWindow({ client, settings, cursor, budget, now }, window);
		const isDone = take(found, cursor, taken);
		// The next poll would get no further.
		const isFirst = window.start === first;
		if (!isDone && isFirst && taken.length + found.settled.size === 0) throw tooMuch(first);
		if (isDone && window.isLast) cursor.caughtUp(today, settings.lookbackDays);
		else if (isDone) cursor.from = addDays(window.end, 1);
		if (!isDone || (budget.isSpent && !window.isLast)) break;
	}
	cursor.saveTo(data);
	const { onlyStatusChanges } = settings;
	return taken.map(({ record }) => eventItem({ resource: record }, { onlyStatusChanges }));
}

/**
 * Takes what is new in a window, as much as one run may hold.
 *
 * @returns whether the window is done with
 */
function take({ changes, settled, isWhole }: Found, cursor: Cursor, taken: Change[]): boolean {
	const waiting = new Set<string | undefined>();
	for (const change of changes.sort(byTime)) {
		const { key, day, receivable } = change;
		if (cursor.reported.has(key)) {
			cursor.reported.add(key, day);
		} else if (taken.length < MAX_ITEMS) {
			cursor.reported.add(key, day);
			taken.push(change);
		} else {
			waiting.add(receivable ?? key);
		}
	}
	for (const [receivable, day] of settled) {
		if (!waiting.has(receivable)) cursor.read.add(receivable, day);
	}
	return isWhole && waiting.size === 0;
}

function tooMuch(day: string): PaystandError {
	return new PaystandError(
		`The changes from ${day} on could not be read in the time that n8n gives to a poll`,
		'Choose fewer events, or see whether Paystand answers slowly. The next poll tries again from there.',
	);
}
