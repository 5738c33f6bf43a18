import { refused } from '../errors.mts';
import { list } from '../lists.mts';
import { shown, type TransferReport } from '../resources.mts';
import { listOptions, owned, type Call, type Handler } from './call.mts';

/** Transfers, their reports, and the withdrawals they come from (fact sheet 6.11, 6.12). */
export const payoutRoutes: Record<string, Handler> = {
	listTransfers: (call) => list(call.merchant.transfers.all(), call.query, listOptions(call, 'A')),

	listAllTransfers: (call) =>
		list(call.merchant.transfers.all(), call.query, listOptions(call, 'none')),

	getTransfer: ({ merchant, params }) => shown(owned(merchant.transfers, params.transferId)),

	getTransferReport: (call) => shown(reportOf(call)),

	listTransferReportEntries: (call) => {
		const { merchant, params, query } = call;
		const report = reportOf(call);
		if (report.status !== 'completed' && report.status !== 'reversed')
			throw refused('The report is not complete yet.', {
				parameter: 'status',
				value: report.status,
			});
		const rows = merchant.reportEntries
			.all()
			.filter((entry) => entry.inner.transferId === params.transferId);
		return list(rows, query, listOptions(call, 'none'));
	},

	listWithdrawals: (call) =>
		list(call.merchant.withdrawals.all(), call.query, listOptions(call, 'A')),

	listAllWithdrawals: (call) =>
		list(call.merchant.withdrawals.all(), call.query, listOptions(call, 'A')),
};

function reportOf({ merchant, params }: Call): TransferReport {
	const transfer = owned(merchant.transfers, params.transferId);
	if (!merchant.settings.transfers?.report?.enabled)
		throw refused('Transfer reports are not enabled: settings.transfers.report.enabled is off.');
	const report = merchant.reports.find((one) => one.transferId === transfer.id);
	return owned(merchant.reports, report?.id);
}
