const started = Date.now();

/** Prints a line of progress with the time since the start, such as ` 12 s  …`. */
export function log(text: string): void {
	const seconds = Math.round((Date.now() - started) / 1000);
	console.log(`${String(seconds).padStart(4)} s  ${text}`);
}
