import type { IDataObject } from 'n8n-workflow';

import type { MovementKind } from './movement';

/** What the status of a record says of its movement. */
export type MovementStatus = 'moved' | 'notMoved' | 'unclear';

/** A record that moved no money does not stand for its movement. */
const NOT_MOVED = ['failed', 'canceled', 'cancelled'];

/** A state that Paystand has not documented is neither told as moved nor sent again. */
export function movementStatusOf(
	{ movedStates }: MovementKind,
	{ status }: IDataObject,
): MovementStatus {
	const state = String(status).toLowerCase();
	if (movedStates.includes(state)) return 'moved';
	return hasNotMoved({ status }) ? 'notMoved' : 'unclear';
}

/** Whether a record says that no money has moved. */
export function hasNotMoved({ status }: IDataObject): boolean {
	return NOT_MOVED.includes(String(status).toLowerCase());
}
