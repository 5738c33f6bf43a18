import type { Resource } from '../operation';
import { get } from './get.operation';
import { getMany } from './getMany.operation';
import { getReport } from './getReport.operation';
import { getReportEntries } from './getReportEntries.operation';

export const transfer: Resource = {
	value: 'transfer',
	name: 'Transfer',
	description: 'A payout to your bank account, one sum a day, net of fees',
	labels: { transferId: 'Transfer', order: 'Order' },
	operations: [get, getMany, getReport, getReportEntries],
};
