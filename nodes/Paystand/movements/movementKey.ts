import { createHash, randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../item/item';
import type { Movement } from './movement';

/** What the execution keeps of a movement; n8n saves it with the execution, so it is plain JSON. */
export interface KeptMovement {
	key: string;
	/** When it went out, in milliseconds since 1970, while its outcome is unknown. */
	sentAt?: number;
	/** The record that a reply has shown. */
	record?: IDataObject;
}

/**
 * The name under which a movement is found again (docs/paystand-api.md#what-may-never-be-repeated).
 */
export interface MovementKey {
	value: string;
	/** Whether the person gave it: then other executions may use it too. */
	isOwn: boolean;
	/** What this execution knows of the movement. */
	kept: KeptMovement;
}

/**
 * The key of a movement: the person's own, or a random one. n8n may run a node again, by "Retry On
 * Fail" or because a person retries the execution, and then the items before the one that did not go
 * through are run again. Key and outcome are therefore kept with the execution: the same movement of
 * the same item gets the same key, and what went out under it is not forgotten.
 */
export function movementKeyOf(item: Item, movement: Movement): MovementKey {
	const { ownKey, kind } = movement;
	const context = item.execution.context.getContext('node');
	context.movements ??= {};
	const movements = context.movements as Record<string, KeptMovement>;
	const place =
		ownKey === undefined ? placeOf(item, movement) : `${kind.key.displayName} ${digest(ownKey)}`;
	movements[place] ??= { key: ownKey ?? randomUUID() };
	return { value: movements[place].key, isOwn: ownKey !== undefined, kept: movements[place] };
}

/** Where in the execution the item is, and what it moves. */
function placeOf({ execution, index }: Item, { kind, identity }: Movement): string {
	const { $runIndex } = execution.context.getWorkflowDataProxy(index);
	return `${String($runIndex)}-${index}-${digest(JSON.stringify([kind.noun, ...identity]))}`;
}

function digest(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
