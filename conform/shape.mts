/** The kind of a JSON value: `string`, `number`, `boolean`, `null`, `array`, `object`. */
export function jsonType(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

const SHAPES: [RegExp, (text: string) => string][] = [
	[/^$/, () => 'empty text'],
	[/^[a-z0-9]{24}$/, () => 'id(24)'],
	[/^-?\d+\.\d+$/, () => 'decimal string'],
	[/^-?\d+$/, (text) => `digits(${text.length})`],
	[/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, () => 'timestamp'],
	[/^\d{4}-\d\d-\d\dT/, () => 'timestamp, not in UTC'],
	[/^\d{4}-\d\d-\d\d$/, () => 'date YYYY-MM-DD'],
	[/^\d\d?-\d\d?-\d{4}$/, () => 'date MM-DD-YYYY'],
	[/^\d\d?\/\d\d?\/\d{4}$/, () => 'date MM/DD/YYYY'],
	[/^[^@\s]+@[^@\s]+$/, (text) => `e-mail(${text.length})`],
	[/^https?:\/\//, () => 'url'],
];

/** What a value looks like, never what it is: `text(12)`, `decimal string`, `id(24)`, `number`. */
export function shape(value: unknown): string {
	if (typeof value === 'string') {
		const known = SHAPES.find(([pattern]) => pattern.test(value));
		return known ? known[1](value) : `text(${value.length})`;
	}
	if (Array.isArray(value)) return `array(${value.length})`;
	return jsonType(value);
}

/**
 * Fields whose values are words of Paystand's own language. Free text (`reason`) is only shown
 * where it is one word of code, as `word` demands.
 */
const SPOKEN = new Set([
	...['object', 'status', 'resourceType', 'sourceType', 'feeType', 'feeSplitType'],
	...['paymentOrigin', 'disputeType', 'reason', 'provider', 'actingResourceType', 'assuretyPosted'],
	...['code', 'detailCode', 'funding', 'brand', 'type', 'interval', 'frequency'],
]);

export function isSpoken(field: string): boolean {
	return SPOKEN.has(field);
}

/** One word of code, such as `processing` or `recoup_custom_of_subtotal`. */
const WORD = /^[A-Za-z][A-Za-z_.]{0,40}$/;

/** A value that belongs to a closed set: the word itself if it is one, else its shape. */
export function word(value: unknown): string {
	return typeof value === 'string' && WORD.test(value) ? value : shape(value);
}

/** The name of a field as it may be shown: keys of a map can be ids or names of people. */
export function fieldName(name: string): string {
	if (/^[A-Za-z_][A-Za-z0-9_-]{0,39}$/.test(name) && !/\d{4}|^[a-z0-9]{24}$/.test(name))
		return name;
	return `key(${name.length})`;
}
