/** Amounts, days and moments as a person reads them. Amounts are decimal strings, never floats. */

/** Minor units of a decimal amount; undefined for what is no amount with at most two places. */
export function minorOf(amount) {
	const parts = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String(amount).trim());
	if (!parts) return undefined;
	const [, sign, whole, fraction = ''] = parts;
	return BigInt(`${sign}${whole}${fraction.padEnd(2, '0')}`);
}

/** `123456n` → `1234.56` */
export function decimalOf(minor) {
	const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
	return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `1234.5`, `USD` → `1,234.50 USD`; what is no number is shown as it is. */
export function money(amount, currency) {
	if (amount === undefined || amount === null) return '';
	const parts = /^(-?)(\d+)(?:\.(\d*))?$/.exec(String(amount));
	if (!parts) return `${amount} ${currency}`;
	const [, sign, whole, fraction = ''] = parts;
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
	return `${sign}${grouped}.${fraction.padEnd(2, '0')} ${currency ?? ''}`.trim();
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The two ways Paystand writes a calendar day: `2026-11-30`, and in credit memos `11-30-2026`. */
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

const formats = new Map();

/** An ISO moment in a time zone: `24 Nov 2026, 09:05`. */
export function moment(iso, zone) {
	if (!iso) return '';
	if (!formats.has(zone))
		formats.set(
			zone,
			new Intl.DateTimeFormat('en-GB', {
				...{ day: 'numeric', month: 'short', year: 'numeric' },
				...{ hour: '2-digit', minute: '2-digit', timeZone: zone },
			}),
		);
	// Only English newer than 2023 says “Sept”.
	return formats.get(zone).format(new Date(iso)).replace('Sept', 'Sep');
}

/** The calendar day of a moment in a time zone, `YYYY-MM-DD`. */
export function dayIn(iso, zone) {
	return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(iso));
}

/** `acceptingEvidence` → `Accepting evidence` */
export function words(name) {
	const spaced = String(name)
		.replace(/[_-]+/g, ' ')
		.replace(/([a-z\d])([A-Z])/g, '$1 $2');
	const lower = spaced.toLowerCase().replace(/\b(id|url|erp|po)\b/g, (word) => word.toUpperCase());
	return lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** `1`, `invoice` → `1 invoice`; `2` → `2 invoices` */
export const count = (number, noun) =>
	`${Number(number).toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
