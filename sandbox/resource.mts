/**
 * The resources as they are kept. Everything but `inner` is what Paystand answers with and what
 * events carry; `inner` is what the sandbox has to remember and Paystand never tells.
 * Money is a decimal string with two places, time is ISO 8601 UTC with milliseconds.
 */
export interface Resource {
	object: string;
	id: string;
	status: string;
	created: string;
	lastUpdated: string;
	[field: string]: unknown;
}

export interface Address {
	street1?: string;
	street2?: string;
	city?: string;
	state?: string;
	postalCode?: string;
	/** ISO 3166 alpha-3, e.g. `USA`. */
	country?: string;
}

/** A deep copy of a resource as Paystand shows it: without `inner`, at any depth. */
export function shown<Row extends Record<string, unknown>>(row: Row): Omit<Row, 'inner'> {
	return strip(row) as Omit<Row, 'inner'>;
}

function strip(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(strip);
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => key !== 'inner')
			.map(([key, inner]) => [key, strip(inner)]),
	);
}
