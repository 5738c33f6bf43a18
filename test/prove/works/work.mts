import type { Merchant } from '../../../sandbox/merchants.mts';
import type { OperationPlan, FilePlan, Said } from '../operation.mts';
import type { ProofWorld } from '../world.mts';

/** What an operation is given, and how the books tell what it did. */
export interface Work {
	plan: OperationPlan;
	items: Task[];
}

/** One item of an operation. */
export interface Task {
	json: object & { file?: FilePlan };
	/** How often the books show what was wanted; left out for what only reads. */
	times?: () => number;
	/** Whether what came out is what the books have. */
	agrees: (rows: Said['rows']) => boolean;
	/** Whether a message that speaks of a part of the work is true. */
	isTrue?: (error: string) => boolean | undefined;
}

/** Made when its turn comes, since it builds on what the ones before it left in the books. */
export type Maker = (world: ProofWorld) => Promise<Work>;

/** A record picked by the ID that the item has. */
export function byId(field = 'id') {
	return { __rl: true, mode: 'id', value: `={{ $json.${field} }}` };
}

/** The numbers from 1, as many as wanted. */
export function numbers(count: number): number[] {
	return Array.from({ length: count }, (_, index) => index + 1);
}

/**
 * The whole list of a resource, a page of which may not come: then there is an error and no part of
 * the list.
 *
 * @param count how often it is read
 */
export function wholeList(
	resource: string,
	tableOf: (merchant: Merchant) => { all(): Array<{ id: string }> },
	count: number,
): Maker {
	return async ({ merchant }) => {
		const idsOf = (rows: Array<{ id?: unknown }>) => rows.map(({ id }) => String(id));
		const wanted = idsOf(tableOf(merchant).all()).sort().join(' ');
		return {
			plan: { resource, operation: 'getAll', parameters: { returnAll: true } },
			items: numbers(count).map(() => ({
				json: {},
				agrees: (rows) => idsOf(rows).sort().join(' ') === wanted,
			})),
		};
	};
}

/** The one row of an item that has exactly one, else an empty one. */
export function only(rows: Said['rows']): Record<string, unknown> {
	return rows.length === 1 ? rows[0]! : {};
}
