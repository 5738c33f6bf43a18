/**
 * A number with its noun, such as `1 payment` or `3 payments`.
 *
 * @param many the plural, where it is not the noun with an `s`
 */
export function plural(count: number, noun: string, many = `${noun}s`): string {
	return `${count} ${count === 1 ? noun : many}`;
}
