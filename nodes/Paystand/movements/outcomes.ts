import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../client/errors';
import type { Movement, MovementKind } from './movement';
import type { MovementKey } from './movementKey';

/** A movement of which nobody knows whether it went through. */
export function unknownOutcome(kind: MovementKind, key: MovementKey, what: string): PaystandError {
	const { noun, verb, gerund, done, record } = kind;
	const field = kind.key.displayName;
	const next = key.isOwn
		? `Run this again with the same '${field}' to look it up. For 15 minutes it is only looked up; after that it is ${done} if Paystand shows no ${record.name} with this key.`
		: `Retrying this execution only looks it up. Check in Paystand before you ${verb} again. To run it in another execution without ${gerund} twice, enter the key in '${field}'.`;
	return new PaystandError(
		`Whether the ${noun} with the key '${key.value}' went through is unknown`,
		`${what}, and Paystand shows no ${record.name} with this key so far. ${next}`,
	);
}

/** A movement whose record is in a state that nobody has documented. */
export function unclearStatus(
	{ noun, done, record }: MovementKind,
	key: MovementKey,
	shown: IDataObject,
): PaystandError {
	return new PaystandError(
		`Whether the ${noun} with the key '${key.value}' went through is unknown: its ${record.name} has the status '${String(shown.status)}'`,
		`Check ${nameOf(record.name, shown)} in Paystand. It is not ${done} again under this key.`,
	);
}

/** A key that belongs to a movement of something else. */
export function otherMovement(
	{ kind, whenOther }: Movement,
	key: MovementKey,
	shown: IDataObject,
): PaystandError {
	const { noun, record } = kind;
	return new PaystandError(
		`The ${noun} key '${key.value}' belongs to another ${noun}: ${nameOf(record.name, shown)}`,
		`${whenOther(shown)} Use another '${kind.key.displayName}' for this ${noun}, or correct its fields.`,
	);
}

function nameOf(name: string, { id, amount, currency }: IDataObject): string {
	return `${name} ${String(id)} of ${String(amount)} ${String(currency)}`;
}
