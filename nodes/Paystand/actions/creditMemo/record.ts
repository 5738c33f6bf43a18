import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { sameDay, storedDay, usDay } from '../../../../client/dates';
import { fromCents, sameAmount, toCents } from '../../../../client/money';
import { refuse } from '../../fields/input';
import { only } from '../../fields/shape';
import { jsonAmount, remainingOf } from './amounts';
import { labels } from './fields';
import { checkRemaining } from './input';

const TEXTS = ['extId', 'extKey', 'extCustomerId', 'status', 'currency', 'erpName'];
const AMOUNTS = ['amount', 'amountRemaining'];
const DAYS = ['extCreationDate', 'extPostedDate'];

/** The ten fields of a credit memo that a flow needs. */
export const simplified = (record: IDataObject): IDataObject =>
	only(record, [
		...['id', 'extId', 'extKey', 'extCustomerId', 'status'],
		...['amount', 'amountRemaining', 'currency', 'extPostedDate', 'lastUpdated'],
	]);

/**
 * Whether a wanted credit memo differs from the stored one. What no reply shows cannot be compared
 * and does not count as a change.
 */
export function differs(record: IDataObject, wanted: IDataObject): boolean {
	return Object.entries(wanted).some(([name, value]) => {
		const stored = record[name];
		if (AMOUNTS.includes(name)) return !sameAmount(stored, value);
		if (DAYS.includes(name)) return !sameDay(storedDay(stored), storedDay(value));
		if (name === 'currency' || name === 'erpName') return (stored ?? value) !== value;
		return JSON.stringify(stored) !== JSON.stringify(value);
	});
}

/**
 * The full body of an update: the stored record as Paystand takes it, with the changes laid over
 * it. A new amount keeps what was applied, unless the changes name a remainder.
 *
 * @throws {NodeOperationError} when more was applied than the new amount
 */
export function fullCreditMemo(
	context: IExecuteFunctions,
	itemIndex: number,
	record: IDataObject,
	changes: IDataObject,
): IDataObject {
	const body: IDataObject = {};
	for (const name of TEXTS) {
		if (record[name] !== undefined && record[name] !== null) body[name] = record[name];
	}
	for (const name of DAYS) {
		const day = storedDay(record[name]);
		if (day !== undefined) body[name] = usDay(day);
	}
	const place = { context, itemIndex, label: labels.amount };
	for (const name of AMOUNTS) {
		const cents = toCents(record[name]);
		if (cents !== undefined) body[name] = jsonAmount(place, fromCents(cents));
	}
	Object.assign(body, changes);

	const remaining = remainingOf(body.amount, record);
	if (changes.amountRemaining === undefined && remaining !== undefined) {
		if (remaining.startsWith('-')) {
			refuse(
				place,
				`(${String(body.amount)}) is less than what was already applied`,
				'Correct the amount. Nothing was changed.',
			);
		}
		body.amountRemaining = jsonAmount(place, remaining);
	}
	checkRemaining(context, itemIndex, body);
	return body;
}
