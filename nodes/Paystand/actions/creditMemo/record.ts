import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { sameDay, storedDay, usDay } from '../../../../client/dates';
import { fromCents, sameAmount, toCents } from '../../../../client/money';
import { refuse, shown } from '../../fields/input';
import { ownedBy } from '../../fields/extraFields';
import { carried } from '../../fields/fullWrite';
import { only } from '../../fields/shape';
import { jsonAmount, remainingOf } from './amounts';
import { labels } from './fields';
import { checkRemaining } from './input';

const TEXTS = ['extId', 'extKey', 'extCustomerId', 'status', 'currency', 'erpName'];
const AMOUNTS = ['amount', 'amountRemaining'];
/** What Paystand fills in, or shows of the customer besides the ERP's key. */
const FILLED = ['payerCustomerId', 'payerId', 'payer', 'payerCustomer', 'payerEmail'];
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
 * @throws {NodeOperationError} when a stored amount cannot be read, or more was applied than the
 *   new amount
 */
export function fullCreditMemo(
	context: IExecuteFunctions,
	itemIndex: number,
	record: IDataObject,
	changes: IDataObject,
): IDataObject {
	const body = carried(record, [...TEXTS, ...DAYS, ...AMOUNTS, ...FILLED]);
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
		else if (isNeeded(name, changes)) refuseUnreadable(context, itemIndex, record, name);
	}
	// The ERP's key names the customer; the ID does where the record shows no key.
	if (body.extCustomerId === undefined && typeof record.payerCustomerId === 'string') {
		body.payerCustomerId = record.payerCustomerId;
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

/** Whether a stored amount counts: what was applied is the one less the other. */
function isNeeded(name: string, changes: IDataObject): boolean {
	if (changes.amountRemaining === undefined) return true;
	return name === 'amount' && changes.amount === undefined;
}

function refuseUnreadable(
	context: IExecuteFunctions,
	itemIndex: number,
	record: IDataObject,
	name: string,
): never {
	const what = record[name] === undefined ? 'missing' : `no amount: ${shown(record[name])}`;
	const key = record.extId === undefined ? '' : ` (ERP Credit Memo ID ${shown(record.extId)})`;
	throw new NodeOperationError(
		context.getNode(),
		`The '${name}' of credit memo ${String(record.id)}${key} is ${what}`,
		{
			description: `Without it what was applied so far cannot be kept, so nothing was changed. Check the credit memo in Paystand, or set '${labels.amount}' and '${labels.amountRemaining}' in Credit Memo: Update.`,
			itemIndex,
		},
	);
}

/** The stored names of what an update is to change, and of what follows from that. */
export function askedOf(changes: IDataObject): string[] {
	const asked = [...Object.keys(changes), ...Object.keys(ownedBy(changes, labels))];
	if (asked.includes('amount')) asked.push('amountRemaining');
	if (asked.includes('extCustomerId')) asked.push('payerEmail', 'payerId', 'payer');
	return asked;
}
