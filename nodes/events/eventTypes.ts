import type { IDataObject } from 'n8n-workflow';

import { FAMILIES } from './families';

/**
 * What an event is about, read from its resource, since it carries no type
 * (docs/paystand-api.md#the-event-envelope).
 */
export interface EventType {
	/**
	 * `payment`, `receivableTransaction`, …; always the singular
	 * (docs/paystand-api.md#singular-and-plural).
	 */
	kind: string;
	/** `paid`, `refund`, `paystand`, …; undefined where the record shows none. */
	state?: string;
	/** `payment.paid`, `receivableTransaction.refund`, `fee.paystand`; the kind alone without a state. */
	name: string;
}

/**
 * The type of an event, from the resource it carries. A record as a list shows it has the same one.
 *
 * @param resource `resource.object` names the kind; the state is its `status`, for fees its
 *   `feeType`, for receivable transactions its `resourceType` in lower case
 *   (docs/paystand-api.md#event-kinds-and-states)
 */
export function typeOf(resource: IDataObject): EventType {
	const spelled = String(resource.object ?? '');
	const kind = spelled === 'receivableTransactions' ? 'receivableTransaction' : spelled;
	const shown =
		kind === 'fee'
			? resource.feeType
			: kind === 'receivableTransaction'
				? String(resource.resourceType ?? '').toLowerCase()
				: resource.status;
	const state = shown ? String(shown) : undefined;
	return { kind, state, name: state ? `${kind}.${state}` : kind };
}

/** Whether the states of a kind are documented, so that a change of state can be told. */
export function hasStates(kind: string): boolean {
	return Object.hasOwn(FAMILIES, kind) && FAMILIES[kind].states !== undefined;
}

/**
 * Whether an event was chosen.
 *
 * @param chosen values of Trigger On
 */
export function isChosen(chosen: string[], { kind, name }: EventType): boolean {
	return (
		chosen.includes('*') ||
		chosen.includes(name) ||
		chosen.includes(kind) ||
		(chosen.includes('other') && !Object.hasOwn(FAMILIES, kind))
	);
}

/**
 * Whether an event tells of a new state, not of some other change to a record that is in it
 * already. The first sight of a record counts (its `diff.previous` is empty,
 * docs/paystand-api.md#the-diff), and so does whatever cannot be judged: an event without `diff`, a
 * kind whose states are not documented.
 */
export function isStatusChange({ diff }: IDataObject, { kind }: EventType): boolean {
	if (!hasStates(kind) || !isObject(diff)) return true;
	const { previous, changes } = diff;
	if (!isObject(previous) || Object.keys(previous).length === 0 || !isObject(changes)) return true;
	return 'status' in changes || 'feeType' in changes;
}

/** Whether a value is a JSON object, neither a list nor null. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
