import { fromCents, toCents } from '../../../../client/money';
import { refuse } from '../../fields/input';
import type { Place } from '../../fields/input';

/**
 * An amount as credit memos take it: a JSON number, made from exact cents (fact sheet 12.8).
 *
 * @param decimal a decimal string, e.g. `"50.25"`
 * @throws {NodeOperationError} when no JSON number is exactly that amount
 */
export function jsonAmount(place: Place, decimal: string): number {
	const number = Number(decimal);
	if (toCents(number) === toCents(decimal)) return number;
	return refuse(place, `is too large for a credit memo: '${decimal}'`, 'Correct the amount.');
}

/**
 * What remains of a changed amount when everything applied so far stays applied.
 *
 * @returns a decimal string, negative when more was applied; `undefined` when an amount is none
 */
export function remainingOf(
	amount: unknown,
	stored: { amount?: unknown; amountRemaining?: unknown },
): string | undefined {
	const [wanted, whole, open] = [amount, stored.amount, stored.amountRemaining].map(toCents);
	if (wanted === undefined || whole === undefined || open === undefined) return undefined;
	return fromCents(wanted - (whole - open));
}
