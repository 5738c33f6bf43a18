import type { HarnessWorld } from '../../../harness/world.mts';
import type { Merchant } from '../../../sandbox/merchants.mts';
import type { OperationPlan, FilePlan, Said } from '../operation.mts';

/** What an operation is given, and how the books tell what it did. */
export interface Batch {
	plan: OperationPlan;
	items: BatchItem[];
}

/** One item of an operation. */
export interface BatchItem {
	json: object & { file?: FilePlan };
	/** How often the books show what was wanted; left out for what only reads. */
	times?: () => number;
	/** Whether what came out is what the books have. */
	agrees: (rows: Said['rows']) => boolean;
	/** Whether a message that speaks of a part of the work is true. */
	isTrue?: (error: string) => boolean | undefined;
}

/** Made when its turn comes, since it builds on what the ones before it left in the books. */
export type BatchMaker = (world: HarnessWorld) => Promise<Batch>;

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
): BatchMaker {
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

/**
 * Records that are read by their ID.
 *
 * @param from which of the table's rows, as Array.slice takes it
 * @param fields what is compared beside the ID
 */
export function readEach(
	resource: string,
	tableOf: (merchant: Merchant) => { all(): Array<{ id: string }> },
	from: [number, number?],
	...fields: string[]
): BatchMaker {
	return async ({ merchant }) => ({
		plan: { resource, operation: 'get', parameters: { [resource]: byId() } },
		items: tableOf(merchant)
			.all()
			.slice(...from)
			.map((row) => {
				// As it is now: nothing that follows may change what a read has to give.
				const wanted: Record<string, unknown> = { ...row };
				return {
					json: { id: row.id },
					agrees: (rows) =>
						only(rows).id === wanted.id &&
						fields.every((field) => field in wanted && only(rows)[field] === wanted[field]),
				};
			}),
	});
}

/**
 * Records that are put into a status.
 *
 * @param rowsOf those that are not in it yet
 */
export function toStatus(
	resource: string,
	operation: string,
	status: string,
	rowsOf: (merchant: Merchant) => Array<{ id: string; status: string }>,
): BatchMaker {
	return async ({ merchant }) => ({
		plan: { resource, operation, parameters: { [resource]: byId() } },
		items: rowsOf(merchant).map((row) => ({
			json: { id: row.id },
			times: () => (row.status === status ? 1 : 0),
			agrees: (rows) => only(rows).id === row.id && only(rows).status === status,
		})),
	});
}

/** The one row of an item that has exactly one, else an empty one. */
export function only(rows: Said['rows']): Record<string, unknown> {
	return rows.length === 1 ? rows[0]! : {};
}
