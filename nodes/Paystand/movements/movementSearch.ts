import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../client/errors';
import type { PaystandClient } from '../../../client/paystand';
import { asObject } from '../../../client/refusal';
import type { Movement, MovementKind } from './movement';
import { hasNotMoved } from './movementStatus';
import { readRecord } from './readRecord';

const DAY_MS = 86_400_000;
/** Days after today that a search covers, so that no clock that runs ahead hides a record. */
const DAYS_AHEAD = 31;
/** How old a reading may be for a key that nothing was sent under yet. */
const MAX_AGE_MS = 60_000;
/** As many records as are read one by one where the list does not show their metadata. */
const MAX_READ_ONE_BY_ONE = 50;

interface Reading {
	startedAt: number;
	rows: Promise<IDataObject[]>;
}

/**
 * Finds records by their key, for all items of an execution. Paystand cannot search by metadata, so
 * the records of the last days are listed. Items that look at the same time share a list.
 */
export class MovementSearch {
	private readonly latest = new Map<number, Reading>();

	private readonly next = new Map<number, Promise<IDataObject[]>>();

	constructor(
		private readonly client: PaystandClient,
		private readonly kind: MovementKind,
	) {}

	/**
	 * The record that stands for a key; one that moved no money does not.
	 *
	 * @param days how many days before today count, in any time zone
	 * @param isFresh whether the list has to be read from now on; else it may be a minute old
	 */
	async find(
		key: string,
		movement: Movement,
		{ days, isFresh }: { days: number; isFresh: boolean },
	): Promise<IDataObject | undefined> {
		const nearby = (await movement.nearby?.()) ?? [];
		return (
			(await this.among(nearby, key, movement)) ??
			(await this.among(await (isFresh ? this.fresh(days) : this.recent(days)), key, movement))
		);
	}

	private async among(
		rows: IDataObject[],
		key: string,
		movement: Movement,
	): Promise<IDataObject | undefined> {
		const records = rows.some(({ meta }) => meta !== undefined)
			? rows
			: await this.readOneByOne(rows.filter(movement.mayBe));
		return records.find((row) => keyIn(this.kind, row) === key && !hasNotMoved(row));
	}

	private async recent(days: number): Promise<IDataObject[]> {
		const reading = this.latest.get(days);
		const isRecent = reading && performance.now() - reading.startedAt < MAX_AGE_MS;
		return await (isRecent ? reading.rows : this.read(days));
	}

	/** A reading that has not started yet: one that is under way may have passed the place already. */
	private async fresh(days: number): Promise<IDataObject[]> {
		const waiting = this.next.get(days);
		if (waiting) return await waiting;
		const underWay = this.latest.get(days)?.rows ?? Promise.resolve([]);
		const start = async () => {
			this.next.delete(days);
			return await this.read(days);
		};
		const next = underWay.then(start, start);
		this.next.set(days, next);
		return await next;
	}

	private async read(days: number): Promise<IDataObject[]> {
		const rows = this.client.list({
			path: this.kind.record.filteredPath,
			query: {
				'f.querytype': 'by-query-filters',
				'f.datepreset': 'custom',
				'f.datestart': dayFromNow(-days - 1),
				'f.dateend': dayFromNow(DAYS_AHEAD),
				'f.datetype': 'created',
				'f.timezone': 'Etc/UTC',
			},
			prefix: 'f.',
		});
		const reading = { startedAt: performance.now(), rows };
		this.latest.set(days, reading);
		rows.catch(() => {
			// What could not be read serves nobody who comes later.
			if (this.latest.get(days) === reading) this.latest.delete(days);
		});
		return await rows;
	}

	/**
	 * That the list shows metadata is not documented. Where it does not, each record that may be the
	 * one is read by itself.
	 */
	private async readOneByOne(candidates: IDataObject[]): Promise<IDataObject[]> {
		const { key, record } = this.kind;
		if (candidates.length > MAX_READ_ONE_BY_ONE) {
			throw new PaystandError(
				`The ${record.plural} cannot be searched for the '${key.displayName}'`,
				`Paystand's list does not show the metadata of ${record.plural}, and ${candidates.length} that may be this one are too many to read one by one. Choose fewer days in 'Look Back (Days)'.`,
			);
		}
		return await Promise.all(
			candidates.map(async ({ id }) => await readRecord(this.client, record, String(id))),
		);
	}
}

/** The key that a record carries. */
export function keyIn({ key }: MovementKind, row: IDataObject): string | undefined {
	const value = asObject(row.meta)[key.name];
	return value === undefined || value === null ? undefined : String(value);
}

function dayFromNow(days: number): string {
	return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}
