import { dayFrom } from '../../../client/dates';
import { PaystandError } from '../../../client/errors';
import { centsFrom, fromCents } from '../../../client/money';
import type { IDataObject } from 'n8n-workflow';

import { amountAdvice, dayAdvice, DEFAULT_FORMATS } from './formats';
import type { Formats } from './formats';

/** What an amount may be at least. */
export type Minimum = 'any' | 'positive' | 'zero';

/** One value of the form: read and checked, with messages that name the field as the screen does. */
export class Field {
	/**
	 * @param label the field as the screen shows it
	 * @param value as n8n resolved it: typed, or from an expression
	 * @param formats how days and amounts are written; ISO and plain digits when left out
	 */
	constructor(
		readonly label: string,
		readonly value: unknown,
		private readonly formats?: Formats,
	) {}

	/** Whether nothing was entered. */
	get isEmpty(): boolean {
		return this.value === undefined || this.value === null || this.value === '';
	}

	/**
	 * A text that must be there, such as an ERP key: trimmed, numbers taken as their digits.
	 *
	 * @throws {PaystandError} when it is empty or not text
	 */
	text(): string {
		return this.optionalText() ?? this.fail('is empty', `Enter a value in '${this.label}'.`);
	}

	/** A text, or `undefined` when it is empty. */
	optionalText(): string | undefined {
		const { value } = this;
		if (value === undefined || value === null) return undefined;
		if (typeof value === 'string') return value.trim() || undefined;
		// 1e21 and beyond lose their digits: such a "number" is not a key that anybody typed.
		if (typeof value === 'number' && /^-?\d+(\.\d+)?$/.test(String(value))) return String(value);
		return this.fail(
			`must be text, not ${typeNameOf(value)}`,
			'Check the expression in this field.',
		);
	}

	/**
	 * An amount as Paystand takes it.
	 *
	 * @returns a decimal string with two places, e.g. `"100.00"`
	 * @throws {PaystandError} when it is not an amount, or below the minimum
	 */
	amount(minimum: Minimum): string {
		if (this.isEmpty) {
			return this.fail('is empty', `Enter an amount such as 100.00 in '${this.label}'.`);
		}
		const cents = centsFrom(this.value, (this.formats ?? DEFAULT_FORMATS).amounts);
		if (cents === undefined) {
			return this.fail(`is not an amount: ${shown(this.value)}`, amountAdvice(this.formats));
		}
		if ((minimum === 'positive' && cents <= 0n) || (minimum === 'zero' && cents < 0n)) {
			const bound = minimum === 'positive' ? 'above zero' : 'zero or more';
			return this.fail(`must be ${bound}, not ${shown(this.value)}`, 'Correct the amount.');
		}
		return fromCents(cents);
	}

	/**
	 * A calendar day.
	 *
	 * @returns the day as `YYYY-MM-DD`
	 * @throws {PaystandError} when it is empty or not a day that exists
	 */
	day(): string {
		if (this.isEmpty) {
			return this.fail('is empty', `Choose a day in '${this.label}', such as 2026-02-28.`);
		}
		return (
			dayFrom(this.value, (this.formats ?? DEFAULT_FORMATS).dates) ??
			this.fail(`is not a calendar day: ${shown(this.value)}`, dayAdvice(this.formats))
		);
	}

	/**
	 * A JSON object, typed or from an expression; empty when nothing was entered.
	 *
	 * @throws {PaystandError} when it is not a JSON object
	 */
	json(): IDataObject {
		if (this.isEmpty) return {};
		const parsed = typeof this.value === 'string' ? parsedJson(this.value) : this.value;
		if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
			return parsed as IDataObject;
		}
		return this.fail('is not a JSON object', 'Write it like {"memo": "Thank you"}.');
	}

	/**
	 * A Paystand ID, as typed or pasted.
	 *
	 * @throws {PaystandError} when it is empty or has characters that no ID has
	 */
	id(): string {
		const id = this.text();
		if (/^[\w-]{1,100}$/.test(id)) return id;
		return this.fail(
			`must be a Paystand ID of 24 letters and digits, not ${shown(id)}`,
			'It looks like 8low3hlfk1a7t08trm7043aw. Copy the ID from the record in Paystand, or from the output of Get Many.',
		);
	}

	/**
	 * @param problem goes on from the field's name, e.g. `is empty`
	 * @param nextStep what the person can do about it
	 * @throws {PaystandError} always
	 */
	fail(problem: string, nextStep: string): never {
		throw new PaystandError(`'${this.label}' ${problem}`, nextStep);
	}
}

/** A value in a message: short, on one line. */
export function shown(value: unknown): string {
	const plain = typeof value === 'object' ? typeNameOf(value) : `'${String(value)}'`;
	const line = plain.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
	return line.length > 60 ? `${line.slice(0, 57)}…'` : line;
}

function typeNameOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
