/**
 * A time of Paystand's in milliseconds since 1970.
 *
 * @param time ISO 8601, or an epoch in seconds or milliseconds
 * @returns NaN when it is no time
 */
export function millisecondsOf(time: unknown): number {
	if (!/^\d+$/.test(String(time))) return Date.parse(String(time));
	const epoch = Number(time);
	return epoch > 1e12 ? epoch : epoch * 1000;
}
