import type { Merchant } from '../merchants.mts';
import { toDecimal } from '../money.mts';
import type { Movement, Transfer, TransferReport } from '../resources.mts';
import type { World } from '../world.mts';
import { fresh } from './change.mts';

/** The report of a transfer, with one entry for each movement; together they make its amount. */
export function reportOn(
	world: World,
	merchant: Merchant,
	transfer: Transfer,
	movements: Movement[],
): TransferReport {
	for (const { resourceType, resourceId, minor, currency } of movements)
		merchant.reportEntries.insert({
			...fresh(world),
			object: 'transferReportEntry',
			resourceType,
			resourceId,
			amount: toDecimal(minor),
			currency,
			status: 'active',
			inner: { transferId: transfer.id },
		});
	return merchant.reports.insert({
		...fresh(world),
		object: 'transferReport',
		transferId: transfer.id,
		status: 'created',
	});
}
