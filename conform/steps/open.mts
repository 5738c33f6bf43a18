import type { Operation } from '../document.mts';

/** Statuses of a route that this account's token may not use. */
export const CLOSED = [401, 403, 404, 405];

/**
 * Documented refusals of reads that are otherwise in order
 * (docs/paystand-api.md#routes-that-may-be-refused, #transfer-reports).
 */
const REFUSALS: Record<string, number[]> = {
	getMerchantTimezone: [400, 401, 403],
	getMerchant: CLOSED,
	listFees: [401, 403],
	getFee: [401, 403],
	getFeeSettingPlan: [401, 403, 422],
	getTransferReport: [400, 401, 403, 404, 422],
	listTransferReportEntries: [400, 401, 403, 404, 422],
};

/** How a read may be refused although it is in order: some routes are not open to every account. */
export function mayRefuse(operation: Operation): number[] {
	return REFUSALS[operation.operationId] ?? (operation.isOlder ? CLOSED : []);
}

/** Routes about which the report says whether they are open to this account. */
export function isDoubtful(operation: Operation): boolean {
	return operation.isOlder || operation.operationId in REFUSALS;
}
