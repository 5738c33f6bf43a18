import { invalid, refused } from '../errors.mts';
import { withdraw } from '../life/transfer.mts';
import { list } from '../lists.mts';
import { shown, type TransferReport } from '../resources.mts';
import { amend, decimal } from './amend.mts';
import { extras, listOptions, owned, typed, type Call, type Handler } from './call.mts';

interface WithdrawalInput {
	amount: string | number;
	currency: string;
	bankId: string;
}

const CONSUMED = ['amount', 'currency', 'bankId', 'bank', 'inner'];
const FIXED = [
	...['amount', 'currency', 'bankId', 'bank', 'accountKey'],
	...['dateToPost', 'transfers', 'hasTransactions'],
];

/**
 * Transfers, their reports, and the withdrawals they come from
 * (docs/paystand-api.md#transfer-reports, #withdrawal-routes).
 */
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

	getWithdrawal: ({ merchant, params }) => shown(owned(merchant.withdrawals, params.withdrawalId)),

	createWithdrawal: typed<WithdrawalInput>(({ world, merchant, body }) => {
		const { currency } = body;
		const bank = owned(merchant.payoutBanks, body.bankId);
		if (bank.currency !== currency)
			throw invalid('currency', currency, `The bank account is in ${bank.currency}.`);
		const amount = decimal('amount', body.amount);
		return shown(withdraw(world, merchant, { amount, currency, more: extras(body, CONSUMED) }));
	}),

	/**
	 * Only what means nothing to Paystand, as the older reference says
	 * (docs/paystand-api.md#withdrawal-routes).
	 */
	updateWithdrawal: (call) => {
		const row = owned(call.merchant.withdrawals, call.params.withdrawalId);
		return shown(amend(call, row, FIXED));
	},
};

function reportOf({ merchant, params }: Call): TransferReport {
	const transfer = owned(merchant.transfers, params.transferId);
	if (!merchant.settings.transfers?.report?.enabled)
		throw refused('Transfer reports are not enabled: settings.transfers.report.enabled is off.');
	const report = merchant.reports.find((one) => one.transferId === transfer.id);
	return owned(merchant.reports, report?.id);
}
