import { fromCents, toCents } from '../../../../client/money';
import type { Field } from '../../item/field';

/**
 * An amount as credit memos take it: a JSON number, made from exact cents
 * (docs/paystand-api.md#amounts).
 *
 * @param decimal a decimal string, e.g. `"50.25"`
 * @throws {PaystandError} when no JSON number is exactly that amount
 */
export function jsonAmount(field: Field, decimal: string): number {
	const number = Number(decimal);
	if (toCents(number) === toCents(decimal)) return number;
	return field.fail(`is too large for a credit memo: '${decimal}'`, 'Correct the amount.');
}

/**
 * What remains of a changed amount when everything applied so far stays applied.
 *
 * @returns a decimal string, negative when more was applied; `undefined` when an amount is missing
 */
export function remainingOf(
	amount: unknown,
	stored: { amount?: unknown; amountRemaining?: unknown },
): string | undefined {
	const [wanted, whole, open] = [amount, stored.amount, stored.amountRemaining].map(toCents);
	if (wanted === undefined || whole === undefined || open === undefined) return undefined;
	return fromCents(wanted - (whole - open));
}
