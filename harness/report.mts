/** The checks of a run: each is a line, and the sum decides the exit code. */
export class Report {
	private failed = 0;
	private passed = 0;

	/** A line of its own between checks. */
	title(text: string): void {
		console.log(`\n${text}`);
	}

	/** Notes a figure that has to be exactly the expected one. */
	equal(what: string, expected: number | string, actual: number | string): void {
		const isOk = expected === actual;
		this.line(isOk, what, isOk ? String(actual) : `expected ${expected}, found ${actual}`);
	}

	/** Notes a figure that has to be at least so large. */
	atLeast(what: string, least: number, actual: number): void {
		const isOk = actual >= least;
		this.line(isOk, what, isOk ? String(actual) : `expected at least ${least}, found ${actual}`);
	}

	/** Notes that a list of differences is empty; the first ones are shown. */
	none(what: string, differences: string[]): void {
		const shown = differences.slice(0, 5).map((difference) => `\n          ${difference}`);
		const more =
			differences.length > shown.length ? `\n          … ${differences.length} in all` : '';
		const isOk = differences.length === 0;
		this.line(isOk, what, isOk ? 'none' : `${differences.length}${shown.join('')}${more}`);
	}

	/** Prints the sum. Returns whether all is well. */
	end(): boolean {
		console.log(`\n${this.passed} checks ok, ${this.failed} not ok`);
		return this.failed === 0;
	}

	private line(isOk: boolean, what: string, figures: string): void {
		if (isOk) this.passed++;
		else this.failed++;
		console.log(`${isOk ? 'ok    ' : 'NOT OK'}  ${what}: ${figures}`);
	}
}

/** Text of one list that another one lacks, and the other way round. */
export function differences(expected: Iterable<string>, actual: Iterable<string>): string[] {
	const wanted = new Set(expected);
	const found = new Set(actual);
	return [
		...[...wanted].filter((text) => !found.has(text)).map((text) => `missing: ${text}`),
		...[...found].filter((text) => !wanted.has(text)).map((text) => `too many: ${text}`),
	];
}

/** How many entries of a list are repeats of an earlier one. */
export function repeats(list: string[]): number {
	return list.length - new Set(list).size;
}
