import type { IDataObject } from 'n8n-workflow';

import { asError, RequestError } from '../../../../client/errors';
import type { Execution } from '../../item/execution';
import { rowsOf } from './payoutPart';
import type { Part } from './payoutPart';

/**
 * What Paystand answers for a record that is not there, or not this merchant's
 * (docs/paystand-api.md#what-a-401-can-mean).
 */
const NOT_THERE = [401, 403, 404, 405];

/** The fee, and what it was charged for. */
export interface FeeOwner {
	record: IDataObject;
	paymentId?: string;
	disputeId?: string;
}

/** Reads the records that payouts name, each once per execution. */
export class PayoutRecords {
	constructor(private readonly execution: Execution) {}

	/** A record by its ID, or `undefined` when Paystand has none for this merchant. */
	async find(path: string, id: string): Promise<IDataObject | undefined> {
		const { client } = this.execution;
		try {
			return await this.execution.once(
				`payout ${path} ${id}`,
				async () => await client.get([path, id]),
			);
		} catch (error) {
			if (error instanceof RequestError && NOT_THERE.includes(error.refusal.status))
				return undefined;
			throw asError(error);
		}
	}

	/**
	 * The fee of an ID with what it was charged for: a payment or dispute of the same payout, any
	 * other dispute (its fee stands nowhere else, docs/paystand-api.md#dispute-fees), or what
	 * `/fees/:id` says, a route that many merchants are refused (docs/paystand-api.md#fee-routes).
	 */
	async feeOwner(id: string, parts: Part[]): Promise<FeeOwner | undefined> {
		for (const part of parts) {
			const fee = rowsOf(part.record?.fees).find((row) => row.id === id);
			if (fee && part.kind === 'payment') return { record: fee, paymentId: part.id };
			if (fee) return ofDispute(part.record!, fee);
		}
		const found = await this.find('fees', id);
		if (found) return { record: found, paymentId: String(found.resourceId) };
		for (const dispute of await this.disputes()) {
			const fee = rowsOf(dispute.fees).find((row) => row.id === id);
			if (fee) return ofDispute(dispute, fee);
		}
		return undefined;
	}

	private async disputes(): Promise<IDataObject[]> {
		const { client } = this.execution;
		return await this.execution.once(
			'payout disputes',
			async () => await client.list({ path: ['disputes', 'all'] }, { limit: Infinity }),
		);
	}
}

function ofDispute(dispute: IDataObject, record: IDataObject): FeeOwner {
	return { record, disputeId: String(dispute.id), paymentId: String(dispute.paymentId) };
}
