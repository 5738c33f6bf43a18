import type { World } from './world.mts';

/** One run of an operation. */
export interface Stop {
	resource: string;
	operation: string;
	parameters: (world: World) => object;
	/** The run needs a file on its item. */
	file?: Buffer;
}

/** @param parameters of the node, when they need no id of the world as they are */
export const stop = (
	resource: string,
	operation: string,
	parameters: Stop['parameters'] | object = {},
	more: Partial<Stop> = {},
): Stop => ({
	resource,
	operation,
	parameters:
		typeof parameters === 'function' ? (parameters as Stop['parameters']) : () => parameters,
	...more,
});

export const by = (mode: string, value: string) => ({ __rl: true, mode, value });
export const MAIN = by('key', 'CUST-1');
export const INVOICE = by('key', '1001');
const LAST_DAYS = { period: 'between', from: '2026-11-20', to: '2026-12-24' };
export const META = '{"batch": 7}';

/** Both lists of a kind, the one with date filters and the one without, simplified and whole. */
export const lists = (resource: string) => [
	stop(resource, 'getAll'),
	stop(resource, 'getAll', { simplify: false, returnAll: true }),
	stop(resource, 'getAll', {
		filters: { ...LAST_DAYS, dateType: 'lastUpdated', timezone: 'America/Chicago' },
		order: 'lastUpdated ASC',
	}),
];
/** A single record, simplified and whole. */
export const gets = (resource: string, picked: (world: World) => string) => [
	stop(resource, 'get', (world: World) => ({ [resource]: by('id', picked(world)) })),
	stop(resource, 'get', (world: World) => ({
		[resource]: by('id', picked(world)),
		simplify: false,
	})),
];
