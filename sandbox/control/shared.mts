import { PaystandRefusal } from '../errors.mts';
import type { Merchant } from '../merchants.mts';
import type { World } from '../world.mts';

/** The merchant a control request means; the first one unless it names another. */
export function merchantOf(world: World, merchantId?: string): Merchant {
	if (merchantId !== undefined && !world.merchants.has(merchantId))
		throw missing('merchantId', merchantId, 'There is no such merchant.');
	return world.merchant(merchantId);
}

/** 404 for something that a control request names. */
export function missing(parameter: string, value: unknown, explanation: string): PaystandRefusal {
	return new PaystandRefusal(404, { code: 'notFound', parameter, value, explanation });
}

/** 400 for a control request that makes no sense. */
export function senseless(explanation: string, parameter?: string): PaystandRefusal {
	return new PaystandRefusal(400, { code: 'controlError', parameter, explanation });
}

/** JSON schema of an object; without `required` all of its properties may be left out. */
export const object = (properties: Record<string, object>, required: string[] = []) => ({
	type: 'object',
	properties,
	required,
});

export const text = { type: 'string' };
export const flag = { type: 'boolean' };
/** An amount of money as it is on an invoice. */
export const money = { type: 'string', pattern: '^\\d+(\\.\\d{1,2})?$' };

export interface PageQuery {
	offset: number;
	limit: number;
	/** Text that a row must contain somewhere. */
	search?: string;
}

export const PAGE = {
	offset: { type: 'integer', minimum: 0, default: 0 },
	limit: { type: 'integer', minimum: 1, default: 50 },
	search: text,
};

/** A page of rows, and how many there are. */
export function page<Row>(rows: Row[], query: PageQuery): { total: number; rows: Row[] } {
	const wanted = query.search?.toLowerCase();
	const found = wanted
		? rows.filter((row) => JSON.stringify(row).toLowerCase().includes(wanted))
		: rows;
	return { total: found.length, rows: found.slice(query.offset, query.offset + query.limit) };
}
