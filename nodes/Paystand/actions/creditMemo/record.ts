import type { IDataObject } from 'n8n-workflow';

import { sameDay, storedDay, usDay } from '../../../../client/dates';
import { PaystandError } from '../../../../client/errors';
import { fromCents, sameAmount, toCents } from '../../../../client/money';
import { Field, shown } from '../../item/field';
import { ownedBy } from '../../records/body';
import { keptFields } from '../../records/fullUpdate';
import { jsonAmount, remainingOf } from './amounts';
import { checkRemaining } from './input';
import { creditMemo } from './kind';

const { labels } = creditMemo;

const TEXTS = ['extId', 'extKey', 'extCustomerId', 'status', 'currency', 'erpName'];
const AMOUNTS = ['amount', 'amountRemaining'];
/** What Paystand fills in, or shows of the customer besides the ERP's key. */
const FILLED_IN = ['payerCustomerId', 'payerId', 'payer', 'payerCustomer', 'payerEmail'];
const DAYS = ['extCreationDate', 'extPostedDate'];

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
 * @throws {PaystandError} when a stored amount cannot be read, or more was applied than the
 *   new amount
 */
export function fullCreditMemo(record: IDataObject, changes: IDataObject): IDataObject {
	const body = keptFields(record, [...TEXTS, ...DAYS, ...AMOUNTS, ...FILLED_IN]);
	for (const name of TEXTS) {
		if (record[name] !== undefined && record[name] !== null) body[name] = record[name];
	}
	for (const name of DAYS) {
		const day = storedDay(record[name]);
		if (day !== undefined) body[name] = usDay(day);
	}
	const field = new Field(labels.amount, changes.amount);
	for (const name of AMOUNTS) {
		const cents = toCents(record[name]);
		if (cents !== undefined) body[name] = jsonAmount(field, fromCents(cents));
		else if (isNeeded(name, changes)) throw unreadable(record, name);
	}
	// The ERP's key names the customer; the ID does where the record shows no key.
	if (body.extCustomerId === undefined && typeof record.payerCustomerId === 'string') {
		body.payerCustomerId = record.payerCustomerId;
	}
	Object.assign(body, changes);

	const remaining = remainingOf(body.amount, record);
	if (changes.amountRemaining === undefined && remaining !== undefined) {
		if (remaining.startsWith('-')) {
			field.fail(
				`(${String(body.amount)}) is less than what was already applied`,
				'Correct the amount. Nothing was changed.',
			);
		}
		body.amountRemaining = jsonAmount(field, remaining);
	}
	checkRemaining(body);
	return body;
}

/** Whether a stored amount counts: what was applied is the one less the other. */
function isNeeded(name: string, changes: IDataObject): boolean {
	if (changes.amountRemaining === undefined) return true;
	return name === 'amount' && changes.amount === undefined;
}

function unreadable(record: IDataObject, name: string): PaystandError {
	const what = record[name] === undefined ? 'missing' : `not an amount: ${shown(record[name])}`;
	const key = record.extId === undefined ? '' : ` (${labels.extId} ${shown(record.extId)})`;
	return new PaystandError(
		`The '${name}' of credit memo ${String(record.id)}${key} is ${what}`,
		`Without it what was applied so far cannot be kept, so nothing was changed. Check the credit memo in Paystand, or set '${labels.amount}' and '${labels.amountRemaining}' in Credit Memo: Update.`,
	);
}

/** The stored names of what an update is to change, and of what follows from that. */
export function requestedNames(changes: IDataObject): string[] {
	const names = [...Object.keys(changes), ...Object.keys(ownedBy(changes, labels))];
	if (names.includes('amount')) names.push('amountRemaining');
	if (names.includes('extCustomerId')) names.push('payerEmail', 'payerId', 'payer');
	return names;
}
