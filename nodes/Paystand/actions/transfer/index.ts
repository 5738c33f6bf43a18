import type { Resource } from '../../item/operation';
import { get } from './get.operation';
import { getJournalEntries } from './getJournalEntries.operation';
import { getMany } from './getMany.operation';
import { getReport } from './getReport.operation';
import { getReportEntries } from './getReportEntries.operation';
import { transfer as kind } from './kind';
import { reconcile } from './reconcile.operation';

export const transfer: Resource = {
	value: 'transfer',
	name: 'Transfer',
	description: 'A payout to your bank account, one sum a day, net of fees',
	labels: kind.labels,
	operations: [get, getJournalEntries, getMany, getReport, getReportEntries, reconcile],
};
