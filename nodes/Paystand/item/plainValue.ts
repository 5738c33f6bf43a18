import type { IDataObject } from 'n8n-workflow';

/** An expression that is nothing but one column of the item: `{{ $json.total }}`, `{{ $json['No.'] }}`. */
const COLUMN = /^=\{\{ *\$json(?:\.([A-Za-z_]\w*)|\['([^'\\]+)'\]|\["([^"\\]+)"\]) *\}\}$/;

/**
 * The value of a field that takes one column of the item, or of a collection of such fields. n8n
 * needs half a millisecond for each expression, which is most of the time of a large import, so the
 * simplest ones are read from the item. What comes out is what n8n would make of them.
 *
 * @param raw the field as it is saved, expressions unresolved
 * @param json gives the item; only called for what may be plain
 * @returns `undefined` when n8n has to resolve it
 */
export function plainValue(raw: unknown, json: () => IDataObject): unknown {
	if (typeof raw === 'string') return columnOf(raw, json);
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
	const entries = Object.entries(raw).map(([name, value]) => [name, plainPart(value, json)]);
	const isPlain = entries.length > 0 && entries.every(([, value]) => value !== undefined);
	return isPlain ? Object.fromEntries(entries) : undefined;
}

/** A field of a collection: one column, or what was typed. */
function plainPart(value: unknown, json: () => IDataObject): unknown {
	if (typeof value === 'boolean' || typeof value === 'number') return value;
	if (typeof value !== 'string') return undefined;
	return value.startsWith('=') ? columnOf(value, json) : value;
}

function columnOf(raw: string, json: () => IDataObject): number | string | undefined {
	const found = COLUMN.exec(raw);
	const name = found?.slice(1).find((part) => part !== undefined);
	if (name === undefined) return undefined;
	const item = json();
	// A column that is not there, and any value but text and numbers, is for n8n to judge.
	const value = Object.hasOwn(item, name) ? item[name] : undefined;
	return typeof value === 'string' || Number.isFinite(value)
		? (value as number | string)
		: undefined;
}
