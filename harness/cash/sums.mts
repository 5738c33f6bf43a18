import { toDecimal, toMinor } from '../../sandbox/money.mts';

/**
 * The sum of each currency, such as `1250.00 CAD, 98.50 USD`, in the currencies' alphabetical order.
 *
 * @param rows anything with `amount` and `currency`
 */
export function sumsOf(rows: object[]): string {
	const sums = new Map<string, number>();
	for (const { amount, currency } of rows as Array<Record<string, unknown>>) {
		const sum = sums.get(String(currency)) ?? 0;
		sums.set(String(currency), sum + toMinor(String(amount).trim()));
	}
	const lines = [...sums].map(([currency, sum]) => `${toDecimal(sum)} ${currency}`);
	return lines.sort((a, b) => a.slice(-3).localeCompare(b.slice(-3))).join(', ') || '0.00';
}
