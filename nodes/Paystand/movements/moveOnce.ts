import type { IDataObject } from 'n8n-workflow';

import type { PaystandClient } from '../../../client/paystand';
import type { Item } from '../item/item';
import { lookedUp } from '../records/lookUp';
import type { Movement, MovementKind } from './movement';
import { withMovement } from './movementBook';
import { movementKeyOf } from './movementKey';
import type { MovementKey } from './movementKey';
import { MovementSearch } from './movementSearch';
import { MovementState } from './movementState';
import { hasNotMoved, movementStatusOf } from './movementStatus';
import { otherMovement, unclearStatus, unknownOutcome } from './outcomes';
import { readAgain } from './readRecord';
import { sendMovement } from './sendMovement';

const DAY_MS = 86_400_000;
/** A record of unclear outcome may take a moment to show: when it is looked for, after it was sent. */
const LOOK_AFTER_MS = [0, 1_000, 4_000, 10_000];

/** A movement that went through. */
export interface Moved {
	record: IDataObject;
	/** The key under which it is found again. */
	key: string;
	/** `found`, or the kind's own word for what was done now, e.g. `charged`. */
	outcome: string;
}

/** One movement under way. */
interface Move {
	client: PaystandClient;
	movement: Movement;
	key: MovementKey;
	state: MovementState;
	search: MovementSearch;
}

/**
 * Moves money, unless the record with this key is there already. What is unclear is looked up,
 * never sent again (docs/paystand-api.md#what-may-never-be-repeated): not by a later item, not when
 * n8n runs the node again, not by another execution.
 *
 * @returns the record, and whether it was made now or found by its key
 * @throws {PaystandError} when the outcome stays unknown, no money moved, or the key is another
 *   movement's
 */
export async function moveOnce(item: Item, movement: Movement): Promise<Moved> {
	const { client, execution } = item;
	const { kind } = movement;
	const key = movementKeyOf(item, movement);
	const account = await client.account();
	const search = await execution.once(
		`${kind.noun} search`,
		async () => new MovementSearch(client, kind),
	);
	const move = async () =>
		await withMovement(`${namesOf(account, kind)}${key.value}`, async (entry) => {
			const state = new MovementState(entry, key);
			const one = { client, movement, key, state, search };
			return (await find(one)) ?? (await send(one));
		});
	const { source } = movement;
	return source === undefined ? await move() : await withMovement(`${account} ${source}`, move);
}

/** How the names of all movements of a kind begin in the book of this process. */
export function namesOf(account: string, { noun }: MovementKind): string {
	return `${account} ${noun} `;
}

/** @returns the record of this key when there is one; `undefined` when it may be sent */
async function find(move: Move): Promise<Moved | undefined> {
	const { client, movement, key, state, search } = move;
	if (state.record) {
		const record = await readAgain(client, movement.kind.record, state.record);
		if (!hasNotMoved(record)) return found(move, record);
		state.forget();
	}
	if (state.isOnlyLookedUp) {
		const record = await lookUp(move);
		if (record) return found(move, record);
		throw unknownOutcome(movement.kind, key, 'It was sent before, and not again now');
	}
	if (!key.isOwn) return undefined;
	// Unlike a look-up, this has to succeed: only a list that was read whole shows that nothing is there.
	const days = Math.max(movement.lookBackDays, daysSince(state));
	const record = await search.find(key.value, movement, { days, isFresh: state.isUnknown });
	return record && found(move, record);
}

async function send(move: Move): Promise<Moved> {
	const { client, movement, key, state } = move;
	const { kind } = movement;
	const prepared = await movement.prepare(key.value);
	state.markSent(prepared.shown);
	const { outcome, record, error } = await sendMovement(client, movement, prepared, key.value);
	if (outcome === 'moved') {
		state.markDone(record);
		return { record, key: key.value, outcome: kind.done };
	}
	if (outcome === 'notMoved') {
		state.forget();
		throw error;
	}
	const shown = await lookUp(move);
	if (shown) return found(move, shown);
	const { amount, currency } = prepared.shown;
	const what = `Paystand gave no clear answer to the ${kind.noun} of ${amount} ${currency}`;
	throw unknownOutcome(kind, key, what);
}

/**
 * Looks for the record of a movement that went out. When that was a moment ago, it waits for it.
 *
 * @returns `undefined` when there is none so far, or nobody can tell
 */
async function lookUp(move: Move): Promise<IDataObject | undefined> {
	const { client, movement, key, state, search } = move;
	const days = daysSince(state);
	const look = async () => await search.find(key.value, movement, { days, isFresh: true });
	let isFirst = true;
	for (const afterMs of LOOK_AFTER_MS) {
		const waitMs = afterMs - state.sinceSentMs;
		// What was to be seen by now, one look tells.
		if (waitMs < 0 && !isFirst) continue;
		await client.pause(waitMs);
		isFirst = false;
		const record = await lookedUp(client, look);
		if (record) return record;
	}
	return undefined;
}

function daysSince({ isUnknown, sinceSentMs }: MovementState): number {
	return isUnknown ? Math.ceil(sinceSentMs / DAY_MS) : 0;
}

function found({ movement, key, state }: Move, record: IDataObject): Moved {
	if (!movement.isRequested(record)) throw otherMovement(movement, key, record);
	if (movementStatusOf(movement.kind, record) === 'unclear') {
		throw unclearStatus(movement.kind, key, record);
	}
	state.markDone(record);
	return { record, key: key.value, outcome: 'found' };
}
