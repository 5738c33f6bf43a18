import type { FastifyRequest } from 'fastify';
import { noAccess } from '../errors.mts';
import type { ListOptions } from '../lists.mts';
import type { Merchant } from '../merchants.mts';
import type { Table } from '../table.mts';
import type { World } from '../world.mts';

/** A request that has passed the API document. */
export interface Call<Body = unknown> {
	world: World;
	/** Whose token it is. */
	merchant: Merchant;
	params: Record<string, string>;
	query: Record<string, string | undefined>;
	body: Body;
	request: FastifyRequest;
}

/** Gives the reply's body; its status is the success status of the API document. */
export type Handler = (call: Call) => unknown;

/** Adapts a handler whose body's shape the API document guarantees. */
export function typed<Body>(handler: (call: Call<Body>) => unknown): Handler {
	return handler as Handler;
}

/**
 * The row of a table of the merchant.
 * @throws PaystandRefusal 401 for an id that is not there, as for one of another merchant
 */
export function owned<Row extends { id: string }>(table: Table<Row>, id: string | undefined): Row {
	const row = id === undefined ? undefined : table.get(id);
	if (!row) throw noAccess();
	return row;
}

export function listOptions(call: Call, filters: ListOptions['filters']): ListOptions {
	const { merchant, world } = call;
	const { pageCap, listLagMs } = world.faults.settings;
	return {
		timezone: merchant.timezone,
		now: world.clock.now(),
		filters,
		pageCap,
		isListed: ({ id }) => world.showing.isListed(id, listLagMs),
	};
}

/** The fields of a new resource that every kind has. */
export function stamps(world: World): { id: string; created: string; lastUpdated: string } {
	const now = world.clock.now().toISOString();
	return { id: world.ids.next(), created: now, lastUpdated: now };
}

/** What a write sent beyond the fields that mean something: kept and given back as it is. */
export function extras(body: object, known: readonly string[]): Record<string, unknown> {
	return Object.fromEntries(Object.entries(body).filter(([key]) => !known.includes(key)));
}
