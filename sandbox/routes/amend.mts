import { invalid } from '../errors.mts';
import type { Resource } from '../resources.mts';
import { extras, type Call } from './call.mts';

/** What Paystand fills itself on every resource. */
const OWN = ['object', 'id', 'status', 'ownerId', 'created', 'lastUpdated', 'inner'];

/**
 * An update by the older API, whose bodies are not known: keeps every field that is sent but those
 * that Paystand fills itself (docs/paystand-api.md#the-older-reference).
 * @param fixed what is passed over beside the fields of every resource
 */
export function amend<Row extends Resource>(
	{ world, body }: Call,
	row: Row,
	fixed: readonly string[],
): Row {
	const sent = (body ?? {}) as Record<string, unknown>;
	const lastUpdated = world.clock.now().toISOString();
	return Object.assign(row, extras(sent, [...OWN, ...fixed]), { lastUpdated });
}

/**
 * A decimal string or a JSON number as a decimal string with two places.
 * @throws PaystandRefusal 422 for more than two places, or beyond what can be exact
 */
export function decimal(parameter: string, value: string | number): string {
	const parts = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(String(value));
	if (!parts) throw invalid(parameter, value, `${parameter} has two decimal places at most.`);
	return `${Number(parts[1])}.${(parts[2] ?? '').padEnd(2, '0')}`;
}
