/**
 * Bounds work in time.
 *
 * @param ms milliseconds from now
 * @param work is told by its signal when the time is up; what it still does is ignored then
 * @param late makes the error for that case
 * @throws what `work` throws, or `late()`
 */
export async function withTimeout<T>(
	ms: number,
	work: (signal: AbortSignal) => Promise<T>,
	late: () => Error,
): Promise<T> {
	// It takes whole milliseconds only.
	const signal = AbortSignal.timeout(Math.ceil(ms));
	const timeUp = new Promise<never>((_, reject) => {
		signal.addEventListener('abort', () => reject(late()), { once: true });
	});
	return await Promise.race([work(signal), timeUp]);
}
