export type Holding = 'holds' | 'ignored' | 'refused' | null;

type Row = Record<string, unknown>;

/**
 * Whether a list obeys `order=lastUpdated DESC` and `ASC`.
 * @param down rows as asked for in descending order; null when that was refused
 * @param up rows as asked for in ascending order
 */
export function judgeOrder(
	down: Row[] | null,
	up: Row[] | null,
): { order: Holding; reason: string } {
	if (down === null || up === null) return { order: 'refused', reason: 'the order was refused' };
	const [falling, rising] = [timesOf(down), timesOf(up)];
	if (falling === null || rising === null)
		return { order: null, reason: 'rows without a readable lastUpdated' };
	if (new Set([...falling, ...rising]).size < 2)
		return { order: null, reason: 'fewer than two different times of change' };
	const sorted =
		falling.every((time, index) => index === 0 || time <= falling[index - 1]!) &&
		rising.every((time, index) => index === 0 || time >= rising[index - 1]!);
	const apart = falling[0]! > rising[0]!;
	return { order: sorted && apart ? 'holds' : 'ignored', reason: `${down.length} rows compared` };
}

function timesOf(rows: Row[]): number[] | null {
	const times = rows.map(({ lastUpdated }) => Date.parse(String(lastUpdated)));
	return times.some(Number.isNaN) ? null : times;
}
