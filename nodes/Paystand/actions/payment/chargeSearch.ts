import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../../client/errors';
import type { PaystandClient } from '../../../../client/paystand';
import { asObject } from '../../../../client/refusal';
import { chargeStatusOf } from './chargeStatus';
import { payment } from './kind';
import { readPayment } from './readPayment';
import type { RequestedCharge } from './requestedCharge';

const DAY_MS = 86_400_000;
/** Days after today that a search covers, so that no clock that runs ahead hides a payment. */
const DAYS_AHEAD = 31;
/** How old a reading may be for a key that nothing was sent under yet. */
const MAX_AGE_MS = 60_000;
/** As many payments as are read one by one where the list does not show their metadata. */
const MAX_READ_ONE_BY_ONE = 50;

interface Reading {
	startedAt: number;
	payments: Promise<IDataObject[]>;
}

/**
 * Finds payments by their charge key, for all items of an execution. Paystand cannot search by
 * metadata, so the payments of the last days are listed. Items that look at the same time share a
 * list.
 */
export class ChargeSearch {
	private readonly latest = new Map<number, Reading>();

	private readonly next = new Map<number, Promise<IDataObject[]>>();

	constructor(private readonly client: PaystandClient) {}

	/**
	 * The payment that stands for a charge key; one that did not go through does not.
	 *
	 * @param days how many days before today count, in any time zone
	 * @param isFresh whether the list has to be read from now on; else it may be a minute old
	 */
	async find(
		key: string,
		requested: RequestedCharge,
		{ days, isFresh }: { days: number; isFresh: boolean },
	): Promise<IDataObject | undefined> {
		const listed = await (isFresh ? this.fresh(days) : this.recent(days));
		const payments = listed.some(({ meta }) => meta !== undefined)
			? listed
			: await this.readOneByOne(listed, requested);
		return payments.find((row) => chargeKeyIn(row) === key && chargeStatusOf(row) !== 'notCharged');
	}

	private async recent(days: number): Promise<IDataObject[]> {
		const reading = this.latest.get(days);
		const isRecent = reading && performance.now() - reading.startedAt < MAX_AGE_MS;
		return await (isRecent ? reading.payments : this.read(days));
	}

	/** A reading that has not started yet: one that is under way may have passed the place already. */
	private async fresh(days: number): Promise<IDataObject[]> {
		const waiting = this.next.get(days);
		if (waiting) return await waiting;
		const underWay = this.latest.get(days)?.payments ?? Promise.resolve([]);
		const start = async () => {
			this.next.delete(days);
			return await this.read(days);
		};
		const next = underWay.then(start, start);
		this.next.set(days, next);
		return await next;
	}

	private async read(days: number): Promise<IDataObject[]> {
		const payments = this.client.list({
			path: payment.filteredPath,
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
		const reading = { startedAt: performance.now(), payments };
		this.latest.set(days, reading);
		payments.catch(() => {
			// What could not be read serves nobody who comes later.
			if (this.latest.get(days) === reading) this.latest.delete(days);
		});
		return await payments;
	}

	/**
	 * That the list shows metadata is not documented. Where it does not, each payment that may be the
	 * one is read by itself.
	 */
	private async readOneByOne(
		listed: IDataObject[],
		{ payerId, currency }: RequestedCharge,
	): Promise<IDataObject[]> {
		const candidates = listed.filter(
			(row) => (row.payerId ?? payerId) === payerId && (row.currency ?? currency) === currency,
		);
		if (candidates.length > MAX_READ_ONE_BY_ONE) {
			throw new PaystandError(
				"The payments cannot be searched for the 'Charge Key'",
				`Paystand's list does not show the metadata of payments, and ${candidates.length} of this customer are too many to read one by one. Choose fewer days in 'Look Back (Days)'.`,
			);
		}
		return await Promise.all(
			candidates.map(async ({ id }) => await readPayment(this.client, String(id))),
		);
	}
}

/** The charge key that a payment carries. */
export function chargeKeyIn(row: IDataObject): string | undefined {
	const { chargeKey } = asObject(row.meta);
	return chargeKey === undefined || chargeKey === null ? undefined : String(chargeKey);
}

function dayFromNow(days: number): string {
	return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}
