import type { IDataObject } from 'n8n-workflow';

import { LOOK_BACK_DAYS } from '../fields/movementKey';
import { Field } from '../item/field';
import { withMetadata } from '../records/body';
import type { Movement, MovementKind } from './movement';

/**
 * The key and the metadata of a movement, from the Additional Fields of the screen.
 *
 * @returns `meta` without the key
 * @throws {PaystandError} naming the field that is malformed, or metadata that hold the key
 */
export function keyAndMetadata(
	more: IDataObject,
	{ key }: Pick<MovementKind, 'key'>,
): Pick<Movement, 'lookBackDays' | 'ownKey'> & { meta: IDataObject } {
	return {
		meta: withMetadata(more.meta, { name: key.name, label: key.displayName, value: undefined }),
		ownKey: new Field(key.displayName, more[key.name]).optionalText(),
		lookBackDays: Math.max(1, Math.floor(Number(more.lookBackDays)) || LOOK_BACK_DAYS),
	};
}
