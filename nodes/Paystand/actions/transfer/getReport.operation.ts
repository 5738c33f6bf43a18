import { requestObject } from '../../../../client/request';
import { withHints } from '../../fields/hints';
import { recordId, recordLocator } from '../../fields/locators';
import type { Operation } from '../operation';
import { REPORT_HINTS } from './report';

export const getReport: Operation = {
	value: 'getReport',
	name: 'Get Report',
	action: 'Get transfer report',
	description:
		'Retrieve the report of a transfer. Its entries can be read once its status is completed or reversed.',
	properties: [recordLocator('transfer')],

	async execute(itemIndex) {
		const path = ['transfers', recordId(this, itemIndex, 'transfer'), 'report'];
		return await withHints(
			this,
			REPORT_HINTS,
			async () => await requestObject(this, { method: 'GET', path }),
		);
	},
};
