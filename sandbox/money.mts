const DECIMAL = /^(-?)(\d+)(?:\.(\d{1,2}))?$/;

/**
 * Minor units (cents) of a decimal amount: `"289.82"` or `289.82` → 28982.
 * @throws {RangeError} for anything but digits with at most two decimal places, or too large to be exact
 */
export function toMinor(amount: string | number): number {
	const parts = DECIMAL.exec(String(amount));
	const minor = parts ? Number(parts[2]! + (parts[3] ?? '').padEnd(2, '0')) : NaN;
	if (!Number.isSafeInteger(minor)) throw new RangeError(`not an amount of money: ${amount}`);
	return parts![1] === '-' && minor !== 0 ? -minor : minor;
}

/** Decimal string with two places of an amount in minor units: 28982 → `"289.82"`. */
export function toDecimal(minor: number): string {
	if (!Number.isSafeInteger(minor)) throw new RangeError(`not whole minor units: ${minor}`);
	const digits = String(Math.abs(minor)).padStart(3, '0');
	return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * A share of an amount of minor units, rounded half up to the cent:
 * `shareOf(10000, '0.035')` → 350. `rate` is a decimal string that is not negative.
 */
export function shareOf(minor: number, rate: string): number {
	const [whole, places = ''] = rate.split('.');
	const scale = 10n ** BigInt(places.length);
	const product = BigInt(minor) * BigInt(whole! + places);
	return Number((product * 2n + scale) / (scale * 2n));
}
