import type { IDataObject } from 'n8n-workflow';

import { sameDay, storedDay } from '../../../../client/dates';
import { PaystandError } from '../../../../client/errors';
import { fromCents, openBalance, sameAmount, toCents } from '../../../../client/money';
import { shown } from '../../item/field';
import { ownedBy } from '../../records/body';
import { keptFields } from '../../records/fullUpdate';
import { receivable } from './kind';

const { labels } = receivable;

/** What an update takes under another name, and what Paystand fills in. */
const OTHERS = [
	...['extId', 'invoiceKey', 'amount', 'amountPaid', 'date', 'dateDue', 'extCustomerId'],
	...['status', 'datePaid', 'payerEmail', 'payerId', 'payer', 'payerCustomer', 'attachments'],
	...['amountDue', 'openBalance', 'erpId', 'erpRef', 'totalAmount', 'postingDate', 'dueDate'],
];

/**
 * Whether a wanted receivable differs from the stored one. What no reply shows cannot be compared:
 * the customer, when it goes by its other key, and the Invoice Number do not count as a change when
 * the record does not show them.
 *
 * @param wanted a body as it is sent, under the names Paystand takes
 */
export function differs(record: IDataObject, wanted: IDataObject): boolean {
	return Object.entries(wanted).some(([name, value]) => {
		const stored = storedValue(record, name);
		switch (name) {
			case 'totalAmount':
			case 'amountDue':
				return !sameAmount(stored, value);
			case 'postingDate':
			case 'dueDate':
				return !sameDay(stored, value);
			case 'erpRef':
			case 'extCustomerId':
			case 'payerCustomerId':
				return stored !== undefined && stored !== value;
			default:
				return JSON.stringify(stored) !== JSON.stringify(value);
		}
	});
}

/**
 * The full body of an update: the stored record under the names Paystand takes, with the changes
 * laid over it (docs/paystand-api.md#updating-a-receivable). A new total keeps what was paid,
 * unless the changes name an amount due.
 *
 * @throws {PaystandError} when the Invoice Number is needed, a stored amount cannot be read, or
 *   less is wanted in total than was paid
 */
export function fullReceivable(record: IDataObject, changes: IDataObject): IDataObject {
	const body: IDataObject = keptFields(record, OTHERS);
	for (const name of ['erpId', 'erpRef', 'totalAmount', 'currency', 'extCustomerId']) {
		const value = storedValue(record, name);
		if (value !== undefined) body[name] = value;
	}
	for (const name of ['postingDate', 'dueDate']) {
		const stored = storedDay(storedValue(record, name));
		if (stored !== undefined) body[name] = stored;
	}
	// Others are kept by sending none: `active` would bring back what is cancelled meanwhile.
	if (record.status === 'cancelled') body.status = record.status;
	Object.assign(body, changes);
	// Exactly one of the two ways Paystand takes a customer.
	if (changes.payerCustomerId !== undefined) delete body.extCustomerId;
	else if (body.extCustomerId !== undefined) delete body.payerCustomerId;

	if (body.erpRef === undefined) {
		throw new PaystandError(
			`'${labels.erpRef}' is needed for an update`,
			`Paystand replaces the whole receivable and does not show its number, so enter it in '${labels.erpRef}'. Nothing was changed.`,
		);
	}
	if (changes.totalAmount === undefined) {
		body.totalAmount = readable(record, 'amount');
	}
	body.amountDue = changes.amountDue ?? balanceKept(record, body.totalAmount);
	return body;
}

/** What is due of a new total when everything paid so far stays paid. */
function balanceKept(record: IDataObject, total: unknown): string | undefined {
	const paid = readable(record, 'amountPaid');
	const balance = openBalance(total, paid);
	if (balance === undefined || (toCents(balance) ?? 0n) >= 0n) return balance;
	throw new PaystandError(
		`'${labels.totalAmount}' (${String(total)}) is less than what was already paid (${paid})`,
		'Refund the difference in Paystand first, or correct the amount. Nothing was changed.',
	);
}

/** A stored value under the name that Paystand takes it by. */
function storedValue(record: IDataObject, name: string): IDataObject[string] {
	switch (name) {
		case 'erpId':
			return record.extId;
		case 'erpRef':
			return record.invoiceKey ?? undefined;
		case 'totalAmount':
			return record.amount;
		case 'amountDue':
			return openBalance(record.amount, record.amountPaid);
		case 'postingDate':
			return record.date;
		case 'dueDate':
			return record.dateDue;
		case 'status':
			// `paid` is Paystand's own word for an active receivable without a balance.
			return record.status === 'paid' ? 'active' : record.status;
		default:
			return record[name] ?? undefined;
	}
}

/** A stored amount, which may be a number, as the decimal string that a write takes. */
function readable(record: IDataObject, name: 'amount' | 'amountPaid'): string {
	const cents = toCents(record[name]);
	if (cents !== undefined) return fromCents(cents);
	const field = name === 'amount' ? labels.totalAmount : labels.amountDue;
	const what = record[name] === undefined ? 'missing' : `not an amount: ${shown(record[name])}`;
	const key = record.extId === undefined ? '' : ` (ERP Invoice ID ${shown(record.extId)})`;
	throw new PaystandError(
		`The '${name}' of receivable ${String(record.id)}${key} is ${what}`,
		`Without it what was paid so far cannot be kept, so nothing was changed. Check the receivable in Paystand, or set '${field}' in Receivable: Update.`,
	);
}

/** The stored names of what an update is to change, and of what follows from that. */
export function requestedNames(changes: IDataObject): string[] {
	const names = [...Object.keys(changes), ...Object.keys(ownedBy(changes, labels))];
	if (names.includes('amountDue')) names.push('amountPaid');
	if (names.includes('extCustomerId')) names.push('payerEmail', 'payerId', 'payer');
	return names;
}
