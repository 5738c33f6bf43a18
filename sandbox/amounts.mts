const AMOUNT = /amount|^(payerTotal|payerTotalFees|payerDiscount|merchantTotalFees|subtotal)$/i;
const DECIMAL = /^-?\d+\.\d{2}$/;

/** A copy in which every amount of money is a JSON number, as some samples of Paystand show it. */
export function amountsAsNumbers<T>(value: T): T {
	if (Array.isArray(value)) return value.map(amountsAsNumbers) as T;
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) =>
			typeof inner === 'string' && AMOUNT.test(key) && DECIMAL.test(inner)
				? [key, Number(inner)]
				: [key, amountsAsNumbers(inner)],
		),
	) as T;
}
