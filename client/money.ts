/**
 * Money as Paystand writes it: decimal strings with two places (`"289.82"`), now and then a JSON
 * number (docs/paystand-api.md#amounts). Arithmetic is done on whole cents, so that no binary float
 * ever decides about an amount.
 */

/** How amounts are written. `1.250` is one of two sums, so it has to be said. */
export type AmountFormat = '1,250.00' | '1.250,00' | '1250.00';

const DECIMAL = /^([+-]?)(\d{1,15})(?:\.(\d{1,2}))?$/;
/** Thousands separators may be missing, but where they are they stand where they belong. */
const GROUPED = {
	'1,250.00': /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?$/,
	'1.250,00': /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d{1,2})?$/,
};

/**
 * Reads an amount into whole cents.
 *
 * @param value a decimal string (`"100"`, `"100.5"`, `"-3.00"`) or a number whose shortest decimal
 *   form has at most two places
 * @returns the amount in cents, or `undefined` when the value is no such amount: thousands
 *   separators, a decimal comma, exponents, more than two places or more than fifteen digits are
 *   refused, never guessed at or rounded
 */
export function toCents(value: unknown): bigint | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const match = DECIMAL.exec(String(value).trim());
	if (!match) return undefined;
	const [, sign, whole, fraction = ''] = match;
	const cents = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
	return sign === '-' ? -cents : cents;
}

/**
 * Reads an amount that is written in a format of the ERP's.
 *
 * @param value a text in that format, or a number, which is the same in all of them
 * @returns the amount in cents, or `undefined` when it is not written so
 */
export function centsFrom(value: unknown, format: AmountFormat): bigint | undefined {
	if (format === '1250.00' || typeof value !== 'string') return toCents(value);
	const text = value.trim();
	if (!GROUPED[format].test(text)) return undefined;
	const [point, separator] = format === '1.250,00' ? [',', '.'] : ['.', ','];
	return toCents(text.replaceAll(separator, '').replace(point, '.'));
}

/**
 * Writes whole cents the way Paystand does.
 *
 * @param cents an amount in cents
 * @returns a decimal string with exactly two places, e.g. `"289.82"` or `"-0.05"`
 */
export function fromCents(cents: bigint): string {
	const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
	return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * The open balance of a receivable. Paystand returns no amount due, only `amount` and `amountPaid`
 * (docs/paystand-api.md#open-balance).
 *
 * @param amount the receivable's total
 * @param amountPaid what was paid on it so far; absent means nothing
 * @returns `amount − amountPaid` as a decimal string, or `undefined` when either is no amount
 */
export function openBalance(amount: unknown, amountPaid: unknown): string | undefined {
	const total = toCents(amount);
	const paid = toCents(amountPaid ?? 0);
	return total === undefined || paid === undefined ? undefined : fromCents(total - paid);
}

/**
 * Whether two amounts are the same sum, however each is written (`100`, `"100.0"`, `"100.00"`).
 * A value that is no amount equals nothing.
 */
export function sameAmount(a: unknown, b: unknown): boolean {
	const first = toCents(a);
	return first !== undefined && first === toCents(b);
}

/**
 * What a receivable transaction applied. Which sign a refund has there is unknown
 * (docs/paystand-api.md#receivable-transaction-events), so it has none here: the kind of the
 * transaction says in which direction it goes.
 *
 * @returns a decimal string, or the value as it is when it is no amount
 */
export function appliedAmount<T>(value: T): T | string {
	const cents = toCents(value);
	if (cents === undefined) return value;
	return fromCents(cents < 0n ? -cents : cents);
}
