/** Amounts, days and moments as a person reads them. Amounts are decimal strings, never floats. */

/**
 * Minor units of a decimal amount; undefined for what is no amount with at most two places.
 * @param {unknown} amount
 */
export function minorOf(amount) {
	const parts = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String(amount).trim());
	if (!parts) return undefined;
	const [, sign, whole, fraction = ''] = parts;
	return BigInt(`${sign}${whole}${fraction.padEnd(2, '0')}`);
}

/**
 * Whether there is anything of an amount.
 * @param {unknown} amount
 */
export const isPositive = (amount) => (minorOf(amount) ?? 0n) > 0n;

/**
 * `123456n` → `1234.56`
 * @param {bigint} minor
 */
export function decimalOf(minor) {
	const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
	return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * `1234.5`, `USD` → `1,234.50 USD`; what is no number is shown as it is.
 * @param {unknown} amount
 * @param {unknown} [currency]
 */
export function money(amount, currency) {
	if (amount === undefined || amount === null) return '';
	const parts = /^(-?)(\d+)(?:\.(\d*))?$/.exec(String(amount));
	if (!parts) return `${amount} ${currency}`;
	const [, sign, whole, fraction = ''] = parts;
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
	return `${sign}${grouped}.${fraction.padEnd(2, '0')} ${currency ?? ''}`.trim();
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * The two ways Paystand writes a calendar day: `2026-11-30`, and in credit memos `11-30-2026`.
 * @param {string | null | undefined} text
 */
export function day(text) {
	if (!text) return '';
	const iso = /^(\d{4})-(\d\d)-(\d\d)/.exec(text);
	const american = /^(\d\d)[-/.](\d\d)[-/.](\d{4})$/.exec(text);
	const [year, month, date] = iso
		? iso.slice(1)
		: american
			? [3, 1, 2].map((n) => american[n])
			: [];
	const name = MONTHS[Number(month) - 1];
	return name ? `${Number(date)} ${name} ${year}` : text;
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * An ISO moment in a time zone: `24 Nov 2026, 09:05`.
 * @param {string | null | undefined} iso
 * @param {string} zone
 */
export function moment(iso, zone) {
	if (!iso) return '';
	const format = formats.get(zone) ?? momentFormat(zone);
	formats.set(zone, format);
	// Only English newer than 2023 says “Sept”.
	return format.format(new Date(iso)).replace('Sept', 'Sep');
}

/** @param {string} timeZone */
const momentFormat = (timeZone) =>
	new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });

/**
 * The calendar day of a moment in a time zone, `YYYY-MM-DD`.
 * @param {string} iso
 * @param {string} zone
 */
export function dayIn(iso, zone) {
	return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(iso));
}

/**
 * `acceptingEvidence` → `Accepting evidence`
 * @param {unknown} name
 */
export function words(name) {
	const spaced = String(name)
		.replace(/[_-]+/g, ' ')
		.replace(/([a-z\d])([A-Z])/g, '$1 $2');
	const lower = spaced.toLowerCase().replace(/\b(id|url|erp|po)\b/g, (word) => word.toUpperCase());
	return lower.charAt(0).toUpperCase() + lower.slice(1);
}

/**
 * `1`, `invoice` → `1 invoice`; `2` → `2 invoices`
 * @param {number} number
 * @param {string} noun
 */
export const count = (number, noun) =>
	`${Number(number).toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
