import type { Merchant } from '../merchants.mts';
import { shown, type Resource } from '../resources.mts';
import type { World } from '../world.mts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Changes a resource and emits the event about it. */
export function change<Row extends Resource>(
	world: World,
	merchant: Merchant,
	resource: Row,
	changes: Partial<Row>,
): void {
	const previous = structuredClone(resource);
	Object.assign(resource, changes, { lastUpdated: world.clock.now().toISOString() });
	world.emit(merchant, resource, previous);
}

/** The fields every new resource starts with. */
export function fresh(world: World): { id: string; created: string; lastUpdated: string } {
	const stamp = world.clock.now().toISOString();
	return { id: world.ids.next(), created: stamp, lastUpdated: stamp };
}

/** A copy without the resource nested in it, as it stands in another resource's list. */
export function summary(row: Resource): Record<string, unknown> {
	const { resource: _nested, ...own } = shown(row);
	return own;
}

/** Puts the resource's state into a list kept on another one, in place of its former state. */
export function keepIn(list: unknown[], row: Resource): void {
	const at = list.findIndex((entry) => (entry as { id?: string }).id === row.id);
	if (at < 0) list.push(summary(row));
	else list[at] = summary(row);
}
