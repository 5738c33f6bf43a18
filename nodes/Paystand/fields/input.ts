import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { toDay } from '../../../client/dates';
import { fromCents, toCents } from '../../../client/money';

/** Which value of which item a message is about. */
export interface Place {
	context: IExecuteFunctions;
	itemIndex: number;
	/** The field as the screen shows it. */
	label: string;
}

/**
 * Refuses an input.
 *
 * @throws {NodeOperationError} with what is wrong and the next step
 */
export function refuse(place: Place, wrong: string, nextStep: string): never {
	throw new NodeOperationError(place.context.getNode(), `'${place.label}' ${wrong}`, {
		description: nextStep,
		itemIndex: place.itemIndex,
	});
}

/**
 * A text that must be there, such as an ERP key: trimmed, numbers taken as their digits.
 *
 * @throws {NodeOperationError} when it is empty or no text
 */
export function text(place: Place, value: unknown): string {
	const read = optionalText(place, value);
	return read ?? refuse(place, 'is empty', `Enter a value in '${place.label}'.`);
}

/** A text, or `undefined` when it is empty. */
export function optionalText(place: Place, value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'string') return value.trim() || undefined;
	// 1e21 and beyond lose their digits: such a "number" is no key that anybody typed.
	if (typeof value === 'number' && /^-?\d+(\.\d+)?$/.test(String(value))) return String(value);
	return refuse(place, `must be text, not ${kindOf(value)}`, 'Check the expression in this field.');
}

/**
 * An amount as Paystand takes it.
 *
 * @returns a decimal string with two places, e.g. `"100.00"`
 * @throws {NodeOperationError} when it is no amount, or below `least`
 */
export function amount(place: Place, value: unknown, least: 'any' | 'positive' | 'zero'): string {
	if (value === undefined || value === null || value === '') {
		return refuse(place, 'is empty', `Enter an amount such as 100.00 in '${place.label}'.`);
	}
	const cents = toCents(value);
	if (cents === undefined) {
		return refuse(
			place,
			`is not an amount: ${shown(value)}`,
			'Write digits with a point and at most two places, such as 1234.50, without thousands separators or a currency sign.',
		);
	}
	if ((least === 'positive' && cents <= 0n) || (least === 'zero' && cents < 0n)) {
		const bound = least === 'positive' ? 'above zero' : 'zero or more';
		return refuse(place, `must be ${bound}, not ${shown(value)}`, 'Correct the amount.');
	}
	return fromCents(cents);
}

/**
 * A calendar day.
 *
 * @returns the day as `YYYY-MM-DD`
 * @throws {NodeOperationError} when it is empty or no day that exists
 */
export function day(place: Place, value: unknown): string {
	if (value === undefined || value === null || value === '') {
		return refuse(place, 'is empty', `Choose a day in '${place.label}', such as 2026-02-28.`);
	}
	return (
		toDay(value) ??
		refuse(
			place,
			`is not a calendar day: ${shown(value)}`,
			'Write it as YYYY-MM-DD, such as 2026-02-28.',
		)
	);
}

/**
 * A JSON object from a JSON field, typed or from an expression.
 *
 * @throws {NodeOperationError} when it is no JSON object
 */
export function jsonObject(place: Place, value: unknown): IDataObject {
	if (value === undefined || value === null || value === '') return {};
	let parsed: unknown = value;
	if (typeof value === 'string') {
		try {
			parsed = JSON.parse(value);
		} catch {
			parsed = undefined;
		}
	}
	if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
		return parsed as IDataObject;
	}
	return refuse(place, 'is not a JSON object', 'Write it like {"memo": "Thank you"}.');
}

/**
 * A Paystand ID, as typed or pasted.
 *
 * @throws {NodeOperationError} when it is empty or has characters no ID has
 */
export function paystandId(place: Place, value: unknown): string {
	const id = text(place, value);
	if (/^[\w-]{1,100}$/.test(id)) return id;
	return refuse(
		place,
		`is not a Paystand ID: ${shown(id)}`,
		'A Paystand ID is 24 letters and digits, such as 8low3hlfk1a7t08trm7043aw.',
	);
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** The value in a message: short, on one line. */
export function shown(value: unknown): string {
	const plain = typeof value === 'object' ? kindOf(value) : `'${String(value)}'`;
	const line = plain.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
	return line.length > 60 ? `${line.slice(0, 57)}…'` : line;
}
