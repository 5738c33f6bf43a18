import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { transfer } from './kind';
import { reportHint } from './report';

export const getReport: Operation = {
	value: 'getReport',
	name: 'Get Report',
	action: 'Get transfer (payout) report',
	description:
		'Retrieve the report of a transfer (payout). Its entries can be read once its status is completed or reversed.',
	properties: [recordLocator(transfer)],
	output: { from: 'getTransferReport' },
	hint: reportHint,

	async execute(item) {
		return await item.client.get(['transfers', await item.recordId(transfer), 'report']);
	},
};
